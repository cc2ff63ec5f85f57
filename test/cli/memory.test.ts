import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromCache } from '../../server/cli/cache.ts';
import type { CacheTrouble } from '../../server/cli/kept-file.ts';
import { type Kept, type Memory, processOutside } from '../../server/cli/outside.ts';

/* What a program keeps in parts is there in the next run, whether much of it has changed since or little. The oracle is a list. */

/** Does something with the memory of one run; gives what was wrong with what had been kept. */
async function inRun(folder: string, what: (memory: Memory) => void, program = 'this'): Promise<readonly CacheTrouble[]> {
    const troubles: CacheTrouble[] = [];
    await fromCache(
        ['check'],
        () => program,
        {
            run: async ({ memory }) => {
                what(memory as Memory);
                // Nothing of the run itself is kept.
                return 2;
            },
            tell: (news) => void ('file' in news && troubles.push(news)),
        },
        { ...processOutside(), env: { TERROIR_CACHE: folder }, cwd: folder },
    );
    return troubles;
}

type Part = string | Buffer;
/** A text of some length that cannot be packed into next to nothing. */
const text = (n: number): string => [1, 2, 3, 4].map((i) => createHash('sha512').update(`${n} ${i}`).digest('hex')).join('\n');
const part: fc.Arbitrary<Part> = fc.oneof(
    fc.constantFrom('', 'ü 1,2\t"'),
    fc.nat().map(text),
    fc.nat().map((n) => Buffer.from(text(n))),
);

/** What one run changes: parts by where they stand, those that come before some and those that go. */
const changes = fc.record({
    changed: fc.array(fc.tuple(fc.nat(), part), { maxLength: 3 }),
    come: fc.array(fc.tuple(fc.nat(), part), { maxLength: 2 }),
    gone: fc.array(fc.nat(), { maxLength: 2 }),
});

const said = (known: Kept, like: Part): Part => (typeof like === 'string' ? known.content : Buffer.from(known.bytes));

async function inFolder(what: (folder: string) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'terroir-memory-'));
    try {
        await what(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

const fileIn = (folder: string, ending: string): string | undefined => {
    const name = readdirSync(folder).find((one) => one.endsWith(ending));
    return name && join(folder, name);
};

test('whatever changes from run to run, it is there what was kept last', async () => {
    const ways = { whole: 0, changes: 0 };
    await fc.assert(
        fc.asyncProperty(fc.array(part, { minLength: 20, maxLength: 60 }), fc.array(changes, { minLength: 1, maxLength: 6 }), (first, runs) =>
            inFolder(async (folder) => {
                let model: readonly Part[] = first;
                await inRun(folder, (memory) => memory.keep('it', first));
                for (const { changed, come, gone } of runs) {
                    const whole = readFileSync(fileIn(folder, '.judgements') as string);
                    const trouble = await inRun(folder, (memory) => {
                        const known = memory.recall('it') ?? [];
                        expect(known.map((one, i) => said(one, model[i] as Part))).toEqual(model);
                        // What stays is kept again as it is.
                        const next: { part: Part; kept: Part | Kept }[] = model.map((part, i) => ({ part, kept: known[i] as Kept }));
                        const fresh = (part: Part) => ({ part, kept: part });
                        for (const [at, part] of changed) if (next.length > 0) next[at % next.length] = fresh(part);
                        for (const [at, part] of come) next.splice(at % (next.length + 1), 0, fresh(part));
                        for (const at of gone) if (next.length > 0) next.splice(at % next.length, 1);
                        model = next.map(({ part }) => part);
                        memory.keep(
                            'it',
                            next.map(({ kept }) => kept),
                        );
                    });
                    expect(trouble).toEqual([]);
                    ways[readFileSync(fileIn(folder, '.judgements') as string).equals(whole) ? 'changes' : 'whole']++;
                }
            }),
        ),
        { numRuns: 60, seed: 20261129 },
    );
    expect(ways.whole).toBeGreaterThan(20);
    expect(ways.changes).toBeGreaterThan(20);
});

/** Many parts, one of which has changed since. */
async function keepMuch(folder: string): Promise<readonly string[]> {
    const parts = Array.from({ length: 100 }, (_, i) => text(i));
    await inRun(folder, (memory) => memory.keep('it', parts));
    await inRun(folder, (memory) => memory.keep('it', [...(memory.recall('it') ?? []).slice(0, -1), 'another']));
    return [...parts.slice(0, -1), 'another'];
}

const recalled = async (folder: string) => {
    let known: readonly string[] | undefined;
    const trouble = await inRun(folder, (memory) => {
        known = memory.recall('it')?.map(({ content }) => content);
    });
    return { known, trouble };
};

test('little is written where little has changed, for its user alone', () =>
    inFolder(async (folder) => {
        const expected = await keepMuch(folder);
        const [whole, changed] = ['.judgements', '.changes'].map((ending) => statSync(fileIn(folder, ending) as string));
        expect(changed?.size).toBeLessThan((whole?.size ?? 0) / 20);
        expect((changed?.mode ?? 0) & 0o777).toBe(0o600);
        expect(await recalled(folder)).toEqual({ known: expected, trouble: [] });
    }));

test('what is recalled was used today, all of it, so that it is not let go of', () =>
    inFolder(async (folder) => {
        await keepMuch(folder);
        const files = ['.judgements', '.changes'].map((ending) => fileIn(folder, ending) as string);
        for (const file of files) utimesSync(file, 0, 0);
        await recalled(folder);
        for (const file of files) expect(statSync(file).mtimeMs).toBeGreaterThan(0);
    }));

test.each(['.judgements', '.changes'])('where what ends with %s is damaged nothing is believed, until it is kept anew', (ending) =>
    inFolder(async (folder) => {
        await keepMuch(folder);
        const file = fileIn(folder, ending) as string;
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0, bytes.length - 4));
        const { known, trouble } = await recalled(folder);
        expect(known).toBeUndefined();
        expect(trouble).toMatchObject([{ is: 'damaged', file }]);
        await inRun(folder, (memory) => memory.keep('it', ['anew']));
        expect(await recalled(folder)).toEqual({ known: ['anew'], trouble: [] });
    }),
);

test('changes of what somebody else has kept anew meanwhile are none', () =>
    inFolder(async (folder) => {
        await keepMuch(folder);
        const since = fileIn(folder, '.changes') as string;
        const bytes = readFileSync(since);
        await inRun(folder, (memory) => memory.keep('it', ['anew', 'by another']));
        expect(fileIn(folder, '.changes')).toBeUndefined();
        writeFileSync(since, bytes);
        expect(await recalled(folder)).toEqual({ known: ['anew', 'by another'], trouble: [] });
    }));
