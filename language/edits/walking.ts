import type { AstNode, GrammarAST, LangiumCoreServices } from 'langium';
import { createServices } from '../services.ts';
import { indentAt } from '../syntax/cutting.ts';

/*
 * Langium's completion asks its parser, which has lost its way as soon as the text is broken. Here the grammar itself is
 * walked over the words of the declaration that stand before the offset; what it cannot follow it skips up to the next
 * fact. The grammar is small and decided by the next word, so there are never more than a few ways to follow at once.
 */

export interface Word {
    readonly image: string;
    readonly type: string;
    readonly start: number;
    /** How far into its line it stands; nothing if other words stand before it there. */
    readonly indent: number | undefined;
}

/** Where the words before an offset lead by the grammar. */
export interface Walked {
    /** Where the word begun at the offset starts; the offset itself where none is. */
    readonly start: number;
    /** The words of the declaration that the offset is in, before that. */
    readonly words: readonly Word[];
    /** What may stand there. */
    readonly next: readonly Next[];
    /** What the word before it was taken for. */
    readonly taken: readonly Leaf[];
}

/** Walks the grammar over a text up to an offset, be the text whole or broken. Nothing within comments and texts in quotes. */
export function walkTo(source: string, offset: number): Walked | undefined {
    const before = source.slice(0, offset);
    const start = offset - (/[\w\u00aa-\uffff-]+(?:\/[\w-]*)?$/.exec(before)?.[0].length ?? 0);
    const all = wordsBefore(before)?.filter((word) => word.start < start);
    if (!all) return undefined;
    const words = lastDeclaration(all);
    return { start, words, ...follow(words) };
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
    return tokens.map(({ image, tokenType, startOffset: start }) => ({ image, type: tokenType.name, start, indent: indentAt(before, start) }));
}

/** The words from the last one on that begins a declaration: on a line of its own or behind a whole one outside all braces, or without indentation. */
function lastDeclaration(words: readonly Word[]): readonly Word[] {
    const begins = declarationWords();
    let depth = 0;
    let start = 0;
    for (const [i, { image, indent }] of words.entries()) {
        if (image === '{') depth++;
        else if (image === '}') depth = Math.max(0, depth - 1);
        else if (begins.has(image) && (indent === 0 || (depth === 0 && (indent !== undefined || words[i - 1]?.image === '}')))) {
            start = i;
            depth = 0;
        }
    }
    return words.slice(start);
}

// ---------------------------------------------------------------- walking the grammar

export interface Around {
    readonly rule: string;
    readonly property: string;
    /** Behind the dot of a name. */
    readonly qualified: boolean;
    /** Within a value: what stands there is for the property that has the value. */
    readonly inValue: boolean;
    /** What the rule is a part of. */
    readonly outer: Around | undefined;
}

/** What is still to come, from here to the end of the file. */
export type Rest = { readonly element: GrammarAST.AbstractElement; readonly around: Around; readonly again: boolean; readonly next: Rest } | undefined;

export interface Leaf {
    readonly kind: 'word' | 'name' | 'newName' | 'value';
    readonly text: string;
    readonly around: Around;
    readonly next: Rest;
    /** The first word of its rule. */
    readonly first: boolean;
    readonly element: GrammarAST.AbstractElement;
}

const known = new WeakMap<NonNullable<Rest>, readonly Leaf[]>();

/** What may stand first of what is still to come. A long text comes to the same places of the grammar over and over: each is looked up once. */
export function leavesOf(rest: Rest, first = false): readonly Leaf[] {
    if (!rest) return [];
    const before = first ? undefined : known.get(rest);
    const leaves = before ?? [...leavesIn(rest, first)];
    if (!first) known.set(rest, leaves);
    return leaves;
}

function* leavesIn(rest: NonNullable<Rest>, first: boolean): Generator<Leaf> {
    const { element, around, again, next } = rest;
    const cardinality = again ? '*' : element.cardinality;
    const after: Rest = cardinality !== '*' && cardinality !== '+' ? next : again ? rest : { element, around, again: true, next };
    if (isOf<GrammarAST.Keyword>(element, 'Keyword')) {
        yield { kind: 'word', text: element.value, around, next: after, first, element };
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
        yield { kind: 'name', text: kind, around, next: around.qualified ? after : dotted(around, kind, after), first, element };
    } else if (isOf<GrammarAST.RuleCall>(element, 'RuleCall')) {
        yield* leavesOfRule(element, around, after, first);
    } else {
        // Actions stand for no word.
        yield* leavesOf(after, first);
    }
    if (cardinality === '*' || cardinality === '?') yield* leavesOf(next, first);
}

