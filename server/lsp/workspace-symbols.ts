import { type WorkspaceSymbol, type WorkspaceSymbolParams, WorkspaceSymbolRequest, WorkspaceSymbolResolveRequest } from 'vscode-languageserver';
import { type Id, isLibraryPath, nameOf, pathOf, plainName } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';
import { symbolKindOf } from './symbol-kinds.ts';

export const workspaceSymbolsFeature: Feature = {
    capabilities: { workspaceSymbolProvider: { resolveProvider: true } },
    answers: [answers(WorkspaceSymbolRequest.type, workspaceSymbols, { whole: true }), answers(WorkspaceSymbolResolveRequest.type, resolveWorkspaceSymbol)],
};

/** No editor shows more, and nobody reads them: whoever looks for one of them types another letter. */
const most = 500;

/** What a symbol carries until the editor asks where in its file it stands. */
type SymbolData = { readonly id: Id };

interface Found {
    readonly id: Id;
    readonly rank: number;
}

/**
 * Declarations whose name holds the letters of the query in their order, or whose label holds it whole, case and accents aside;
 * each word of the query for itself. `:contract` leaves only declarations of that kind, `:category` only terms of that vocabulary. The library comes
 * last, and only when something is asked for.
 */
function* workspaceSymbols(session: Session, { query }: WorkspaceSymbolParams): Steps<WorkspaceSymbol[]> {
    const wanted = readQuery(query);
    const isAskedFor = wanted.words.length > 0 || wanted.kinds.length > 0;
    const found: Found[] = [];
    for (const [path, { ids }] of [...session.workspace.files]) {
        yield;
        if (isLibraryPath(path) && (!isAskedFor || session.uriOf(path) === undefined)) continue;
        for (const id of ids) {
            const rank = rankOf(session, id, wanted);
            if (rank !== undefined) found.push({ id, rank: rank + (isLibraryPath(path) ? libraryRank : 0) });
        }
    }
    return found
        .sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
        .slice(0, most)
        .flatMap((one) => symbolOf(session, one, wanted) ?? []);
}

/** Adds where in its file a symbol stands. */
function resolveWorkspaceSymbol(session: Session, symbol: WorkspaceSymbol): WorkspaceSymbol {
    const { id } = symbol.data as SymbolData;
    const location = session.locationOf({ id, path: 'name' });
    return location ? { ...symbol, location } : symbol;
}

function symbolOf(session: Session, { id, rank }: Found, wanted: Wanted): WorkspaceSymbol | undefined {
    const node = session.workspace.node(id);
    const uri = session.uriOf(pathOf(id));
    const location = session.wishes.bareSymbols ? uri && { uri } : session.locationOf({ id, path: 'name' });
    if (!node || !location) return undefined;
    const data: SymbolData = { id };
    const name = session.wishes.isVsCode ? bearing(wanted, plainName(id), rank % libraryRank === labelRank ? node['label'] : '') : plainName(id);
    return { name, kind: symbolKindOf(node.$type), containerName: keywordOf(id, node.$type), location, data };
}

/** A name with what it was found by: an editor that matches names once more, with the first word of the query, shows no other. */
const bearing = ({ kinds }: Wanted, name: string, label: unknown): string =>
    [...kinds.map((kind) => `:${kind}`), name, ...(label ? [String(label)] : [])].join(' ');

/** The word it is declared with; terms stand in their vocabulary. Editors that match what something stands in narrow down by it. */
const keywordOf = (id: Id, kind: string): string => (kind === 'Term' ? nameOf(id).slice(0, nameOf(id).indexOf('.')) : kind.toLowerCase());

// ---------------------------------------------------------------- matching

interface Wanted {
    readonly words: readonly string[];
    readonly kinds: readonly string[];
}

function readQuery(query: string): Wanted {
    const words = query.split(/\s+/).filter((word) => word !== '');
    const isKind = (word: string) => /^:./.test(word);
    return { words: words.filter((word) => !isKind(word)).map(plain), kinds: words.filter(isKind).map((word) => plain(word.slice(1))) };
}

/** Without case and accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const libraryRank = 10;
const labelRank = 3;

/** How well a declaration answers, the less the better; nothing where it does not. */
function rankOf(session: Session, id: Id, { words, kinds }: Wanted): number | undefined {
    const node = session.workspace.node(id);
    if (!node) return undefined;
    const keyword = keywordOf(id, node.$type);
    const isOf = (kind: string) => keyword.startsWith(kind) || node.$type.toLowerCase().startsWith(kind);
    if (kinds.length > 0 && !kinds.some(isOf)) return undefined;
    const name = plain(plainName(id));
    const label = plain(String(node['label'] ?? ''));
    let rank = 0;
    for (const word of words) {
        if (name.startsWith(word)) continue;
        if (name.includes(word)) rank = Math.max(rank, 1);
        else if (isSubsequence(word, name)) rank = Math.max(rank, 2);
        else if (label.includes(word)) rank = Math.max(rank, labelRank);
        else return undefined;
    }
    return rank;
}

function isSubsequence(letters: string, text: string): boolean {
    let at = 0;
    for (const letter of letters) {
        at = text.indexOf(letter, at) + 1;
        if (at === 0) return false;
    }
    return true;
}
