import type { Day } from '../syntax/values.ts';
import { type Aside, OnTheWay } from './aside.ts';
import { Ask } from './ask.ts';
import { emptyListing, Listed, type Listing, Members } from './listing.ts';
import {
    asideOf,
    beginReading,
    blank,
    type CellState,
    isForgotten,
    isMemo,
    isSameReads,
    type Memo,
    nothing,
    passedBy,
    released,
    restOf,
    retire,
    type Source,
    sideOf,
} from './memo.ts';
import type { Cell, Index, Question } from './question.ts';
import { addReader, readersOf, removeReader } from './readers.ts';
import { Rows } from './rows.ts';
import { alike, identical } from './sameness.ts';
import { forEver, isSameHolds } from './validity.ts';

/** Work done, counted: exact gates for tests, where clocks are noise. */
export interface Work {
    /** Cells that got another value. */
    factsChanged: number;
    /** Answers that might have become others, and were looked at if somebody asked. */
    answersMarked: number;
    /** Questions that were worked out, not remembered. */
    questionsAnswered: number;
}

/** Who has which keys, and who is listed under each. */
interface IndexState {
    readonly index: Index;
    readonly cell: Cell<Listing>;
    readonly keysOf: Question<readonly string[]>;
    readonly keys: Map<string, readonly string[]>;
    readonly listed: Listed;
    /** Keys under which it is listed whom somebody knows. */
    readonly asked: Set<string>;
    /** Members that came, went, or have other keys. */
    readonly changed: Set<string>;
}

/** What somebody knows of what indexes list, without anybody reading it. */
export interface KnownMembers {
    /** Whether he knows of a declaration what it is listed under. */
    isOf(member: string): boolean;
    /** The declarations of which he knows that they are listed under a key. */
    under(index: Index, key: string): Iterable<string>;
}

/** Whoever follows something from outside rests on answers like a question. */
const following: Question<undefined> = { name: 'following', dated: true, same: () => true, answer: () => undefined };

/**
 * Keeps what was answered. A cell that gets another value marks whatever rests on it, by whatever way; an answer that is not marked is right, and nobody
 * looks at it. What is marked is looked at once somebody asks: it is worked out again if something that it read has become another, and a question that
 * comes to the same answer stops the change there.
 */
export class Engine {
    readonly work: Work = { factsChanged: 0, answersMarked: 0, questionsAnswered: 0 };
    private revision = 1;
    /** The revision in which a fact last became another. */
    private facts = 1;
    private readonly cells = new Map<Cell<unknown>, Map<string, CellState<unknown>>>();
    private readonly undated = new Rows<Question<unknown>, Memo<unknown>>();
    private readonly dated = new Map<Day, Rows<Question<unknown>, Memo<unknown>>>();
    /** Those of the date that somebody asked for last. */
    private latest: { readonly date: Day; readonly answers: Rows<Question<unknown>, Memo<unknown>> } = { date: Number.NaN, answers: new Rows() };
    private readonly followed = new Map<string, Memo<unknown>>();
    private readonly marked = new Set<string>();
    /** Answered since the last change: what they read does not yet know them as readers. Who asks but once never pays for that. */
    private unknown: Memo<unknown>[] = [];
    /** Questions that are answered at once and are marked. */
    private pending: Memo<unknown>[] = [];
    /** Those of them that are answered before all others: what rests on them is not marked yet. */
    private foremost: Memo<unknown>[] = [];
    /** What nobody may rest on any more. */
    private readonly loose = new Set<Source>();
    private readonly suppliers = new Map<Cell<unknown>, (about: string) => unknown>();
    /** What somebody knows of what indexes list. */
    private known: KnownMembers | undefined;
    private readonly kinds = new Map<string, Members>();
    /** Who knows of more declarations of a kind than have entered, and the kinds of which he was asked. */
    private moreOf: ((kind: string) => Iterable<string>) | undefined;
    private readonly completed = new Set<string>();
    private readonly indexes = new Map<Index, IndexState>();
    private readonly indexOf = new Map<Question<unknown>, IndexState>();
    private readonly changedIndexes = new Set<IndexState>();
    private answering = 0;
    /** What is not kept of the way to what indexes list. */
    private onTheWay: OnTheWay | undefined;
    /** Called now and then while very many answers are looked for in a row: whoever supplies may let go there of what he supplied. */
    paused: () => void = () => {};
    /** Answers that are just being looked at whether they are still right. */
    private readonly walked = new Set<Memo<unknown>>();
    private readonly mostAtOnce: number;
    private noted: { readonly facts: number; readonly byDate: Map<Day, Map<unknown, unknown>> } = { facts: 0, byDate: new Map() };

