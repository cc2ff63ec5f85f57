/** Items taken in their order, whatever that of adding: a binary heap. */
export class Queue<T> {
    private readonly items: T[] = [];
    private readonly isBefore: (a: T, b: T) => boolean;

    constructor(isBefore: (a: T, b: T) => boolean) {
        this.isBefore = isBefore;
    }

    add(item: T): void {
        const { items } = this;
        let at = items.push(item) - 1;
        for (let up = (at - 1) >> 1; at > 0 && this.isBefore(item, items[up] as T); up = (at - 1) >> 1) {
            items[at] = items[up] as T;
            at = up;
        }
        items[at] = item;
    }

    /** The first, taken out; nothing if there is none. */
    take(): T | undefined {
        const { items } = this;
        const first = items[0];
        const last = items.pop();
        if (last === undefined || items.length === 0) return first;
        let at = 0;
        for (;;) {
            let down = 2 * at + 1;
            if (down + 1 < items.length && this.isBefore(items[down + 1] as T, items[down] as T)) down++;
            if (down >= items.length || !this.isBefore(items[down] as T, last)) break;
            items[at] = items[down] as T;
            at = down;
        }
        items[at] = last;
        return first;
    }
}
