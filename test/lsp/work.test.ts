import { afterEach, expect, test, vi } from 'vitest';
import { Judge, judgedTogether, lookedInto, rules } from '../../language/index.ts';
import { hostOf, LspSession, pulling, type Setting, uriOf } from '../harness/lsp-session.ts';

/*
 * How much work an edit makes, counted: no clock is asked, so the numbers are the same on every machine. What counts is that they do not
 * depend on the size of the workspace.
 */

let session: LspSession;
const start = async (setting: Setting) => {
    session = await LspSession.start(setting);
    return session;
};
afterEach(async () => {
    vi.restoreAllMocks();
    await session.stop();
});

const asked = 'f0.terroir';

/** So many files, each with a host of its own and every tenth with a contract, and one file that all import. */
function register(size: number): Record<string, string> {
    const files: Record<string, string> = {
        'hub.terroir': 'organisation Buyer "The buyer" { seat FR  kind state-administration }\norganisation State { seat FR  kind state }\n',
    };
    for (let i = 0; i < size; i++) {
        const host = `import "./hub.terroir"

organisation Host${i} "Host ${i}" { seat FR  kind company  owned 61% by State  float 39% }
service Cloud${i} by Host${i} { stores in FR  administered from FR }
`;
        const contract = `dataset Records${i} { category health  subjects patients in FR }
// What is hosted.
contract Hosting${i} "Hosting ${i}" {
    controller Buyer
    processor Host${i}
    hosts Records${i} on Cloud${i}
    purpose "Keeping of records"
    signed 2026-01-01
    term 2 years
}
`;
        files[`f${i}.terroir`] = host + (i % 10 === 0 ? contract : '');
    }
    return files;
}

async function work(before: string, after: string, path = asked) {
    const { server } = session;
    const now = () => ({ ...server.work, ...server.workspace.engine.work });
    await session.quiet();
    const then = now();
    await session.type(path, before, after);
    await session.quiet();
    const { filesRead, declarationsRead, factsChanged, answersMarked, questionsAnswered, filesReported, reportsSent } = now();
    return {
        files: filesRead - then.filesRead,
        declarations: declarationsRead - then.declarationsRead,
        facts: factsChanged - then.factsChanged,
        marked: answersMarked - then.answersMarked,
        questions: questionsAnswered - then.questionsAnswered,
        reports: filesReported - then.filesReported,
        messages: reportsSent - then.reportsSent,
    };
}

const edits = {
    'a letter in a text that nobody reads aloud': ['Keeping of records', 'Keeping of the records'],
    'a comment between two declarations': ['// What is hosted.', '// What is hosted, and where.'],
    'blank lines': ['\n// What is', '\n\n\n// What is'],
    'blanks within a declaration': ['    term 2 years', '        term 2  years'],
    'a fact that the contract rests on': ['stores in FR', 'stores in DE'],
} as const;
type Edit = keyof typeof edits;

test.each([
    ['is told', undefined],
    ['asks', pulling],
])('what an edit costs an editor that %s does not depend on how many files there are', async (_, capabilities) => {
    const costs: Record<string, Record<Edit, unknown>> = {};
    for (const size of [30, 300, 3000]) {
        await start({ files: register(size), ...(capabilities ? { capabilities } : {}) });
        await session.open(asked);
        await session.quiet();
        const cost = {} as Record<Edit, unknown>;
        for (const [what, [before, after]] of Object.entries(edits)) cost[what as Edit] = await work(before, after);
        costs[size] = cost;
        if (size < 3000) await session.stop();
    }
    expect(costs['300']).toEqual(costs['30']);
    expect(costs['3000']).toEqual(costs['30']);
    expect(costs['30']).toMatchObject({
        'a letter in a text that nobody reads aloud': { files: 0, declarations: 1, facts: 1, reports: 1, messages: 0 },
        // What stands behind a declaration may belong to it: it is read again, and found to be the same.
        'a comment between two declarations': { files: 0, declarations: 1, facts: 0, marked: 1, questions: 0, reports: 1, messages: 0 },
        'blanks within a declaration': { files: 0, declarations: 1, facts: 0, marked: 1, questions: 0, reports: 1, messages: 0 },
        'blank lines': { files: 0, declarations: 1, facts: 0, marked: 1, questions: 0, reports: 1, messages: 1 },
    });
});