export const isOf = <T extends AstNode>(node: AstNode, type: T['$type']): node is T => node.$type === type;

function* leavesOfRule(element: GrammarAST.RuleCall, around: Around, after: Rest, first: boolean): Generator<Leaf> {
    const rule = element.rule.ref;
    if (!rule || isOf<GrammarAST.InfixRule>(rule, 'InfixRule')) return;
    if (isOf<GrammarAST.TerminalRule>(rule, 'TerminalRule')) {
        yield { kind: 'value', text: rule.name, around, next: after, first, element };
    } else if (rule.name === 'Name') {
        yield { kind: 'newName', text: '', around, next: after, first, element };
    } else if (rule.fragment) {
        yield* leavesOf({ element: rule.definition, around, again: false, next: after }, first);
    } else if (rule.dataType !== undefined || valueRules.has(rule.name)) {
        yield* leavesOf({ element: rule.definition, around: { ...around, inValue: true }, again: false, next: after }, first);
    } else {
        const inside: Around = { rule: rule.name, property: '', qualified: false, inValue: false, outer: around };
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

/** What a rule of the grammar consists of. */
export const definitionOf = (name: string): GrammarAST.AbstractElement =>
    (grammar().Grammar.rules.find((rule) => rule.name === name) as GrammarAST.ParserRule).definition;

let declaring: ReadonlySet<string> | undefined;

/** The words that a declaration begins with, and `import`. */
function declarationWords(): ReadonlySet<string> {
    declaring ??= new Set(fileStart().flatMap(({ kind, text }) => (kind === 'word' ? [text] : [])));
    return declaring;
}

let starting: readonly Leaf[] | undefined;

/** What may stand where nothing stands yet. */
function fileStart(): readonly Leaf[] {
    const around: Around = { rule: 'Spec', property: '', qualified: false, inValue: false, outer: undefined };
    starting ??= leavesOf({ element: definitionOf('Spec'), around, again: false, next: undefined });
    return starting;
}

/** Whether a word may be what may stand there. */
export function takes(leaf: Leaf, word: Word): boolean {
    if (leaf.kind === 'word') return leaf.text === word.image;
    if (leaf.kind === 'value') return leaf.text === word.type;
    return mayBeName(word);
}

/** What may come next; behind `p.` the import that it is looked for in. */
export type Next = Leaf & { readonly alias: string | undefined };

/** What may stand behind the brace of the statement that a word begins; nothing if it has none. */
function behindBrace({ around: { rule }, next }: Leaf): readonly Leaf[] {
    const seen = new Set<GrammarAST.AbstractElement>();
    for (let todo = [...leavesOf(next)], leaf = todo.pop(); leaf; leaf = todo.pop()) {
        if (leaf.text === '{') return leavesOf(leaf.next);
        if (seen.has(leaf.element) || !isPartOf(rule, leaf.around)) continue;
        seen.add(leaf.element);
        todo.push(...leavesOf(leaf.next));
    }
    return [];
}

const isPartOf = (rule: string, around: Around | undefined): boolean => around !== undefined && (around.rule === rule || isPartOf(rule, around.outer));

/** Follows the grammar over some words and tells what may come next. */
function follow(words: readonly Word[]): Pick<Walked, 'next' | 'taken'> {
    let ways: readonly Leaf[] = fileStart();
    let taken: readonly Leaf[] = [];
    // What may stand where a fact begins, for each block that is open.
    const blocks: (readonly Leaf[])[] = [];
    let begun: Leaf | undefined;
    for (const word of words) {
        const facts = blocks.at(-1) ?? fileStart();
        taken = ways.filter((leaf) => takes(leaf, word));
        // Where the thread is lost, the next word that begins a fact takes it up again.
        if (taken.length === 0) taken = facts.filter((leaf) => leaf.kind === 'word' && takes(leaf, word));
        // Two ways at most are ever followed; the limit is for grammars to come.
        ways = taken.slice(0, 64).flatMap(({ next }) => leavesOf(next));
        begun = taken.find(({ first }) => first) ?? begun;
        // A block is one all the same where something is missing before it.
        if (word.image === '{' && taken.length === 0) ways = begun ? behindBrace(begun) : [];
        if (word.image === '{') blocks.push(ways.length > 0 ? ways : facts);
        else if (word.image === '}') blocks.pop();
    }
    if (ways.length === 0) ways = blocks.at(-1) ?? fileStart();
    const dot = words.at(-1)?.image === '.' ? words.at(-2)?.image : undefined;
    return { next: ways.map((leaf) => ({ ...leaf, alias: leaf.around.qualified && leaf.kind === 'name' ? dot : undefined })), taken };
}
