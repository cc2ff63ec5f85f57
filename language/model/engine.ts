import type { Day } from '../syntax/values.ts';
import type { Place } from './facts.ts';

/**
 * The one idea of Terroir: whoever asks is recorded with what the answer rested on. From that record come what must be
 * asked again after an edit (and nothing else), until which day an answer holds, and whether it rests on broken text.
 *
 * A `Cell` is what a host states, a `Question` what follows from cells and other questions. An answer is kept until
 * something it read has another value; a question that comes to the same answer stops the change there.
 */
export interface Question<R> {
    readonly name: string;
    /** Dated questions may be answered differently on another day; the others never look at periods. */
    readonly dated: boolean;
    readonly answer: (ask: Ask, about: string) => R;
    /**
     * An overview of many declarations: one of them being broken makes it no less sound, since whoever relies on that one reads
     * it again.
     */
    readonly overview?: true;
    /** Whether two answers are the same for everyone who asked. */
    readonly same: (a: R, b: R) => boolean;
}

/** A kind of input. */
export interface Cell<V> {
    readonly name: string;
    readonly none: V;
    readonly same: (a: V, b: V) => boolean;
}

/** The first and the last day on which an answer stays as it is. */
export interface Interval {
    readonly since: Day;
    readonly until: Day;
}

