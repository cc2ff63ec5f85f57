import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Footprint, Gathered, wordsOf } from '../../language/index.ts';
import { type Entry, Ledger, lineOf, printed } from '../../server/cli/ledger.ts';
import type { Kept } from '../../server/cli/outside.ts';
import { holds } from '../harness/generators.ts';

/* What is kept from one run to the next is what was given to be kept, however often something of it has changed. The oracle is a map. */

/** All of a file that is kept. */
interface File {
    readonly digest: string;
    readonly footprint: Footprint;
    readonly summary: string;
    readonly findings: string;
}

// What stands in paths is anybody's choice.
const paths = ['a.terroir', 'b.terroir', 'sub/c.terroir', 'with\ttab.terroir', 'with\nline.terroir', 'with "quotes".terroir', 'ü 1,2.terroir'];
const names = ['One', 'Two', 'Three'];

const footprint = fc
    .record({
        imports: fc.uniqueArray(fc.constantFrom(...paths, 'elsewhere.terroir'), { maxLength: 3 }),
        stated: fc.array(fc.record({ name: fc.constantFrom(...names), kind: fc.constantFrom('Contract', 'Service'), named: fc.constantFrom(...names) }), {
            maxLength: 3,
        }),
        isSound: fc.boolean(),
    })
    .map(
        ({ imports, stated, isSound }): Footprint => ({
            imports: imports.map((path) => ({ written: `./${path}`, path, alias: undefined })),
            shows: stated.map(({ name, kind }) => `${name} ${kind}`),
            isSound,
            speaksOf: [],
            stated: stated.map(({ name, kind, named }) => ({
                id: `a.terroir#${name}`,
                kind,
                text: name,
                isWhole: true,
                names: [`b.terroir#${named}`],
                missed: [],
                keys: {},
                seen: {},
            })),
        }),
    );

const file = fc.record({
    digest: fc.stringMatching(/^[\w-]{4}$/),
    footprint,
    summary: fc.constantFrom('', '{"n":1}', '{"n":2}'),
    findings: fc.constantFrom('[]', '["x"]'),
});

/** So many files come and go together that there are more groups of them, or fewer. */
const crowd = Array.from({ length: 60 }, (_, i) => `crowd/${i}.terroir`);

/** What happens to a file: it comes or has another text, is judged again, or goes. */
const change = fc.tuple(
    fc.constantFrom(...paths),
    fc.oneof(
        { weight: 3, arbitrary: file },
        fc.constantFrom<{ readonly summary: string; readonly findings: string }>({ summary: '{"n":3}', findings: '["y"]' }, { summary: '', findings: '' }),
        fc.constant(undefined),
    ),
);

/** As it is written and read again. */
const keptAs = (part: string | Uint8Array | Kept): Kept =>
    typeof part === 'string' ? { content: part, bytes: new Uint8Array() } : part instanceof Uint8Array ? { content: '', bytes: Buffer.from(part) } : part;

test('whatever comes, changes and goes, it is kept what there is', () => {
    let kept = 0;
    holds(
        fc.property(
            fc.array(fc.record({ changes: fc.array(change, { maxLength: 4 }), crowded: fc.oneof(file, fc.constantFrom('goes', 'stays')) }), {
                minLength: 1,
                maxLength: 5,
            }),
            (runs) => {
                const files = new Map<string, File>();
                let ledger = new Ledger([]);
                for (const { changes, crowded } of runs) {
                    const entries = new Map<string, Entry>(ledger.entries);
                    const ofCrowd = crowded === 'stays' ? [] : crowd.map((path) => [path, crowded === 'goes' ? undefined : crowded] as const);
                    for (const [path, now] of [...changes, ...ofCrowd]) {
                        const before = files.get(path);
                        if (now && 'footprint' in now) {
                            const { digest, footprint, summary, findings } = now;
                            files.set(path, now);
                            const imports = footprint.imports.map((one) => one.path);
                            entries.set(path, {
                                digest,
                                isSound: footprint.isSound,
                                imports,
                                summary,
                                footprint: printed(footprint),
                                findings: Buffer.from(findings),
                            });
                        } else if (now && before) {
                            files.set(path, { ...before, ...now });
                            entries.set(path, { ...(entries.get(path) as Entry), ...now, findings: Buffer.from(now.findings) });
                        } else if (!now) {
                            files.delete(path);
                            entries.delete(path);
                        }
                    }
                    ledger = new Ledger(ledger.following(entries).map(keptAs));

                    expect([...ledger.paths].sort()).toEqual([...files.keys()].sort());
                    expect(ledger.of('nowhere.terroir')).toBeUndefined();
                    for (const [path, { digest, footprint, summary, findings }] of files) {
                        const imports = footprint.imports.map((one) => one.path);
                        expect(ledger.entries.get(path)).toEqual({ digest, isSound: footprint.isSound, imports, summary });
                        expect(ledger.of(path)).toEqual(JSON.parse(JSON.stringify(footprint)));
                        if (summary !== '') expect(Buffer.from(ledger.findings(path)).toString()).toBe(findings);
                        kept++;
                    }
                    const gathered = new Gathered(new Map([...files].map(([path, { footprint }]) => [path, footprint])));
                    for (const word of new Set([...files.values()].flatMap(({ footprint }) => [...wordsOf(footprint), 0, 0xffff_ffff])))
                        expect([...ledger.with(word)].sort()).toEqual([...gathered.with(word)].sort());
                }
            },
        ),
        300,
    );
    expect(kept).toBeGreaterThan(500);
});

test('what has not changed is taken over unread', () => {
    const unread: Kept = {
        get content(): string {
            throw new Error('read');
        },
        get bytes(): Uint8Array {
            throw new Error('read');
        },
    };
    const entry: Entry = { digest: 'x', isSound: true, imports: [], summary: '{}' };
    const first = new Ledger([]).following(
        new Map(Array.from({ length: 40 }, (_, i) => [`f${i}.terroir`, { ...entry, footprint: printed(empty), findings: lineOf([i]) }])),
    );
    // What was imported and is not there; then of each of two groups its lines, and what is looked into when somebody asks.
    const [perGroup, isLines] = [4, (i: number) => i % 4 === 1];
    expect(first).toHaveLength(1 + 2 * perGroup);
    const parts = first.map((part, i) => (i === 0 || isLines(i) ? keptAs(part) : unread));
    const ledger = new Ledger(parts);
    expect(ledger.following(ledger.entries).map((part, i) => part === parts[i])).toEqual(parts.map(() => true));
    // One that was not judged has nothing of what was found before.
    const [path = '', one] = [...ledger.entries][0] ?? [];
    const again = () => ledger.following(new Map(ledger.entries).set(path, { ...(one as Entry), summary: '' }));
    expect(again).toThrow('read');
});

const empty: Footprint = { imports: [], shows: [], isSound: true, speaksOf: [], stated: [] };
