// The methods of the Language Server Protocol, which of them the server offers and which file does it, for docs/editors.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as protocol from 'vscode-languageserver/node';
import type { Feature } from '../server/lsp/feature.ts';
import { offeredTo } from '../server/lsp/server.ts';
import { fill, table } from './documents.ts';
import { reasons } from './lsp-reasons.ts';

interface Method {
    readonly method: string;
    /** Who sends it. */
    readonly by: 'editor' | 'server' | 'both';
    readonly isRequest: boolean;
    /** As the protocol's library names it. */
    readonly name: string;
    /** Where in what the server tells of itself it is promised, such as `hoverProvider`; nothing where it needs no promise. */
    readonly promise: string | undefined;
}

export interface Row extends Method {
    /** The file that answers or sends it; nothing where it is not offered. */
    readonly file: string | undefined;
    readonly why: string | undefined;
}

/** An editor that can do whatever a feature asks about. */
export const ableEditor: protocol.ClientCapabilities = {
    general: { positionEncodings: ['utf-16'] },
    textDocument: {
        codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] }, isPreferredSupport: true, disabledSupport: true },
        codeLens: { resolveSupport: { properties: ['command'] } },
        completion: { completionItem: { snippetSupport: true } },
        definition: { linkSupport: true },
        diagnostic: { relatedDocumentSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        foldingRange: { lineFoldingOnly: true },
        hover: { contentFormat: ['markdown', 'plaintext'] },
        inlayHint: { resolveSupport: { properties: ['tooltip'] } },
        publishDiagnostics: { tagSupport: { valueSet: [1, 2] }, relatedInformation: true, dataSupport: true, codeDescriptionSupport: true },
        rangeFormatting: { rangesSupport: true },
        rename: { prepareSupport: true },
        semanticTokens: { requests: { full: { delta: true }, range: true }, tokenTypes: [], tokenModifiers: [], formats: ['relative'] },
    },
    window: { workDoneProgress: true, showDocument: { support: true } },
    workspace: {
        applyEdit: true,
        codeLens: { refreshSupport: true },
        configuration: true,
        diagnostics: { refreshSupport: true },
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
        fileOperations: { didCreate: true, didDelete: true, didRename: true, willCreate: true, willDelete: true, willRename: true },
        inlayHint: { refreshSupport: true },
        semanticTokens: { refreshSupport: true },
        symbol: { resolveSupport: { properties: ['location.range'] } },
        textDocumentContent: {},
        workspaceEdit: { documentChanges: true, snippetEditSupport: true, resourceOperations: ['create', 'rename', 'delete'] },
        workspaceFolders: true,
    },
};

const folder = join(import.meta.dirname, '../server/lsp');
const sources = new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));

/** What the protocol's library does by itself, whoever uses it. */
const byLibrary = ['exit', '$/cancelRequest', '$/setTrace', '$/logTrace'];

/** How a method is recognised in our code where neither its name nor its type stands there. */
const signs: Readonly<Record<string, string>> = {
    '$/progress': 'createWorkDoneProgress(',
    'client/registerCapability': 'client.register(',
    initialize: 'onInitialize(',
    shutdown: 'onShutdown(',
    'textDocument/didOpen': 'documents.listen(',
    'textDocument/publishDiagnostics': 'sendDiagnostics(',
    'window/logMessage': 'console.error(',
    'window/showDocument': 'showDocument(',
    'window/workDoneProgress/create': 'createWorkDoneProgress(',
    'workspace/applyEdit': 'workspace.applyEdit(',
    'workspace/configuration': 'getConfiguration(',
};

/** Every method of the protocol, in the order of its name. A notebook's `sync` is a word for registering, not a method. */
function methods(): Method[] {
    const base = [
        { method: '$/cancelRequest', by: 'both', isRequest: false, name: 'CancelNotification', promise: undefined },
        { method: '$/logTrace', by: 'server', isRequest: false, name: 'LogTraceNotification', promise: undefined },
        { method: '$/progress', by: 'both', isRequest: false, name: 'ProgressNotification', promise: undefined },
        { method: '$/setTrace', by: 'editor', isRequest: false, name: 'SetTraceNotification', promise: undefined },
    ] as const;
    type Exported = { readonly method: string; readonly messageDirection: string; readonly capabilities?: { readonly server?: string } };
    const isMethod = (value: unknown): value is Exported => typeof (value as Partial<Exported> | undefined)?.messageDirection === 'string';
    const named = Object.entries(protocol as Readonly<Record<string, unknown>>).flatMap(([name, value]): Method[] => {
        if (!isMethod(value) || value.method === 'notebookDocument/sync') return [];
        const by = value.messageDirection === 'clientToServer' ? 'editor' : 'server';
        const promise = value.method.startsWith('typeHierarchy/') ? 'typeHierarchyProvider' : value.capabilities?.server;
        return [{ method: value.method, by, isRequest: name.endsWith('Request'), name, promise }];
    });
    return [...new Map([...base, ...named].map((one) => [one.method, one])).values()].sort((a, b) => (a.method < b.method ? -1 : 1));
}

