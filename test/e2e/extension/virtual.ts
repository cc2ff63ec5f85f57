import * as vscode from 'vscode';
import { until } from '../until.ts';
import { at, codes, emc2, type FeatureChecks, file, finding, open } from './asking.ts';

const folder = vscode.Uri.parse('memfs:/specs');
const parties = vscode.Uri.joinPath(folder, 'in depth', 'données.terroir');
const main = vscode.Uri.joinPath(folder, 'hosting.terroir');

/** A file system on no disk, as that of a repository that is looked at from afar: it can be read, and not searched. */
function memory(): vscode.FileSystemProvider {
    const files = new Map([
        [parties.path, 'organisation Owner { seat US  kind company }\n'],
        [main.path, 'import "./in depth/données.terroir"\norganisation Host { seat Nowhere  kind company  controlled by Owner }\n'],
    ]);
    const folders = [folder.path, vscode.Uri.joinPath(folder, 'in depth').path];
    const changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
    const refuse = () => {
        throw vscode.FileSystemError.NoPermissions();
    };
    const inside = (path: string, of: string) => path.startsWith(`${of}/`) && !path.slice(of.length + 1).includes('/');
    return {
        onDidChangeFile: changed.event,
        watch: () => new vscode.Disposable(() => {}),
        stat(uri) {
            const text = files.get(uri.path);
            if (text === undefined && !folders.includes(uri.path)) throw vscode.FileSystemError.FileNotFound(uri);
            const type = text === undefined ? vscode.FileType.Directory : vscode.FileType.File;
            return { type, ctime: 0, mtime: 0, size: text?.length ?? 0 };
        },
        readDirectory: ({ path }) => [
            ...folders.filter((one) => inside(one, path)).map((one): [string, vscode.FileType] => [one.slice(path.length + 1), vscode.FileType.Directory]),
            ...[...files.keys()].filter((one) => inside(one, path)).map((one): [string, vscode.FileType] => [one.slice(path.length + 1), vscode.FileType.File]),
        ],
        readFile(uri) {
            const text = files.get(uri.path);
            if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
            return new TextEncoder().encode(text);
        },
        writeFile(uri, content) {
            files.set(uri.path, new TextDecoder().decode(content));
            changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
        },
        createDirectory: refuse,
        delete: refuse,
        rename: refuse,
    };
}

export const virtualChecks: FeatureChecks = {
    'a folder that is on no disk is judged whole, and so is what is changed in it': async () => {
        // The server is at work when the folder comes: it has to learn of a scheme that it has not seen before.
        await open(emc2);
        await finding(file(emc2), 'reach/no-foreign-control');
        const provider = vscode.workspace.registerFileSystemProvider('memfs', memory());
        const { length = 0 } = vscode.workspace.workspaceFolders ?? [];
        vscode.workspace.updateWorkspaceFolders(length, 0, { uri: folder });
        // Nothing of it is open: the server has found it and read it.
        await finding(main, 'names/unknown');
        const document = await vscode.workspace.openTextDocument(main);
        await vscode.window.showTextDocument(document);
        const edit = new vscode.WorkspaceEdit();
        edit.replace(main, document.lineAt(at(document, 'Nowhere').line).range, 'organisation Host { seat FR  kind company  controlled by Owner }');
        await vscode.workspace.applyEdit(edit);
        await until('the fault to go', () => !codes(main).includes('names/unknown'));
        const target = await until('the way to what it imports', async () => {
            const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
                'vscode.executeDefinitionProvider',
                main,
                at(document, 'Owner'),
            );
            return found[0];
        });
        const uri = 'uri' in target ? target.uri : target.targetUri;
        if (uri.toString() !== parties.toString()) throw new Error(`it leads to ${uri}`);
        await document.save();
        await vscode.workspace.fs.writeFile(parties, new TextEncoder().encode('organisation Renamed { seat US  kind company }\n'));
        await finding(main, 'names/unknown');
        vscode.workspace.updateWorkspaceFolders(length, 1);
        provider.dispose();
    },
};
