import { afterEach, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
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
    return session.chosen(found);
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

test.each([
    ['in other letters', 'en', 'organisation A { seat fr }', 'FR'],
    ['a term in other letters', 'en', 'dataset D { category Health }', 'health'],
    ['a country by its name', 'en', 'organisation A { seat Germany }', 'DE'],
    ['a country by its initials', 'en', 'organisation A { seat UK }', 'GB'],
    ['a country by its name in French', 'fr', 'organisation A { seat Allemagne }', 'DE'],
    ['a Union by its initials in French', 'fr', 'organisation A { established in UE }', 'EU'],
])('what was meant is offered first: %s', async (_, locale, source, name) => {
    await start({ locale });
    await session.open('x.terroir', `${source}\n`);
    await session.diagnostics('x.terroir');
    const written = /(\S+) }$/.exec(source)?.[1] ?? '';
    const [first] = await session.actions('x.terroir', `|${written} }`);
    expect(first).toMatchObject({ isPreferred: true });
    await session.apply((await session.chosen(first as CodeAction)).edit);
    expect(session.textOf('x.terroir')).toBe(`${source.replace(written, name)}\n`);
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
        capabilities: { ...able, workspace: { ...able.workspace, workspaceEdit: { ...able.workspace?.workspaceEdit, snippetEditSupport: true } } },
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

const ask = (path: string, marked: string, context: object): Promise<CodeAction[]> => {
    const { textDocument, position } = session.at(path, marked);
    return session.client.sendRequest('textDocument/codeAction', {
        textDocument,
        range: { start: position, end: position },
        context: { diagnostics: [], ...context },
    });
};
const kindsOf = (actions: readonly CodeAction[]) => [...new Set(actions.map(({ kind }) => kind))].sort();

test('only the kinds that are asked for are offered, and what lies below them', async () => {
    await start({
        files: { ...emc2, 'x.terroir': 'import "./y.terroir"\n\norganisation X { seat FR  kind company }\n', 'y.terroir': 'organisation Y { seat FR }\n' },
    });
    expect(session.offers.codeActionProvider).toEqual({
        codeActionKinds: ['quickfix', 'refactor.move', 'refactor.inline', 'source.fixAll.terroir', 'source.organizeImports'],
        resolveProvider: true,
    });
    await session.open(main);
    await session.diagnostics(main);
    expect(kindsOf(await ask(main, 'on Azure|France', {}))).toEqual(['quickfix', 'refactor.inline']);
    expect(kindsOf(await ask(main, 'on Azure|France', { triggerKind: 2 }))).toEqual(['quickfix']);
    expect(kindsOf(await ask(main, 'on Azure|France', { only: ['quickfix'] }))).toEqual(['quickfix']);
    expect(kindsOf(await ask(main, 'on Azure|France', { only: ['refactor'] }))).toEqual(['refactor.inline', 'refactor.move.newFile']);
    expect(kindsOf(await ask(main, 'on Azure|France', { only: ['refactor.inline'] }))).toEqual(['refactor.inline']);
    expect(kindsOf(await ask(main, 'on Azure|France', { only: ['refactor.move.newFile'] }))).toEqual(['refactor.move.newFile']);
    expect(await ask(main, 'on Azure|France', { only: ['refactor.rewrite'] })).toEqual([]);
    await session.open('x.terroir');
    await session.diagnostics('x.terroir');
    expect(kindsOf(await ask('x.terroir', 'seat F|R', { only: ['source'] }))).toEqual(['source.fixAll.terroir', 'source.organizeImports']);
    expect(kindsOf(await ask('x.terroir', 'seat F|R', { only: ['source.fixAll'] }))).toEqual(['source.fixAll.terroir']);
    expect(kindsOf(await ask('x.terroir', 'seat F|R', { only: ['source.fixAll.eslint'] }))).toEqual([]);
});

test('an edit is made when its action is chosen; an editor that cannot wait gets it at once', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.diagnostics(main);
    const late = (await session.actions(main, 'on Azure|France')).filter(({ command }) => !command);
    expect(late.length).toBeGreaterThan(3);
    expect(late.every(({ edit, data }) => edit === undefined && data !== undefined)).toBe(true);
    const edits = await Promise.all(late.map((one) => session.chosen(one)));
    expect(edits.every(({ edit, disabled }) => edit !== undefined || disabled !== undefined)).toBe(true);
    await session.stop();
    await start({ files: emc2, capabilities: { workspace: able.workspace ?? {} } });
    await session.open(main);
    await session.diagnostics(main);
    const early = await session.actions(main, 'on Azure|France');
    expect(early.every(({ edit }) => edit !== undefined)).toBe(true);
    expect(early.map(({ title }) => title)).toEqual(late.map(({ title }) => title));
});

test('an action that was offered for another text is refused', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.diagnostics(main);
    const [first] = await session.actions(main, 'on Azure|France');
    await session.type(main, 'term 3 years', 'term 4 years');
    await expect(session.chosen(first as CodeAction)).rejects.toThrow('The text was changed meanwhile.');
});

