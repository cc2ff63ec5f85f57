/**
 * Values by what they are about, then by column: whoever judges a declaration asks many things about it one after the other, and finds
 * them close together.
 */
export class Rows<C, V> {
    private rows = new Map<string, Map<C, V>>();
    /** Where somebody looked last, and what there is: mostly he looks there again, be it in vain. */
    private about: string | undefined;
    private row: Map<C, V> | undefined;

    get(about: string, column: C): V | undefined {
        return this.of(about)?.get(column);
    }

    set(about: string, column: C, value: V): void {
        const row = this.of(about);
        if (row) row.set(column, value);
        else this.rows.set(about, (this.row = new Map([[column, value]])));
    }

    delete(about: string, column: C): void {
        const row = this.of(about);
        if (!row?.delete(column) || row.size > 0) return;
        this.deleteRow(about);
    }

    hasRow(about: string): boolean {
        return this.of(about) !== undefined;
    }

    deleteRow(about: string): void {
        this.rows.delete(about);
        this.lookAnew();
    }

    /** All that there is about something. */
    valuesOn(about: string): Iterable<V> {
        return this.rows.get(about)?.values() ?? [];
    }

    /** What there are values about. */
    abouts(): Iterable<string> {
        return this.rows.keys();
    }

    clear(): void {
        this.rows = new Map();
        this.lookAnew();
    }

    *values(): Generator<V> {
        for (const row of this.rows.values()) yield* row.values();
    }

    get isEmpty(): boolean {
        return this.rows.size === 0;
    }

    /** How many values there are. */
    get size(): number {
        let sum = 0;
        for (const row of this.rows.values()) sum += row.size;
        return sum;
    }

    private lookAnew(): void {
        this.about = undefined;
        this.row = undefined;
    }

    private of(about: string): Map<C, V> | undefined {
        if (about !== this.about) {
            this.about = about;
            this.row = this.rows.get(about);
        }
        return this.row;
    }
}
