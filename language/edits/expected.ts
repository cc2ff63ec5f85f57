import type { AstNode, GrammarAST } from 'langium';
import type { Wanted } from '../names/scope.ts';
import { traits, vocabularyFor } from '../names/vocabularies.ts';
import { type Around, isOf, leavesOf, type Next, type Rest, walkTo } from './walking.ts';

/** What may stand at an offset: words of the grammar, names, values. */
export interface Expected {
    /** Where the word begun at the offset starts; the offset itself where none is. */
    readonly start: number;
    readonly words: readonly ExpectedWord[];
    readonly names: readonly ExpectedName[];
    readonly values: readonly ExpectedValue[];
    /** What is no word: braces and commas. */
    readonly marks: readonly Mark[];
    /** A name of somebody's own may stand here. */
    readonly isNewName: boolean;
    /** The path of an import is being written, from here. */
    readonly importPath: boolean;
    /** The declaration that the offset is in: the word that it begins with, and its name. */
    readonly within: { readonly kind?: string | undefined; readonly name?: string | undefined };
}

export type Mark = '{' | '}' | ',';

/** What may both begin a statement and go on with one is two words. */
export interface ExpectedWord {
    /** All words that can only follow each other: `governed by law of`. */
    readonly phrase: string;
    /** A block follows. */
    readonly opens: boolean;
    /** The grammar rule that it belongs to, such as `Seat`. */
    readonly rule: string;
    /** It begins a statement or a declaration. */
    readonly begins: boolean;
    /** The block that the statement stands in, such as `Contract`; `Spec` for a declaration. */
    readonly block: string;
}

export interface ExpectedName {
    /** What is looked for: `Organisation`, `Ground` …; for terms, each vocabulary that they may be of. */
    readonly wanted: readonly Wanted[];
    /** The import that the name is looked for in, as `p` in `p.HDH`. */
    readonly alias: string | undefined;
}

export interface ExpectedValue {
    readonly token: 'DATE' | 'NUMBER' | 'PERCENT' | 'STRING' | 'RULE_ID' | 'ID';
    /** What it is a part of: a `DurationPart`, `Money`, a `Count`; a statement where it stands alone. */
    readonly form: string;
    readonly rule: string;
    readonly property: string;
}

/** What may stand at an offset of a text, be the text whole or broken. Nothing within comments and texts. */
export function expectedAt(source: string, offset: number): Expected {
    const nothing: Expected = { start: offset, words: [], names: [], values: [], marks: [], isNewName: false, importPath: false, within: {} };
    const path = /(?:^|[\r\n])[ \t]*import[ \t]*"([^"\r\n]*)$/.exec(source.slice(0, offset));
    if (path) return { ...nothing, start: offset - (path[1] ?? '').length, importPath: true };
    const walked = walkTo(source, offset);
    if (!walked) return nothing;
    const [kind, name] = walked.words.slice(0, 2).map(({ image }) => image.normalize('NFC'));
    return { ...sorted(walked.next, name), start: walked.start, importPath: false, within: { kind, name } };
}

function sorted(leaves: readonly Next[], declared: string | undefined): Omit<Expected, 'start' | 'importPath' | 'within'> {
    const words = new Map<string, ExpectedWord>();
    const names = new Map<string, ExpectedName>();
    const values = new Map<string, ExpectedValue>();
    for (const { kind, text, around, next, first, alias, element } of leaves) {
        const { rule, property } = around;
        if (kind === 'word' && /^[a-z]/.test(text)) {
            const { phrase, opens } = phraseOf(text, next);
            // Behind a fact a source goes on with it; on a line of its own it is a statement.
            const begins = first && (rule !== 'Source' || around.outer?.rule === 'StatedSource');
            words.set(`${phrase} ${begins}`, { phrase, opens, rule, begins, block: blockAround(around) });
        } else if (kind === 'name') names.set(`${rule}.${property}`, { wanted: wantedFor(text, rule, property, declared), alias });
        else if (kind === 'value') {
            const form = formOf(element);
            values.set(`${text} ${form} ${rule}.${property}`, { token: text as ExpectedValue['token'], form, rule, property });
        }
    }
    return {
        words: [...words.values()],
        names: [...names.values()],
        values: [...values.values()],
        marks: (['{', ',', '}'] as const).filter((mark) => leaves.some(({ kind, text }) => kind === 'word' && text === mark)),
        isNewName: leaves.some(({ kind }) => kind === 'newName'),
    };
}

/** What groups statements is no block. */
function blockAround({ outer }: Around): string {
    if (outer && /^(Declaration|StatedSource|.*Fact)$/.test(outer.rule)) return blockAround(outer);
    return outer?.rule ?? 'Spec';
}

/** The grammar rule that a token is read by. */
function formOf(element: AstNode): string {
    const around = element.$container;
    return !around || isOf<GrammarAST.ParserRule>(around, 'ParserRule') ? ((around as GrammarAST.ParserRule | undefined)?.name ?? '') : formOf(around);
}

function wantedFor(kind: string, rule: string, property: string, declared: string | undefined): Wanted[] {
    // A term of a vocabulary may be said to be another one of it, or to bear a mark.
    const vocabularies = rule === 'Term' && property === 'is' ? [declared, traits] : [vocabularyFor(rule, property)];
    return vocabularies.map((vocabulary) => ({ kind, vocabulary }));
}

/** A word with those that can only follow it. */
function phraseOf(word: string, behind: Rest): { phrase: string; opens: boolean } {
    let phrase = word;
    for (let rest = behind; ; ) {
        const leaves = leavesOf(rest);
        const only = leaves.length === 1 ? leaves[0] : undefined;
        if (only?.kind !== 'word') return { phrase, opens: false };
        if (!/^[a-z]/.test(only.text)) return { phrase, opens: only.text === '{' };
        phrase += ` ${only.text}`;
        rest = only.next;
    }
}