test('everything under a selection can be mended, not only what the cursor is on', async () => {
    await start();
    await session.open('x.terroir', 'dataset D { category heatlh }\ndataset E { category gentic }\n');
    await session.codes('x.terroir', ['names/unknown', 'names/unknown']);
    const { textDocument } = session.at('x.terroir', 'dataset');
    const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 29 } };
    const actions = await session.client.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
    expect(actions.map(({ title }) => title)).toEqual(expect.arrayContaining(['Did you mean health?', 'Did you mean genetic?']));
});

test('one statement that would settle several findings is offered once, for all of them', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.diagnostics(main);
    const actions = await session.actions(main, 'on Azure|France');
    const titles = actions.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    const state = actions.find(({ title }) => title === 'State “administered from …” in AzureFrance');
    expect(state?.diagnostics?.length).toBeGreaterThan(1);
});

test('a statement that goes on with a fact says with which', async () => {
    await start({ files: emc2 });
    await session.open(main);
    await session.diagnostics(main);
    const titles = (await session.actions(main, 'on Azure|France')).map(({ title }) => title);
    expect(titles).toContain('State “version …” behind “certified HDS” in AzureFrance');
});

test('a change of what is promised says so', async () => {
    await start();
    const source =
        'organisation X { seat FR  kind foundation }\ncontract C {\n    controller X\n    signed 2026-01-01\n    term 2 years\n    transitional toward S\n}\nservice S by X { stores in FR }\n';
    await session.open('x.terroir', source);
    await session.diagnostics('x.terroir', (shown) => shown.some(({ code }) => code === 'term/transition-has-limit'));
    const { edit } = await action('x.terroir', 'transi|tional', /Limit the transition/);
    expect(edit?.changeAnnotations).toEqual({ change: { label: 'Changes what C promises', needsConfirmation: false } });
    expect(JSON.stringify(edit?.documentChanges)).toContain('"annotationId":"change"');
    const settle = await action('x.terroir', 'organisation X|', /^(State|Move|Waive)/).catch(() => undefined);
    expect(settle?.edit?.changeAnnotations).toBeUndefined();
});

test('all findings of a rule in a file are mended at once', async () => {
    await start();
    const contract = 'organisation X { seat FR  kind association }\ncontract C { controller X  effective 2026-01-01  term 2 years }\n';
    const waivers = [1, 2, 3]
        .map((n) => `waiver W-${n} of term/is-stated on C { because "A bridge"  approved by X on 2026-10-01  until 2027-03-2${n} }\n`)
        .join('');
    await session.open('x.terroir', contract + waivers);
    await session.codes('x.terroir', ['waiver/is-used', 'waiver/is-used', 'waiver/is-used']);
    await session.apply((await action('x.terroir', 'waiver W|-2', /Fix all 3 findings of waiver\/is-used in this file/)).edit);
    expect(session.textOf('x.terroir')).toBe(contract);
    await session.codes('x.terroir', []);
});