test.each([
    ['where everything is kept', undefined],
    ['where nobody is at work on most', 0],
])('a declaration more in a file that all import has none of these told anew, %s', async (_, most) => {
    await start({ files: register(30), host: (some) => ({ ...hostOf(some), ...(most === undefined ? {} : { keptWhole: most }) }) });
    await session.open('hub.terroir');
    const { reports, messages } = await work('organisation State', 'organisation Newcomer { seat FR  kind company }\norganisation State', 'hub.terroir');
    // Of the file itself: nobody names the newcomer, as it is told.
    expect({ reports, messages }).toEqual({ reports: 1, messages: 1 });
});

test('a fact three owners away judges those contracts anew that depend on it, and no other', async () => {
    const chain = (name: string, parent: string) => ({
        [`${name}.terroir`]: `import "./${parent}.terroir"\norganisation ${name} { seat FR  kind company  owned 100% by ${parent} }\n`,
    });
    const hosted = (i: number, by: string) => ({
        [`k${i}.terroir`]: `import "./${by}.terroir"\nimport "./buyer.terroir"\nservice S${i} by ${by} { stores in FR }\ndataset D${i} { category health }\ncontract K${i} { controller Buyer  processor ${by}  hosts D${i} on S${i}  signed 2026-01-01  term 2 years }\n`,
    });
    const files: Record<string, string> = {
        'buyer.terroir': 'organisation Buyer { seat FR  kind state-administration }\n',
        'Fund.terroir': 'organisation Fund { seat US  kind company  float 100% }\norganisation Town { seat FR  kind state }\n',
        'Top.terroir': 'import "./Fund.terroir"\norganisation Top { seat FR  kind company  owned 5% by Fund  owned 95% by Town }\n',
        ...chain('Middle', 'Top'),
        ...chain('Host', 'Middle'),
        'Apart.terroir': 'import "./Fund.terroir"\norganisation Apart { seat FR  kind company  owned 100% by Town }\n',
        ...Object.assign({}, ...Array.from({ length: 40 }, (_, i) => hosted(i, i % 4 === 0 ? 'Host' : 'Apart'))),
    };
    await start({ files });
    await session.open('Top.terroir');
    await session.quiet();
    const judged = new Set<string>();
    for (const rule of rules) {
        const judge = rule.judge.bind(rule);
        vi.spyOn(rule, 'judge').mockImplementation((ask, id, seen) => {
            judged.add(id.slice(id.lastIndexOf('#') + 1));
            return judge(ask, id, seen);
        });
    }
    const before = new Map(session.shown);
    session.pushed.length = 0;
    await session.type('Top.terroir', 'owned 5% by Fund  owned 95% by Town', 'owned 60% by Fund  owned 41% by Town');
    await session.quiet();
    const dependent = Array.from({ length: 10 }, (_, i) => `K${4 * i}`);
    expect([...judged].filter((name) => /^K\d/.test(name)).sort()).toEqual(dependent.sort());
    const different = [...session.shown].filter(([uri, items]) => JSON.stringify(items) !== JSON.stringify(before.get(uri) ?? [])).map(([uri]) => uri);
    expect(session.pushed.map(({ uri }) => uri).sort()).toEqual(different.sort());
    expect(different.filter((uri) => /\/k\d/.test(uri))).toHaveLength(10);
    // What was edited is told first.
    expect(session.pushed[0]?.uri).toMatch(/Top\.terroir$/);
});

