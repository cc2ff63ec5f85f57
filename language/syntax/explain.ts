import type { AstNode, ParseResult } from 'langium';
import { langium } from '../services.ts';
import { cut, declarationWords, indentAt, meant, nextDeclaration } from './cutting.ts';
import { detached } from './detached.ts';
import { type Before, type Change, changeOf, movedBy, readSound } from './fast-reader.ts';
import { factWords } from './generated/shape.ts';
import { kinds } from './generated/words.ts';
import { sayKind } from './kinds.ts';
import { closing, goingOn, habits, lackingAt, marks, meantBy, missing, slips, toTheTop } from './mends.ts';
import { type Message, text } from './message.ts';
import type { Mend, ParsedSpec, Stretch, SyntaxProblem } from './parsed.ts';
import { readTree } from './read.ts';
import * as scanner from './scanner.ts';
import { blank, endingBy, gathered, only, takeApart, together, type Word } from './statements.ts';
import type { Node, SpecTree } from './tree.ts';

type Token = ParseResult['parserErrors'][number]['token'];

/**
 * More broken declarations than this are not told one by one, and more broken statements of one are not read: parsing each takes
 * its time, and nobody reads them.
 */
const mostBroken = 100;

/** Recovery looks for a place to go on, again and again; in a longer piece that may take minutes. */
const longestToRecover = 20_000;

/**
 * Reads a text that is broken. Each declaration is read by itself, and of a broken declaration each statement, so that an error
 * spoils its own statement only and is reported once.
 */
export function explain(source: string, before?: Before): ParsedSpec {
    const problems: SyntaxProblem[] = [];
    const broken: Node[] = [];
    const spoiled: Stretch[] = [];
    const imports: unknown[] = [];
    const declarations: unknown[] = [];
    const { closed, opens } = withoutOpenComments(source);
    const known = before && opens.length === 0 ? new Unchanged(before, source) : undefined;
    const cuts = cut(closed, known && before?.parsed.cuts && { cuts: before.parsed.cuts, change: known.change });
    let isWhole = true;
    for (const [n, start] of cuts.entries()) {
        const end = cuts[n + 1] ?? closed.length;
        if (problems.length >= mostBroken) {
            const message = text('More than {most} declarations above are broken; from here on the file was not read.', { most: mostBroken });
            problems.push({ code: 'syntax/too-many-errors', message, start, end: Math.min(start + 1, end) });
            spoiled.push({ start, end: source.length });
            break;
        }
        const same = known?.at(start, end);
        if (same) {
            isWhole = true;
            declarations.push(same);
            continue;
        }
        const chunk = detached(closed.slice(start, end));
        const sound = readSound(closed, start, end, before !== undefined);
        const reading = sound ? undefined : readingOf(chunk);
        const tree = sound ?? treeOf(reading as Reading, chunk, start);
        const named = ((tree.declarations ?? []) as readonly Node[]).filter((node) => node['name'] !== undefined);
        const problem =
            (reading && firstProblem(reading.result, chunk, start)) ??
            lateImport(tree, source, declarations.length > 0, (imports.at(-1) as Node | undefined)?.$end ?? 0);
        const open = opens.find((offset) => start <= offset && offset < end);
        // What an error has torn off its declaration is not told again.
        const isTornOff = !isWhole && !declarationWords.has(/^\w*/.exec(chunk)?.[0] ?? '');
        if (open !== undefined) problems.push(openComment(open));
        else if (problem && !isTornOff) problems.push(problem);
        if (problem) {
            // What stands behind a whole declaration is none of its business.
            broken.push(...named.filter(({ $end }) => problem.start < $end || closed[$end - 1] !== '}'));
            spoiled.push({ start, end });
        }
        isWhole = problem === undefined;
        if (declarations.length === 0) imports.push(...(tree.imports ?? []));
        declarations.push(...named);
    }
    // Whatever stands behind it, the comment swallows it until it is closed.
    if (opens[0] !== undefined) spoiled.push({ start: opens[0], end: source.length });
    const tree = { $type: 'Spec', $start: 0, $end: source.length, imports, declarations } as unknown as SpecTree;
    const read = new Set((declarations as Node[]).filter((node) => !known?.given.has(node)));
    return { tree, problems, broken, spoiled, ...(opens.length === 0 ? { cuts } : {}), ...(before ? { since: { tree: before.parsed.tree, read } } : {}) };
}

