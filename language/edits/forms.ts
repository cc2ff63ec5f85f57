import type { GrammarAST } from 'langium';
import { kindsOf, vocabularyFor } from '../names/vocabularies.ts';
import { type Message, text } from '../syntax/message.ts';
import { sentenceOn } from './sentences.ts';
import { type Around, definitionOf, isOf, type Leaf, takes, type Walked, type Word, walkTo } from './walking.ts';

/** A piece of the form of a statement: words of the language, or what stands for a value. */
export interface FormPiece {
    readonly say: string | Message;
    /** The slot that it belongs to, counted from 0; nothing for the first words, brackets and bars. */
    readonly slot: number | undefined;
}

/** How a statement is written: `renewal ‹duration› [tacit | exercised [on ‹date›]] …`. What may be left out stands in brackets. */
export interface Form {
    readonly rule: string;
    readonly pieces: readonly FormPiece[];
    /** What the statement says. */
    readonly says: Message | undefined;
    /** The slot that is being written; nothing where none is known to be. */
    readonly active: number | undefined;
}

/**
 * The forms that the statement at an offset may have, by the grammar: several while its first words leave that open. Nothing where
 * no statement is being written, and for statements with nothing to fill in but one value and what every fact may end with.
 */
export function formsAt(source: string, offset: number): readonly Form[] {
    // Within a text in quotes it is as if one stood before it.
    const quote = openQuote(source, offset);
    const walked = walkTo(source, quote ?? offset);
    if (!walked) return [];
    const current = quote === undefined ? currentWord(source, walked.start, offset) : { image: '"', type: 'STRING', start: quote, indent: undefined };
    const found = new Map<string, Form>();
    for (const [rule, active] of candidates(source, walked, current)) {
        if (!found.has(rule)) found.set(rule, { rule, pieces: laidOut(rule).pieces, says: sentenceOn(rule), active });
    }
    const forms = [...found.values()];
    return forms.length > 1 || forms.some(({ rule }) => laidOut(rule).own > 1) ? forms : [];
}

/** How a statement is written that a rule of the grammar reads. */
export const formOfRule = (rule: string): readonly FormPiece[] => laidOut(rule).pieces;