test('what another file leads to is told where it stands now, and only where it has moved', async () => {
    const hosted = (i: number) =>
        `import "./hub.terroir"\norganisation H${i} { seat FR  kind company  owned 100% by Fund }\nservice S${i} by H${i} { stores in FR }\ndataset D${i} { category health }\ncontract K${i} { controller Buyer  processor H${i}  hosts D${i} on S${i}  signed 2026-01-01  term 2 years }\n`;
    const hub = '// A line.\norganisation Fund { seat US  kind company  float 100% }\norganisation Buyer { seat FR  kind state-administration }\n';
    await start({ files: { 'hub.terroir': hub, ...Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`k${i}.terroir`, hosted(i)])) } });
    await session.open('hub.terroir');
    await session.quiet();
    const leading = [...session.shown].filter(([, items]) =>
        items.some(({ relatedInformation }) => relatedInformation?.some(({ location }) => /hub\.terroir$/.test(location.uri))),
    );
    expect(leading.length).toBe(8);
    const longer = await work('// A line.', '// A longer line.', 'hub.terroir');
    expect(longer).toMatchObject({ questions: 0, reports: 1, messages: 0 });
    const lower = await work('// A longer line.', '// Two\n// lines.', 'hub.terroir');
    expect(lower).toMatchObject({ questions: 0, reports: 1 + leading.length, messages: leading.length });
});

test('what is opened is shown before the workspace has been listed, let alone read', async () => {
    const files = register(5);
    const host = (all: Map<string, string>) => ({ ...hostOf(all), listSpecs: () => new Promise<string[]>(() => {}) });
    for (const capabilities of [undefined, pulling]) {
        await start({ files, host, ...(capabilities ? { capabilities } : {}) });
        await session.open(asked, (files[asked] ?? '').replace('stores in FR', 'stores in Nowhere'));
        const shown = await session.diagnostics(asked, (all) => all.some(({ code }) => code === 'names/unknown'));
        // With what it imports: nothing else is unknown.
        expect(shown.filter(({ code }) => String(code).startsWith('names/')).length).toBe(1);
        if (!capabilities) await session.stop();
    }
});

/** A host in which one file cannot be read until it is released, and who is told when somebody wants to read it. */
function heldBack(slow: string) {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
        release = resolve;
    });
    const isAwaited = vi.fn();
    const host = (all: Map<string, string>) => {
        const real = hostOf(all);
        const readFile = async (uri: string) => {
            if (uri.endsWith(slow)) {
                isAwaited();
                await held;
            }
            return real.readFile(uri);
        };
        return { ...real, readFile };
    };
    return { host, isAwaited, release };
}

test('while the workspace is read only what is opened is judged', async () => {
    const files = register(60);
    const { host, release } = heldBack('f59.terroir');
    await start({ files, host });
    await session.open(asked);
    await session.diagnostics(asked);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await session.type(asked, 'stores in FR', 'stores in Nowhere');
    expect([...session.shown.keys()].filter((uri) => !uri.endsWith(asked) && !uri.endsWith('hub.terroir'))).toEqual([]);
    release();
    await session.diagnostics('f10.terroir');
    await session.diagnostics(asked, (all) => all.some(({ code }) => code === 'names/unknown'));
});

test('what is read is taken into the indexes while the rest of the workspace is still being read, so that nobody waits for that in the end', async () => {
    const files = register(60);
    const { host, release, isAwaited } = heldBack('f59.terroir');
    await start({ files, host });
    await vi.waitFor(() => expect(isAwaited).toHaveBeenCalled(), 10_000);
    const { workspace } = session.server;
    const { engine } = workspace;
    expect(workspace.files.size).toBeGreaterThan(45);
    for (const index of lookedInto) expect(engine.isMade(index), index.name).toBe(true);
    const { questionsAnswered } = engine.work;
    expect(questionsAnswered).toBeGreaterThan(100);
    // Whoever asks what is due finds nothing left to be done.
    expect(engine.due.size).toBe(0);
    expect(engine.work.questionsAnswered).toBe(questionsAnswered);
    release();
    await session.diagnostics('f10.terroir');
});

