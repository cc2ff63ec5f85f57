import {
    SemanticTokenModifiers,
    type SemanticTokens,
    SemanticTokensBuilder,
    type SemanticTokensDelta,
    type SemanticTokensDeltaParams,
    SemanticTokensDeltaRequest,
    type SemanticTokensParams,
    type SemanticTokensRangeParams,
    SemanticTokensRangeRequest,
    SemanticTokensRequest,
    SemanticTokenTypes,
} from 'vscode-languageserver';
import { type ColouredName, colouredNames, colouredWords, everything, type Stretch } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

/** What a piece of text is told to be, by the kind of declaration that is meant by it, or the kind of word that it is. */
const tokenTypes = {
    Adequacy: 'adequacy',
    Authorisation: 'authorisation',
    Calendar: 'calendar',
    Commitment: 'commitment',
    Contract: 'contract',
    Dataset: 'dataset',
    Jurisdiction: 'jurisdiction',
    Norm: 'norm',
    Organisation: 'organisation',
    Scheme: 'scheme',
    Service: 'service',
    Waiver: 'waiver',
    Vocabulary: SemanticTokenTypes.enum,
    Term: SemanticTokenTypes.enumMember,
    Parameter: SemanticTokenTypes.property,
    alias: SemanticTokenTypes.namespace,
    rule: SemanticTokenTypes.function,
    unknown: SemanticTokenTypes.variable,
    word: SemanticTokenTypes.keyword,
    name: SemanticTokenTypes.variable,
    text: SemanticTokenTypes.string,
    value: SemanticTokenTypes.number,
    'line-comment': SemanticTokenTypes.comment,
    'block-comment': SemanticTokenTypes.comment,
} as const;

const types = [...new Set<string>(Object.values(tokenTypes))];
const typeOf = (kind: string): number => types.indexOf((tokenTypes as Readonly<Record<string, string>>)[kind] ?? '');

/** A norm that does not apply at the date of judgement is told to be so by a word of our own. */
const modifiers = [SemanticTokenModifiers.declaration, SemanticTokenModifiers.defaultLibrary, 'notInForce'];

export const semanticTokensFeature: Feature = {
    capabilities: { semanticTokensProvider: { legend: { tokenTypes: types, tokenModifiers: modifiers }, full: { delta: true }, range: true } },
    answers: [answers(SemanticTokensRequest.type, full), answers(SemanticTokensDeltaRequest.type, delta), answers(SemanticTokensRangeRequest.type, within)],
};

/** What each open file was last told to be, so that only the difference need be told. */
const told = new WeakMap<Session, Map<string, SemanticTokensBuilder>>();

function full(session: Session, { textDocument }: SemanticTokensParams): SemanticTokens | null {
    const path = session.pathOf(textDocument.uri);
    const builder = new SemanticTokensBuilder();
    if (!tell(session, path, builder)) return null;
    const kept = told.get(session) ?? new Map<string, SemanticTokensBuilder>();
    for (const other of kept.keys()) if (!session.isOpen(other)) kept.delete(other);
    told.set(session, kept.set(path, builder));
    return builder.build();
}

function delta(session: Session, { textDocument, previousResultId }: SemanticTokensDeltaParams): SemanticTokens | SemanticTokensDelta | null {
    const path = session.pathOf(textDocument.uri);
    const builder = told.get(session)?.get(path);
    if (!builder) return full(session, { textDocument });
    builder.previousResult(previousResultId);
    return tell(session, path, builder) ? builder.buildEdits() : null;
}

function within(session: Session, { textDocument, range }: SemanticTokensRangeParams): SemanticTokens | null {
    const path = session.pathOf(textDocument.uri);
    const builder = new SemanticTokensBuilder();
    const stretch = { start: session.offsetAt(path, range.start), end: session.offsetAt(path, range.end) };
    return tell(session, path, builder, stretch) ? builder.build() : null;
}

/** Tells what the pieces of a file are, or of a stretch of it. */
function tell(session: Session, path: string, builder: SemanticTokensBuilder, stretch: Stretch = everything): boolean {
    const file = session.workspace.files.get(path);
    if (!file) return false;
    const names = colouredNames(session.workspace, path, session.day, stretch);
    const pieces: (Stretch & Partial<ColouredName> & { readonly kind: string })[] = [...names];
    // An editor that colours the text by itself is told what it cannot know: what names mean.
    if (session.wishes.colours === 'all') pieces.push(...colouredWords(file.source, names));
    for (const piece of pieces.sort((a, b) => a.start - b.start)) {
        const type = typeOf(piece.kind);
        if (type < 0 || piece.end <= stretch.start || stretch.end <= piece.start) continue;
        const flags = [piece.declares, piece.shipped, piece.notInForce].reduce((sum, flag, i) => sum | (flag ? 1 << i : 0), 0);
        for (const { start, end } of piece.kind === 'block-comment' ? linesOf(file.source, piece) : [piece]) {
            const { line, character } = session.position(path, start);
            builder.push(line, character, end - start, type, flags);
        }
    }
    return true;
}

/** A comment of several lines is told line by line: not every editor takes it whole. */
function linesOf(source: string, { start, end }: Stretch): Stretch[] {
    return [...source.slice(start, end).matchAll(/[^\r\n]+/g)].map(({ index, 0: line }) => ({ start: start + index, end: start + index + line.length }));
}
