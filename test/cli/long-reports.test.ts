import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { contentsOf, Judge, rules, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { inBulk, jsonPieces, madeOf, those } from '../../server/cli/formats/pieces.ts';
import { lastLine } from '../../server/cli/formats/words.ts';
import type { WeighedJudgement } from '../../server/cli/gravity.ts';
import { heldAtOnce, inTurn } from '../../server/cli/in-turn.ts';
import type { Disk } from '../../server/cli/outside.ts';
import { gravityIn, type ReportedFinding, type Run, reportOf, Texts } from '../../server/cli/report.ts';
import { all, judgedForGood } from '../../server/cli/run.ts';
import { translateTo } from '../../server/cli/translation.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';
import { diskOf, terroir } from './terminal.ts';

/* Reports go out piece by piece: of a register of any size hardly anything is held on the way. */

const date = day('2026-11-24');

/** What a run came to on some files, of which nothing has gone wrong. */
function runOn(files: Readonly<Record<string, string>>): Run & { readonly workspace: Workspace } {
    const workspace = new Workspace(false);
    workspace.shelve(libraryFiles);
    for (const [path, source] of Object.entries(files)) workspace.lend(path, { source }, contentsOf(path, parsedOnce(source)) as string);
    const judge = new Judge(workspace, rules);
    const paths = Object.keys(files).sort();
    const judgements = [...inTurn({ workspace, judge, date }, paths, true)].map((one) => ('judgement' in one ? one.judgement : expect.unreachable(one.reason)));
    workspace.letGo();
    const texts = Object.entries(files).map(([path, source]) => ({ path, source, marked: false, sha256: path }));
    const configuration = { files: [], settings: {}, filters: {} } as unknown as Run['configuration'];
    const rest = { asked: paths, unreadable: [], passedOver: [], remembered: undefined, part: null, libraryFiles };
    return { ...rest, workspace, judge, configuration, date, today: date, texts, judgements };
}

const spec = (n: number) => `/** ’ */ organisation Clinic${n} { kind company }\nservice Cloud${n} by Clinic${n} { provides iaas }\n`;
const register = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, n) => [`${String(n).padStart(4, '0')}.terroir`, spec(n)]));

test('while the report of many files goes out, what was read is let go of', () => {
    const size = heldAtOnce(0) + 100;
    const run = runOn(register(size));
    const texts = new Texts(run.workspace);
    const report = reportOf(run, texts, 'en', translateTo.en);
    let most = 0;
    let last = '';
    const told = new Map<string, number>();
    for (const { file, message, range, fix, fingerprint } of report.findings) {
        expect([message === '', range.start.line, fix === undefined, fingerprint.length]).toEqual([false, expect.any(Number), false, 32]);
        expect(file >= last).toBe(true);
        last = file;
        told.set(file, (told.get(file) ?? 0) + 1);
        most = Math.max(most, run.workspace.opened);
    }
    expect(told.size).toBe(size);
    expect(most).toBeGreaterThan(0);
    // The library is at hand as well.
    expect(most).toBeLessThanOrEqual(heldAtOnce(size) + libraryFiles.length);
});

test('whoever goes through the findings again sees the same', () => {
    const run = runOn(register(3));
    const { findings } = reportOf(run, new Texts(run.workspace), 'fr', translateTo.fr);
    const once = JSON.stringify([...findings]);
    expect(once.length).toBeGreaterThan(1000);
    expect(JSON.stringify([...findings])).toBe(once);
});

test('of more files than findings are held of they are found once more', () => {
    const run = runOn(register(3));
    const told = (most: number) => {
        const again = judgedForGood(run, all(run), true, most);
        return JSON.stringify([...reportOf(again, new Texts(run.workspace), 'en', translateTo.en).findings]);
    };
    expect(told(2)).toBe(told(3));
    const held = (most: number) => judgedForGood(run, all(run), true, most).judgements.map((one) => Object.hasOwn(one, 'findings'));
    expect([held(3), held(2)]).toEqual([Array(3).fill(true), Array(3).fill(false)]);
    // As often as somebody goes through them, and not for what the run came to.
    const { judge } = run;
    const file = vi.spyOn(judge, 'file');
    const counted = (what: () => unknown): number => {
        file.mockClear();
        what();
        return file.mock.calls.length;
    };
    const again = judgedForGood(run, all(run), true, 2);
    const report = reportOf(again, new Texts(run.workspace), 'en', translateTo.en);
    expect([counted(() => lastLine(report, translateTo.en)), counted(() => gravityIn(again)), counted(() => [...report.findings])]).toEqual([0, 0, 3]);
});

