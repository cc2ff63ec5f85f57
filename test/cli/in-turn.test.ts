import { expect, test, vi } from 'vitest';
import { contentsOf, Judge, judgedTogether, lookedInto, rules, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { Engine } from '../../language/model/engine.ts';
import { heldAtOnce, inTurn, type Judged, towards } from '../../server/cli/in-turn.ts';
import { corpus } from '../harness/corpus.ts';
import { failingNowAndThen } from '../harness/failing-rule.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';
import { terroir } from './terminal.ts';

/* The command lets go of what it has read and found out on its way through a register. The oracle holds everything. */

vi.setConfig({ testTimeout: 120_000 });

const date = day('2026-11-23');

const failing = failingNowAndThen(7);

const party = (n: number) => `../parties/p${n}.terroir`;

/** Contracts of a region rest on one service, whose operator is held by somebody in yet another file. */
const chained: Readonly<Record<string, string>> = {
    'parties/p0.terroir': 'organisation Holding "The one above" { seat US  kind company }\n',
    'parties/p1.terroir': `import "p0.terroir"\norganisation Host { seat FR  kind company  owned 60% votes 60% by Holding }\n`,
    'parties/p2.terroir': `import "p1.terroir" as h\nservice Cloud by h.Host { provides iaas  stores in FR }\nservice Other by h.Host { provides saas  stores in DE }\n`,
    ...Object.fromEntries(
        Array.from({ length: 80 }, (_, n) => [
            `contracts/c${String(n).padStart(2, '0')}.terroir`,
            `import "${party(2)}"\norganisation Clinic${n} { seat FR  kind health-institution }\ndataset Records${n} { category health  subjects patients }\n` +
                `contract C${n} { controller Clinic${n}  hosts Records${n} on Cloud  effective 2026-01-01  term ${2 + (n % 5)} years ${n % 3 === 0 ? ' transitional' : ''} }\n` +
                (n % 6 === 0
                    ? `waiver W-${n} of term/transition-has-limit on C${n} { because "A bridge"  approved by Clinic${n} on 2026-01-01  until 2026-11-30 }\n`
                    : ''),
        ]),
    ),
    'contracts/promised.terroir': `import "../parties/p1.terroir"\norganisation Ministry { seat FR  kind ministry }\ncommitment Leave by Ministry { made 2025-01-01  within 1 year  leave Host }\n`,
    // Somebody looks whether the host has another service that is qualified: every index is looked into, whatever the sample of the corpus.
    'contracts/required.terroir': `import "${party(2)}"\norganisation Agency { seat FR  kind state-body }\ndataset Files { category judicial }\ncontract Hosting { controller Agency  hosts Files on Cloud  requires SecNumCloud }\n`,
    // A name that another file has, and does not import.
    'contracts/missing.terroir': 'contract Missing { controller Clinic3 }\n',
    'contracts/elsewhere.terroir': `import "c03.terroir"\ncontract Elsewhere { controller Clinic3  effective 2026-02-01 }\n`,
};

const files: Readonly<Record<string, string>> = {
    ...Object.fromEntries(corpus.filter((_, i) => i % 25 === 0).map(({ source }, i) => [`own/${String(i).padStart(3, '0')}.terroir`, source])),
    ...chained,
    'broken.terroir': 'dataset D { category health }\ncontract C { hosts D on ',
    'twins.terroir': 'organisation Clinic { seat FR  kind mutual }\norganisation Clinic { seat DE }\n',
};

const paths = Object.keys(files).sort();

/**
 * A workspace in which what is sound is lent, as the command does.
 *
 * @param onOpen is told of every text that is opened
 */
function lending(texts = files, onOpen: (path: string) => void = () => undefined): Workspace {
    const workspace = new Workspace(false);
    workspace.shelve(libraryFiles);
    for (const [path, source] of Object.entries(texts)) {
        const parsed = parsedOnce(source);
        const contents = contentsOf(path, parsed);
        const text = {
            get source() {
                onOpen(path);
                return source;
            },
        };
        if (contents) workspace.lend(path, text, contents, path.length % 2 === 0 ? parsed : undefined);
        else workspace.set(path, source, parsed);
    }
    return workspace;
}

const some = [...rules, failing];

/** How all files are judged one after the other, so many of them held at once. */
function inTurnOf(workspace: Workspace, judge: Judge, atOnce: number): readonly Judged[] {
    workspace.index(lookedInto, towards(paths, workspace.files.keys()), atOnce);
    return [...inTurn({ workspace, judge, date }, paths, true, atOnce)];
}

/** One that holds everything. */
function holding(): Workspace {
    const workspace = new Workspace(false);
    workspace.shelve(libraryFiles);
    for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
    return workspace;
}

test('files are judged alike whether everything is held or let go of on the way, and no index is made of everything at once', () => {
    const alone = new Judge(holding(), some);
    const expected = paths.map((path): Judged => ({ path, judgement: alone.file(path, date) }));
    const findings = expected.flatMap((one) => ('judgement' in one ? one.judgement.findings : []));
    const verdicts = new Set(findings.map(({ verdict, waivedBy }) => (waivedBy === undefined ? verdict : 'waived')));
    expect([...verdicts].sort()).toEqual(['broken', 'failed', 'unknown', 'violated', 'waived']);
    const begun = vi.spyOn(Engine.prototype as unknown as { begin(): void }, 'begin');
    const held = [8, 16, 4096].map((atOnce) => {
        let opened = 0;
        const workspace = lending(files, (path) => path === 'parties/p2.terroir' && opened++);
        begun.mockClear();
        expect(inTurnOf(workspace, new Judge(workspace, some), atOnce), `${atOnce} held`).toEqual(expected);
        expect(begun.mock.calls.length, `${atOnce} held`).toBe(atOnce > paths.length ? lookedInto.length : 0);
        return { answers: workspace.engine.held, opened };
    });
    begun.mockRestore();
    // The fewer at once, the less is left, and the more often a text is opened.
    const [few, , all] = held as [(typeof held)[0], (typeof held)[0], (typeof held)[0]];
    expect(few.answers).toBeLessThan(all.answers);
    expect(all.opened).toBeLessThan(2);
    expect(few.opened).toBeGreaterThan(6);
});

test('once everything is let go of, no answer and no cell is left of any file', () => {
    const isContract = (path: string) => path.startsWith('contracts/');
    const left = [10, 40].map((contracts) => {
        const texts = Object.fromEntries(
            Object.entries(chained).filter(([path]) => !isContract(path) || Number(path.slice('contracts/c'.length, -'.terroir'.length)) < contracts),
        );
        const workspace = lending(texts);
        for (const one of inTurn({ workspace, judge: new Judge(workspace, rules), date }, Object.keys(texts), true)) expect(one).toHaveProperty('judgement');
        workspace.letGo();
        return workspace.engine.held;
    });
    expect(left[1]).toBe(left[0]);
});

test('what is judged first is taken in last, and everything is taken in', () => {
    expect(towards(['b', 'd'], ['a', 'b', 'c', 'd'])).toEqual(['a', 'c', 'd', 'b']);
});

test('whoever asks more afterwards finds everything where it was', () => {
    const workspace = lending();
    const judge = new Judge(workspace, some);
    const judged = inTurnOf(workspace, judge, 8);
    workspace.letGo();
    const held = holding();
    for (const one of judged) {
        for (const { where } of 'judgement' in one ? one.judgement.findings : [])
            if (!('start' in where)) expect(workspace.span(where)).toEqual(held.span(where));
        const { source, ids, parsed } = held.files.get(one.path) ?? {};
        expect(workspace.files.get(one.path)).toMatchObject({ source, ids, parsed: { tree: parsed?.tree } });
        if ('judgement' in one) expect(judge.file(one.path, date)).toEqual(one.judgement);
    }
});

/** Whether memory was to be spared, and how many files were held each time that all was let go of, in a run of the command on so many. */
async function runOf(size: number) {
    const spared: boolean[] = [];
    const held: number[] = [];
    const { letGo } = Workspace.prototype;
    const spy = vi.spyOn(Workspace.prototype, 'letGo').mockImplementation(function (this: Workspace) {
        held.push(this.opened);
        letGo.call(this);
    });
    const some = Object.fromEntries(Array.from({ length: size }, (_, n) => [`${n}.terroir`, `organisation Clinic${n} { seat FR  kind mutual }\n`]));
    const { code } = await terroir(['check', '--quiet'], some, { spareMemory: (isVast) => void spared.push(isVast) });
    spy.mockRestore();
    expect(code).toBe(0);
    return { spared, held };
}

test('of few files memory is not spared, of many once, and nothing is let go of', async () => {
    expect(await runOf(100)).toEqual({ spared: [], held: [] });
    expect(await runOf(101)).toEqual({ spared: [false], held: [] });
});

test('of very many files few are held at once, from the first that is read to the last that is judged, and memory is spared again and again', async () => {
    const size = heldAtOnce(0) + 1;
    const few = heldAtOnce(size);
    const { spared, held } = await runOf(size);
    const times = Math.floor(size / few);
    expect([few, few % judgedTogether]).toEqual([256, 0]);
    expect(spared).toEqual(Array(1 + times).fill(true));
    // Files are read, taken into indexes, and judged; the library is at hand as well.
    expect(held.length).toBeGreaterThanOrEqual(3 * times);
    expect(Math.max(...held)).toBeLessThanOrEqual(few + libraryFiles.length);
    expect(Math.min(...held.slice(0, times))).toBeGreaterThanOrEqual(few);
});