/** Which file answers which request, as the list of features has it. */
async function answering(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const [, name = '', file = ''] of (sources.get('features.ts') ?? '').matchAll(/^import \{ (\w+Feature) \} from '\.\/([\w-]+\.ts)';/gm)) {
        const { answers } = (await import(/* @vite-ignore */ join(folder, file)))[name] as Feature;
        for (const { method } of answers) {
            const other = found.get(method);
            if (other !== undefined) throw new Error(`${method} is answered twice, in ${other} and in ${file}`);
            found.set(method, file);
        }
    }
    return found;
}

/** The file in whose code a method stands: by its name in quotes, its type in the protocol's library, or a sign of its own. */
const mentions = ({ method, name }: Method): string | undefined =>
    [...sources].find(
        ([file, text]) => file !== 'features.ts' && [`'${method}'`, `${name}.type`, signs[method] ?? name].some((sign) => standsIn(text, sign)),
    )?.[0];

/** Outside comments and imports. */
const standsIn = (text: string, sign: string): boolean =>
    text
        .replace(/^import [\s\S]*?;$/gm, '')
        .replace(/^\s*(\/\*\*[\s\S]*?\*\/|\/\/.*)/gm, '')
        .includes(sign);

const at = (tree: unknown, path: string): unknown => path.split('.').reduce((node, step) => (node as Record<string, unknown> | undefined)?.[step], tree);

/** Every method with the file that offers it, or the reason why it is not offered; and the methods of our own. */
export async function rows(): Promise<{ readonly standard: readonly Row[]; readonly own: readonly { readonly method: string; readonly file: string }[] }> {
    const promised = offeredTo({ processId: null, rootUri: null, capabilities: ableEditor });
    const answered = await answering();
    const offers = (one: Method): string | undefined => {
        if (byLibrary.includes(one.method)) return 'the protocol’s library';
        const file = answered.get(one.method) ?? mentions(one);
        // An editor is asked again only for what it can ask for.
        const again = /^workspace\/(\w+)\/refresh$/.exec(one.method)?.[1];
        if (again !== undefined)
            return methods().some((other) => other.by === 'editor' && other.method.includes(`/${again}`) && offers(other)) ? file : undefined;
        if (one.by !== 'editor' || one.promise === undefined) return file;
        const isPromised = Boolean(at(promised, one.promise));
        if (isPromised && file === undefined) throw new Error(`${one.method} is promised, and nothing answers it`);
        if (!isPromised && answered.has(one.method))
            throw new Error(`${one.method} is answered in ${file}, and not promised to an editor that can do everything`);
        return isPromised ? file : undefined;
    };
    const standard = methods().map((one): Row => {
        const file = offers(one);
        return { ...one, file, why: file === undefined ? reasons[one.method] : undefined };
    });
    const known = new Set(standard.map(({ method }) => method));
    const own = [...answered].filter(([method]) => !known.has(method)).map(([method, file]) => ({ method, file }));
    return { standard, own: own.sort((a, b) => (a.method < b.method ? -1 : 1)) };
}

const link = (file: string): string => (sources.has(file) ? `[${file}](../server/lsp/${file})` : file);

/** Writes the tables of docs/editors.md below a root: the methods, and what an editor may say at the start. */
export async function writeEditorTables(root: string): Promise<void> {
    const document = join(root, 'docs/editors.md');
    const { standard, own } = await rows();
    const count = standard.filter(({ file }) => file !== undefined).length;
    const line = ({ method, file, why }: Row) => [
        `\`${method}\``,
        file === undefined ? 'no' : 'yes',
        file === undefined ? (why ?? '**not explained**') : link(file),
    ];
    const part = (title: string, wanted: (row: Row) => boolean) => `### ${title}\n\n${table(['method', '', ''], standard.filter(wanted).map(line))}`;
    const parts = [
        `${count} of ${standard.length} methods are offered.\n`,
        part('What an editor asks', ({ by, isRequest }) => isRequest && by === 'editor'),
        part('What an editor tells', ({ by, isRequest }) => !isRequest && by !== 'server'),
        part('What the server asks and tells', ({ by }) => by === 'server'),
        `### Of our own\n\nFor the extension of VS Code; an editor can do without.\n\n${table(
            ['method', ''],
            own.map(({ method, file }) => [`\`${method}\``, link(file)]),
        )}`,
    ];
    fill(document, 'methods', parts.join('\n').trimEnd());
    fill(
        document,
        'options',
        table(
            ['option', 'type', ''],
            options().map(({ name, type, doc }) => [`\`${name}\``, `\`${type}\``, doc]),
        ),
    );
}

/** What protocol.ts says of each option. */
function options(): { readonly name: string; readonly type: string; readonly doc: string }[] {
    const body = /type InitializationOptions = \{\n([\s\S]*?)\n\};/.exec(sources.get('protocol.ts') ?? '')?.[1] ?? '';
    return [...body.matchAll(/\/\*\*\s*([\s\S]*?)\s*\*\/\s*readonly (\w+)\?: ([^\n]*);/g)].map(([, doc = '', name = '', type = '']) => ({
        name,
        type: type.replace(/readonly |Readonly<(.*)>/g, '$1'),
        doc: doc.replace(/^\*\s*/, '').replace(/\s*\n\s*\*?\s*/g, ' '),
    }));
}
