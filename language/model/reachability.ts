/** Whether a target is reached from a node of a graph by one step or more. What has been looked at is not looked at again. */
export class Reachability<N> {
    private readonly next: (node: N) => readonly N[];
    private readonly isTarget: (node: N) => boolean;
    private readonly known = new Map<N, boolean>();

    constructor(next: (node: N) => readonly N[], isTarget: (node: N) => boolean) {
        this.next = next;
        this.isTarget = isTarget;
    }

    test(start: N): boolean {
        const before = this.known.get(start);
        if (before !== undefined) return before;
        const seen = new Set([start]);
        const way: { node: N; next: readonly N[]; at: number }[] = [{ node: start, next: this.next(start), at: 0 }];
        for (let top = way.at(-1); top; top = way.at(-1)) {
            const node = top.next[top.at++];
            if (node === undefined) {
                way.pop();
                continue;
            }
            if (this.isTarget(node) || this.known.get(node)) {
                for (const one of way) this.known.set(one.node, true);
                return true;
            }
            if (seen.has(node) || this.known.has(node)) continue;
            seen.add(node);
            way.push({ node, next: this.next(node), at: 0 });
        }
        // All that can be reached has been, and no target is among it.
        for (const node of seen) this.known.set(node, false);
        return false;
    }
}
