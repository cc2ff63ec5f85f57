import type { Day } from '../syntax/values.ts';
import type { Aside } from './aside.ts';
import type { Engine } from './engine.ts';
import type { Place } from './facts.ts';
import { blank, type CellState, type Memo, nextWalk, type Source } from './memo.ts';
import type { Cell, Index, Question } from './question.ts';
import { always, type FailedPart, forEver, type Holding, isSameTurn, type Part, type Standing, type Turn } from './validity.ts';

/** How a question, a rule or a host puts questions. Every look at a cell, at another question or at the date is recorded. */
export class Ask {
    private readonly engine: Engine;
    private readonly date: Day;
    private readonly asker: Memo<unknown> | undefined;
    /** Of what it is found how long it holds. */
    private standing: Standing | undefined;
    /** Where the asker keeps what is for him alone. */
    private readonly kept: Aside | undefined;
    /** The number of this walk over what the asker rests on: he looks at much of it over and over. */
    private readonly walk: number;

    constructor(engine: Engine, date: Day, asker: Memo<unknown> | undefined, standing: Standing | undefined = asker, kept?: Aside, walk = nextWalk()) {
        this.engine = engine;
        this.date = date;
        this.asker = asker;
        this.standing = standing;
        this.kept = kept;
        this.walk = walk;
    }

    of<R>(question: Question<R>, about: string): R {
        const isPassing = question.slight && (!this.engine.keepsTrack || this.kept?.isOwn(about));
        return isPassing ? question.answer(this, about) : (this.look(question, about).value as R);
    }

    /** Whether the asker has had an answer before, and looks for it again since something has changed. */
    get isAgain(): boolean {
        return this.asker !== undefined && this.asker.verifiedAt > 0;
    }

    /** The same asker, who keeps to himself what he finds out about some things. */
    aside(kept: Aside): Ask {
        if (this.kept === kept) return this;
        kept.keepAsOf(this.engine.age, this.date);
        return new Ask(this.engine, this.date, this.asker, this.standing, kept, this.walk);
    }

    /** Whether what the asker finds out about some things is kept by itself. */
    get isAside(): boolean {
        return this.kept !== undefined;
    }

    /** Somebody who asks on behalf of whoever will have the answer to a question, and as he does: many such answers may be looked for in turns. */
    onBehalf<R>(question: Question<R>, about: string): Ask {
        const memo = blank(question, about, this.date, this.kept);
        memo.reads = [];
        return new Ask(this.engine, this.date, memo as Memo<unknown>, memo as Memo<unknown>, this.kept);
    }

    /** The asker rests on all that somebody found on his behalf. */
    takeOver({ asker }: Ask): void {
        if (!asker) return;
        if (asker.reads.length > 0) this.note(asker);
        this.rely(asker);
    }

    private look<R>(question: Question<R>, about: string): Memo<R> {
        const memo = this.seen(question, about);
        if (memo.state === 'failed') throw memo.value;
        return memo;
    }

    /** Records that somebody has looked at an answer, be it that there is none. */
    private seen<R>(question: Question<R>, about: string): Memo<R> {
        if (question.dated && Number.isNaN(this.date)) throw new Error(`The undated question ${this.asker?.question.name} asks the dated ${question.name}.`);
        if (this.asker?.question.foremost) throw new Error(`${this.asker.question.name}, answered before all others, asks ${question.name}.`);
        if (this.asker?.question.atOnce && !question.atOnce)
            throw new Error(`${this.asker.question.name}, answered at once, asks ${question.name}, which is not.`);
        const memo = this.engine.memo(question, about, this.date, this.asker, this.kept);
        // What rests on nothing that may change need not be recorded.
        if (memo.reads.length > 0) this.note(memo as Memo<unknown>);
        if (this.standing && (memo.holds !== forEver || memo.doubtful)) this.heed(memo);
        return memo;
    }

    /** Records that the asker rests on something, once. */
    private note(source: Source): void {
        if (!this.asker || source.passed === this.walk) return;
        source.passed = this.walk;
        (this.asker.reads as Source[]).push(source);
    }

    /** The answer with the days between which it holds, and whether it rests on broken text. */
    whole<R>(question: Question<R>, about: string): Part<R> {
        const { value, holds, doubtful } = this.look(question, about);
        return { value: value as R, holds, doubtful };
    }

