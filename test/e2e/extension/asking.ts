import * as vscode from 'vscode';
import { until } from '../until.ts';

/** No assertion library: Node's needs Node, and these checks also run in a browser's worker. */
export function demand(condition: unknown, otherwise: string): asserts condition {
    if (!condition) throw new Error(otherwise);
}

/** A file of the examples, which is the folder that is open. */
export function file(path: string): vscode.Uri {
    const folder = vscode.workspace.workspaceFolders?.[0];
    demand(folder, 'no folder is open');
    return vscode.Uri.joinPath(folder.uri, path);
}

export const open = async (path: string): Promise<vscode.TextDocument> => {
    const document = await vscode.workspace.openTextDocument(file(path));
    await vscode.window.showTextDocument(document);
    return document;
};

/** The place in the middle of `word`, in its first occurrence after `after`. */
export function at(document: vscode.TextDocument, word: string, after = ''): vscode.Position {
    const text = document.getText();
    const offset = text.indexOf(word, text.indexOf(after) + after.length);
    demand(offset >= 0, `“${word}” is not in ${document.uri.path}`);
    return document.positionAt(offset + 1);
}

/** Whether a file of the examples is there; its folder is. */
export async function exists(path: string): Promise<boolean> {
    const names = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(file(path), '..'));
    return names.some(([name]) => path.endsWith(`/${name}`));
}

/** Where one of the ways of leading leads from a place, told as files and the lines that stand there. */
export async function leadsTo(how: 'Declaration' | 'Definition' | 'Implementation' | 'TypeDefinition', { uri }: vscode.TextDocument, place: vscode.Position) {
    const found = await until(`a ${how} at ${place.line + 1}:${place.character + 1}`, async () => {
        const all = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(`vscode.execute${how}Provider`, uri, place);
        return all.length > 0 && all;
    });
    return Promise.all(
        found.map(async (one) => {
            const [target, range] = 'uri' in one ? [one.uri, one.range] : [one.targetUri, one.targetSelectionRange ?? one.targetRange];
            const line = (await vscode.workspace.openTextDocument(target)).lineAt(range.start.line).text.trim();
            return `${vscode.workspace.asRelativePath(target)}: ${line}`;
        }),
    );
}

/** Some of the texts must begin so. */
export function demandOne(texts: readonly string[], beginning: string): void {
    demand(
        texts.some((one) => one.startsWith(beginning)),
        `none begins with “${beginning}”: ${texts.join(' | ')}`,
    );
}

export const codeOf = ({ code }: vscode.Diagnostic): string => String(typeof code === 'object' ? code.value : code);
export const codes = (uri: vscode.Uri): string[] => vscode.languages.getDiagnostics(uri).map(codeOf);
export const finding = (uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> =>
    until(`the finding ${code} in ${uri.path}; there are ${codes(uri).join(', ') || 'none'}`, () =>
        vscode.languages.getDiagnostics(uri).find((diagnostic) => codeOf(diagnostic) === code),
    );

export const texts = (contents: readonly (vscode.MarkdownString | vscode.MarkedString)[]): string =>
    contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n');

export const emc2 = 'emc2/emc2.terroir';

/** The checks of one feature, by what they show. */
export type FeatureChecks = Readonly<Record<string, () => Promise<void>>>;
