/**
 * Texts without repetition, listed in their order. The order is mended where something came or went, not made anew. What an address
 * escapes stands where it would unescaped: an editor knows files by addresses, and is to list them as the command does.
 */
export class Members {
    /** What there is, in its order, as far as nothing came or went since somebody last looked at it. */
    private sorted: readonly string[] = nobody;
    /** What there is. Few need no set beside the list: there are very many such, and most are of one. */
    private held: Set<string> | undefined;
    /** What came or went since somebody last looked at the order; or that it was much. */
    private changed: Set<string> | 'much' | undefined;

    get size(): number {
        return this.held?.size ?? this.sorted.length;
    }

    has(one: string): boolean {
        return this.held?.has(one) ?? this.sorted.includes(one);
    }

    /** Whether it was not there before. */
    add(one: string): boolean {
        if (this.has(one)) return false;
        if (!this.held && this.sorted.length < few) this.sorted = withOne(this.sorted, one);
        else {
            this.held ??= new Set(this.sorted);
            this.held.add(one);
            this.note(one);
        }
        return true;
    }

    /** Whether it was there. */
    delete(one: string): boolean {
        if (!this.has(one)) return false;
        if (!this.held) this.sorted = this.sorted.filter((other) => other !== one);
        else {
            this.held.delete(one);
            this.note(one);
        }
        return true;
    }

    /** All of them, for whoever does not mind the order; good until one comes or goes. */
    get inAnyOrder(): Iterable<string> {
        return this.held ?? this.sorted;
    }

    /** All of them in their order; an array that never changes. */
    get items(): readonly string[] {
        const { held, changed } = this;
        if (held && changed) this.sorted = changed === 'much' ? fresh(held) : mended(this.sorted, changed, (one) => held.has(one));
        this.changed = undefined;
        return this.sorted;
    }

    private note(one: string): void {
        if (this.changed === 'much') return;
        this.changed ??= new Set();
        this.changed.add(one);
        if (this.changed.size <= mostMended) return;
        // It will be put in order anew.
        this.changed = 'much';
        this.sorted = nobody;
    }
}

const nobody: readonly string[] = [];

/** So many are looked through as quickly as a set is asked. */
const few = 8;

function fresh(held: ReadonlySet<string>): readonly string[] {
    const items = [...held];
    return items.some(isEscaped) ? items.sort(inOrder) : items.sort();
}

/** A list with one more; it takes no more room than it needs. */
function withOne(sorted: readonly string[], one: string): readonly string[] {
    const at = placeOf(sorted, one);
    return sorted.slice(0, at).concat([one], sorted.slice(at));
}

/** A list with what has come and without what has gone. */
function mended(sorted: readonly string[], changed: Iterable<string>, isThere: (one: string) => boolean): readonly string[] {
    const items = sorted.slice();
    for (const one of changed) {
        const at = placeOf(items, one);
        const stands = items[at] === one;
        if (isThere(one) && !stands) items.splice(at, 0, one);
        else if (!isThere(one) && stands) items.splice(at, 1);
    }
    return items;
}

/** So many changes at once are sorted in quicker than put in one by one. */
const mostMended = 32;

const isEscaped = (one: string): boolean => one.includes('%');

function unescaped(one: string): string {
    if (!isEscaped(one)) return one;
    try {
        return decodeURI(one);
    } catch (error) {
        // A file may be named so: what is no address stands for itself.
        if (!(error instanceof URIError)) throw error;
        return one;
    }
}

function inOrder(one: string, other: string): number {
    const [a, b] = [unescaped(one), unescaped(other)];
    if (a === b) return one < other ? -1 : one > other ? 1 : 0;
    return a < b ? -1 : 1;
}

/** Where something stands in an ordered list, or would. */
function placeOf(items: readonly string[], one: string): number {
    let [low, high] = [0, items.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if (inOrder(items[middle] as string, one) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

/** What members there were when it was made, put in order when somebody first looks. Whoever changes the members makes another one. */
export class Listing {
    private readonly members: Members | string | undefined;

    /** @param members or the only one */
    constructor(members: Members | string | undefined) {
        this.members = members;
    }

    get items(): readonly string[] {
        const { members } = this;
        return typeof members === 'string' ? [members] : (members?.items ?? nobody);
    }
}

/** The listing of nothing. */
export const emptyListing = new Listing(undefined);

/** Who is listed under each key. There are very many keys, and under most there is one member, who takes no list of his own. */
export class Listed {
    private readonly under = new Map<string, Members | string>();

    /** Whether it was not there before. */
    add(key: string, member: string): boolean {
        const there = this.under.get(key);
        if (there === undefined) {
            this.under.set(key, member);
            return true;
        }
        if (there === member) return false;
        if (typeof there !== 'string') return there.add(member);
        const members = new Members();
        members.add(there);
        members.add(member);
        this.under.set(key, members);
        return true;
    }

    /** Whether it was there. */
    delete(key: string, member: string): boolean {
        const there = this.under.get(key);
        if (there === undefined || typeof there === 'string') return there === member && this.under.delete(key);
        const was = there.delete(member);
        if (there.size === 0) this.under.delete(key);
        return was;
    }

    /** Whoever is listed under a key as things are now. */
    of(key: string): Listing {
        const there = this.under.get(key);
        return there === undefined ? emptyListing : new Listing(there);
    }
}
