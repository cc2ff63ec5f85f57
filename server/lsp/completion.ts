import {
    type CompletionItem,
    CompletionItemKind,
    type CompletionParams,
    CompletionRequest,
    CompletionResolveRequest,
    InsertTextFormat,
    type Range,
} from 'vscode-languageserver';
import {
    type Candidate,
    candidates,
    type Expected,
    type ExpectedName,
    type ExpectedWord,
    expectedAt,
    filesOf,
    importEdit,
    sentenceOn,
} from '../../language/editing.ts';
import { importOf, isLibraryPath, pathOf } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { aboutDeclaration } from './hover.ts';
import { escaped, markup } from './markup.ts';
import type { Session } from './session.ts';

export const completionFeature: Feature = {
    capabilities: { completionProvider: { resolveProvider: true, triggerCharacters: [' ', '.', '"', '/'] } },
    answers: [answers(CompletionRequest.type, completion), answers(CompletionResolveRequest.type, resolveCompletion)],
};

/** What an item carries until the editor asks for its documentation. */
type ItemData = { readonly id: string } | { readonly word: string } | { readonly rule: string };

/** What may be written at a place: words of the language, names in scope, names of other files with their import. */
function completion(session: Session, { textDocument, position, context }: CompletionParams): CompletionItem[] {
    const path = session.pathOf(textDocument.uri);
    const file = session.workspace.files.get(path);
    if (!file) return [];
    const offset = session.offsetAt(path, position);
    const expected = expectedAt(file.source, offset);
    const range = session.range({ path, start: expected.start, end: offset });
    if (expected.importPath) return importPaths(session, path, range);
    // Behind a blank a list of all facts would only be in the way of the next line.
    if (context?.triggerCharacter === ' ' && expected.words.some(({ begins }) => begins)) return [];
    const onNewLine = /(?:^|[\r\n{])[ \t]*$/.test(file.source.slice(Math.max(0, expected.start - 200), expected.start));
    return [
        ...expected.names.flatMap((name) => namesFor(session, path, name, range)),
        ...valuesFor(session, expected, range),
        ...expected.words.map((word) => wordItem(session, word, onNewLine, range)),
    ];
}

/** Adds the documentation of the one item that the editor shows. */
function resolveCompletion(session: Session, item: CompletionItem): CompletionItem {
    const data = item.data as ItemData | undefined;
    if (!data) return item;
    if ('id' in data) {
        const paragraphs = aboutDeclaration(session, data.id);
        return paragraphs ? { ...item, documentation: markup(session, paragraphs) } : item;
    }
    if ('rule' in data) {
        const rule = session.judge.rules.find(({ id }) => id === data.rule);
        return rule ? { ...item, documentation: markup(session, [escaped(session.say(rule.summary)), escaped(session.say(rule.why))]) } : item;
    }
    const sentence = sentenceOn(data.word);
    return sentence ? { ...item, documentation: markup(session, [escaped(session.say(sentence))]) } : item;
}

function wordItem(session: Session, { phrase, opens, rule, begins }: ExpectedWord, onNewLine: boolean, range: Range): CompletionItem {
    const asBlock = opens && session.wishes.snippets;
    const data: ItemData = { word: rule };
    return {
        label: phrase,
        kind: CompletionItemKind.Keyword,
        sortText: `${begins === onNewLine ? 3 : 4} ${phrase}`,
        textEdit: { range, newText: asBlock ? `${phrase} {\n\t$0\n}` : phrase },
        ...(asBlock ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
        data,
    };
}

const kinds: Readonly<Record<string, CompletionItemKind>> = {
    Jurisdiction: CompletionItemKind.Folder,
    Norm: CompletionItemKind.Constant,
    Adequacy: CompletionItemKind.Constant,
    Scheme: CompletionItemKind.Constant,
    Organisation: CompletionItemKind.Class,
    Service: CompletionItemKind.Module,
    Dataset: CompletionItemKind.Struct,
    Commitment: CompletionItemKind.Event,
    Contract: CompletionItemKind.Interface,
    Term: CompletionItemKind.EnumMember,
};

function namesFor(session: Session, path: string, { wanted, alias }: ExpectedName, range: Range): CompletionItem[] {
    const items: CompletionItem[] = [];
    const seen = new Set<string>();
    for (const one of wanted) {
        for (const candidate of candidates(filesOf(session.workspace), session.workspace.files.keys(), path, one)) {
            const name = behindAlias(candidate, alias);
            if (name === undefined || seen.has(name)) continue;
            seen.add(name);
            items.push(nameItem(session, path, { ...candidate, name }, items.length, range));
        }
    }
    return items;
}

/** Behind `p.` only what that import brings, without the prefix. */
function behindAlias({ name, importing }: Candidate, alias: string | undefined): string | undefined {
    if (alias === undefined) return name;
    return importing === undefined && name.startsWith(`${alias}.`) ? name.slice(alias.length + 1) : undefined;
}

function nameItem(session: Session, path: string, { name, id, importing }: Candidate, rank: number, range: Range): CompletionItem {
    const node = session.workspace.node(id);
    const edit = importing === undefined ? undefined : importEdit(session.workspace, path, importing);
    const label = typeof node?.['label'] === 'string' ? node['label'] : undefined;
    const data: ItemData = { id };
    return {
        label: name,
        kind: kinds[node?.$type ?? ''] ?? CompletionItemKind.Reference,
        ...(label === undefined ? {} : { detail: label }),
        ...(importing === undefined ? {} : { labelDetails: { description: importOf(path, importing) } }),
        sortText: `${importing === undefined ? 1 : 2} ${String(rank).padStart(6, '0')}`,
        textEdit: { range, newText: name },
        ...(edit ? { additionalTextEdits: [{ range: session.range(edit), newText: edit.text }] } : {}),
        data,
    };
}

function valuesFor(session: Session, { values }: Expected, range: Range): CompletionItem[] {
    return values.flatMap(({ token }) => {
        if (token === 'DATE') return [valueItem(session.dayText, range)];
        if (token === 'ID') return [valueItem('EUR', range)];
        if (token !== 'RULE_ID') return [];
        return session.judge.rules.map(({ id }) => ({
            ...valueItem(id, range),
            detail: session.say(session.judge.rules.find((rule) => rule.id === id)?.summary ?? { template: '', values: {} }),
            data: { rule: id },
        }));
    });
}

const valueItem = (label: string, range: Range): CompletionItem => ({
    label,
    kind: CompletionItemKind.Value,
    sortText: `0 ${label}`,
    textEdit: { range, newText: label },
});

/** The files that could be imported: those of the workspace, and what of the library is not in scope anyway. */
function importPaths(session: Session, path: string, range: Range): CompletionItem[] {
    const ambient = new Set(filesOf(session.workspace).ambient());
    return [...session.workspace.files.keys()]
        .filter((file) => file !== path && !ambient.has(file))
        .map((file) => ({
            label: importOf(path, file),
            kind: CompletionItemKind.File,
            sortText: `${isLibraryPath(pathOf(`${file}#`)) ? 2 : 1} ${file}`,
            textEdit: { range, newText: importOf(path, file) },
        }));
}