/** The sound declarations of a text that a change of it has left alone. */
class Unchanged {
    /** Those that were asked for. */
    readonly given = new Set<Node>();
    readonly change: Change;
    private readonly before = new Map<number, { readonly node: Node; readonly next: number }>();

    constructor({ source, parsed: { tree, spoiled } }: Before, now: string) {
        this.change = changeOf(source, now);
        const isSpoiled = ({ $start }: Node) => spoiled.some(({ start, end }) => start <= $start && $start < end);
        const all = (tree.declarations ?? []) as readonly Node[];
        // A piece ends where the next one begins, be that no declaration.
        const ends = [...all.map(({ $start }) => $start), ...spoiled.map(({ start }) => start), source.length].sort((a, b) => a - b);
        let next = 0;
        for (const node of all) {
            while ((ends[next] as number) <= node.$start) next++;
            if (!isSpoiled(node)) this.before.set(node.$start, { node, next: ends[next] as number });
        }
    }

    /** The one declaration that a stretch of the text holds, if it was there before and nothing of the stretch has changed. */
    at(start: number, end: number): Node | undefined {
        const { start: first, end: last, moved } = this.change;
        // The character behind it counts, too: it may make its last word another.
        const by = end < first ? 0 : start - moved > last ? moved : undefined;
        const known = by === undefined ? undefined : this.before.get(start - by);
        // What was cut elsewhere before is another declaration now, though it begins alike.
        if (by === undefined || !known || known.node.$end + by > end || known.next + by < end) return undefined;
        const here = movedBy(by, known.node);
        this.given.add(here);
        return here;
    }
}

/** How a piece of a broken text was read: whole, or, of a declaration that is broken itself, what could be read together and what stands for the rest. */
interface Reading {
    readonly result: ParseResult;
    readonly pieces: readonly ParseResult[] | undefined;
}

/** What was read last of broken texts: of the next one, a key later, most is the same. So many characters are kept, those that were asked for last. */
const readings = new Map<string, Reading>();
const mostKept = 50_000;
let kept = 0;

function readingOf(chunk: string): Reading {
    const known = readings.get(chunk);
    const reading = known ?? readAnew(chunk);
    readings.delete(chunk);
    readings.set(chunk, reading);
    if (!known) kept += chunk.length;
    for (const oldest of readings.keys()) {
        if (kept <= mostKept || oldest === chunk) break;
        readings.delete(oldest);
        kept -= oldest.length;
    }
    return reading;
}

function readAnew(chunk: string): Reading {
    const result = resultOf(chunk);
    return { result, pieces: isSound(result) ? undefined : piecesOf(chunk) };
}

const parsed = (source: string, recovering = false): ParseResult => langium(recovering).parser.LangiumParser.parse(source);

/** A parser that recovers says more of what it waited for. */
function resultOf(chunk: string): ParseResult {
    const strict = parsed(chunk);
    return isSound(strict) || chunk.length > longestToRecover ? strict : parsed(chunk, true);
}

const isSound = ({ lexerErrors, parserErrors }: ParseResult): boolean => lexerErrors.length === 0 && parserErrors.length === 0;

/** What can be read of a declaration that cannot be read whole; of a statement that is broken, what the parser makes of it. */
function piecesOf(chunk: string): readonly ParseResult[] | undefined {
    if (chunk.length > longestToRecover) return undefined;
    const apart = takeApart(wordsOf(chunk), {
        beginsIn: (word) => factWords(`${word.slice(0, 1).toUpperCase()}${word.slice(1)}`),
        reads: (stretches) => readSound(gathered(chunk, stretches)) !== undefined,
    });
    // The declaration is told as broken by its first error, however much of it can be read.
    const broken = apart?.broken.slice(0, mostBroken) ?? [];
    return apart && [parsed(only(chunk, apart.sound)), ...broken.map((stretches) => parsed(only(chunk, stretches), true))];
}

/** What was read; where that is pieces of a declaration, what they make together. */
function treeOf({ result, pieces }: Reading, chunk: string, shift: number): SpecTree {
    if (!pieces) return toTree(result, chunk, shift);
    const trees = pieces.map((piece) => toTree(piece, chunk, shift));
    const all = trees.flatMap(({ declarations }) => (declarations ?? []) as readonly Node[]).map((node) => endingBy(shift + chunk.trimEnd().length, node));
    return { ...trees[0], declarations: [all.reduce(together)] } as unknown as SpecTree;
}

