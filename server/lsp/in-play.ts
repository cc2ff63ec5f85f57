/**
 * Files that nobody has open and that were judged again of late, since what somebody typed elsewhere changed what they rest on: the next key
 * there is likely to do so, too.
 */
export class InPlay {
    /** Those that were judged again last stand behind. */
    private readonly paths = new Set<string>();
    private readonly most: number;
    private left = new Set<string>();
    /** How many have come into play since the last change. */
    private come = 0;

    constructor(most: number) {
        this.most = most;
    }

    has(path: string): boolean {
        return this.paths.has(path);
    }

    /** Something else has changed. */
    begin(): void {
        this.come = 0;
    }

    /** A file is judged again; whether it is in play now. Where one change touches more than are kept, the rest is left alone. */
    touch(path: string): boolean {
        if (!this.paths.delete(path) && ++this.come > this.most) return false;
        this.paths.add(path);
        for (const first of this.paths) {
            if (this.paths.size <= this.most) break;
            this.paths.delete(first);
            this.left.add(first);
        }
        return this.paths.has(path);
    }

    /** Files that have made room for others since the last call. */
    takeLeft(): ReadonlySet<string> {
        const { left } = this;
        this.left = new Set();
        return left;
    }
}