    /**
     * Finds a part of an answer, of which is known by itself how long it holds and whether it rests on broken text. What it rests on is
     * recorded for the answer as a whole, which holds no longer than its parts. Whoever finds it asks here, and has asked everything when he is done.
     */
    part<R>(find: () => R): Part<R> | FailedPart {
        // There are very many of them: what is known of a part is noted in itself, and nobody is made to ask for it.
        const part: Standing & { value: R | undefined } = { value: undefined, holds: forEver, doubtful: false };
        const whole = this.standing;
        this.standing = part;
        try {
            part.value = find();
            return part as Part<R>;
        } catch (error) {
            return { error, holds: part.holds, doubtful: part.doubtful };
        } finally {
            this.standing = whole;
            this.rely(part);
        }
    }

    /** The same for a part that is the answer to another question, of which there are many. */
    partBy<R>(question: Question<R>, about: string): Part<R> | FailedPart {
        try {
            const { value, holds, doubtful, state } = this.seen(question, about);
            return state === 'failed' ? { error: value, holds, doubtful } : { value: value as R, holds, doubtful };
        } catch (error) {
            return { error, holds: forEver, doubtful: false };
        }
    }

    /** Whoever takes this part of an answer that another one found rests on it. */
    rely(part: Standing): void {
        if (this.standing) this.heed(part);
    }

    private heed({ holds, doubtful }: Standing): void {
        const standing = this.standing as Standing;
        // Most rest on one thing that a day ends: then nothing need be made of it.
        if (standing.holds === forEver) standing.holds = holds;
        else if (holds !== forEver && holds !== standing.holds) this.narrow(holds);
        if (doubtful) standing.doubtful = true;
    }

    /** An answer of which only parts are taken: for them it counts how long it holds. Whoever takes one `relies` on it. */
    inParts<R>(question: Question<R>, about: string): R {
        const ask = new Ask(this.engine, this.date, this.asker, { holds: forEver, doubtful: false }, this.kept, this.walk);
        return ask.of(question, about);
    }

    /**
     * The answer to a question, looked at before its turn; nothing where there is none, since it failed: that is for whoever asks in earnest.
     * This look is not recorded. It may decide in which order work is done, never what comes of it.
     */
    ahead<R>(question: Question<R>, about: string): R | undefined {
        const { state, value } = this.engine.memo(question, about, this.date, undefined, this.kept);
        return state === 'failed' ? undefined : (value as R);
    }

    /** Whether a question has an answer that is right as things are now. Not recorded either. */
    isAtHand<R>(question: Question<R>, about: string): boolean {
        return this.engine.isAtHand(question, about, this.date, this.kept);
    }

    /** Notes of a kind on what is stated now, for what is found on the way to something else. Not recorded: they hold what follows from the facts alone. */
    notes<N>(kind: () => N): N {
        return this.engine.notes(this.date, kind);
    }

    /** Says that the answer rests on a declaration that could not be read whole. */
    doubt(): void {
        if (this.standing) this.standing.doubtful = true;
    }

    read<V>(cell: Cell<V>, about: string): V {
        // Where nobody keeps track, nothing need be held of what nobody has set.
        if (!this.asker || !this.engine.keepsTrack) return this.engine.get(cell, about);
        const state = this.engine.cellState(cell, about);
        if (!state.isFixed) this.note(state as CellState<unknown>);
        return this.engine.valueOf(state);
    }

    /** The declarations that an index lists under a key, in the order of their identity. */
    under(index: Index, key: string): readonly string[] {
        if (this.asker?.question.atOnce) throw new Error(`${this.asker.question.name}, answered at once, looks into the index ${index.name}.`);
        // Where nobody keeps track nothing is recorded: there are no cells to look at.
        return this.engine.keepsTrack ? this.read(this.engine.indexed(index).cell, key).items : this.engine.listed(index, key);
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
        if (passed) this.narrow({ since: day + 1, until: always.until, turns: [] });
        else this.narrow({ since: always.since, until: day, turns: at ? [{ at, what }] : [] });
        return passed;
    }

    private narrow({ since, until, turns }: Holding): void {
        const { standing } = this;
        if (!standing) return;
        const { holds } = standing;
        const latest = Math.max(since, holds.since);
        if (until > holds.until || until === always.until) {
            if (latest > holds.since) standing.holds = { since: latest, until: holds.until, turns: holds.turns };
            return;
        }
        if (until < holds.until) {
            standing.holds = { since: latest, until, turns };
            return;
        }
        const added = turns.filter((turn) => !holds.turns.some((known) => isSameTurn(known, turn)));
        if (added.length > 0 || latest > holds.since)
            standing.holds = { since: latest, until, turns: added.length > 0 ? holds.turns.concat(added) : holds.turns };
    }
}