const wordsOf = (chunk: string): Word[] =>
    meant(chunk).map(({ start, end }) => ({ image: chunk.slice(start, end), start, end, indent: indentAt(chunk, start) }));

/**
 * A comment that is not closed would swallow the rest of the file. It is taken to end before the next declaration, and stands
 * for as many blanks.
 */
function withoutOpenComments(source: string): { readonly closed: string; readonly opens: readonly number[] } {
    const opens: number[] = [];
    // Where the last of them is closed all are.
    const last = source.lastIndexOf('/*');
    if (last < 0 || source.indexOf('*/', last + 2) >= 0) return { closed: source, opens };
    let closed = '';
    /** Where the last character without a meaning ends. */
    let stray = -1;
    try {
        // Behind each comment it goes on where that ends: what stands before it stays as it is.
        for (scanner.begin(source); scanner.kind !== kinds.end; ) {
            const { kind, start, end } = scanner;
            // Characters without a meaning that stand together are one piece.
            const isOpen = kind === kinds.none && start !== stray && source.startsWith('/*', start);
            if (kind === kinds.none) stray = end;
            if (!isOpen) {
                scanner.next();
                continue;
            }
            opens.push(start);
            const next = nextDeclaration(source, start);
            closed += source.slice(closed.length, start) + blank(source.slice(start, next));
            scanner.goOn(next);
        }
    } finally {
        scanner.finish();
    }
    return { closed: closed + source.slice(closed.length), opens };
}

const openComment = (start: number): SyntaxProblem => ({
    code: 'syntax/unexpected-character',
    message: characterMessage('/', '/*'),
    start,
    end: start + 1,
});

/** @param top where the imports at the top of the file end */
function lateImport({ imports }: SpecTree, source: string, isLate: boolean, top: number): SyntaxProblem | undefined {
    const first = imports?.[0];
    if (!first || !isLate) return undefined;
    const message = text('Imports stand at the top of the file, before the first declaration.');
    return { code: 'syntax/unexpected-word', message, start: first.$start, end: first.$start + 'import'.length, mends: [toTheTop(source, first, top)] };
}

function toTree(result: ParseResult, source: string, shift: number): SpecTree {
    const reflection = langium().shared.AstReflection;
    const expected = (node: AstNode, property: string) =>
        (reflection.types[node.$type]?.properties[property] as { referenceType?: string } | undefined)?.referenceType ?? '';
    return readTree(result.value, source, expected, shift);
}

function firstProblem(result: ParseResult, chunk: string, shift: number): SyntaxProblem | undefined {
    const parser = result.parserErrors[0];
    const parserAt = parser ? offsetOf(parser, chunk) : Number.POSITIVE_INFINITY;
    // A place to fill makes its whole statement one that cannot be read.
    const gap = result.lexerErrors.find(({ offset }) => chunk[offset] === '…' && !/[\r\n]/.test(chunk.slice(parserAt, offset)));
    const lexer = gap ?? result.lexerErrors[0];
    if (lexer && (gap || lexer.offset <= parserAt)) {
        const character = String.fromCodePoint(chunk.codePointAt(lexer.offset) ?? 0x20);
        return {
            code: 'syntax/unexpected-character',
            message: characterMessage(character, chunk.slice(lexer.offset, lexer.offset + 2), chunk[lexer.offset - 1]),
            start: shift + lexer.offset,
            end: shift + lexer.offset + Math.max(1, character.length),
            mends: marks(chunk, lexer.offset, shift),
        };
    }
    if (!parser) return undefined;
    // The word is right, what follows it is not: that is what is underlined.
    const token = isRightWord(parser) ? (tokenAfter(chunk, parserAt) ?? parser.token) : parser.token;
    const start = isInText(token) ? token.startOffset : parserAt;
    const mends = parserMends(parser, token, chunk, shift + start);
    const short = cutShort(parser, token, chunk);
    if (short) return { code: 'syntax/unexpected-word', message: short.message, start: shift + short.start, end: shift + short.end, mends };
    return {
        code: 'syntax/unexpected-word',
        message: parserMessage(parser, token === parser.token ? undefined : quoted(token.image), mends[0]?.changes[0]?.text),
        start: shift + start,
        end: shift + start + (isInText(token) ? token.image.length : 0),
        mends,
    };
}

