import { afterEach, expect, test } from 'vitest';
import { able, LspSession, type Setting } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

let session: LspSession;
const start = async (setting: Setting = {}) => (session = await LspSession.start(setting));
afterEach(() => session.stop());

const emc2 = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
const main = 'examples/emc2/emc2.terroir';
const parties = 'examples/emc2/parties.terroir';

const action = async (path: string, marked: string, title: RegExp) => {
    const actions = await session.actions(path, marked);
    const found = actions.find((one) => title.test(one.title));
    if (!found) throw new Error(`There is no such action: ${actions.map((one) => one.title).join(' | ')}`);
    return found;
};

test('a name that is not imported: the import is added and the finding is gone', async () => {
    await start({ files: { 'lib/parties.terroir': 'organisation Clinic { seat FR  kind foundation }\n' } });
    await session.open('x.terroir', 'organisation X { seat FR  kind company  controlled by Clinic }\n');
    await session.codes('x.terroir', ['names/not-imported']);
    const add = await action('x.terroir', 'by Cli|nic', /^Import Clinic from/);
    expect(add).toMatchObject({ kind: 'quickfix', isPreferred: true, diagnostics: [{ code: 'names/not-imported' }] });
    await session.apply(add.edit);
    expect(session.textOf('x.terroir')).toContain('import "./lib/parties.terroir"\n\norganisation X');
    await session.codes('x.terroir', []);
});

test('a name that is imported under another gets its prefix', async () => {
    await start({ files: { 'p.terroir': 'organisation Clinic { seat FR  kind foundation }\n' } });
    await session.open('x.terroir', 'import "./p.terroir" as p\norganisation X { seat FR  kind company  controlled by Clinic }\n');
    await session.codes('x.terroir', ['names/not-imported']);
    await session.apply((await action('x.terroir', 'by Cli|nic', /Write p\.Clinic/)).edit);
    await session.codes('x.terroir', []);
});

test('a slip of the fingers is mended', async () => {
    await start();
    await session.open('x.terroir', 'dataset D { category heatlh }\n');
    await session.codes('x.terroir', ['names/unknown']);
    await session.apply((await action('x.terroir', 'hea|tlh', /Did you mean health\?/)).edit);
    await session.codes('x.terroir', []);
});

test('a violation is waived for a while, and is a hint then', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.open(parties);
    await session.diagnostics(main, (shown) => shown.some(({ code, severity }) => code === 'reach/no-foreign-control' && severity === 1));
    await session.apply((await action(main, 'on Azure|France', /Waive reach\/no-foreign-control on EMC2Hosting/)).edit);
    expect(session.textOf(main)).toContain(
        '\n\nwaiver W-1 of reach/no-foreign-control on EMC2Hosting {\n    because "…"\n    approved by HDH on 2026-11-24\n    until 2027-02-22\n}',
    );
    const shown = await session.diagnostics(main, (all) => all.some(({ code, severity }) => code === 'reach/no-foreign-control' && severity === 4));
    expect(shown.find(({ code }) => code === 'reach/no-foreign-control')?.message).toContain('Waived by W-1 until');
});

test('what cannot be waived is offered no waiver, and an idle waiver is taken out', async () => {
    await start();
    const contract = 'organisation X { seat FR  kind association }\ncontract C { controller X  effective 2026-01-01  term 2 years }\n';
    const waiver = 'waiver W-1 of term/is-stated on C { because "A bridge"  approved by X on 2026-10-01  until 2027-03-31 }\n';
    await session.open('x.terroir', contract + waiver);
    await session.codes('x.terroir', ['waiver/is-used']);
    const titles = (await session.actions('x.terroir', 'waiver W|-1')).map(({ title }) => title);
    expect(titles).toEqual(['Remove the waiver that silences nothing']);
    await session.apply((await action('x.terroir', 'waiver W|-1', /Remove the waiver/)).edit);
    expect(session.textOf('x.terroir')).toBe(contract);
    await session.codes('x.terroir', []);
});

test('an unknown is settled by the statement it asks for', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.diagnostics(main);
    await session.apply((await action(main, 'hosts EMC|2', /State “persons …” in EMC2/)).edit);
    expect(session.textOf(main)).toMatch(/on 2023-12-21\n {4}persons …\n}/);
});

test('where the editor takes templates, the statement comes with its places to fill, on a line of its own', async () => {
    await start({
        files: emc2,
        capabilities: { ...able, workspace: { ...able.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } } },
    });
    await session.open(main);
    await session.diagnostics(main);
    const { edit } = await action(main, 'hosts EMC|2', /State “persons …” in EMC2/);
    const [change] = (edit?.documentChanges ?? []) as { edits: { range: { start: object; end: object }; snippet: { kind: string; value: string } }[] }[];
    expect(change?.edits[0]?.snippet).toEqual({ kind: 'snippet', value: '    persons ${1:number}\n' });
    expect(change?.edits[0]?.range.start).toMatchObject({ character: 0 });
    expect(change?.edits[0]?.range.end).toEqual(change?.edits[0]?.range.start);
});

test('the rule is shown where the editor has the command', async () => {
    await start({ files: emc2, options: { terroirCommands: true } });
    await session.open(main);
    await session.diagnostics(main);
    const show = await action(main, 'on Azure|France', /Show the rule reach\/no-foreign-control/);
    expect(show.command).toMatchObject({ command: 'terroir.showRule', arguments: ['reach/no-foreign-control'] });
    await session.stop();
    await start({ files: emc2 });
    await session.open(main);
    await session.diagnostics(main);
    expect((await session.actions(main, 'on Azure|France')).some(({ command }) => command)).toBe(false);
});

test('the fix of a rule is the preferred action', async () => {
    await start();
    const source =
        'organisation X { seat FR  kind foundation }\ncontract C {\n    controller X\n    signed 2026-01-01\n    term 2 years\n    transitional toward S\n}\nservice S by X { stores in FR }\n';
    await session.open('x.terroir', source);
    await session.diagnostics('x.terroir', (shown) => shown.some(({ code }) => code === 'term/transition-has-limit'));
    const fix = await action('x.terroir', 'transi|tional', /Limit the transition/);
    expect(fix.isPreferred).toBe(true);
    await session.apply(fix.edit);
    expect(session.textOf('x.terroir')).toContain('transitional at most 2 years toward S');
    await session.diagnostics('x.terroir', (shown) => !shown.some(({ code }) => code === 'term/transition-has-limit'));
});

test('other kinds of action are not offered', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.diagnostics(main);
    const params = session.at(main, 'on Azure|France');
    const range = { start: params.position, end: params.position };
    const ask = (only: string[]) => session.client.sendRequest<unknown[]>('textDocument/codeAction', { ...params, range, context: { diagnostics: [], only } });
    expect(await ask(['refactor'])).toEqual([]);
    expect(await ask(['quickfix'])).not.toEqual([]);
});

test('the page of a rule, in two languages', async () => {
    await start();
    const page = await session.client.sendRequest<{ markdown: string }>('terroir/rulePage', { rule: 'reach/no-foreign-control' });
    expect(page.markdown).toMatch(/^# reach\/no-foreign-control\n\n\*\*Nobody who controls/);
    expect(page.markdown).toContain('edpb-01-2020');
    await session.stop();
    await start({ locale: 'fr' });
    const french = await session.client.sendRequest<{ markdown: string }>('terroir/rulePage', { rule: 'reach/no-foreign-control' });
    expect(french.markdown).toContain('## Pourquoi');
});
