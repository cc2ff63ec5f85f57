import type { Day } from '../syntax/values.ts';
import type { Place } from './facts.ts';
import { emptyListing, Listed, type Listing, Members } from './listing.ts';
import { addReader, type Readers, readersOf, removeReader } from './readers.ts';
import { Rows } from './rows.ts';

/**
 * The one idea of Terroir: whoever asks is recorded with what the answer rested on. From that record come what must be
 * asked again after an edit (and nothing else), until which day an answer holds, and whether it rests on broken text.
 *
 * A `Cell` is what a host states, a `Question` what follows from cells and other questions. A cell that gets another value marks
 * whatever rests on it, by whatever way; an answer that is not marked is right, and nobody looks at it. What is marked is looked at once
 * somebody asks: it is worked out again if something that it read has become another, and a question that comes to the same
 * answer stops the change there.
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
    /**
     * It is answered again as soon as somebody asks anything after a change, and marks what rests on it only if the answer is another
     * one: for what many rest on, each on a part. It rests on cells and on other such questions alone.
     */
    readonly atOnce?: true;
    /** It is read off another answer as quickly as looked up: where nobody keeps track it is not kept. */
    readonly slight?: true;
    /**
     * It says what texts say in other words. The answer may be let go of with what was read of the text, once others than such as are answered at
     * once rest on it, and is worked out again when somebody wants it; a change is not stopped by it then.
     */
    readonly retold?: true;
    /** It is about where texts stand, not about what they say. */
    readonly positional?: true;
    /** Whether two answers are the same for everyone who asked. */
    readonly same: (a: R, b: R) => boolean;
    /** A new answer with those parts of the one before that are the same, so that whoever holds them sees one and the same object. */
    readonly withPartsOf?: (before: R, now: R) => R;
}

/** A kind of input. */
export interface Cell<V> {
    readonly name: string;
    readonly none: V;
    /** It says where texts stand, not what they say: another value is no other fact. */
    readonly positional?: true;
    readonly same: (a: V, b: V) => boolean;
}

/**
 * Declarations by what they state, so that nobody has to search for those that name him. Whoever looks up a key rests on who is listed
 * under it, and on nothing else.
 */
export interface Index {
    readonly name: string;
    /** The kinds of declaration that are listed. */
    readonly kinds: readonly string[];
    /** The keys of one, whatever the date. Like a question that is answered at once it rests on cells and on such questions alone. */
    readonly keys: (ask: Ask, member: string) => Iterable<string>;
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
    /** Answers that might have become others, and were looked at if somebody asked. */
    answersMarked: number;
    /** Questions that were worked out, not remembered. */
    questionsAnswered: number;
}

interface Source {
    /** The revision in which the value last became another one. */
    changedAt: number;
    /** Who rests on it, as far as that has been told. */
    readers: Readers<Memo<unknown>>;
    /** Those of them that are answered at once. */
    prompt: Readers<Memo<unknown>>;
    /** The walk that came by last. */
    passed: number;
}

/** Stands for what a supplier says again, and for what is worked out again from that. */
const released = Symbol('released');

interface CellState<V> extends Source {
    readonly cell: Cell<V>;
    readonly about: string;
    value: V | typeof released;
    /** It is to stay so: nobody is recorded as resting on it. */
    isFixed: boolean;
    /** Nobody has set it: it holds what its supplier said. */
    isSupplied: boolean;
}

/** Between which days an answer holds, and what turns on the day after the last one. */
export interface Holding extends Interval {
    readonly turns: readonly Turn[];
}

/** Something that was found, with how long it holds and whether it rests on a declaration that could not be read whole. */
export interface Part<R> {
    readonly value: R;
    readonly holds: Holding;
    readonly doubtful: boolean;
}

/** Why something could not be found, and how long that stays so. */
export interface FailedPart extends Omit<Part<unknown>, 'value'> {
    readonly error: unknown;
}

export const forEver: Holding = { ...always, turns: [] };

/** What is known of something that was found, beside what was found. */
interface Standing {
    holds: Holding;
    /** Rests on a declaration that could not be read whole. */
    doubtful: boolean;
}

