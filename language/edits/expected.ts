import type { AstNode, GrammarAST, LangiumCoreServices } from 'langium';
import type { Wanted } from '../names/scope.ts';
import { traits, vocabularyAt } from '../names/vocabularies.ts';
import { createServices } from '../services.ts';

/** What may stand at an offset: words of the grammar, names, values. */
export interface Expected {
    /** Where the word begun at the offset starts; the offset itself where none is. */
    readonly start: number;
    readonly words: readonly ExpectedWord[];
    readonly names: readonly ExpectedName[];
    readonly values: readonly ExpectedValue[];
    /** A name of somebody's own may stand here. */
    readonly isNewName: boolean;
    /** The path of an import is being written, from here. */
    readonly importPath: boolean;
}

export interface ExpectedWord {
    /** All words that can only follow each other: `governed by law of`. */
    readonly phrase: string;
    /** A block follows. */
    readonly opens: boolean;
    /** The grammar rule that it belongs to, such as `Seat`. */
    readonly rule: string;
    /** It begins a statement or a declaration. */
    readonly begins: boolean;
}

export interface ExpectedName {
    /** What is looked for: `Organisation`, `Ground` …; for terms, each vocabulary that they may be of. */
    readonly wanted: readonly Wanted[];
    /** The import that the name is looked for in, as `p` in `p.HDH`. */
    readonly alias: string | undefined;
}

export interface ExpectedValue {
    readonly token: 'DATE' | 'NUMBER' | 'PERCENT' | 'STRING' | 'RULE_ID' | 'ID';
    readonly rule: string;
    readonly property: string;
}

/*
 * Langium's completion asks its parser, which has lost its way as soon as the text is broken. Here the grammar itself is
 * walked over the words of the declaration that stand before the offset; what it cannot follow it skips up to the next
 * fact. The grammar is small and decided by the next word, so there are never more than a few ways to follow at once.
 */

interface Word {
    readonly image: string;
    readonly type: string;
    readonly start: number;
    /** How far into its line it stands; nothing if other words stand before it there. */
    readonly indent: number | undefined;
}

/** What may stand at an offset of a text, be the text whole or broken. Nothing within comments and texts. */
export function expectedAt(source: string, offset: number): Expected {
    const before = source.slice(0, offset);
    const nothing: Expected = { start: offset, words: [], names: [], values: [], isNewName: false, importPath: false };
    const path = /(?:^|[\r\n])[ \t]*import[ \t]*"([^"\r\n]*)$/.exec(before);
    if (path) return { ...nothing, start: offset - (path[1] ?? '').length, importPath: true };
    const start = offset - (/[\w\u00aa-\uffff-]+(?:\/[\w-]*)?$/.exec(before)?.[0].length ?? 0);
    const words = wordsBefore(before)?.filter((word) => word.start < start);
    if (!words) return nothing;
    const chunk = lastDeclaration(words);
    return { ...sorted(follow(chunk), chunk[1]?.image.normalize('NFC')), start, importPath: false };
}

let services: LangiumCoreServices | undefined;

function grammar(): LangiumCoreServices {
    services ??= createServices().terroir;
    return services;
}

/** The words of a text; nothing where it ends in a comment or within a quoted text. */
function wordsBefore(before: string): Word[] | undefined {
    const { tokens, hidden, errors } = grammar().parser.Lexer.tokenize(before);
    const comment = hidden.at(-1);
    if (comment?.image.startsWith('//') && comment.startOffset + comment.image.length === before.length) return undefined;
    // What is not closed yet is an error where it opens.
    const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
    if (errors.some((error) => (before[error.offset] === '"' && error.offset >= lineStart) || before.startsWith('/*', error.offset))) return undefined;
    return tokens.map(({ image, tokenType, startOffset }) => {
        const blank = /(?:^|[\r\n])([ \t]*)$/.exec(before.slice(Math.max(0, startOffset - 200), startOffset));
        return { image, type: tokenType.name, start: startOffset, indent: blank?.[1]?.length };
    });
}

/** The words from the last one on that begins a declaration: on a line of its own outside all braces, or without indentation. */
function lastDeclaration(words: readonly Word[]): readonly Word[] {
    const begins = declarationWords();
    let depth = 0;
    let start = 0;
    for (const [i, { image, indent }] of words.entries()) {
        if (image === '{') depth++;
        else if (image === '}') depth = Math.max(0, depth - 1);
        else if (begins.has(image) && indent !== undefined && (depth === 0 || indent === 0)) {
            start = i;
            depth = 0;
        }
    }
    return words.slice(start);
}