export const always: Interval = { since: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** Why an answer holds no longer than it does: what begins on the next day, or has its last one, or is passed. */
export interface Turn {
    readonly at: Place;
    readonly what: 'begins' | 'ends' | 'is passed';
}

/** Work done, counted: exact gates for tests, where clocks are noise. */
export interface Work {
    /** Cells that got another value. */
    factsChanged: number;
    /** Questions that were worked out, not remembered. */
    questionsAnswered: number;
}

interface Source {
    /** The revision in which the value last became another one. */
    changedAt: number;
}

interface CellState<V> extends Source {
    readonly cell: Cell<V>;
    readonly about: string;
    value: V;
}

interface Memo<R> extends Source {
    readonly question: Question<R>;
    readonly about: string;
    readonly date: Day;
    /** The revision in which the answer was last known to be right. */
    verifiedAt: number;
    reads: Source[];
    since: Day;
    until: Day;
    /** What turns on the day after `until`. */
    turns: readonly Turn[];
    /** Rests on a declaration that could not be read whole. */
    doubtful: boolean;
    state: 'new' | 'asking' | 'answered' | 'failed';
    value: R | undefined;
    error: unknown;
}

const isMemo = (source: Source): source is Memo<unknown> => 'question' in source;

export class Engine {
    readonly work: Work = { factsChanged: 0, questionsAnswered: 0 };
    private revision = 1;
    private readonly cells = new Map<Cell<unknown>, Map<string, CellState<unknown>>>();
    private readonly undated = new Map<Question<unknown>, Map<string, Memo<unknown>>>();
    private readonly dated = new Map<Day, Map<Question<unknown>, Map<string, Memo<unknown>>>>();

    /** States the value of a cell. The same value again changes nothing. */
    set<V>(cell: Cell<V>, about: string, value: V): void {
        const state = this.cellState(cell, about);
        if (cell.same(state.value, value)) {
            state.value = value;
            return;
        }
        state.value = value;
        state.changedAt = ++this.revision;
        this.work.factsChanged++;
    }

    /** The value of a cell, outside any question. */
    get<V>(cell: Cell<V>, about: string): V {
        return this.cellState(cell, about).value;
    }

    /** A number that grows with every change of what hosts state. */
    get state(): number {
        return this.revision;
    }

    /** Whoever asks at this date. */
    at(date: Day): Ask {
        return new Ask(this, date, undefined);
    }

    /** Everything that an answer rests on, as `question about` and `cell about`. What is not among it cannot change the answer. */
    restsOn<R>(question: Question<R>, about: string, date: Day): ReadonlySet<string> {
        const found = new Set<string>();
        const seen = new Set<Source>();
        for (const todo: Source[] = [this.memo(question, about, date)]; todo.length > 0; ) {
            const source = todo.pop() as Source;
            if (seen.has(source)) continue;
            seen.add(source);
            if (isMemo(source)) todo.push(...source.reads);
            const { name } = isMemo(source) ? source.question : (source as CellState<unknown>).cell;
            found.add(`${name} ${(source as Memo<unknown> | CellState<unknown>).about}`);
        }
        return found;
    }

    /** Forgets the answers for every date but these. What hosts state stays. */
    keepDates(dates: ReadonlySet<Day>): void {
        for (const date of this.dated.keys()) if (!dates.has(date)) this.dated.delete(date);
    }

    cellState<V>(cell: Cell<V>, about: string): CellState<V> {
        const states = inner(this.cells as unknown as Map<Cell<V>, Map<string, CellState<V>>>, cell);
        let state = states.get(about);
        if (!state) {
            state = { cell, about, value: cell.none, changedAt: 0 };
            states.set(about, state);
        }
        return state;
    }

    /** The remembered answer, made right for now. Deep chains of remembered answers are checked without recursion. */
    memo<R>(question: Question<R>, about: string, date: Day): Memo<R> {
        const byQuestion = question.dated ? inner(this.dated, date) : this.undated;
        const memos = inner(byQuestion as unknown as Map<Question<R>, Map<string, Memo<R>>>, question);
        let memo = memos.get(about);
        if (!memo) {
            memo = {
                question,
                about,
                date: question.dated ? date : Number.NaN,
                changedAt: 0,
                verifiedAt: 0,
                reads: [],
                since: always.since,
                until: always.until,
                turns: [],
                doubtful: false,
                state: 'new',
                value: undefined,
                error: undefined,
            };
            memos.set(about, memo);
        }
        if (memo.state === 'asking') throw new Error(`The question ${question.name} about ${about} asks itself.`);
        if (memo.verifiedAt !== this.revision) this.verify(memo as Memo<unknown>);
        return memo;
    }

    private verify(start: Memo<unknown>): void {
        const stack: { memo: Memo<unknown>; next: number }[] = [{ memo: start, next: 0 }];
        for (let top = stack.at(-1); top; top = stack.at(-1)) {
            const { memo } = top;
            if (memo.state === 'new') {
                this.answer(memo);
                stack.pop();
                continue;
            }
            const read = memo.reads[top.next];
            if (!read) {
                memo.verifiedAt = this.revision;
                stack.pop();
            } else if (isMemo(read) && read.verifiedAt !== this.revision && read.state !== 'asking') {
                stack.push({ memo: read, next: 0 });
            } else if (read.changedAt > memo.verifiedAt) {
                this.answer(memo);
                stack.pop();
            } else top.next++;
        }
    }

    private answer(memo: Memo<unknown>): void {
        const before = { state: memo.state, value: memo.value, since: memo.since, until: memo.until, turns: memo.turns, doubtful: memo.doubtful };
        memo.state = 'asking';
        memo.reads = [];
        memo.since = always.since;
        memo.until = always.until;
        memo.turns = [];
        memo.doubtful = false;
        this.work.questionsAnswered++;
        const ask = new Ask(this, memo.date, memo);
        try {
            memo.value = memo.question.answer(ask, memo.about);
            memo.error = undefined;
            memo.state = 'answered';
            if (memo.question.overview) memo.doubtful = false;
        } catch (error) {
            memo.value = undefined;
            memo.error = error;
            memo.state = 'failed';
        }
        const unchanged =
            before.state === 'answered' &&
            memo.state === 'answered' &&
            before.since === memo.since &&
            before.until === memo.until &&
            alike(before.turns, memo.turns) &&
            before.doubtful === memo.doubtful &&
            memo.question.same(before.value, memo.value);
        // The old value is kept when it is equal, so that whoever holds it sees one and the same object.
        if (unchanged) memo.value = before.value;
        else memo.changedAt = this.revision;
        memo.verifiedAt = this.revision;
    }
}

/** How a question, a rule or a host puts questions. Every look at a cell, at another question or at the date is recorded. */
export class Ask {
    private readonly engine: Engine;
    private readonly date: Day;
    private readonly asker: Memo<unknown> | undefined;

    constructor(engine: Engine, date: Day, asker: Memo<unknown> | undefined) {
        this.engine = engine;
        this.date = date;
        this.asker = asker;
    }

    of<R>(question: Question<R>, about: string): R {
        if (question.dated && Number.isNaN(this.date)) throw new Error(`The undated question ${this.asker?.question.name} asks the dated ${question.name}.`);
        const memo = this.engine.memo(question, about, this.date);
        if (this.asker) {
            this.asker.reads.push(memo);
            this.narrow(memo.since, memo.until, memo.turns);
            if (memo.doubtful) this.asker.doubtful = true;
        }
        if (memo.state === 'failed') throw memo.error;
        return memo.value as R;
    }

    /** The answer with the days between which it holds, and whether it rests on broken text. */
    whole<R>(
        question: Question<R>,
        about: string,
    ): { readonly value: R; readonly holds: Interval; readonly turns: readonly Turn[]; readonly doubtful: boolean } {
        const value = this.of(question, about);
        const { since, until, turns, doubtful } = this.engine.memo(question, about, this.date);
        return { value, holds: { since, until }, turns, doubtful };
    }

    /** How long a question stays as it is that could not be answered. */
    untilItMayBeAnswered<R>(question: Question<R>, about: string): { readonly until: Day; readonly turns: readonly Turn[] } {
        const { until, turns } = this.engine.memo(question, about, this.date);
        return { until, turns };
    }

    /** Says that the answer rests on a declaration that could not be read whole. */
    doubt(): void {
        if (this.asker) this.asker.doubtful = true;
    }

    read<V>(cell: Cell<V>, about: string): V {
        const state = this.engine.cellState(cell, about);
        if (this.asker) this.asker.reads.push(state as CellState<unknown>);
        return state.value;
    }

    /**
     * Whether the date of judgement lies within a period; both ends are days on which it still holds.
     *
     * @param at the fact that states the period, for whoever wants to know what turns when it ends
     */
    within(from: Day | undefined, until: Day | undefined, at: Place | undefined): boolean {
        if (from !== undefined && this.passed(from - 1, at, 'begins') === false) return false;
        return until === undefined || !this.passed(until, at, 'ends');
    }

    /**
     * Whether a day lies before the date of judgement.
     *
     * @param at the fact that the day was read from or counted from
     */
    passed(day: Day, at: Place | undefined, what: Turn['what'] = 'is passed'): boolean {
        if (Number.isNaN(this.date)) throw new Error(`The undated question ${this.asker?.question.name} looks at the date.`);
        const passed = this.date > day;
        if (passed) this.narrow(day + 1, always.until, []);
        else this.narrow(always.since, day, at ? [{ at, what }] : []);
        return passed;
    }

    private narrow(since: Day, until: Day, turns: readonly Turn[]): void {
        const { asker } = this;
        if (!asker) return;
        if (since > asker.since) asker.since = since;
        if (until > asker.until || until === always.until) return;
        const before = until < asker.until ? [] : asker.turns;
        asker.until = until;
        const added = turns.filter(({ at, what }) => !before.some((turn) => turn.what === what && turn.at.id === at.id && turn.at.path === at.path));
        if (added.length > 0 || before !== asker.turns) asker.turns = [...before, ...added];
    }
}

function inner<K, L, V>(outer: Map<K, Map<L, V>>, key: K): Map<L, V> {
    let map = outer.get(key);
    if (!map) {
        map = new Map();
        outer.set(key, map);
    }
    return map;
}

/** The simplest sameness, for texts, numbers and kept objects. */
export const identical = (a: unknown, b: unknown): boolean => Object.is(a, b);

/** Sameness by value, for plain answers made of arrays, maps, sets and objects. */
export function alike(a: unknown, b: unknown): boolean {
    if (Object.is(a, b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((value, i) => alike(value, b[i]));
    if (a instanceof Map) return b instanceof Map && a.size === b.size && [...a].every(([key, value]) => b.has(key) && alike(value, b.get(key)));
    if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((value) => b.has(value));
    const keys = Object.keys(a);
    const other = b as Record<string, unknown>;
    return keys.length === Object.keys(b).length && keys.every((key) => key in other && alike((a as Record<string, unknown>)[key], other[key]));
}
