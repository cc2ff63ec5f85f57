import { type DocumentSymbol, type DocumentSymbolParams, DocumentSymbolRequest, type SymbolInformation, SymbolKind } from 'vscode-languageserver';
import { type Id, plainName } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';
import { symbolKindOf } from './symbol-kinds.ts';

export const documentSymbolsFeature: Feature = {
    capabilities: { documentSymbolProvider: true },
    answers: [answers(DocumentSymbolRequest.type, documentSymbols)],
};

/** The declarations of a file, terms within their vocabulary. */
function documentSymbols(session: Session, { textDocument }: DocumentSymbolParams): DocumentSymbol[] | SymbolInformation[] {
    const path = session.pathOf(textDocument.uri);
    const symbols: DocumentSymbol[] = [];
    for (const id of session.workspace.files.get(path)?.ids ?? []) {
        const symbol = symbolOf(session, path, id);
        if (!symbol) continue;
        const vocabulary = symbols.at(-1);
        if (symbol.kind === SymbolKind.EnumMember && vocabulary) vocabulary.children = [...(vocabulary.children ?? []), symbol];
        else symbols.push(symbol);
    }
    if (session.wishes.symbolTrees) return symbols;
    return symbols
        .flatMap((symbol) => [symbol, ...(symbol.children ?? [])])
        .map(({ name, kind, range }) => ({ name, kind, location: { uri: textDocument.uri, range } }));
}

function symbolOf(session: Session, path: string, id: Id): DocumentSymbol | undefined {
    const node = session.workspace.node(id);
    const name = session.workspace.span({ id, path: 'name' });
    if (!node || !name) return undefined;
    const label = typeof node['label'] === 'string' ? node['label'] : undefined;
    return {
        name: plainName(id),
        ...(label === undefined ? {} : { detail: label }),
        kind: symbolKindOf(node.$type),
        range: session.range({ path, start: node.$start, end: node.$end }),
        selectionRange: session.range(name),
    };
}