    /** Whether it is kept what answers rest on. */
    readonly keepsTrack: boolean;
    /** What was first asked about since somebody last had something forgotten, where nobody keeps track. */
    private asked: string[] = [];
    /** What suppliers said and still stands, where nobody keeps track. */
    private supplied: CellState<unknown>[] = [];

    /**
     * @param mostAtOnce more questions than that at once are not worked out before anything else is answered: what rests on them is marked instead
     * @param keepsTrack without it nobody can follow anything, and a change of what hosts state has everything asked anew: for hosts that state
     * everything before they ask
     */
    constructor(mostAtOnce = 2000, keepsTrack = true) {
        this.mostAtOnce = mostAtOnce;
        this.keepsTrack = keepsTrack;
    }

    // ------------------------------------------------------------ what hosts state

    /**
     * States the value of a cell. The same value again changes nothing.
     *
     * @param isFixed it is to stay so, as what the library says: nobody is recorded as resting on it, and if it does change after all
     * everything is asked anew
     */
    set<V>(cell: Cell<V>, about: string, value: V, isFixed = false): void {
        if (!this.keepsTrack) this.startOver();
        this.put(cell, about, value, isFixed);
    }

    private put<V>(cell: Cell<V>, about: string, value: V, isFixed = false): void {
        const known = (this.suppliers.has(cell as Cell<unknown>) ? this.cellState(cell, about) : this.cells.get(cell as Cell<unknown>)?.get(about)) as
            | CellState<V>
            | undefined;
        if (cell.same(known ? this.valueOf(known) : cell.none, value)) {
            if (known || isFixed || value !== cell.none) {
                const state = known ?? this.cellState(cell, about);
                state.value = value;
                state.isFixed = isFixed;
                state.isSupplied = false;
            }
            return;
        }
        if (known?.isFixed) this.startOver();
        const state = known ?? this.cellState(cell, about);
        state.value = value;
        state.isFixed = isFixed;
        state.isSupplied = false;
        state.changedAt = ++this.revision;
        if (!cell.positional) {
            this.facts = this.revision;
            this.work.factsChanged++;
        }
        if (Object.is(value, cell.none)) this.loose.add(state);
        this.introduce();
        this.spread(state);
    }

    /**
     * Has somebody say what cells hold that nobody has set: he is asked once somebody looks at one, and what he says never changes by
     * itself.
     */
    supply<V>(cell: Cell<V>, holding: (about: string) => V): void {
        this.suppliers.set(cell as Cell<unknown>, holding);
    }

    /** Suppliers say something else from now on: everything is asked anew. For hosts that keep no track. */
    resupply(): void {
        this.mustKeepNone();
        this.startOver();
        this.forgetAllBut(() => false);
    }

    /** Has somebody say what indexes list, as long as nothing changes, so that nobody has to read the members for it. For hosts that keep no track. */
    supplyMembers(known: KnownMembers): void {
        if (this.keepsTrack) throw new Error('Who keeps track rests on what a member says of itself.');
        this.known = known;
    }

    /** Has somebody say which declarations of a kind there are beside those that have entered, once somebody looks. For hosts that keep no track. */
    supplyKinds(more: (kind: string) => Iterable<string>): void {
        this.mustKeepNone();
        this.moreOf = more;
    }

    /** Forgets every answer. */
    private startOver(): void {
        this.known = undefined;
        this.completed.clear();
        if (this.undated.isEmpty && this.dated.size === 0 && this.indexes.size === 0) return;
        this.undated.clear();
        this.forgetDates();
        for (const key of this.followed.keys()) this.marked.add(key);
        this.followed.clear();
        this.unknown = [];
        this.pending = [];
        this.foremost = [];
        this.loose.clear();
        for (const { cell } of this.indexes.values()) this.cells.delete(cell as Cell<unknown>);
        this.indexes.clear();
        this.indexOf.clear();
        this.changedIndexes.clear();
        for (const byAbout of this.cells.values()) {
            for (const state of byAbout.values()) {
                state.readers = undefined;
                state.prompt = undefined;
            }
        }
    }

    private forgetDates(date?: Day): void {
        if (date === undefined) this.dated.clear();
        else this.dated.delete(date);
        this.latest = { date: Number.NaN, answers: new Rows() };
        this.revision++;
    }

