import type { Ask } from '../model/ask.ts';
import type { Open, Place, Settle } from '../model/facts.ts';
import type { Fix } from '../model/fixes.ts';
import type { Step } from '../model/steps.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
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
    /** Taking out what is underlined would change no verdict: editors show it faded. */
    readonly unnecessary?: true;
}

/** What is stated does not tell; the finding names the fact that would settle it. */
export interface Unknown {
    readonly verdict: 'unknown';
    readonly at: Place;
    readonly message: Message;
    readonly path: readonly Step[];
    /** The fact, or the fewest facts together, that would settle it, whatever they say. */
    readonly settle: readonly Settle[];
    /** The text of a contract has not been read. One finding says so for all the rules on it. */
    readonly unread?: true;
}

/** The rule says nothing here, and why. */
export interface DoesNotApply {
    readonly verdict: 'does not apply';
    readonly because: Message;
}

/** A rule that says none of these has looked and found nothing wrong: satisfied. */
export type Outcome = Violated | Unknown | DoesNotApply;

export interface Rule {
    /** Its path, its page, its waiver, its name in every report: `reach/no-foreign-control`. */
    readonly id: string;
    /** The kinds of declaration it judges. */
    readonly on: DeclarationKind | readonly DeclarationKind[];
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
    /** @param seen what the first pass came to; for rules of the second */
    readonly judge: (ask: Ask, subject: Id, seen: Seen) => Iterable<Outcome>;
}

/** What the rules of the first pass came to. */
export interface Seen {
    /** Each outcome on a declaration; a rule without one found nothing wrong, does not apply, or could not judge. */
    readonly on: (declaration: Id) => readonly SeenOutcome[];
    /** The outcomes of one rule on a declaration; nothing where it could not judge: broken text, a fault of the rule. */
    readonly by: (rule: Rule, declaration: Id) => readonly SeenOutcome[] | undefined;
    /** The rules that there are, whether they judge this kind of declaration or not. */
    readonly rules: readonly Rule[];
    /** Whether the user lets a rule run. One that he has switched off has come to nothing. */
    readonly isRun: (rule: Rule) => boolean;
}

export interface SeenOutcome {
    readonly rule: Rule;
    readonly outcome: Outcome;
    readonly severity: Severity;
    /** The norms that it is cited under, by identity. */
    readonly norms: readonly Id[];
}

export function defineRule(rule: Rule): Rule {
    return rule;
}

export const violated = (found: Omit<Violated, 'verdict'>): Violated => ({ verdict: 'violated', ...found });
export const unknown = (found: Omit<Unknown, 'verdict'>): Unknown => ({ verdict: 'unknown', ...found });

/** A rule that judges the verdicts of others cannot be waived: one on waivers would vouch for itself, the rest weigh too little to be silenced. */
export const isWaivable = ({ pass }: Rule): boolean => pass !== 2;

export const judges = ({ on }: Rule): readonly DeclarationKind[] => (typeof on === 'string' ? [on] : on);

/** What is wrong if a rule applies: violated, or unknown where it is not stated whether it does. */
export function breach(found: Omit<Violated, 'verdict'>, open: Open | undefined): Outcome {
    return open ? unsettled({ at: found.at, message: found.message, path: found.path, settle: [] }, open) : violated(found);
}

/** A fact that is not stated; where it is not even stated whether the rule applies, that comes first. */
export const unsettled = (found: Omit<Unknown, 'verdict'>, open: Open | undefined): Unknown =>
    unknown(open ? { ...found, message: text('{found} {open}', { found: found.message, open: open.say }), settle: [open.settle] } : found);

/**
 * What the GDPR asks of a contract, if it binds anybody there. Where that is open, all that would be wrong is one unknown.
 *
 * @param isBound whether it does
 * @param over why it asks nothing, where it does not
 */
export function* underGdpr(
    contract: Id,
    isBound: boolean | Open,
    judge: () => Iterable<Outcome>,
    over = text('Neither those who process the data nor the persons are in the European Economic Area.'),
): Generator<Outcome> {
    if (isBound === false) return yield doesNotApply(over);
    if (isBound === true) return yield* judge();
    const found = [...judge()];
    if (!found.some(isTrouble)) return yield* found;
    yield unknown({ at: { id: contract, path: 'name' }, message: isBound.say, path: [], settle: [isBound.settle] });
}

/** Whether an outcome leaves something to be done. */
export const isTrouble = ({ verdict }: Outcome): boolean => verdict === 'violated' || verdict === 'unknown';

/** Whether a rule binds a controller turns on who it is, or of what kind: that comes first, wherever else something is open. */
export const controllerUnknown = (contract: Id, silent: Id | undefined, nobody: Message, kindless: Message): Unknown =>
    unknown({
        at: { id: contract, path: 'name' },
        message: silent === undefined ? nobody : kindless,
        path: [],
        settle: [silent === undefined ? { in: contract, write: 'controller {organisation}' } : { in: silent, write: 'kind {party-kind}' }],
    });

/** What is said where working days decide and no calendar says which those are. */
export const calendarUnknown = (contract: Id, found: Pick<Unknown, 'at' | 'path'>): Unknown =>
    unknown({
        ...found,
        message: text('This is counted in working days, and the contract names no calendar to count them by.'),
        settle: [{ in: contract, write: 'working days by {calendar}' }],
    });

/** The one unknown of all rules on the text of a contract that states no `clauses`: nobody has read it. */
export const unread = (contract: Id): Unknown =>
    unknown({
        at: { id: contract, path: 'name' },
        message: text('The text of this contract has not been read: no clauses are stated.'),
        path: [],
        settle: [{ in: contract, write: 'clauses {clause}' }],
        unread: true,
    });

export const doesNotApply = (because: Message): DoesNotApply => ({ verdict: 'does not apply', because });
