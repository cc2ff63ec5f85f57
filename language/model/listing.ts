/**
 * Texts without repetition, listed in their order. The order is mended where something came or went, not made anew. What an address
 * escapes stands where it would unescaped: an editor knows files by addresses, and is to list them as the command does.
 */
export class Members {
    private readonly held = new Set<string>();
    private sorted: readonly string[] = [];
    /** What came or went since somebody last looked at the order. */
    private readonly changed = new Set<string>();

    get size(): number {
        return this.held.size;
    }

    has(one: string): boolean {
        return this.held.has(one);
    }

    /** Whether it was not there before. */
    add(one: string): boolean {
        if (this.held.has(one)) return false;
        this.held.add(one);
        this.changed.add(one);
        return true;
    }

    /** Whether it was there. */
    delete(one: string): boolean {
        if (!this.held.delete(one)) return false;
        this.changed.add(one);
        return true;
    }

    /** All of them in their order; an array that never changes. */
    get items(): readonly string[] {
        if (this.changed.size > 0) this.sorted = this.changed.size > mostMended ? this.fresh() : this.mended();
        this.changed.clear();
        return this.sorted;
    }

    private fresh(): readonly string[] {
        const items = [...this.held];
        return items.some(isEscaped) ? items.sort(inOrder) : items.sort();
    }

    private mended(): readonly string[] {
        const items = [...this.sorted];
        for (const one of this.changed) {
            const at = placeOf(items, one);
            const stands = items[at] === one;
            if (this.held.has(one) && !stands) items.splice(at, 0, one);
            else if (!this.held.has(one) && stands) items.splice(at, 1);
        }
        return items;
    }
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
    private readonly members: Members | undefined;

    constructor(members: Members | undefined) {
        this.members = members;
    }

    get items(): readonly string[] {
        return this.members?.items ?? [];
    }
}

/** The listing of nothing. */
export const emptyListing = new Listing(undefined);