    /** Takes another object for what a cell says already. */
    restate<V>(cell: Cell<V>, about: string, value: V): void {
        this.cellState(cell, about).value = value;
    }

    /**
     * Lets go of what is said about something and can be had again: suppliers say the same once somebody looks, and it is retold likewise, as
     * far as somebody has made something of it. Else he is about to.
     *
     * @param isAwaited without it nobody is, and it is let go of, too
     */
    release(about: string, isAwaited = true): void {
        for (const cell of this.suppliers.keys()) {
            const state = this.cells.get(cell)?.get(about);
            if (state && !Object.is(state.value, cell.none)) state.value = released;
        }
        for (const memo of this.undated.valuesOn(about)) {
            if (memo.question.retold && (memo.readers !== undefined || !isAwaited) && memo.state === 'answered') memo.value = released;
        }
    }

    /** The value of a cell, outside any question. */
    get<V>(cell: Cell<V>, about: string): V {
        const state =
            this.cells.get(cell as Cell<unknown>)?.get(about) ?? (this.suppliers.has(cell as Cell<unknown>) ? this.cellState(cell, about) : undefined);
        return state ? this.valueOf(state as CellState<V>) : cell.none;
    }

    /** What a cell says. */
    valueOf<V>(state: CellState<V>): V {
        if (state.value === released) state.value = this.suppliers.get(state.cell as Cell<unknown>)?.(state.about) as V;
        return state.value as V;
    }

    /** A number that grows with whatever is stated anew, be it only where it stands, and with whatever is let go of. */
    get age(): number {
        return this.revision;
    }

    /** A number that grows with every change of what hosts state, though not with the place where it stands. */
    get state(): number {
        return this.facts;
    }

    /** A declaration is one of a kind from now on. */
    enter(kind: string, member: string): void {
        if (!this.keepsTrack) this.startOver();
        if (this.entered(kind).add(member)) this.reindex(kind, member);
    }

    /** A declaration is none of a kind any more. */
    leave(kind: string, member: string): void {
        if (!this.keepsTrack) this.startOver();
        if (this.entered(kind).delete(member)) this.reindex(kind, member);
    }

    /** The declarations of a kind. */
    kind(kind: string): Members {
        const members = this.entered(kind);
        if (this.moreOf && !this.completed.has(kind)) {
            this.completed.add(kind);
            for (const member of this.moreOf(kind)) members.add(member);
        }
        return members;
    }

    /** Those of a kind that have entered. */
    private entered(kind: string): Members {
        let members = this.kinds.get(kind);
        if (!members) this.kinds.set(kind, (members = new Members()));
        return members;
    }

    // ------------------------------------------------------------ who asks

    /** Whoever asks at this date. */
    at(date: Day): Ask {
        return new Ask(this, date, undefined);
    }

    /**
     * Looks at something from outside and remembers under a key what that rested on: the key is among those that are `due` as soon
     * as something of it may have become another. What the look gives is not kept.
     */
    follow<R>(key: string, date: Day, look: (ask: Ask) => R): R {
        this.mustKeepTrack();
        this.settle();
        let memo = this.followed.get(key);
        if (memo && memo.date !== date) {
            this.unfollow(key);
            memo = undefined;
        }
        if (!memo) this.followed.set(key, (memo = blank(following, key, date) as Memo<unknown>));
        const before = beginReading(memo);
        this.marked.delete(key);
        memo.marked = false;
        memo.state = 'answered';
        memo.verifiedAt = this.revision;
        try {
            return look(new Ask(this, date, memo));
        } finally {
            this.endReading(memo, before);
            this.introduce();
        }
    }

    /** Keys of what is followed of which something may have become another. Whoever has looked at one takes it out. */
    get due(): Set<string> {
        this.settle();
        return this.marked;
    }

    /** Whether what was seen under a key has become another, or nothing was; marks that turn out to mean nothing are taken back. */
    isOutdated(key: string): boolean {
        this.settle();
        const memo = this.followed.get(key);
        if (!memo) return true;
        if (!memo.marked) return false;
        for (const read of memo.reads) {
            if (isMemo(read) && read.marked) this.verify(read);
            if (read.changedAt > memo.verifiedAt) return true;
        }
        memo.marked = false;
        memo.verifiedAt = this.revision;
        return false;
    }

    /** Nobody looks at this any more. */
    unfollow(key: string): void {
        const memo = this.followed.get(key);
        if (!memo) return;
        this.introduce();
        this.forgetReads(memo);
        this.followed.delete(key);
        this.marked.delete(key);
    }