interface Memo<R> extends Source, Standing {
    readonly question: Question<R>;
    readonly about: string;
    /** Nothing of an undated question. */
    readonly date: Day | undefined;
    /** The revision in which the answer was last known to be right. */
    verifiedAt: number;
    /** Something that it rests on may have become another. */
    marked: boolean;
    /** Whether what it read knows it as a reader: never, where it is kept aside for one asker. */
    known: boolean | Aside;
    reads: readonly Source[];
    state: 'new' | 'asking' | 'answered' | 'failed';
    /** The answer; of a question that failed, why. */
    value: unknown;
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

const sideOf = (reader: Memo<unknown>): 'readers' | 'prompt' => (reader.question.atOnce ? 'prompt' : 'readers');

const isForgotten = (source: Source): boolean => source.readers === undefined && source.prompt === undefined;

/** What somebody knows of what indexes list, without anybody reading it. */
export interface KnownMembers {
    /** Whether he knows of a declaration what it is listed under. */
    isOf(member: string): boolean;
    /** The declarations of which he knows that they are listed under a key. */
    under(index: Index, key: string): Iterable<string>;
}

/** What a question is about that is about several things. Nothing holds the character between them; files do have names with blanks. */
export const joined = (...things: readonly string[]): string => things.join('\0');

/** The things that a question is about. */
export const apart = (about: string): readonly string[] => about.split('\0');

const isMemo = (source: Source): source is Memo<unknown> => 'question' in source;

/** Whoever follows something from outside rests on answers like a question. */
const following: Question<undefined> = { name: 'following', dated: true, same: () => true, answer: () => undefined };

/**
 * What somebody finds out about some things on the way to an answer and keeps to himself: the answer takes over what all of that rests on in
 * the end, and nothing of the way is kept by the engine but what others rest on, too. It lasts until anything is stated anew or let go of.
 */
export class Aside {
    private readonly mayOwn: (about: string) => boolean;
    /** What somebody asked about last, and whether it is kept here: much is asked about one thing in a row. */
    private lastAbout: string | undefined;
    private isLastOwn = false;
    /** The answers, all for one date and as of one revision. */
    readonly answers = new Rows<Question<unknown>, Memo<unknown>>();
    private as: { readonly revision: number; readonly date: Day } = { revision: 0, date: Number.NaN };

    /** @param isOwn of what answers are kept here: those about anything else are as good as asked for by others */
    constructor(isOwn: (about: string) => boolean) {
        this.mayOwn = isOwn;
    }

    /** Whether something is among what is kept here. */
    isOwn(about: string): boolean {
        if (about !== this.lastAbout) {
            this.lastAbout = about;
            this.isLastOwn = this.mayOwn(about);
        }
        return this.isLastOwn;
    }

    /** Only what is still right stays. */
    keepAsOf(revision: number, date: Day): void {
        if (revision === this.as.revision && date === this.as.date) return;
        this.as = { revision, date };
        this.forget();
    }

    /** Whoever asks again has it found out anew. */
    forget(): void {
        this.answers.clear();
    }

