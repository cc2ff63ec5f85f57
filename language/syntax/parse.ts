import { closest, distance } from 'fastest-levenshtein';
import { type AstNode, AstUtils, type Grammar, GrammarAST, type ParseResult } from 'langium';
import { langium } from '../services.ts';
import { sayKind } from './kinds.ts';
import { type Message, text } from './message.ts';
import type { ParsedSpec, Stretch, SyntaxProblem } from './parsed.ts';
import { readTree } from './read.ts';
import type { Node, SpecTree } from './tree.ts';

type Token = ParseResult['parserErrors'][number]['token'];

/** More broken declarations than this are not told one by one: parsing each takes its time, and nobody reads them. */
const mostBroken = 100;

/** Recovery looks for a place to go on, again and again; in a longer piece that may take minutes. */
const longestToRecover = 20_000;

/**
 * Reads a text with Langium's parser. A valid text is parsed once. In a broken one each declaration is parsed by itself, so
 * that an error spoils its own declaration only and is reported once.
 */
export function parse(source: string): ParsedSpec {
    const whole = langium().parser.LangiumParser.parse(source);
    if (whole.lexerErrors.length === 0 && whole.parserErrors.length === 0) {
        return { tree: toTree(whole, source, 0), problems: [], broken: [], spoiled: [] };
    }
    const problems: SyntaxProblem[] = [];
    const broken: Node[] = [];
    const spoiled: Stretch[] = [];
    const imports: unknown[] = [];
    const declarations: unknown[] = [];
    // An open comment swallows the rest, and is told once.
    const open = whole.lexerErrors.map(({ offset }) => offset).find((offset) => source.startsWith('/*', offset));
    let isSound = true;
    for (const { start, end } of chunks(source.slice(0, open))) {
        if (problems.length >= mostBroken) {
            const message = text('More than {most} declarations above are broken; from here on the file was not read.', { most: mostBroken });
            problems.push({ code: 'syntax/too-many-errors', message, start, end: Math.min(start + 1, end) });
            spoiled.push({ start, end: open ?? source.length });
            break;
        }
        const chunk = source.slice(start, end);
        const result = langium(chunk.length <= longestToRecover).parser.LangiumParser.parse(chunk);
        const tree = toTree(result, chunk, start);
        const named = ((tree.declarations ?? []) as readonly Node[]).filter((node) => node['name'] !== undefined);
        const problem = firstProblem(result, chunk, start) ?? lateImport(tree, declarations.length > 0);
        // What an error has torn off its declaration is not told again.
        const isTornOff = !isSound && !declarationWords.has(/^\w*/.exec(chunk)?.[0] ?? '');
        if (problem && !isTornOff) problems.push(problem);
        if (problem) {
            broken.push(...named);
            spoiled.push({ start, end });
        }
        isSound = problem === undefined;
        if (declarations.length === 0) imports.push(...(tree.imports ?? []));
        declarations.push(...named);
    }
    if (open !== undefined) {
        problems.push({ code: 'syntax/unexpected-character', message: characterMessage('/', '/*'), start: open, end: open + 1 });
        spoiled.push({ start: open, end: source.length });
    }
    const tree = { $type: 'Spec', $start: 0, $end: source.length, imports, declarations } as unknown as SpecTree;
    return { tree, problems, broken, spoiled };
}

function lateImport({ imports }: SpecTree, isLate: boolean): SyntaxProblem | undefined {
    const first = imports?.[0];
    if (!first || !isLate) return undefined;
    const message = text('Imports stand at the top of the file, before the first declaration.');
    return { code: 'syntax/unexpected-word', message, start: first.$start, end: first.$start + 'import'.length };
}

function toTree(result: ParseResult, source: string, shift: number): SpecTree {
    const reflection = langium().shared.AstReflection;
    const expected = (node: AstNode, property: string) =>
        (reflection.types[node.$type]?.properties[property] as { referenceType?: string } | undefined)?.referenceType ?? '';
    return readTree(result.value, source, expected, shift);
}

const declarationWords = new Set(
    'import jurisdiction vocabulary norm adequacy scheme calendar organisation service dataset commitment authorisation contract waiver'.split(' '),
);

/**
 * Cuts a text before every word that begins a declaration: at the start of a line, or outside all braces where no header is
 * being written. In `contract contract {` the second word is a name.
 */
function chunks(source: string): { start: number; end: number }[] {
    const starts = [0];
    let depth = 0;
    let before: string | undefined;
    for (const { image, startOffset, startColumn } of langium().parser.Lexer.tokenize(source).tokens) {
        const begins = startColumn === 1 || (depth === 0 && (before === undefined || before === '}' || isFirstInLine(source, startOffset)));
        if (declarationWords.has(image) && image !== 'import' && begins) {
            if (startOffset > 0) starts.push(startOffset);
            depth = 0;
        } else if (depth === 0 && before === '}' && image !== '}' && startOffset > (starts.at(-1) ?? 0)) {
            // Behind a whole declaration something begins, whatever its first word was meant to be.
            starts.push(startOffset);
        }
        if (image === '{') depth++;
        else if (image === '}') depth = Math.max(0, depth - 1);
        before = image;
    }
    return starts.map((start, i) => ({ start, end: starts[i + 1] ?? source.length }));
}

const isFirstInLine = (source: string, offset: number): boolean => /(^|[\n\r])[ \t]*$/.test(source.slice(Math.max(0, offset - 80), offset));