    /** Everything that an answer rests on and that may change, as `question about` and `cell about`. What is not among it cannot change the answer. */
    restsOn<R>(question: Question<R>, about: string, date: Day): ReadonlySet<string> {
        this.mustKeepTrack();
        const found = new Set<string>();
        const seen = new Set<Source>();
        for (const todo: Source[] = [this.memo(question, about, date)]; todo.length > 0; ) {
            const source = todo.pop() as Source;
            if (seen.has(source)) continue;
            seen.add(source);
            for (const read of this.behind(source)) todo.push(read);
            const { name } = isMemo(source) ? source.question : (source as CellState<unknown>).cell;
            found.add(`${name} ${(source as Memo<unknown> | CellState<unknown>).about}`);
        }
        return found;
    }

    /** Whoever is not listed under a key might have been: an index rests on the keys of all. */
    private *behind(source: Source): Generator<Source> {
        if (isMemo(source)) return yield* source.reads;
        const { cell } = source as CellState<unknown>;
        for (const one of this.indexes.values()) {
            if (one.cell !== cell) continue;
            for (const member of one.keys.keys()) yield this.memo(one.keysOf, member, Number.NaN);
        }
    }

    // ------------------------------------------------------------ letting go

    /** Forgets the answers for every date but these. What hosts state stays, and so do the keys that are followed: they are due. */
    keepDates(dates: ReadonlySet<Day>): void {
        if ([...this.dated.keys()].every((date) => dates.has(date))) return;
        for (const [date, answers] of this.dated) {
            if (dates.has(date)) continue;
            this.introduce();
            this.forgetDates(date);
            for (const memo of answers.values()) this.forgetReads(memo, (read) => !isMemo(read) || read.date !== date);
            for (const memo of answers.values()) retire(memo);
        }
        for (const [key, memo] of this.followed) {
            if (dates.has(memo.date as Day)) continue;
            this.unfollow(key);
            this.marked.add(key);
        }
    }

    /**
     * Forgets what is known about some things, and about what was asked of late in which they have a part: whoever asks again has it worked
     * out again. For hosts that are done with them and keep no track.
     */
    forget(things: readonly string[], isOwn: (about: string) => boolean): void {
        this.mustKeepNone();
        for (const about of [...things, ...this.asked.filter(isOwn)]) {
            this.undated.deleteRow(about);
            for (const answers of this.dated.values()) answers.deleteRow(about);
        }
        this.asked = [];
    }

    /** Forgets every answer, and what was supplied, but for what is about something that is to be kept. For hosts that keep no track. */
    forgetAllBut(isKept: (about: string) => boolean): void {
        this.mustKeepNone();
        for (const answers of [this.undated, ...this.dated.values()]) {
            for (const about of answers.abouts()) if (!isKept(about)) answers.deleteRow(about);
        }
        const supplied: CellState<unknown>[] = [];
        for (const state of this.supplied) {
            // What somebody has set since stays set.
            if (!state.isSupplied) continue;
            if (isKept(state.about)) supplied.push(state);
            else this.cells.get(state.cell)?.delete(state.about);
        }
        this.supplied = supplied;
        this.asked = [];
    }

    private mustKeepNone(): void {
        if (this.keepsTrack) throw new Error('Who keeps track of what answers rest on keeps them.');
    }

    private mustKeepTrack(): void {
        if (!this.keepsTrack) throw new Error('This engine keeps no track of what answers rest on.');
    }

    /** Lets go of answers that nobody rests on any more and that nobody has asked for since they were marked, and of cells that say nothing to anyone. */
    sweep(): void {
        this.settle();
        this.introduce();
        // What is kept aside may rest on it.
        if (this.loose.size > 0) this.revision++;
        for (const source of this.loose) {
            this.loose.delete(source);
            if (!isForgotten(source)) continue;
            if (!isMemo(source)) this.dropCell(source as CellState<unknown>);
            else if (source.state !== 'new' && source.question !== following && !this.isIndexed(source)) this.drop(source);
        }
    }

    /** How many answers and cells are held: for tests of what is let go. */
    get held(): number {
        let sum = 0;
        for (const one of [...this.cells.values(), this.undated, ...this.dated.values()]) sum += one.size;
        return sum;
    }

    private drop(memo: Memo<unknown>): void {
        this.forgetReads(memo);
        this.answers(memo.date).delete(memo.about, memo.question);
        retire(memo);
    }