test('the judgement of a long file is given up between two declarations when something newer has come', async () => {
    const many = 80;
    const long = Array.from({ length: many }, (_, i) => `organisation O${i} { seat FR  kind company }\n`).join('');
    await start({ files: { 'long.terroir': long, 'short.terroir': 'organisation X { seat FR }\n' } });
    await session.open('short.terroir');
    await session.quiet();
    let now = Date.now();
    vi.spyOn(Date, 'now').mockImplementation(() => (now += 1000));
    const judged = new Set<string>();
    const [rule] = rules.filter(({ id }) => id === 'facts/are-consistent');
    const judge = rule?.judge.bind(rule);
    if (!rule || !judge) throw new Error('There is no such rule.');
    vi.spyOn(rule, 'judge').mockImplementation((ask, id, seen) => {
        judged.add(id);
        return judge(ask, id, seen);
    });
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { asOf: '2023-01-01' } } });
    while (judged.size < 10) await new Promise((resolve) => setImmediate(resolve));
    await session.type('short.terroir', 'seat FR', 'seat Nowhere');
    while (!session.diagnosticsNow('short.terroir').some(({ code }) => code === 'names/unknown')) await new Promise((resolve) => setImmediate(resolve));
    expect(judged.size).toBeLessThan(many);
    vi.restoreAllMocks();
    await session.quiet();
});

test('what a letter shows otherwise does not depend on how long the file is', async () => {
    const contracts = (n: number) =>
        Array.from(
            { length: n },
            (_, i) => `contract C${i} "Contract ${i}" {\n    controller Buyer\n    hosts D on Cloud\n    signed 2026-01-0${1 + (i % 9)}\n}\n`,
        ).join('');
    const head = `import "./hub.terroir"
organisation Host "Host" { seat FR  kind company  owned 61% by State  float 39% }
service Cloud by Host { stores in FR  administered from FR }
dataset D "Records" { category health  subjects patients in FR }
`;
    const costs = [];
    for (const n of [10, 100]) {
        if (n > 10) await session.stop();
        await start({ files: { ...register(0), 'long.terroir': `${head}${contracts(n)}// end\n` } });
        await session.open('long.terroir');
        const { server } = session;
        const cost = async (before: string, after: string) => {
            const then = server.work.findingsPlaced;
            await session.type('long.terroir', before, after);
            await session.quiet();
            return server.work.findingsPlaced - then;
        };
        await session.diagnostics('long.terroir', (shown) => shown.length > 5 * n);
        await session.quiet();
        costs.push([await cost('"Contract 7"', '"Contract 7 a"'), await cost('signed 2026-01-03', 'signed 2026-01-04'), await cost('// end', '// the end')]);
        // Whatever stands below a line more stands elsewhere.
        expect(await cost('dataset D', '\ndataset D')).toBeGreaterThan(5 * n);
    }
    expect(costs[1]).toEqual(costs[0]);
    // Those of the one contract in which it stands; a remark stands in none.
    for (const cost of costs[0]?.slice(0, 2) ?? []) expect(cost).toBeLessThan(20);
    expect(costs[0]?.[2]).toBe(0);
});

test('where there are very many files, a verdict is kept by itself of those alone that somebody has opened, or that were judged again', async () => {
    const files = register(20);
    /** A change of a file and the same back again, while it is open or not: how many questions each takes, and what is shown then. */
    const changed = async (most: number | undefined, isOpen: boolean) => {
        await start({ files, host: (some) => ({ ...hostOf(some), ...(most === undefined ? {} : { keptWhole: most }) }) });
        if (isOpen) await session.open(asked);
        await session.quiet();
        const { server } = session;
        const edit = async (before: string, after: string) => {
            const then = server.workspace.engine.work.questionsAnswered;
            if (isOpen) await session.type(asked, before, after);
            else await session.touch(asked, (session.disk.get(uriOf(asked)) ?? '').replace(before, after));
            await session.quiet();
            return server.workspace.engine.work.questionsAnswered - then;
        };
        const first = await edit('stores in FR', 'stores in DE');
        const second = await edit('stores in DE', 'stores in FR');
        return { first, second, shown: session.diagnosticsNow(asked).map(({ message }) => message) };
    };
    const found: Awaited<ReturnType<typeof changed>>[] = [];
    for (const [most, isOpen] of [
        [undefined, false],
        [undefined, true],
        [10, true],
        [10, false],
    ] as const) {
        if (found.length > 0) await session.stop();
        found.push(await changed(most, isOpen));
    }
    const [closed, open, openAmongMany, closedAmongMany] = found;
    // As many as the rules that look at where the data are stored, and no more.
    expect([open?.second, openAmongMany?.second]).toEqual([closed?.second, closed?.second]);
    expect(closedAmongMany?.first).toBeGreaterThan((closed?.first ?? 0) + 50);
    expect(closedAmongMany?.second).toBe(closed?.second);
    for (const { shown } of found) expect(shown).toEqual(found[0]?.shown);
    expect(found[0]?.shown).not.toEqual([]);
});

