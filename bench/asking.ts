import { Editor, type Manner, type Position, pause, type Shown } from './editor.ts';
import { quantile } from './measure.ts';
import { figure } from './page.ts';
import { contractPath, filesOf, longPath } from './register.ts';
import type { Findings } from './results.ts';
import { shownTitle } from './typing.ts';
import { asOf, command, few, sizes, type Workbench } from './workbench.ts';

/** What VS Code says of itself, as far as it has a bearing on what it asks for and how it is answered. */
const vsCode: Manner = {
    textDocument: {
        diagnostic: { relatedDocumentSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } }, dataSupport: true },
        semanticTokens: {
            requests: { range: true, full: { delta: true } },
            tokenTypes: [],
            tokenModifiers: [],
            formats: ['relative'],
            augmentsSyntaxTokens: true,
        },
    },
    options: { vsCode: true },
};

/** The files in which keys are typed, by how many lines they have. */
const files = { 'some 80 lines': contractPath(1), '1 000 lines': longPath(1000), '10 000 lines': longPath(10_000) } as const;

/** Milliseconds between the last answer and the next key. */
const betweenKeys = 20;

/** What was given last and is said again with the next question, so that only the difference need be told. */
type Given = Record<string, string | undefined>;

/** What VS Code asks after a key, some of it at once and some when nothing more is typed: in the order in which it is asked here. */
const questions: Readonly<Record<string, (about: object, at: Position, given: Given) => object>> = {
    'textDocument/diagnostic': (about, _, given) => ({ ...about, previousResultId: given['textDocument/diagnostic'] }),
    'textDocument/documentHighlight': (about, at) => ({ ...about, position: at }),
    'textDocument/linkedEditingRange': (about, at) => ({ ...about, position: at }),
    'textDocument/codeAction': (about, at) => ({ ...about, range: { start: at, end: at }, context: { diagnostics: [], triggerKind: 2 } }),
    'textDocument/semanticTokens/range': (about, at) => ({ ...about, range: around(at) }),
    'textDocument/semanticTokens/full/delta': (about, _, given) => ({ ...about, previousResultId: given['textDocument/semanticTokens/full/delta'] ?? '' }),
    'textDocument/inlayHint': (about, at) => ({ ...about, range: around(at) }),
    'textDocument/codeLens': (about) => about,
    'textDocument/documentSymbol': (about) => about,
    'textDocument/foldingRange': (about) => about,
    'textDocument/documentLink': (about) => about,
};

/** What is in sight. */
const around = ({ line }: Position) => ({ start: { line: Math.max(0, line - 30), character: 0 }, end: { line: line + 30, character: 0 } });

/** How long each question takes that VS Code asks after a key, the server having nothing else to do. */
export async function asking(bench: Workbench): Promise<Findings> {
    const [node, ...words] = command(['lsp', '--stdio']).argv;
    const editor = new Editor([node as string, ...words], bench.toEdit(few));
    await editor.begin(asOf, vsCode);
    const took = new Map(Object.keys(questions).map((method) => [method, [] as number[]]));
    const together: number[] = [];
    for (const path of Object.values(files)) {
        const times = await afterKeys(editor, `${path}.terroir`);
        for (const [method, all] of took) all.push(quantile(times.get(method) ?? [], 0.5));
        together.push([...took.values()].reduce((sum, all) => sum + (all.at(-1) as number), 0));
    }
    await editor.end();
    return {
        rows: [],
        tables: [
            {
                title: 'What VS Code asks after a key',
                about: `The milliseconds, in the middle, until each answer has come, in a register of ${figure(filesOf(few) + 2)} files; one after the other, though VS Code asks most of it only when nobody goes on typing. The first is the diagnostics of the file.`,
                head: ['', ...Object.keys(files)],
                rows: [
                    ...[...took].map(([method, all]) => [`\`${method.replace('textDocument/', '')}\``, ...all.map(figure)]),
                    ['all of it', ...together.map(figure)],
                ],
            },
        ],
    };
}

async function afterKeys(editor: Editor, file: string): Promise<ReadonlyMap<string, readonly number[]>> {
    editor.open(file);
    await editor.quiet();
    const textDocument = { uri: editor.uri(file) };
    const { result } = await editor.answered('textDocument/diagnostic', { textDocument });
    const at = shownTitle(editor.textOf(file), (result as { readonly items: readonly Shown[] }).items);
    if (!at) throw new Error(`No finding on ${file} shows a title of it.`);
    const times = new Map(Object.keys(questions).map((method) => [method, [] as number[]]));
    const given: Given = {};
    const keys = Math.ceil(sizes.keys / 2);
    // The first are slower, and not counted.
    for (let i = -Math.ceil(keys / 10); i < keys; i++) {
        const here = { line: at.line, character: at.character + i + Math.ceil(keys / 10) };
        editor.change(file, here, 0, 'x');
        for (const [method, params] of Object.entries(questions)) {
            const { result, took } = await editor.answered(method, params({ textDocument }, here, given));
            given[method] = (result as { readonly resultId?: string } | null)?.resultId;
            if (i >= 0) times.get(method)?.push(took);
        }
        await pause(betweenKeys);
    }
    editor.close(file);
    await editor.quiet();
    return times;
}