function firstProblem(result: ParseResult, chunk: string, shift: number): SyntaxProblem | undefined {
    const lexer = result.lexerErrors[0];
    const parser = result.parserErrors[0];
    const parserAt = parser ? offsetOf(parser, chunk) : Number.POSITIVE_INFINITY;
    if (lexer && lexer.offset <= parserAt) {
        const character = String.fromCodePoint(chunk.codePointAt(lexer.offset) ?? 0x20);
        return {
            code: 'syntax/unexpected-character',
            message: characterMessage(character, chunk.slice(lexer.offset, lexer.offset + 2)),
            start: shift + lexer.offset,
            end: shift + lexer.offset + Math.max(1, character.length),
        };
    }
    if (!parser) return undefined;
    // The word is right, what follows it is not: that is what is underlined.
    const token = isRightWord(parser) ? (tokenAfter(chunk, parserAt) ?? parser.token) : parser.token;
    const start = isInText(token) ? token.startOffset : parserAt;
    return {
        code: 'syntax/unexpected-word',
        message: parserMessage(parser, token === parser.token ? undefined : `“${token.image}”`),
        start: shift + start,
        end: shift + start + (isInText(token) ? token.image.length : 0),
    };
}

/** The token that stands for the end of the text stands nowhere in it. */
const isInText = ({ startOffset }: Token): boolean => startOffset >= 0;

const isRightWord = (error: ParseResult['parserErrors'][number]): boolean => wordsAfter(error.message, error.token.image).length > 0;

const tokenAfter = (chunk: string, offset: number): Token | undefined =>
    langium()
        .parser.Lexer.tokenize(chunk)
        .tokens.find(({ startOffset }) => startOffset > offset);

/** At the end of the text an error has no token: it is shown behind the last word. */
function offsetOf(error: ParseResult['parserErrors'][number], chunk: string): number {
    if (isInText(error.token)) return error.token.startOffset;
    const before = (error as { previousToken?: Token }).previousToken;
    return before && isInText(before) ? before.startOffset + before.image.length : chunk.trimEnd().length;
}

function characterMessage(character: string, two: string): Message {
    if (character === '"') return text('This text is not closed: put a {quote} at its end, on the same line.', { quote: '"' });
    if (two === '/*') return text('This comment is not closed: put {mark} at its end.', { mark: '*/' });
    if (character === ';') return text('Facts need no separator: take the semicolon out.');
    return text('{character} has no meaning here.', { character });
}

function parserMessage(error: ParseResult['parserErrors'][number], next: string | undefined): Message {
    const found = error.token.image === '' ? text('the end of the file') : `“${error.token.image}”`;
    // Langium marks its rule names with a zero-width space.
    const stack = error.context.ruleStack.map((rule) => rule.replace(/\u200B/g, ''));
    const expected = expectedWords(error.message);
    const declaration = [...stack].reverse().find((rule) => factWords(rule).length > 0);
    if (declaration && expected.includes('}') && error.token.image === '') return text('This block is not closed: put a {brace} at its end.', { brace: '}' });
    if (declaration && expected.includes('}')) {
        const words = factWords(declaration);
        const guess = closest(error.token.image, words);
        const kind = sayKind(declaration);
        if (near(error.token.image, guess)) {
            return text('{found} does not begin a fact of {kind}. Did you mean “{guess}”?', { found, kind, guess });
        }
        return text('{found} does not begin a fact of {kind}. What may stand here: {words}.', { found, kind, words: [...words].sort() });
    }
    if (stack.at(-1) === 'Spec') {
        const guess = closest(error.token.image, [...declarationWords]);
        if (near(error.token.image, guess)) return text('{found} does not begin a declaration. Did you mean “{guess}”?', { found, guess });
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

/** A slip of the fingers rather than another word. */
const near = (written: string, guess: string): boolean =>
    distance(written.toLowerCase(), guess) <= Math.max(1, Math.floor(guess.length / 3)) || sameLetters(written.toLowerCase(), guess);

const sameLetters = (a: string, b: string): boolean => [...a].sort().join('') === [...b].sort().join('');

function tokenName(token: string): Message | string {
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
            return `“${token}”`;
    }
}

const factWordsOf = new Map<string, string[]>();

/** The words that may begin a fact in the block of a declaration, read off the grammar. */
export function factWords(rule: string): string[] {
    let words = factWordsOf.get(rule);
    if (!words) {
        const grammar: Grammar = langium().Grammar;
        const facts = grammar.rules.find((r) => r.name === `${rule}Fact`);
        words = GrammarAST.isParserRule(facts)
            ? alternatives(facts)
                  .map((r) => firstKeyword(r))
                  .filter((word) => word !== undefined)
            : [];
        factWordsOf.set(rule, [...new Set(words)]);
    }
    return words;
}

function alternatives(rule: GrammarAST.ParserRule): GrammarAST.AbstractRule[] {
    return AstUtils.streamAllContents(rule)
        .filter(GrammarAST.isRuleCall)
        .map((call) => call.rule.ref)
        .filter((r) => r !== undefined)
        .toArray();
}

function firstKeyword(rule: GrammarAST.AbstractRule): string | undefined {
    for (const node of AstUtils.streamAllContents(rule)) {
        if (GrammarAST.isKeyword(node)) return node.value;
        if (GrammarAST.isRuleCall(node) && GrammarAST.isParserRule(node.rule.ref) && !node.rule.ref.fragment) return firstKeyword(node.rule.ref);
    }
    return undefined;
}