/** A statement that goes on no more where its line, its block or the text ends: it is told at its last word, for there somebody writes; at the end of the text behind it. */
function cutShort(error: ParseResult['parserErrors'][number], next: Pick<Token, 'image' | 'startOffset'>, chunk: string) {
    const { token } = error;
    const ends = expectedWords(error.message).includes('}');
    // A word that may go on with a statement, and what it needs is missing: the parser took the statement for ended before it.
    for (const word of ends && isInText(token) ? [token, behindWhich(token, chunk)] : []) {
        const lacking = word ? lackingAt(chunk, word.startOffset + word.image.length) : [];
        if (word && lacking.length > 0) return told(word, lacking);
    }
    const after = wordsAfter(error.message, token.image);
    const last = after.length > 0 ? token : (error as { previousToken?: Token }).previousToken;
    const expected = after.length > 0 ? after : expectedWords(error.message);
    if (!last || !isInText(last) || expected.length === 0 || expected.length > 12 || ends || expected.includes('EOF')) return undefined;
    const end = last.startOffset + last.image.length;
    if (isInText(next) && next.image !== '}' && !/[\r\n]/.test(chunk.slice(end, next.startOffset))) return undefined;
    return told(last, expected, isInText(next) ? last.startOffset : end);
}

/** The last word of the line above, where the word before this one begins a line: that may be a fact which was taken for a name. */
function behindWhich({ startOffset }: Token, chunk: string): Pick<Token, 'image' | 'startOffset'> | undefined {
    const [last, first] = wordsOf(chunk.slice(0, startOffset)).slice(-2);
    return last && first?.indent !== undefined ? { image: last.image, startOffset: last.start } : undefined;
}

const told = ({ image, startOffset }: Pick<Token, 'image' | 'startOffset'>, expected: readonly string[], start = startOffset) => ({
    message: text('After {found}, expected {expected}.', { found: quoted(image), expected: expected.map(tokenName) }),
    start,
    end: startOffset + image.length,
});

/** The token that stands for the end of the text stands nowhere in it. */
const isInText = ({ startOffset }: Pick<Token, 'startOffset'>): boolean => startOffset >= 0;

const isRightWord = (error: ParseResult['parserErrors'][number]): boolean => wordsAfter(error.message, error.token.image).length > 0;

const tokenAfter = (chunk: string, offset: number): Pick<Token, 'image' | 'startOffset'> | undefined =>
    meant(chunk)
        .filter(({ start }) => start > offset)
        .map(({ start, end }) => ({ image: chunk.slice(start, end), startOffset: start }))[0];

/** At the end of the text an error has no token: it is shown behind the last word. */
function offsetOf(error: ParseResult['parserErrors'][number], chunk: string): number {
    if (isInText(error.token)) return error.token.startOffset;
    const before = (error as { previousToken?: Token }).previousToken;
    return before && isInText(before) ? before.startOffset + before.image.length : chunk.trimEnd().length;
}