test('what changes nothing that is stated is mended for the asking, on a save for instance', async () => {
    await start({ files: { 'a.terroir': 'organisation A { seat FR  kind foundation }\n', 'b.terroir': 'organisation B { seat FR  kind foundation }\n' } });
    await session.open(
        'x.terroir',
        'import "./b.terroir"\nimport "./x.terroir"\nimport "./a.terroir"\n\norganisation X { seat FR  kind company  controlled by A }\n',
    );
    await session.codes('x.terroir', ['names/imports-itself']);
    const [fixAll, ...more] = await ask('x.terroir', 'organi|sation', { only: ['source.fixAll.terroir'] });
    expect([fixAll?.title, more]).toEqual(['Fix what changes nothing that is stated', []]);
    await session.apply((await session.chosen(fixAll as CodeAction)).edit);
    expect(session.textOf('x.terroir')).toBe('import "./a.terroir"\n\norganisation X { seat FR  kind company  controlled by A }\n');
    expect(await ask('x.terroir', 'organi|sation', { only: ['source.fixAll'] })).toEqual([]);
    await session.write('x.terroir', 'organisation X { seat FR; kind foundation }\n');
    await session.codes('x.terroir', ['syntax/unexpected-character']);
    const [mend] = await ask('x.terroir', 'organi|sation', { only: ['source.fixAll'] });
    await session.apply((await session.chosen(mend as CodeAction)).edit);
    await session.codes('x.terroir', []);
});

test('imports are put in order', async () => {
    await start({ files: { 'a.terroir': 'organisation A { seat FR  kind foundation }\n', 'b.terroir': 'organisation B { seat FR  kind foundation }\n' } });
    await session.open('x.terroir', 'import "./b.terroir"\nimport "./a.terroir"\n\norganisation X { seat FR  kind company  owned 50% by A  owned 50% by B }\n');
    await session.codes('x.terroir', []);
    const [organize] = await ask('x.terroir', 'organi|sation', { only: ['source.organizeImports'] });
    await session.apply((await session.chosen(organize as CodeAction)).edit);
    expect(session.textOf('x.terroir')).toMatch(/^import "\.\/a\.terroir"\nimport "\.\/b\.terroir"\n\norganisation X/);
});

test('the command that shows a finding in a terminal can be copied', async () => {
    await start({ files: { 'two words/x.terroir': '' }, options: { terroirCommands: true } });
    await session.open('two words/x.terroir', 'dataset D { category heatlh }\n');
    await session.codes('two words/x.terroir', ['names/unknown']);
    const copy = await action('two words/x.terroir', 'hea|tlh', /Copy the command/);
    expect(copy.command).toMatchObject({ command: 'terroir.copy', arguments: ['terroir check "two words/x.terroir" --as-of 2026-11-24'] });
});

test('in French, everything', async () => {
    await start({ files: emc2, locale: 'fr', options: { terroirCommands: true } });
    await session.open(main);
    await session.diagnostics(main);
    const titles = (await session.actions(main, 'on Azure|France')).map(({ title }) => title);
    expect(titles).toContain('Copier la commande qui montre ceci dans un terminal');
    expect(titles.filter((title) => /\b(the|this|of|with|into)\b/i.test(title))).toEqual([]);
});

test('the page of a rule, in two languages', async () => {
    await start();
    const page = await session.client.sendRequest<{ markdown: string }>('terroir/rulePage', { rule: 'reach/no-foreign-control' });
    expect(page.markdown).toMatch(/^# reach\/no-foreign-control\n\n\*\*Nobody who controls/);
    expect(page.markdown).toContain('(`edpb-01-2020`): Supplementary measures for transfers');
    await session.stop();
    await start({ locale: 'fr' });
    const french = await session.client.sendRequest<{ markdown: string }>('terroir/rulePage', { rule: 'reach/no-foreign-control' });
    expect(french.markdown).toContain('## Pourquoi');
    expect(french.markdown).toContain('(`edpb-01-2020`)\u00a0: Mesures supplémentaires pour les transferts');
});