// ---------------------------------------------------------------- walking the grammar

interface Around {
    readonly rule: string;
    readonly property: string;
    /** Behind the dot of a name. */
    readonly qualified: boolean;
    /** Within a value: what stands there is for the property that has the value. */
    readonly inValue: boolean;
}

/** What is still to come, from here to the end of the file. */
type Rest = { readonly element: GrammarAST.AbstractElement; readonly around: Around; readonly again: boolean; readonly next: Rest } | undefined;

interface Leaf {
    readonly kind: 'word' | 'name' | 'newName' | 'value';
    readonly text: string;
    readonly around: Around;
    readonly next: Rest;
    /** The first word of its rule. */
    readonly first: boolean;
}

function* leavesOf(rest: Rest, first = false): Generator<Leaf> {
    if (!rest) return;
    const { element, around, again, next } = rest;
    const cardinality = again ? '*' : element.cardinality;
    const after: Rest = cardinality === '*' || cardinality === '+' ? { element, around, again: true, next } : next;
    if (cardinality === '*' || cardinality === '?') yield* leavesOf(next, first);
    if (isOf<GrammarAST.Keyword>(element, 'Keyword')) {
        yield { kind: 'word', text: element.value, around, next: after, first };
    } else if (isOf<GrammarAST.Group>(element, 'Group')) {
        const { elements } = element;
        yield* leavesOf(
            elements.reduceRight<Rest>((rest, one) => ({ element: one, around, again: false, next: rest }), after),
            first,
        );
    } else if (isOf<GrammarAST.Alternatives>(element, 'Alternatives')) {
        for (const one of element.elements) yield* leavesOf({ element: one, around, again: false, next: after }, first);
    } else if (isOf<GrammarAST.Assignment>(element, 'Assignment')) {
        const { feature, terminal } = element;
        const within = around.inValue ? around : { ...around, property: feature };
        yield* leavesOf({ element: terminal, around: within, again: false, next: after }, first);
    } else if (isOf<GrammarAST.CrossReference>(element, 'CrossReference')) {
        const kind = element.type.ref?.name ?? '';
        yield { kind: 'name', text: kind, around, next: around.qualified ? after : dotted(around, kind, after), first };
    } else if (isOf<GrammarAST.RuleCall>(element, 'RuleCall')) {
        yield* leavesOfRule(element.rule.ref, around, after, first);
    } else {
        // Actions stand for no word.
        yield* leavesOf(after, first);
    }
}

const isOf = <T extends AstNode>(node: AstNode, type: T['$type']): node is T => node.$type === type;

function* leavesOfRule(rule: GrammarAST.AbstractRule | undefined, around: Around, after: Rest, first: boolean): Generator<Leaf> {
    if (!rule || isOf<GrammarAST.InfixRule>(rule, 'InfixRule')) return;
    if (isOf<GrammarAST.TerminalRule>(rule, 'TerminalRule')) {
        yield { kind: 'value', text: rule.name, around, next: after, first };
    } else if (rule.name === 'Name') {
        yield { kind: 'newName', text: '', around, next: after, first };
    } else if (rule.fragment) {
        yield* leavesOf({ element: rule.definition, around, again: false, next: after }, first);
    } else if (rule.dataType !== undefined || valueRules.has(rule.name)) {
        yield* leavesOf({ element: rule.definition, around: { ...around, inValue: true }, again: false, next: after }, first);
    } else {
        const inside: Around = { rule: rule.name, property: '', qualified: false, inValue: false };
        yield* leavesOf({ element: rule.definition, around: inside, again: false, next: after }, true);
    }
}

/** Rules that read a value of a fact and are no fact themselves. */
const valueRules: ReadonlySet<string> = new Set(['Day', 'Quantity', 'Duration', 'DurationPart', 'Share', 'Money', 'Count']);

/** Behind a name a dot and a second one may follow: `p.HDH`. */
function dotted(around: Around, kind: string, after: Rest): Rest {
    const dot = { $type: 'Keyword', value: '.' } as GrammarAST.Keyword;
    const member = { $type: 'CrossReference', type: { ref: { name: kind } } } as unknown as GrammarAST.CrossReference;
    const group = { $type: 'Group', elements: [dot, member], cardinality: '?' } as unknown as GrammarAST.Group;
    return { element: group, around: { ...around, qualified: true }, again: false, next: after };
}

let nameWords: ReadonlySet<string> | undefined;