    /** Answers that are given at once stop a change, whoever asks; unless they are read off another one. */
    takes(question: Question<unknown>, about: string): boolean {
        return (!question.atOnce || question.slight === true) && this.isOwn(about);
    }
}

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
     */
    release(about: string): void {
        for (const cell of this.suppliers.keys()) {
            const state = this.cells.get(cell)?.get(about);
            if (state && !Object.is(state.value, cell.none)) state.value = released;
        }
        for (const memo of this.undated.valuesOn(about)) {
            if (memo.question.retold && memo.readers !== undefined && memo.state === 'answered') memo.value = released;
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
        if (isSameList(now, before)) return;
        const reads = restOf(now);
        if (isSameList(reads, before)) return;
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
        if (this.answering > 0 || (this.pending.length === 0 && this.changedIndexes.size === 0)) return;
        this.answering++;
        try {
            while (this.pending.length > 0 || this.changedIndexes.size > 0) {
                const pending = this.pending;
                this.pending = [];
                const tooMany = pending.length > this.mostAtOnce;
                for (const memo of pending) {
                    if (!memo.marked || memo.state === 'new') continue;
                    if (this.isIndexed(memo)) this.verify(memo);
                    else if (tooMany) this.spread(memo);
                    else if (!isForgotten(memo)) this.verify(memo);
                    else this.loose.add(memo);
                }
                if (this.pending.length === 0) for (const one of this.changedIndexes) this.bringUpToDate(one);
            }
        } finally {
            this.answering--;
        }
    }

    // ------------------------------------------------------------ indexes

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
                const keys = [...index.keys(ask, member)];
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

    private bringUpToDate(state: IndexState): void {
        this.changedIndexes.delete(state);
        const touched = new Set<string>();
        for (const member of state.changed) {
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
            memo.question.same(before.value, memo.value);
        memo.marked = false;
        memo.verifiedAt = this.revision;
        // The old value is kept when it is equal, so that whoever holds it sees one and the same object.
        if (unchanged) memo.value = before?.value;
        else memo.changedAt = this.revision;
        if (unchanged || isNew || !memo.question.atOnce) return;
        this.introduce();
        this.spread(memo);
        const index = this.indexOf.get(memo.question);
        if (index?.keys.has(memo.about)) this.changes(index, memo.about);
    }
}

const blank = <R>(question: Question<R>, about: string, date: Day | undefined, aside?: Aside): Memo<R> => ({
    question,
    about,
    date,
    changedAt: 0,
    readers: undefined,
    prompt: undefined,
    passed: 0,
    verifiedAt: 0,
    marked: false,
    known: aside ?? false,
    reads: nothing,
    holds: forEver,
    doubtful: false,
    state: 'new',
    value: undefined,
});

const asideOf = (memo: Memo<unknown>): Aside | undefined => (typeof memo.known === 'object' ? memo.known : undefined);

const isAside = (read: Source): boolean => isMemo(read) && asideOf(read) !== undefined;

/** How often somebody has walked over what answers rest on. */
let walks = 0;

/** Walks over some of it; what then bears the number of this walk is among it. */
function passedBy(some: readonly Source[]): number {
    walks++;
    for (const one of some) one.passed = walks;
    return walks;
}

/** What was read, each once, in the order in which it was first read; instead of what the asker keeps to himself, what that rests on. */
function restOf(all: readonly Source[]): readonly Source[] {
    if (all.length === 0) return nothing;
    walks++;
    const rest: Source[] = [];
    const stack: { readonly reads: readonly Source[]; next: number }[] = [{ reads: all, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
        const read = top.reads[top.next++];
        if (!read) stack.pop();
        else if (read.passed !== walks) {
            read.passed = walks;
            if (isAside(read)) stack.push({ reads: (read as Memo<unknown>).reads, next: 0 });
            else rest.push(read);
        }
    }
    // A copy takes no more room than it needs.
    return rest.slice();
}

const nothing: readonly Source[] = [];

/** From now on it is recorded anew what an answer rests on; gives what knows it as its reader, which it still does meanwhile. */
function beginReading(memo: Memo<unknown>): readonly Source[] {
    const before = memo.known === true ? memo.reads : nothing;
    if (memo.known === true) memo.known = false;
    memo.reads = [];
    return before;
}

/** Nobody has it any more, though somebody may hold it for a moment. */
function retire(memo: Memo<unknown>): void {
    memo.state = 'new';
    memo.reads = nothing;
    memo.readers = undefined;
    memo.prompt = undefined;
    memo.known = false;
    memo.value = undefined;
}

const isSameList = (some: readonly Source[], others: readonly Source[]): boolean => some.length === others.length && some.every((one, i) => one === others[i]);

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

    constructor(engine: Engine, date: Day, asker: Memo<unknown> | undefined, standing: Standing | undefined = asker, kept?: Aside, walk = ++walks) {
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

/** Whether something holds for as long, and ends for the same reasons. */
export const isSameHolds = (a: Holding, b: Holding): boolean =>
    a === b ||
    (a.since === b.since && a.until === b.until && a.turns.length === b.turns.length && a.turns.every((turn, i) => isSameTurn(turn, b.turns[i] as Turn)));

const isSameTurn = (a: Turn, b: Turn): boolean => a.what === b.what && a.at.id === b.at.id && a.at.path === b.at.path;

/** What stands under a key, made if nothing does. */
function inner<K, V>(outer: Map<K, V>, key: K, make: () => V): V {
    let found = outer.get(key);
    if (found === undefined) outer.set(key, (found = make()));
    return found;
}

const newMap = <K, V>(): Map<K, V> => new Map<K, V>();

const newRows = (): Rows<Question<unknown>, Memo<unknown>> => new Rows();

/** The simplest sameness, for texts, numbers and kept objects. */
export const identical = (a: unknown, b: unknown): boolean => Object.is(a, b);

/** Sameness by value, for plain answers made of arrays, maps, sets and objects. */
export function alike(a: unknown, b: unknown): boolean {
    if (Object.is(a, b)) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
    if (Array.isArray(a)) return Array.isArray(b) && isAlikeList(a, b);
    if (a instanceof Map) return b instanceof Map && a.size === b.size && [...a].every(([key, value]) => b.has(key) && alike(value, b.get(key)));
    if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((value) => b.has(value));
    return isAlikeObject(a as Record<string, unknown>, b as Record<string, unknown>);
}

// Whatever changes is compared with what it was, and mostly nearly all of it is the very same.

function isAlikeList(a: readonly unknown[], b: readonly unknown[]): boolean {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i]) && !alike(a[i], b[i])) return false;
    return true;
}

/** To list the keys of each object took half of the time. */
function isAlikeObject(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
    let more = 0;
    for (const key in a) {
        const one = a[key];
        const other = b[key];
        if (Object.is(one, other) ? one === undefined && !(key in b) : !alike(one, other)) return false;
        more++;
    }
    for (const _ in b) more--;
    return more === 0;
}
