import type { Day } from '../syntax/values.ts';
import type { Aside } from './aside.ts';
import type { Cell, Question } from './question.ts';
import type { Readers } from './readers.ts';
import { forEver, type Standing } from './validity.ts';

/* What the engine keeps: of a cell what it says, of a question the answer, with what that rests on and who rests on it. */

/** Something that answers may rest on. */
export interface Source {
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
export const released = Symbol('released');

/** A cell, as it stands. */
export interface CellState<V> extends Source {
    readonly cell: Cell<V>;
    readonly about: string;
    value: V | typeof released;
    /** It is to stay so: nobody is recorded as resting on it. */
    isFixed: boolean;
    /** Nobody has set it: it holds what its supplier said. */
    isSupplied: boolean;
}

/** A question about something, and what it was answered. */
export interface Memo<R> extends Source, Standing {
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

/** Nobody has answered it yet. */
export const blank = <R>(question: Question<R>, about: string, date: Day | undefined, aside?: Aside): Memo<R> => ({
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

/** It is the answer to a question, and no cell. */
export const isMemo = (source: Source): source is Memo<unknown> => 'question' in source;

/** Where it is kept of what somebody reads that he does. */
export const sideOf = (reader: Memo<unknown>): 'readers' | 'prompt' => (reader.question.atOnce ? 'prompt' : 'readers');

/** Nobody rests on it. */
export const isForgotten = (source: Source): boolean => source.readers === undefined && source.prompt === undefined;

/** Who keeps it to himself; nobody for most. */
export const asideOf = (memo: Memo<unknown>): Aside | undefined => (typeof memo.known === 'object' ? memo.known : undefined);

const isAside = (read: Source): boolean => isMemo(read) && asideOf(read) !== undefined;

/** How often somebody has walked over what answers rest on. */
let walks = 0;

/** The number of a new one. */
export const nextWalk = (): number => ++walks;

/** Walks over some of it; what then bears the number of this walk is among it. */
export function passedBy(some: readonly Source[]): number {
    walks++;
    for (const one of some) one.passed = walks;
    return walks;
}

/** What was read, each once, in the order in which it was first read; instead of what the asker keeps to himself, what that rests on. */
export function restOf(all: readonly Source[]): readonly Source[] {
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

/** What most rest on that nothing can change. */
export const nothing: readonly Source[] = [];

/** From now on it is recorded anew what an answer rests on; gives what knows it as its reader, which it still does meanwhile. */
export function beginReading(memo: Memo<unknown>): readonly Source[] {
    const before = memo.known === true ? memo.reads : nothing;
    if (memo.known === true) memo.known = false;
    memo.reads = [];
    return before;
}

/** Nobody has it any more, though somebody may hold it for a moment. */
export function retire(memo: Memo<unknown>): void {
    memo.state = 'new';
    memo.reads = nothing;
    memo.readers = undefined;
    memo.prompt = undefined;
    memo.known = false;
    memo.value = undefined;
}

/** The same, in the same order. */
export const isSameReads = (some: readonly Source[], others: readonly Source[]): boolean =>
    some.length === others.length && some.every((one, i) => one === others[i]);