/** The words that may be names, too. */
function mayBeName({ image, type }: Word): boolean {
    nameWords ??= new Set(
        (definitionOf('Name') as GrammarAST.Alternatives).elements.flatMap((one) => (isOf<GrammarAST.Keyword>(one, 'Keyword') ? [one.value] : [])),
    );
    return type === 'ID' || nameWords.has(image);
}

const definitionOf = (name: string): GrammarAST.AbstractElement =>
    (grammar().Grammar.rules.find((rule) => rule.name === name) as GrammarAST.ParserRule).definition;

let declaring: ReadonlySet<string> | undefined;

/** The words that a declaration begins with, and `import`. */
function declarationWords(): ReadonlySet<string> {
    declaring ??= new Set(fileStart().flatMap(({ kind, text }) => (kind === 'word' ? [text] : [])));
    return declaring;
}

/** What may stand where nothing stands yet. */
const fileStart = (): Leaf[] => [
    ...leavesOf({ element: definitionOf('Spec'), around: { rule: 'Spec', property: '', qualified: false, inValue: false }, again: false, next: undefined }),
];

function takes(leaf: Leaf, word: Word): boolean {
    if (leaf.kind === 'word') return leaf.text === word.image;
    if (leaf.kind === 'value') return leaf.text === word.type;
    return mayBeName(word);
}

type Next = Leaf & { readonly alias: string | undefined };

/** Follows the grammar over some words and tells what may come next. */
function follow(words: readonly Word[]): readonly Next[] {
    let ways: readonly Leaf[] = fileStart();
    // What may stand where a fact begins, for each block that is open.
    const blocks: (readonly Leaf[])[] = [];
    for (const word of words) {
        const facts = blocks.at(-1) ?? fileStart();
        let taken = ways.filter((leaf) => takes(leaf, word));
        // Where the thread is lost, the next word that begins a fact takes it up again.
        if (taken.length === 0) taken = facts.filter((leaf) => leaf.kind === 'word' && takes(leaf, word));
        // Two ways at most are ever followed; the limit is for grammars to come.
        ways = taken.slice(0, 64).flatMap(({ next }) => [...leavesOf(next)]);
        if (word.image === '{') blocks.push(taken.length > 0 ? ways : facts);
        else if (word.image === '}') blocks.pop();
    }
    if (ways.length === 0) ways = blocks.at(-1) ?? fileStart();
    const dot = words.at(-1)?.image === '.' ? words.at(-2)?.image : undefined;
    return ways.map((leaf) => ({ ...leaf, alias: leaf.around.qualified && leaf.kind === 'name' ? dot : undefined }));
}

// ---------------------------------------------------------------- sorting out

function sorted(leaves: readonly Next[], declared: string | undefined): Omit<Expected, 'start' | 'importPath'> {
    const words = new Map<string, ExpectedWord>();
    const names = new Map<string, ExpectedName>();
    const values = new Map<string, ExpectedValue>();
    for (const { kind, text, around, next, first, alias } of leaves) {
        const { rule, property } = around;
        if (kind === 'word' && /^[a-z]/.test(text)) {
            const { phrase, opens } = phraseOf(text, next);
            words.set(phrase, { phrase, opens, rule, begins: first });
        } else if (kind === 'name') names.set(`${rule}.${property}`, { wanted: wantedFor(text, rule, property, declared), alias });
        else if (kind === 'value') values.set(`${text} ${rule}.${property}`, { token: text as ExpectedValue['token'], rule, property });
    }
    return { words: [...words.values()], names: [...names.values()], values: [...values.values()], isNewName: leaves.some(({ kind }) => kind === 'newName') };
}

function wantedFor(kind: string, rule: string, property: string, declared: string | undefined): Wanted[] {
    // A term of a vocabulary may be said to be another one of it, or to bear a mark.
    const vocabularies = rule === 'Term' && property === 'is' ? [declared, traits] : [vocabularyAt[`${rule}.${property}`]];
    return vocabularies.map((vocabulary) => ({ kind, vocabulary }));
}

/** A word with those that can only follow it. */
function phraseOf(word: string, behind: Rest): { phrase: string; opens: boolean } {
    let phrase = word;
    for (let rest = behind; ; ) {
        const leaves = [...leavesOf(rest)];
        const only = leaves.length === 1 ? leaves[0] : undefined;
        if (only?.kind !== 'word') return { phrase, opens: false };
        if (!/^[a-z]/.test(only.text)) return { phrase, opens: only.text === '{' };
        phrase += ` ${only.text}`;
        rest = only.next;
    }
}