/** A register of many files, of which everything is kept of so many that were judged again. */
const startInPlay = async (keptInPlay: number) => {
    await start({ files: register(40), host: (some) => ({ ...hostOf(some), keptWhole: 0, keptInPlay }) });
    await session.quiet();
    const { engine } = session.server.workspace;
    /** Questions that a change on the disk takes. */
    const touch = async (path: string, before: string, after: string) => {
        const then = engine.work.questionsAnswered;
        await session.touch(path, (session.disk.get(uriOf(path)) ?? '').replace(before, after));
        await session.quiet();
        return engine.work.questionsAnswered - then;
    };
    return { engine, touch };
};

test('what was judged again makes room for what is judged again after it', async () => {
    const { engine, touch } = await startInPlay(1);
    const others = ['f10.terroir', 'f20.terroir', 'f30.terroir'];
    await touch(asked, 'stores in FR', 'stores in DE');
    const quick = await touch(asked, 'stores in DE', 'stores in FR');
    const { held } = engine;
    for (const path of others) await touch(path, 'stores in FR', 'stores in DE');
    // The last of them goes with the next change, whatever that is.
    await touch('hub.terroir', 'kind state }', 'kind state } // A remark.');
    expect(engine.held).toBeLessThan(held + 50);
    expect(await touch(asked, 'stores in FR', 'stores in DE')).toBeGreaterThan(quick + 50);
});

test('of a change that touches more files than are kept, the rest is judged as any other', async () => {
    const changed = async (keptInPlay: number) => {
        const { engine, touch } = await startInPlay(keptInPlay);
        const { held } = engine;
        await touch('hub.terroir', 'kind state }', 'kind company }');
        const more = engine.held - held;
        // Nobody has to make room for them, and be looked at again for that.
        const then = session.server.work.filesReported;
        await touch('f1.terroir', 'float 39%', 'float  39%');
        return { more, reported: session.server.work.filesReported - then };
    };
    const few = await changed(2);
    await session.stop();
    const many = await changed(100);
    expect(many.more).toBeGreaterThan(2 * few.more);
    expect(few.reported).toBe(many.reported);
});

test('of a file that is judged again nothing is shown anew but what has become another finding', async () => {
    const { touch } = await startInPlay(10);
    const { work } = session.server;
    const placed: number[] = [];
    for (const [before, after] of [
        ['stores in FR', 'stores in DE'],
        ['stores in DE', 'stores in US'],
        ['stores in US', 'stores in DE'],
    ] as const) {
        const then = work.findingsPlaced;
        await touch('f10.terroir', before, after);
        placed.push(work.findingsPlaced - then);
    }
    const shown = session.diagnosticsNow('f10.terroir').length;
    expect(placed[0]).toBeGreaterThanOrEqual(shown);
    expect(placed[2]).toBeLessThan(shown);
});

test('where there are very many files, nothing is kept of one that was open but what is kept of all others', async () => {
    const files = register(20);
    await start({ files, host: (some) => ({ ...hostOf(some), keptWhole: 0 }) });
    await session.quiet();
    const { engine } = session.server.workspace;
    const { held } = engine;
    await session.open(asked);
    for (const [before, after] of [
        ['stores in FR', 'stores in DE'],
        ['stores in DE', 'stores in FR'],
    ] as const) {
        await session.type(asked, before, after);
        await session.quiet();
    }
    expect(engine.held).toBeGreaterThan(held + 50);
    await session.shut(asked);
    await session.quiet();
    expect(engine.held).toBeLessThan(held + 10);
});