    private dropCell({ cell, about, value }: CellState<unknown>): void {
        if (Object.is(value, cell.none)) this.cells.get(cell)?.delete(about);
    }

    private isIndexed({ question, about }: Memo<unknown>): boolean {
        return this.indexOf.get(question)?.keys.has(about) === true;
    }

    /** What it read knows it no longer, or those among it of which that holds. */
    private forgetReads(memo: Memo<unknown>, which: (read: Source) => boolean = () => true): void {
        if (memo.known) for (const read of memo.reads) if (which(read) && removeReader(read, sideOf(memo), memo) && isForgotten(read)) this.loose.add(read);
        memo.known = false;
        memo.reads = nothing;
    }

    /** Mostly the answer rests on what it rested on before, and all of that knows it. */
    private endReading(memo: Memo<unknown>, before: readonly Source[]): void {
        const now = memo.reads;
        memo.reads = before;
        memo.known = before.length > 0;
        if (isSameReads(now, before)) return;
        const reads = restOf(now);
        if (isSameReads(reads, before)) return;
        memo.reads = reads;
        if (!memo.known) {
            if (reads.length > 0) this.unknown.push(memo);
            return;
        }
        // Most of it knows him already: he has only to be told to the rest, and taken out where he has not come again.
        const isRead = passedBy(reads);
        for (const read of before) if (read.passed !== isRead && removeReader(read, sideOf(memo), memo) && isForgotten(read)) this.loose.add(read);
        const wasRead = passedBy(before);
        for (const read of reads) if (read.passed !== wasRead) addReader(read, sideOf(memo), memo);
        memo.known = reads.length > 0;
    }

    // ------------------------------------------------------------ marking

    /** Tells what was read who has read it. */
    private introduce(): void {
        if (this.unknown.length === 0) return;
        for (const memo of this.unknown) {
            if (memo.known) continue;
            memo.known = true;
            for (const read of memo.reads) addReader(read, sideOf(memo), memo);
        }
        this.unknown = [];
    }

    /**
     * Marks whatever rests on something, by whatever way. Behind what is answered at once only what is answered so as well is marked:
     * whatever else rests on it waits for its answer.
     */
    private spread(start: Source): void {
        for (const todo: Source[] = [start]; todo.length > 0; ) {
            const source = todo.pop() as Source;
            for (const reader of readersOf(source.prompt)) {
                if (reader.marked) continue;
                reader.marked = true;
                this.work.answersMarked++;
                if (reader.question.foremost) {
                    this.foremost.push(reader);
                    continue;
                }
                this.pending.push(reader);
                todo.push(reader);
            }
            if (source !== start && isMemo(source) && source.question.atOnce) continue;
            for (const reader of readersOf(source.readers)) {
                if (reader.marked) continue;
                reader.marked = true;
                this.work.answersMarked++;
                if (reader.question === following) this.marked.add(reader.about);
                else if (isForgotten(reader)) this.loose.add(reader);
                else todo.push(reader);
            }
        }
    }

    /** Answers what is answered at once, so that only what it changes is marked, and brings the indexes up to date. */
    private settle(): void {
        if (this.answering > 0 || this.isSettled) return;
        this.answering++;
        try {
            while (!this.isSettled) {
                this.settleForemost();
                const pending = this.pending;
                this.pending = [];
                const tooMany = pending.length > this.mostAtOnce;
                for (const [i, memo] of pending.entries()) {
                    if (i % manyInARow === manyInARow - 1) this.pause();
                    if (!memo.marked || memo.state === 'new') continue;
                    if (this.isIndexed(memo)) this.verify(memo);
                    else if (tooMany) this.spread(memo);
                    else if (!isForgotten(memo)) this.verify(memo);
                    else this.loose.add(memo);
                }
                if (this.pending.length === 0) for (const one of this.changedIndexes) this.bringUpToDate(one, true);
            }
        } finally {
            this.answering--;
            this.onTheWay?.forget();
        }
    }

    private get isSettled(): boolean {
        return this.foremost.length === 0 && this.pending.length === 0 && this.changedIndexes.size === 0;
    }

    /** They rest on cells alone, so that nothing else has to be right for it. */
    private settleForemost(): void {
        const foremost = this.foremost;
        this.foremost = [];
        for (const [i, memo] of foremost.entries()) {
            if (i % manyInARow === manyInARow - 1) this.pause();
            if (!memo.marked || memo.state === 'new') continue;
            if (isForgotten(memo)) this.loose.add(memo);
            else this.verify(memo);
        }
    }