test('what stands in another file than the one that was judged comes in its order there, and so does what could not be judged', () => {
    const run = runOn(register(3));
    const [first, ...others] = run.judgements as [WeighedJudgement, ...WeighedJudgement[]];
    const places = (findings: Iterable<ReportedFinding>) => Array.from(findings, ({ file, rule }) => `${file} ${rule}`);
    const found = first.findings.slice(0, 1).map((finding) => ({ ...finding, rule: 'own/elsewhere', where: { path: '0001.terroir', start: 0, end: 1 } }));
    const unreadable = [{ path: '0001.terroir', code: 'internal/file-failed', message: { template: 'x', values: {} }, line: 1, column: 1, offset: 0 } as const];
    const told = (more: Partial<Run>) => places(reportOf({ ...run, ...more }, new Texts(run.workspace), 'en', translateTo.en).findings);
    const plain = told({});
    const at = plain.findIndex((one) => one.startsWith('0001'));
    const mixed = { judgements: [{ ...first, findings: [...first.findings, ...found] }, ...others] };
    expect(told(mixed)).toEqual(plain.toSpliced(at, 0, '0001.terroir own/elsewhere'));
    expect(told({ unreadable })).toEqual(plain.toSpliced(at, 0, '0001.terroir internal/file-failed'));
    expect(told({ ...mixed, unreadable })).toEqual(plain.toSpliced(at, 0, '0001.terroir internal/file-failed', '0001.terroir own/elsewhere'));
});

/** A run whose report is longer than may be held, to a file of some kind on a disk that lets only so many pieces be written. */
async function tooLong(kind: 'file' | 'other', most: number) {
    const spec = Array.from({ length: 1000 }, (_, n) => `organisation Clinic${n} "${'x'.repeat(900)}" { kind company }\n`).join('');
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${n}.terroir`, spec]));
    const disk = diskOf(files);
    const done: string[] = [];
    const place = '/specs/out.json';
    const told = (way: 'write' | 'append') => (path: string, words: string) => {
        if (done.push(way) > most) throw Object.assign(new Error(), { code: 'ENOSPC' });
        disk[way](path, words);
    };
    const look: Disk['look'] = (path) => ({ ...disk.look(path), ...(path === place ? { kind } : {}) });
    disk.write(place, '');
    const given = { disk: { ...disk, look, write: told('write'), append: told('append') } };
    const { code, err } = await terroir(['check', '--format', 'json:out.json'], files, given);
    return { code, err, done, files, written: new TextDecoder().decode(disk.read(place, 1e9)) };
}

test.each([
    ['a file is added to', 'file', ['write', 'append']],
    ['a pipe is written to once', 'other', ['write']],
] as const)('a report that is too long to be held: %s', async (_, kind, ways) => {
    const { code, done, files, written } = await tooLong(kind, 2);
    const { out } = await terroir(['check', '--format', 'json'], files);
    expect([code, done]).toEqual([0, ways]);
    expect(out.length).toBeGreaterThan(2 ** 24);
    expect(written === out).toBe(true);
});

test('where the beginning of such a report cannot be written, that is said once, and nothing is added to what is not there', async () => {
    const { code, err, done, written } = await tooLong('file', 0);
    expect([code, done, written]).toEqual([2, ['write'], '']);
    expect(err.match(/the disk is full/g)).toHaveLength(1);
});

const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('object')),
    object: fc.dictionary(fc.string(), fc.oneof(tie('value'), fc.constant(undefined)), { maxKeys: 4 }),
}));

test('JSON comes in pieces as it comes in one', () => {
    fc.assert(
        fc.property(value, (one) => {
            expect([...jsonPieces(one)].join('')).toBe(JSON.stringify(one, null, 2));
        }),
    );
    fc.assert(
        fc.property(fc.array(value), value, (items, beside) => {
            const pieces = [...jsonPieces({ beside, items: madeOf(items, (one) => one), more: [{ items: those(items, () => true) }] })];
            expect(pieces.join('')).toBe(JSON.stringify({ beside, items, more: [{ items }] }, null, 2));
        }),
    );
});

test('pieces are put together until they are long enough, and there is always one', () => {
    fc.assert(
        fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 20 }), (pieces, bulk) => {
            const put = [...inBulk(pieces, bulk)];
            expect(put.join('')).toBe(pieces.join(''));
            expect(put.length).toBeGreaterThan(0);
            for (const one of put.slice(0, -1)) expect(one.length).toBeGreaterThanOrEqual(bulk);
        }),
    );
});
