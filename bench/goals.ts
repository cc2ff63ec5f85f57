/** What is to be shown, one line each: a number that is measured, and the most or least that it may be. */
export interface Goal {
    readonly key: string;
    readonly what: string;
    readonly unit: string;
    readonly most?: number;
    readonly least?: number;
    /** Beyond the goal; missing it is no miss. */
    readonly stretch?: number;
    /** Which part of the bench measures it. */
    readonly part: string;
    /** How much must be measured, by the names by which it can be chosen: what was measured on less shows nothing of the goal. */
    readonly on?: Readonly<Record<string, number>>;
}

/** A register of a country. */
const register = { BENCH_FILES: 10_000 };

/**
 * `node -e 0`, the start of Node alone, is the measure of what a start costs; reading the bytes in Node, of what a register costs.
 * docs/decisions/0026-goals-in-starts-of-node.md says how goals in starts of Node 20 became goals in starts of Node 24.
 */
export const goals: readonly Goal[] = [
    { key: 'G1', part: 'cold', what: '`terroir --version`', unit: '× `node -e 0`', most: 1.05 },
    { key: 'G2', part: 'cold', what: '`terroir check` of one file, cold, with the eight that it leads to', unit: '× `node -e 0`', most: 1.8, stretch: 1.3 },
    { key: 'G3', part: 'throughput', what: '`terroir check` of the register, cold', unit: '× reading its bytes', most: 8, stretch: 4, on: register },
    {
        key: 'G4',
        part: 'peers',
        what: 'processor time of Spectral, eleven rules, against `terroir check`',
        unit: '× less',
        least: 30,
        stretch: 60,
        on: register,
    },
    { key: 'G5 Biome', part: 'throughput', what: '`terroir check` against `biome lint` of the TypeScript', unit: '× its time', most: 1, on: register },
    { key: 'G5 tsc', part: 'throughput', what: '`tsc` of the TypeScript against `terroir check`', unit: '× as long', least: 5, on: register },
    { key: 'G5 JSON', part: 'throughput', what: '`terroir check` against JSON + ajv', unit: '× its time', most: 2, stretch: 1, on: register },
    {
        key: 'G6 unchanged',
        part: 'unchanged',
        what: '`terroir check` of a register that has not changed since',
        unit: '× `node -e 0`',
        most: 5,
        stretch: 2.5,
        on: register,
    },
    { key: 'G6 one', part: 'unchanged', what: 'the same after one file has changed', unit: '× `node -e 0`', most: 6, stretch: 3.5, on: register },
    { key: 'G7 heap', part: 'memory', what: 'heap per file while all are held', unit: 'KB', most: 20, stretch: 6, on: register },
    { key: 'G7 RSS', part: 'throughput', what: 'most memory of `terroir check`', unit: '× that of `node -e 0`', most: 7, stretch: 3, on: register },
    { key: 'G8 short', part: 'typing', what: 'a key in a file of some 80 lines, p95', unit: 'ms', most: 8, stretch: 4, on: register },
    { key: 'G8 short CPU', part: 'typing', what: 'the same, processor time of a key', unit: '× `node -e 0`', most: 0.12, on: register },
    { key: 'G8 long', part: 'typing', what: 'a key in a file of 1 000 lines, p95', unit: 'ms', most: 16, stretch: 8, on: register },
    { key: 'G8 long CPU', part: 'typing', what: 'the same, processor time of a key', unit: '× `node -e 0`', most: 0.37, on: register },
    { key: 'G9', part: 'typing', what: 'a key in the whole register, p50', unit: '× that in a tenth of it', most: 1.15, on: register },
    { key: 'G10 longest', part: 'typing', what: 'a key in a file of 10 000 lines, p95', unit: 'ms', most: 33, stretch: 16, on: register },
    { key: 'G10 hub', part: 'typing', what: 'a key in the file on which all depend, p95', unit: 'ms', most: 50, stretch: 16, on: register },
    {
        key: 'G10 broken',
        part: 'typing',
        what: 'a key in a file with a syntax error, p50; the worst of 80, 1 000 and 10 000 lines',
        unit: '× that without',
        most: 1.5,
        stretch: 1.1,
        on: register,
    },
    {
        key: 'G11',
        part: 'typing',
        what: 'a fact changed three owners away from the 50 contracts that depend on it, until all are told',
        unit: 'ms',
        most: 20,
        on: register,
    },
    { key: 'G11 exact', part: 'typing', what: 'what is shown then and a fresh `terroir check` say otherwise', unit: 'files', most: 0, on: register },
    { key: 'G12', part: 'soak', what: 'stale diagnostics over random edits (`npm run soak`)', unit: 'differences', most: 0, on: { edits: 100_000 } },
    {
        key: 'G13 first',
        part: 'typing',
        what: 'from the start of the server to the first diagnostics of the opened file',
        unit: '× `node -e 0`',
        most: 18,
        stretch: 11,
        on: register,
    },
    {
        key: 'G13 all',
        part: 'typing',
        what: 'from the start of the server to the last diagnostics of the workspace',
        unit: '× `terroir check`',
        most: 1.5,
        stretch: 1.2,
        on: register,
    },
    {
        key: 'G14',
        part: 'owners',
        what: 'twice as many owners, with rings and two parents each: the worst step up to the most',
        unit: '× as long',
        most: 2.2,
        on: { BENCH_OWNERS: 100_000 },
    },
    {
        key: 'G15',
        part: 'million',
        what: 'memory kept per file by one process that is given ever more files',
        unit: 'KB',
        most: 8,
        on: { BENCH_MILLION: 1_000_000 },
    },
    { key: 'G17', part: 'bundle', what: 'what `terroir check` loads to judge a valid spec, without the library', unit: 'KB', most: 80 },
];

/** Held by tests that count work, on any machine; the bench measures nothing of it. */
export const heldByTests: readonly { readonly key: string; readonly what: string; readonly test: string }[] = [
    { key: 'G14', what: 'twice as many owners are at most 2.2 times the work, counted', test: 'test/model/ownership-size.test.ts' },
    { key: 'G16', what: 'an edit answers again only what read what it changed, and stops where an answer is as before', test: 'test/model/engine.test.ts' },
];