    /** Very many answers are looked for in a row: what was found out on the way to the last ones need not be held. */
    private pause(): void {
        this.onTheWay?.forget();
        this.paused();
    }

    // ------------------------------------------------------------ indexes

    /**
     * From now on, or no longer, it is not kept what is found out on the way to what indexes list somebody under: for hosts of very many declarations of
     * which hardly any is asked for anything else.
     *
     * @param isOf about what it is not
     */
    listOnly(isOf: ((about: string) => boolean) | undefined): void {
        this.onTheWay = isOf && new OnTheWay(isOf);
    }

    /**
     * Takes some members into an index, before somebody looks into it who would have all taken in at once: for hosts that keep no track, and do so
     * for every member.
     */
    takeIn(index: Index, members: readonly string[]): void {
        this.mustKeepNone();
        const state = this.indexes.get(index) ?? this.open(index);
        for (const member of members) for (const key of this.keysOfMember(state, member)) state.listed.add(key, member);
    }

    /** Whether an index was made, or somebody has begun to take members into it. */
    isMade(index: Index): boolean {
        return this.indexes.has(index);
    }

    /** Whether somebody says what indexes list. */
    get knowsMembers(): boolean {
        return this.known !== undefined;
    }

    /** Whoever is listed under a key, for hosts that keep no track. */
    listed(index: Index, key: string): readonly string[] {
        const { listed, asked } = this.indexed(index);
        if (this.known && !asked.has(key)) {
            asked.add(key);
            for (const member of this.known.under(index, key)) listed.add(key, member);
        }
        return listed.of(key).items;
    }

    /** An index, which is made when somebody first looks into it. */
    indexed(index: Index): Pick<IndexState, 'cell' | 'listed' | 'asked'> {
        this.settle();
        return this.indexes.get(index) ?? this.begin(index);
    }

    private begin(index: Index): IndexState {
        const state = this.open(index);
        if (this.keepsTrack) {
            for (const kind of index.kinds) for (const member of this.kind(kind).items) state.changed.add(member);
            this.bringUpToDate(state);
            this.onTheWay?.forget();
        } else {
            // Nobody will ask what has become of them: they are taken in, and that is all.
            for (const kind of index.kinds) {
                for (const member of (this.known ? this.entered(kind) : this.kind(kind)).inAnyOrder) {
                    if (this.known?.isOf(member)) continue;
                    for (const key of this.keysSaid(state, member)) state.listed.add(key, member);
                }
            }
        }
        return state;
    }

    /** An index with nobody in it. */
    private open(index: Index): IndexState {
        const keysOf: Question<readonly string[]> = {
            name: `keys, ${index.name}`,
            dated: false,
            atOnce: true,
            slight: true,
            same: alike,
            answer: (ask, member) => {
                const keys = [...index.keys(this.onTheWay ? ask.aside(this.onTheWay) : ask, member)];
                return keys.length < 2 ? keys : [...new Set(keys)].sort();
            },
        };
        const cell: Cell<Listing> = { name: index.name, none: emptyListing, same: identical, positional: true };
        const state: IndexState = { index, cell, keysOf, keys: new Map(), listed: new Listed(), asked: new Set(), changed: new Set() };
        this.indexes.set(index, state);
        this.indexOf.set(keysOf as Question<unknown>, state);
        return state;
    }

    private reindex(kind: string, member: string): void {
        for (const one of this.indexes.values()) if (one.index.kinds.includes(kind)) this.changes(one, member);
    }

    private changes(state: IndexState, member: string): void {
        state.changed.add(member);
        this.changedIndexes.add(state);
    }

    private bringUpToDate(state: IndexState, isSettling = false): void {
        this.changedIndexes.delete(state);
        const touched = new Set<string>();
        let done = 0;
        for (const member of state.changed) {
            // Nobody is in the middle of an answer who holds what would be another object then.
            if (++done % manyInARow === 0 && isSettling) this.pause();
            const before = state.keys.get(member) ?? [];
            const now = this.keysOfMember(state, member);
            for (const key of before) if (!now.includes(key) && state.listed.delete(key, member)) touched.add(key);
            for (const key of now) if (state.listed.add(key, member)) touched.add(key);
        }
        state.changed.clear();
        if (this.keepsTrack) for (const key of touched) this.put(state.cell, key, state.listed.of(key));
    }

