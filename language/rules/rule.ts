import type { Ask } from '../model/engine.ts';
import type { Place } from '../model/facts.ts';
import type { Step } from '../model/steps.ts';
import type { Id } from '../names/outline.ts';
import type { Message } from '../syntax/message.ts';
import type { DeclarationKind } from '../syntax/tree.ts';

/*
 * The whole of what a rule is. A rule asks the model about one declaration and says what follows; how serious that is, who
 * waived it, until when it holds and what happens when the rule fails is decided in `judging/`.
 */

/** From the most to the least serious. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What is violated: norms of the library, by name, or the contract's own promise. */
export type Cited = string | 'contract';

/** The positive case of a breach. */
export interface Violated {
    readonly verdict: 'violated';
    /** What is underlined. */
    readonly at: Place;
    readonly message: Message;
    readonly path: readonly Step[];
    /** What gives the finding its weight; the rule's own norms where nothing is said. */
    readonly under?: readonly Cited[];
    /** Never more serious than this, whatever the norm. */
    readonly cap?: Severity;
    /** What would change the verdict. */
    readonly cure?: Message;
    /** More to know, that is no part of the proof. */
    readonly notes?: readonly Message[];
    readonly fixes?: readonly Fix[];
}

/** What is stated does not tell; the finding names the fact that would settle it. */
export interface Unknown {
    readonly verdict: 'unknown';
    readonly at: Place;
    readonly message: Message;
    readonly path: readonly Step[];
    readonly settle: Settle;
}

/** A fact that would settle an unknown: the declaration it belongs to, and how it is written. */
export interface Settle {
    readonly in: Id;
    readonly write: string;
}

/** The rule says nothing here, and why. */
export interface DoesNotApply {
    readonly verdict: 'does not apply';
    readonly because: Message;
}

/** A rule that says none of these has looked and found nothing wrong: satisfied. */
export type Outcome = Violated | Unknown | DoesNotApply;

/** A change of the text that ends a finding, in terms of places. `edits/` makes text edits of it. */
export interface Fix {
    readonly title: Message;
    readonly changes: readonly Change[];
}

export type Change =
    | { readonly replace: Place; readonly with: string }
    /** Behind the first word of a fact. */
    | { readonly insertAfterWord: Place; readonly word: string; readonly text: string }
    /** A new fact, on a line of its own at the end of the block. */
    | { readonly insertInto: Id; readonly fact: string }
    | { readonly removeDeclaration: Id };

export interface Rule {
    /** Its path, its page, its waiver, its name in every report: `reach/no-foreign-control`. */
    readonly id: string;
    /** The kind of declaration it judges. */
    readonly on: DeclarationKind;
    /** The obligation, as something that can be true. */
    readonly summary: Message;
    /** Why it matters, in two sentences a buyer understands. */
    readonly why: Message;
    /** The norms of the library behind it, by name, the weightiest first. */
    readonly norms: readonly string[];
    /** The weight of a finding that names nothing of its own in `under`; the force of the first norm otherwise. */
    readonly severity?: Severity;
    /** Rules that judge the verdicts of others, such as those on waivers, come second. */
    readonly pass?: 2;
    /** Former names: waivers under them still count. */
    readonly formerly?: readonly string[];
    readonly judge: (ask: Ask, subject: Id) => Iterable<Outcome>;
}

export function defineRule(rule: Rule): Rule {
    return rule;
}

export const violated = (found: Omit<Violated, 'verdict'>): Violated => ({ verdict: 'violated', ...found });
export const unknown = (found: Omit<Unknown, 'verdict'>): Unknown => ({ verdict: 'unknown', ...found });
export const doesNotApply = (because: Message): DoesNotApply => ({ verdict: 'does not apply', because });