test('rule after rule looks at several files where nobody is at work, and at one where everything is kept, so that it is told at once', async () => {
    const groups = async (keptWhole: number | undefined) => {
        const together = vi.spyOn(Judge.prototype, 'together');
        await start({ files: register(20), host: (some) => ({ ...hostOf(some), ...(keptWhole === undefined ? {} : { keptWhole }) }) });
        await session.open(asked);
        await session.quiet();
        const sizes = together.mock.calls.map(([paths]) => paths.length).filter((size) => size > 0);
        together.mockRestore();
        return sizes;
    };
    expect(new Set(await groups(undefined))).toEqual(new Set([1]));
    await session.stop();
    const among = await groups(0);
    // The one that is open goes first, by itself.
    expect([among[0], Math.max(...among)]).toEqual([1, judgedTogether]);
});

test('of files that nobody has opened it is at hand what was read of them, as far as that is to be kept', async () => {
    const files = register(20);
    const atHand = async (keptRead?: number) => {
        await start({ files, host: (some) => ({ ...hostOf(some), ...(keptRead === undefined ? {} : { keptRead }) }) });
        await session.open(asked);
        await session.quiet();
        const { workspace } = session.server;
        const judged = workspace.opened;
        // Somebody looks into every one of them, and takes so long that the server listens behind each.
        let now = Date.now();
        vi.spyOn(Date, 'now').mockImplementation(() => (now += 100));
        expect(await session.client.sendRequest('workspace/symbol', { query: 'Buyer' })).not.toEqual([]);
        vi.restoreAllMocks();
        return [judged, workspace.opened];
    };
    // All but the one that is open.
    const all = Object.keys(files).length - 1;
    expect(await atHand()).toEqual([all, all]);
    await session.stop();
    for (const opened of await atHand(5)) expect(opened).toBeLessThanOrEqual(6);
});

test('of files that nobody has opened no more is at hand while they are read than is to be kept, and those of one breath', async () => {
    const { host, release, isAwaited } = heldBack('f59.terroir');
    await start({ files: register(60), host: (some) => ({ ...host(some), keptRead: 5 }) });
    await vi.waitFor(() => expect(isAwaited).toHaveBeenCalled(), 10_000);
    const { workspace } = session.server;
    expect(workspace.files.size).toBeGreaterThan(45);
    expect(workspace.opened).toBeLessThanOrEqual(15);
    release();
});

test('where a name changes that very many mention, what is read of them is let go of on the way', async () => {
    const many = 600;
    const files: Record<string, string> = { 'hub.terroir': 'organisation Owner { seat FR  kind state }\n' };
    for (let i = 0; i < many; i++) files[`f${i}.terroir`] = `import "./hub.terroir"\norganisation O${i} { seat FR  kind company  owned 60% by Owner }\n`;
    await start({ files, host: (some) => ({ ...hostOf(some), keptWhole: 0, keptRead: 20 }) });
    await session.open('hub.terroir');
    await session.quiet();
    const { workspace } = session.server;
    let most = 0;
    const letGo = workspace.letGo.bind(workspace);
    vi.spyOn(workspace, 'letGo').mockImplementation(() => {
        most = Math.max(most, workspace.opened);
        letGo();
    });
    await session.type('hub.terroir', 'Owner', 'Owners');
    for (const i of [0, many - 1]) await session.codes(`f${i}.terroir`, ['names/unknown']);
    await session.quiet();
    expect(most).toBeGreaterThan(20);
    expect(most).toBeLessThan(many / 2);
    expect([...session.shown.values()].filter((shown) => shown.some(({ code }) => code === 'names/unknown'))).toHaveLength(many);
    await session.type('hub.terroir', 'Owners', 'Owner');
    await session.codes('f7.terroir', []);
});