    private keysOfMember(state: IndexState, member: string): readonly string[] {
        if (!state.index.kinds.some((kind) => this.kinds.get(kind)?.has(member))) {
            state.keys.delete(member);
            const memo = this.undated.get(member, state.keysOf as Question<unknown>);
            if (memo) this.loose.add(memo);
            return [];
        }
        const listed = this.keysSaid(state, member);
        // Where nobody keeps track an index is made anew after every change.
        if (this.keepsTrack) state.keys.set(member, listed);
        return listed;
    }

    private keysSaid({ keysOf }: IndexState, member: string): readonly string[] {
        const keys = this.keepsTrack ? this.memo(keysOf, member, Number.NaN) : this.slightly(keysOf as Question<unknown>, member);
        // A declaration whose keys cannot be told is listed nowhere; whatever judges it fails by itself, and says so.
        return keys.state === 'failed' ? [] : (keys.value as readonly string[]);
    }

    /** An answer that is not kept. */
    private slightly(question: Question<unknown>, about: string): Memo<unknown> {
        const memo = blank(question, about, undefined);
        this.answer(memo);
        return memo;
    }

    // ------------------------------------------------------------ answers

    /** Whether a question has an answer that is right as things are now. */
    isAtHand<R>(question: Question<R>, about: string, date: Day, aside?: Aside): boolean {
        this.settle();
        const key = question as Question<unknown>;
        const memo = aside?.answers.get(about, key) ?? (question.dated ? this.dated.get(date) : this.undated)?.get(about, key);
        return memo !== undefined && !memo.marked && memo.state !== 'new' && memo.state !== 'asking';
    }

    /** Whether somebody has asked a question already, be the answer still right or not. */
    wasAsked<R>(question: Question<R>, about: string, date: Day): boolean {
        return this.answers(question.dated ? date : undefined).get(about, question as Question<unknown>) !== undefined;
    }

    /** Notes on what is stated now, at a date; gone when any fact changes. */
    notes<N>(date: Day, kind: () => N): N {
        if (this.noted.facts !== this.facts) this.noted = { facts: this.facts, byDate: new Map() };
        return inner(inner(this.noted.byDate, date, newMap) as Map<() => N, N>, kind, kind);
    }

    cellState<V>(cell: Cell<V>, about: string): CellState<V> {
        const states = inner(this.cells as unknown as Map<Cell<V>, Map<string, CellState<V>>>, cell, newMap<string, CellState<V>>);
        let state = states.get(about);
        if (!state) {
            const supplier = this.suppliers.get(cell as Cell<unknown>);
            const value = (supplier?.(about) as V | undefined) ?? cell.none;
            state = {
                cell,
                about,
                value,
                changedAt: 0,
                readers: undefined,
                prompt: undefined,
                passed: 0,
                isFixed: value !== cell.none,
                isSupplied: supplier !== undefined,
            };
            states.set(about, state);
            if (supplier && !this.keepsTrack) this.supplied.push(state as CellState<unknown>);
        }
        return state;
    }

    /** The remembered answer, made right for now. Deep chains of remembered answers are checked without recursion. */
    memo<R>(question: Question<R>, about: string, date: Day, asker?: Memo<unknown>, aside?: Aside): Memo<R> {
        this.settle();
        const memo = this.find(question, about, question.dated ? date : undefined, aside);
        if (memo.state === 'asking') {
            // Whoever fails for that rests on it, too: it may be asked in another way one day.
            if (asker && this.keepsTrack) (asker.reads as Source[]).push(memo);
            throw new Error(`The question ${question.name} about ${about} asks itself.`);
        }
        if (memo.state === 'new') this.answer(memo as Memo<unknown>);
        else if (memo.marked) this.verify(memo as Memo<unknown>);
        if (memo.value === released) this.retell(memo as Memo<unknown>);
        return memo;
    }

    /** An answer that is right, though somebody has let go of it. What it rests on is on record. */
    private retell(memo: Memo<unknown>): void {
        this.answering++;
        try {
            memo.value = memo.question.answer(new Ask(this, memo.date ?? Number.NaN, undefined), memo.about);
        } finally {
            this.answering--;
        }
    }

