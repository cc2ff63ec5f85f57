/** Runs things in turns (A B A B …) and gives the median of each: what disturbs the machine disturbs all alike. */
export function inTurns<const N extends string>(things: Readonly<Record<N, () => void>>, rounds: number): Record<N, number> {
    const names = Object.keys(things) as N[];
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<N, number[]>;
    for (let round = 0; round < rounds; round++) {
        for (const name of names) {
            const start = performance.now();
            things[name]();
            times[name].push(performance.now() - start);
        }
    }
    return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<N, number>;
}

function median(times: readonly number[]): number {
    const sorted = [...times].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] as number;
}
