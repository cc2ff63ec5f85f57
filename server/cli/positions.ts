/** A place in a text: line and column count from 1, the column in Unicode code points; the offset from 0 in UTF-16 units. */
export interface Position {
    readonly line: number;
    readonly column: number;
    readonly offset: number;
}

/** From offsets to lines and columns. Lines end with LF, CR LF or CR. */
export class Lines {
    private readonly source: string;
    private readonly starts: number[] = [0];
    /** Where the second halves of characters beyond U+FFFF stand: each counts for nothing. Nearly always empty. */
    private readonly halves: number[] = [];

    constructor(source: string) {
        this.source = source;
        // V8 runs what goes through a text by itself slowly at first, its own searches fast from the start.
        const end = /\r\n?|\n/g;
        while (end.test(source)) this.starts.push(end.lastIndex);
        const half = /[\udc00-\udfff]/g;
        while (half.test(source)) this.halves.push(half.lastIndex - 1);
    }

    at(offset: number): Position {
        const within = Math.max(0, Math.min(offset, this.source.length));
        const line = countBelow(this.starts, within + 1);
        const start = this.starts[line - 1] as number;
        const halves = countBelow(this.halves, within) - countBelow(this.halves, start);
        return { line, column: within - start - halves + 1, offset: within };
    }

    /** The text of a line without what ends it, and where it starts. */
    line(line: number): { readonly text: string; readonly start: number } {
        const start = this.starts[line - 1] ?? this.source.length;
        const text = this.source.slice(start, this.starts[line] ?? this.source.length).replace(/[\r\n]+$/, '');
        return { text, start };
    }
}

/** How many of ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
    let low = 0;
    let high = numbers.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((numbers[middle] as number) < limit) low = middle + 1;
        else high = middle;
    }
    return low;
}