    /** Where the answer to a question is remembered. */
    private find<R>(question: Question<R>, about: string, date: Day | undefined, aside: Aside | undefined): Memo<R> {
        const key = question as Question<unknown>;
        const answers = this.answers(date);
        // What others rest on is there for everybody.
        const known = aside?.answers.get(about, key) ?? answers.get(about, key);
        if (known) return known as Memo<R>;
        const here = aside?.takes(key, about) ? aside : undefined;
        const memo = blank(question, about, date, here);
        if (!this.keepsTrack && !answers.hasRow(about)) this.asked.push(about);
        (here?.answers ?? answers).set(about, key, memo as Memo<unknown>);
        return memo;
    }

    /** The answers of a date, or the undated ones. */
    private answers(date: Day | undefined): Rows<Question<unknown>, Memo<unknown>> {
        if (date === undefined) return this.undated;
        if (date !== this.latest.date) this.latest = { date, answers: inner(this.dated, date, newRows) };
        return this.latest.answers;
    }

    private verify(start: Memo<unknown>): void {
        const stack: { memo: Memo<unknown>; next: number }[] = [{ memo: start, next: 0 }];
        for (let top = stack.at(-1); top; top = stack.at(-1)) {
            const { memo } = top;
            const done = this.verifyStep(top, stack);
            if (done) {
                stack.pop();
                this.walked.delete(memo);
            } else this.walked.add(memo);
        }
    }

    /** Looks at the next thing that an answer rests on; true when it is known whether the answer is right, and if not there is a new one. */
    private verifyStep(top: { memo: Memo<unknown>; next: number }, stack: { memo: Memo<unknown>; next: number }[]): boolean {
        const { memo } = top;
        if (memo.state === 'new') {
            this.answer(memo);
            return true;
        }
        // What it rests on may have led back to it.
        if (!memo.marked) return true;
        const read = memo.reads[top.next];
        if (!read) {
            memo.verifiedAt = this.revision;
            memo.marked = false;
            return true;
        }
        if (isMemo(read) && read.marked && read.state !== 'asking' && !this.walked.has(read)) {
            stack.push({ memo: read, next: 0 });
            return false;
        }
        if (read.changedAt > memo.verifiedAt || (isMemo(read) && read.marked)) {
            this.answer(memo);
            return true;
        }
        top.next++;
        return false;
    }

    private answer(memo: Memo<unknown>): void {
        const before = memo.state === 'answered' && memo.value !== released ? { value: memo.value, holds: memo.holds, doubtful: memo.doubtful } : undefined;
        const isNew = memo.state === 'new';
        const knew = this.keepsTrack ? beginReading(memo) : nothing;
        memo.state = 'asking';
        memo.holds = forEver;
        memo.doubtful = false;
        if (!memo.question.positional) this.work.questionsAnswered++;
        const aside = asideOf(memo);
        const ask = new Ask(this, memo.date ?? Number.NaN, memo, memo, aside);
        this.answering++;
        try {
            memo.value = memo.question.answer(ask, memo.about);
            memo.state = 'answered';
            if (memo.question.overview) memo.doubtful = false;
        } catch (error) {
            memo.value = error;
            memo.state = 'failed';
        } finally {
            this.answering--;
        }
        if (this.keepsTrack && !aside) this.endReading(memo, knew);
        // First, since parts that are the very same need not be compared any more.
        if (before && memo.state === 'answered' && memo.question.withPartsOf) memo.value = memo.question.withPartsOf(before.value, memo.value);
        const unchanged =
            before !== undefined &&
            memo.state === 'answered' &&
            isSameHolds(before.holds, memo.holds) &&
            before.doubtful === memo.doubtful &&
            memo.question.same(before.value, memo.value, memo.about, (cell, about) => this.get(cell, about));
        memo.marked = false;
        memo.verifiedAt = this.revision;
        // The old value is kept when it is equal, so that whoever holds it sees one and the same object.
        if (!unchanged) memo.changedAt = this.revision;
        else if (!memo.question.newest) memo.value = before?.value;
        if (unchanged || isNew || !memo.question.atOnce) return;
        this.introduce();
        this.spread(memo);
        const index = this.indexOf.get(memo.question);
        if (index?.keys.has(memo.about)) this.changes(index, memo.about);
    }
}

/** So many answers are looked for before somebody may let go of what they took. */
const manyInARow = 256;

/** What stands under a key, made if nothing does. */
function inner<K, V>(outer: Map<K, V>, key: K, make: () => V): V {
    let found = outer.get(key);
    if (found === undefined) outer.set(key, (found = make()));
    return found;
}

const newMap = <K, V>(): Map<K, V> => new Map<K, V>();

const newRows = (): Rows<Question<unknown>, Memo<unknown>> => new Rows();