function characterMessage(character: string, two: string, before = ' '): Message {
    if (character === '"') return text('This text is not closed: put a {quote} at its end, on the same line.', { quote: '"' });
    if (two === '/*') return text('This comment is not closed: put {mark} at its end.', { mark: '*/' });
    if (character === '…') return text('What belongs in the place of {mark} is yet to be written.', { mark: '…' });
    if (/[;:=]/.test(character)) return text('Facts need no separator: take {character} out.', { character });
    if (character === '#' || two === '--') return text('A comment begins with {mark}.', { mark: '//' });
    if (/['’]/.test(character) && /\p{L}/u.test(before)) return text('A name has no apostrophe; a text behind it may.');
    if (/['‘’“”„‟«»]/.test(character)) return text('A text stands in straight double quotes: {example}.', { example: '"…"' });
    if (/[\p{Cc}\p{Cf}\p{Z}]/u.test(character)) return text('Invisible: U+{code}. Take it out.', { code: codeOf(character) });
    return text('{character} has no meaning here.', { character });
}

const codeOf = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** @param likest what one would most likely write in its place */
function parserMessage(error: ParseResult['parserErrors'][number], next: Message | undefined, likest: string | undefined): Message {
    const found = error.token.image === '' ? text('the end of the file') : quoted(error.token.image);
    // Langium marks its rule names with a zero-width space.
    const stack = error.context.ruleStack.map((rule) => rule.replace(/\u200B/g, ''));
    const expected = expectedWords(error.message);
    const declaration = [...stack].reverse().find((rule) => factWords(rule).length > 0);
    if (declaration && expected.includes('}') && error.token.image === '') return text('This block is not closed: put a {brace} at its end.', { brace: '}' });
    if (declaration && expected.includes('}')) {
        const words = factWords(declaration);
        const guess = meantBy(error.token.image, [...words, ...(/^[a-z]/.test(likest ?? '') ? [likest as string] : [])]);
        const kind = sayKind(declaration);
        if (guess !== undefined) return text('{found} does not begin a fact of {kind}. Did you mean “{guess}”?', { found, kind, guess });
        return text('{found} does not begin a fact of {kind}. What may stand here: {words}.', { found, kind, words: [...words].sort() });
    }
    if (isBetween(stack) && error.token.image !== '}') {
        const guess = meantBy(error.token.image, [...declarationWords]);
        if (guess !== undefined) return text('{found} does not begin a declaration. Did you mean “{guess}”?', { found, guess });
        return text('{found} does not begin a declaration. What may stand here: {words}.', { found, words: [...declarationWords] });
    }
    const after = wordsAfter(error.message, error.token.image);
    if (after.length > 0) {
        const expected = after.map(tokenName);
        return next === undefined
            ? text('After {found}, expected {expected}.', { found, expected })
            : text('After {found}, expected {expected}; {next} cannot stand there.', { found, expected, next });
    }
    if (expected.length === 0 || expected.length > 12) return text('{found} cannot stand here.', { found });
    return text('{found} cannot stand here; expected {expected}.', { found, expected: expected.map(tokenName) });
}

/** What may have been meant in the place of a word, or before it. */
function parserMends(error: ParseResult['parserErrors'][number], token: Pick<Token, 'image' | 'startOffset'>, chunk: string, at: number): readonly Mend[] {
    const stack = error.context.ruleStack.map((rule) => rule.replace(/\u200B/g, ''));
    const expected = expectedWords(error.message);
    const declaration = [...stack].reverse().find((rule) => factWords(rule).length > 0);
    const start = isInText(token) ? token.startOffset : chunk.length;
    const other = () => habits(chunk, at - start, start, token.image, expected);
    if (declaration && expected.includes('}')) {
        if (token.image === '') return closing(at, chunk);
        const facts = slips(at, token.image, factWords(declaration));
        return facts.length > 0 ? facts : [...goingOn(chunk, at - start, start, token.image), ...other()];
    }
    if (isBetween(stack)) return slips(at, token.image, [...declarationWords]);
    const after = wordsAfter(error.message, error.token.image);
    const wanted = after.length > 0 ? after : expected;
    const likely = slips(at, token.image, wanted);
    if (likely.length > 0) return likely;
    const usual = isInText(token) ? other() : [];
    if (usual.length > 0) return usual;
    const before = chunk.slice(0, start).trimEnd();
    return missing(at - (isInText(token) ? token.startOffset - before.length : 0), wanted);
}

/** No rule is being read where the text should have ended. */
const isBetween = (stack: readonly string[]): boolean => stack.length === 0 || stack.at(-1) === 'Spec';

/** Which tokens a parser's message says it waited for: one (`Expecting keyword 'in' but …`), or the first of each possible sequence. */
function expectedWords(message: string): string[] {
    const one = /^Expecting (?:keyword|token of type) '([^']+)'/.exec(message);
    if (one?.[1]) return [one[1]];
    const words = [...message.matchAll(/(?:^\s*\d+\. |<|,)\[([^\],]+)/gm)].map((match) => (match[1] ?? '').trim().replace(/:KW$/, ''));
    // Where a name may stand every keyword may, too: that says nothing.
    return words.includes('ID') ? ['ID'] : [...new Set(words)];
}

/** The word is right, what follows it is not: what might have followed. */
function wordsAfter(message: string, word: string): string[] {
    const pairs = [...message.matchAll(/^\s*\d+\. \[([^\],]+), ([^\],]+)/gm)].filter((match) => match[1] === word);
    return [...new Set(pairs.map((match) => match[2] ?? ''))];
}

/** A word of the text, in the marks of the language in which it is spoken of. */
const quoted = (word: string): Message => text('“{word}”', { word });

function tokenName(token: string): Message {
    switch (token) {
        case 'ID':
            return text('a name');
        case 'DATE':
            return text('a date such as 2026-01-31');
        case 'NUMBER':
            return text('a number');
        case 'PERCENT':
            return text('a share such as 24.5%');
        case 'STRING':
            return text('a text in double quotes');
        case 'RULE_ID':
            return text('a rule such as reach/no-foreign-control');
        default:
            return quoted(token);
    }
}