/** Where the text in quotes begins that an offset lies in; nothing where it lies in none. */
function openQuote(source: string, offset: number): number | undefined {
    const line = Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;
    const open = /^(?:[^"]|"(?:\\.|[^"\\])*")*"(?:\\.|[^"\\])*$/.test(source.slice(line, offset));
    if (!open) return undefined;
    const closed = /^(?:[^"]|"(?:\\.|[^"\\])*")*(?=")/.exec(source.slice(line, offset))?.[0] ?? '';
    return line + closed.length;
}

/** The word that is being written at an offset, with what of it stands behind the offset. */
function currentWord(source: string, start: number, offset: number): Word | undefined {
    const image = offset > start ? /^[\w\u00aa-\uffff-]+(?:\/[\w-]*)?/.exec(source.slice(start, start + 200))?.[0] : undefined;
    if (image === undefined) return undefined;
    const type = /^\d+-\d+-\d+$/.test(image) ? 'DATE' : /^\d/.test(image) ? 'NUMBER' : image.includes('/') ? 'RULE_ID' : 'ID';
    return { image, type, start, indent: undefined };
}

/** The statements that may be meant, each with the slot that is being written. */
function* candidates(source: string, { start, words, next, taken }: Walked, current: Word | undefined): Generator<[rule: string, active: number | undefined]> {
    const last = words.at(-1);
    const behind = last ? source.slice(last.start + last.image.length, start) : '';
    // On a new line a new statement is expected before this one goes on, unless it cannot end yet.
    const isNew = /[\r\n]/.test(behind);
    if (current) {
        const fitting = next.filter((leaf) => takes(leaf, current));
        const begins = fitting.some(({ first }) => first) && (isNew || fitting.every(({ first }) => first));
        for (const leaf of fitting) {
            const rule = formOf(leaf.around);
            if (rule !== undefined && leaf.first === begins) yield [rule, slotOf(rule, leaf)];
        }
        if (fitting.length > 0) return;
    }
    if (!last || /^[{}]$/.test(last.image) || (isNew && next.some(({ first }) => first))) return;
    for (const leaf of taken) {
        const rule = formOf(leaf.around);
        if (rule !== undefined) yield [rule, following(rule, slotOf(rule, leaf), next)];
    }
}

/** The first slot behind one that is filled that something expected next would fill; the same one where it may go on. */
function following(rule: string, filled: number | undefined, next: Walked['next']): number | undefined {
    const open = next
        .filter((leaf) => formOf(leaf.around) === rule)
        .map((leaf) => slotOf(rule, leaf))
        .filter((slot) => slot !== undefined)
        .sort((a, b) => a - b);
    return open.find((slot) => slot !== filled) ?? open[0];
}

/** The statement around: the innermost rule that begins with a word of its own. */
function formOf(around: Around): string | undefined {
    for (let here: Around | undefined = around; here; here = here.outer) if (beginsWithWord(here.rule)) return here.rule;
    return undefined;
}

function beginsWithWord(rule: string): boolean {
    const definition = definitionOf(rule);
    return isOf<GrammarAST.Keyword>(isOf<GrammarAST.Group>(definition, 'Group') ? (definition.elements[0] ?? definition) : definition, 'Keyword');
}

// ---------------------------------------------------------------- laying out

interface Slot {
    readonly property: string | undefined;
    readonly words: readonly GrammarAST.AbstractElement[];
}

interface LaidOut {
    readonly pieces: readonly FormPiece[];
    readonly slots: readonly Slot[];
    /** How many slots are the statement's own, and not what every fact may end with. */
    readonly own: number;
}

const layouts = new Map<string, LaidOut>();

function laidOut(rule: string): LaidOut {
    let laid = layouts.get(rule);
    if (!laid) layouts.set(rule, (laid = new Layout(rule).laid));
    return laid;
}

/** The slot that a leaf of a statement fills. */
function slotOf(rule: string, leaf: Leaf): number | undefined {
    const { slots } = laidOut(rule);
    let here: Around | undefined = leaf.around;
    while (here && here.rule !== rule) here = here.outer;
    const property = here?.property;
    const found = slots.findIndex((slot) => (property ? slot.property === property : slot.words.includes(leaf.element)));
    return found < 0 ? undefined : found;
}

/** Reads the form of a statement off its rule. */
class Layout {
    private readonly rule: string;
    private readonly pieces: FormPiece[] = [];
    private readonly slots: { property: string | undefined; words: GrammarAST.AbstractElement[] }[] = [];
    private own = 0;
    private isTail = false;
    private isOver = false;

    constructor(rule: string) {
        this.rule = rule;
        const definition = definitionOf(rule);
        const elements = isOf<GrammarAST.Group>(definition, 'Group') ? definition.elements : [definition];
        const words = elements.findIndex((element) => !isPlainKeyword(element));
        const count = words < 0 ? elements.length : words;
        for (const word of elements.slice(0, count)) this.plain((word as GrammarAST.Keyword).value);
        this.sequence(elements.slice(count));
    }

    get laid(): LaidOut {
        return { pieces: this.pieces, slots: this.slots, own: this.own };
    }

    private plain(say: string): void {
        this.pieces.push({ say, slot: undefined });
    }

    /** Words wait for the value behind them; where none comes they belong to the value before. */
    private sequence(elements: readonly GrammarAST.AbstractElement[]): void {
        let waiting: GrammarAST.Keyword[] = [];
        const first = this.slots.length;
        for (const element of elements) {
            if (this.isOver) return;
            if (isPlainKeyword(element)) {
                if (element.value === '{') {
                    this.plain('{ … }');
                    this.isOver = true;
                } else if (element.value !== ',') waiting.push(element);
            } else if (isOf<GrammarAST.Assignment>(element, 'Assignment')) {
                this.optional(element, () => this.value(element, waiting));
                waiting = [];
            } else if (isOf<GrammarAST.Action>(element, 'Action')) {
                // Stands for no word.
            } else {
                for (const word of waiting.splice(0)) this.plain(word.value);
                this.nested(element);
            }
        }
        if (waiting.length > 0) this.trailing(waiting, this.slots.length > first);
    }

    private nested(element: GrammarAST.AbstractElement): void {
        if (isOf<GrammarAST.RuleCall>(element, 'RuleCall')) {
            const before = this.isTail;
            // What every fact may end with.
            this.isTail ||= element.rule.ref?.name === 'Claim';
            this.nestedIn((element.rule.ref as GrammarAST.ParserRule).definition);
            this.isTail = before;
        } else if (isMore(element) && this.slots.length > 0) this.pieces.push({ say: '…', slot: this.slots.length - 1 });
        else this.optional(element, () => this.nestedIn(element));
    }

    private nestedIn(element: GrammarAST.AbstractElement): void {
        if (isOf<GrammarAST.Group>(element, 'Group')) this.sequence(element.elements);
        else if (isOf<GrammarAST.Alternatives>(element, 'Alternatives')) {
            if (element.cardinality === undefined) this.plain('(');
            for (const [i, one] of element.elements.entries()) {
                if (i > 0) this.plain('|');
                this.sequence(isOf<GrammarAST.Group>(one, 'Group') && one.cardinality === undefined ? one.elements : [one]);
            }
            if (element.cardinality === undefined) this.plain(')');
        } else this.sequence([element]);
    }

    private optional({ cardinality }: GrammarAST.AbstractElement, lay: () => void): void {
        const may = cardinality === '?' || cardinality === '*';
        if (may) this.plain('[');
        lay();
        if (may) this.plain(']');
    }

    private value({ feature, terminal }: GrammarAST.Assignment, words: readonly GrammarAST.Keyword[]): void {
        const slot = this.slots.push({ property: feature, words: [...words] }) - 1;
        if (!this.isTail && feature !== 'sources') this.own++;
        for (const word of words) this.pieces.push({ say: word.value, slot });
        for (const say of holeOf(terminal, this.rule, feature)) this.pieces.push({ say, slot });
    }

    private trailing(words: readonly GrammarAST.Keyword[], hasValue: boolean): void {
        const slot = hasValue ? this.slots.length - 1 : undefined;
        if (slot !== undefined) this.slots[slot]?.words.push(...words);
        for (const word of words) this.pieces.push({ say: word.value, slot });
    }
}

const isPlainKeyword = (element: GrammarAST.AbstractElement): element is GrammarAST.Keyword =>
    isOf<GrammarAST.Keyword>(element, 'Keyword') && element.cardinality === undefined;

/** `(',' places+=…)*`: more of the same. */
const isMore = (element: GrammarAST.AbstractElement): boolean =>
    isOf<GrammarAST.Group>(element, 'Group') &&
    element.cardinality === '*' &&
    isPlainKeyword(element.elements[0] ?? element) &&
    (element.elements[0] as GrammarAST.Keyword).value === ',';

const values: Readonly<Record<string, Message>> = {
    DATE: text('date'),
    Day: text('date'),
    Duration: text('duration'),
    Share: text('share'),
    Money: text('amount'),
    Quantity: text('quantity'),
    NUMBER: text('number'),
    STRING: text('text'),
    RULE_ID: text('rule'),
    Name: text('name'),
};

/** What stands for a value: `‹date›`, `‹organisation›`; the words to choose from, where it is one of some. */
function* holeOf(terminal: GrammarAST.AbstractElement, rule: string, property: string): Generator<string | Message> {
    if (isOf<GrammarAST.Keyword>(terminal, 'Keyword')) yield terminal.value;
    else if (isOf<GrammarAST.CrossReference>(terminal, 'CrossReference')) {
        const kind = terminal.type.ref?.name ?? '';
        const kinds = kindsOf[kind] ?? [kind];
        const names = kinds.length > 3 ? [text('name')] : kinds.map((one) => (one === 'Term' ? (vocabularyFor(rule, property) ?? 'term') : one.toLowerCase()));
        yield text('‹{what}›', { what: names.length === 1 ? (names[0] as string | Message) : names.join(' | ') });
    } else if (isOf<GrammarAST.RuleCall>(terminal, 'RuleCall')) {
        const called = terminal.rule.ref;
        const name = called?.name ?? '';
        const value = values[name];
        if (value) yield text('‹{what}›', { what: value });
        else if (called && isOf<GrammarAST.ParserRule>(called, 'ParserRule')) yield* insideOf(called.definition, name);
    }
}

/** A part with a rule of its own is told by its words up to its first value; of words to choose from, all. */
function* insideOf(definition: GrammarAST.AbstractElement, rule: string): Generator<string | Message> {
    if (isOf<GrammarAST.Alternatives>(definition, 'Alternatives')) {
        const words = definition.elements.flatMap((one) => (isOf<GrammarAST.Keyword>(one, 'Keyword') ? [one.value] : []));
        yield `(${words.join(' | ')})`;
        return;
    }
    for (const element of isOf<GrammarAST.Group>(definition, 'Group') ? definition.elements : [definition]) {
        if (isOf<GrammarAST.Keyword>(element, 'Keyword')) yield element.value;
        else if (isOf<GrammarAST.Assignment>(element, 'Assignment')) {
            yield* holeOf(element.terminal, rule, element.feature);
            return;
        }
    }
}
