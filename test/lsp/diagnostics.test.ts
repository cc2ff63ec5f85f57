import { afterEach, expect, test } from 'vitest';
import { LspSession, type Setting, uriOf } from '../harness/lsp-session.ts';
import { example } from '../harness/spec.ts';

let session: LspSession;
const start = async (setting: Setting) => {
    session = await LspSession.start(setting);
    return session;
};
afterEach(() => session.stop());

const emc2 = example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir');
const main = 'examples/emc2/emc2.terroir';

const control = 'reach/no-foreign-control';

test('an opened file is judged with what it imports, exactly where its findings are', async () => {
    const { open, diagnostics } = bound(await start({ files: emc2, options: { terroirCommands: true, libraryRoot: 'file:///opt/terroir/library/' } }));
    await open(main);
    const shown = await diagnostics(main);
    const finding = shown.find(({ code }) => code === control);
    expect(finding).toMatchObject({ severity: 1, source: 'terroir', codeDescription: { href: `terroir-rule:/${control}.md` } });
    expect(session.documents.get(main)?.getText(finding?.range)).toBe('AzureFrance');
    expect(finding?.message).toContain('Microsoft Corporation');
    expect(finding?.message).toMatch(/Holds until \d{4}-\d\d-\d\d\.$/);
    const related = finding?.relatedInformation ?? [];
    expect(related.map(({ location }) => location.uri)).toContain(uriOf('examples/emc2/parties.terroir'));
    // The proof first, then the norms.
    const norms = related.filter(({ message }) => message.startsWith('Under '));
    expect([norms.length > 0, related.slice(-norms.length)]).toEqual([true, norms]);
    for (const { location } of norms) expect(location.uri).toMatch(/^file:\/\/\/opt\/terroir\/library\/[a-z-]+\.terroir$/);
});

test('after an edit its own file is told of first, then what is open, then the others by their names', async () => {
    const naming = 'import "./z.terroir"\norganisation A { controlled by P }\n';
    const { pushed } = await start({ files: { 'z.terroir': 'organisation P { seat FR }\n', 'a.terroir': naming, 'b.terroir': naming, 'c.terroir': naming } });
    for (const path of ['z.terroir', 'b.terroir']) await session.open(path);
    await session.quiet();
    const before = pushed.length;
    await session.type('z.terroir', 'organisation P { seat', 'organisation Q { seet');
    await session.quiet();
    expect(pushed.slice(before).map(({ uri }) => uri)).toEqual(['z', 'b', 'a', 'c'].map((name) => uriOf(`${name}.terroir`)));
});

test('a date of the past gives the verdicts of that date', async () => {
    const { open, diagnostics } = bound(await start({ files: emc2, options: { asOf: '2024-06-01' } }));
    await open(main);
    const shown = await diagnostics(main);
    // Before sren-31 applies the same reach is doctrine only.
    expect(shown.find(({ code }) => code === control)?.severity).toBe(2);
});

test('a date that is none is told, and today stands in for it', async () => {
    await start({ files: emc2, options: { asOf: '2024-13-01' } });
    await session.until(
        () => session.messages.some((message) => message.includes('asOf')),
        () => session.messages.join(),
    );
});

test.each([
    ['none any more', '', 0],
    ['no date', '2024-13-01', 1],
])('where the setting names %s, the day is today’s again', async (_, asOf, told) => {
    await start({ files: emc2, options: { asOf: '2024-06-01' } });
    await session.open(main);
    const severityOf = () => session.diagnosticsNow(main).find(({ code }) => code === control)?.severity;
    await session.quiet();
    expect(severityOf()).toBe(2);
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { asOf } } });
    await session.quiet();
    expect([severityOf(), session.messages.filter((message) => message.includes('asOf')).length]).toEqual([1, told]);
});

test('the settings of the editor count', async () => {
    const capabilities = { workspace: { configuration: true } };
    const { open, diagnostics } = bound(await start({ files: emc2, capabilities, settings: { asOf: '2024-06-01', unknowns: 'hide' } }));
    await open(main);
    expect((await diagnostics(main)).find(({ code }) => code === control)?.severity).toBe(2);
});

test('unknown verdicts are information, and can be hidden', async () => {
    const parties = 'examples/emc2/parties.terroir';
    await start({ files: emc2 });
    const shown = await session.diagnostics(parties);
    const unknown = shown.find(({ code }) => code === 'secnumcloud/administered-from-eu');
    expect(unknown).toMatchObject({ severity: 3 });
    expect(unknown?.message).toContain('What would settle it');
    await session.stop();
    await start({ files: emc2, options: { unknowns: 'hide' } });
    await session.open(main);
    await session.diagnostics(main);
    await session.quiet();
    const left = session.diagnosticsNow(parties).map(({ code }) => code);
    expect(left).toContain('secnumcloud/no-foreign-veto');
    expect(left).not.toContain('secnumcloud/administered-from-eu');
});

test('the page of a rule is offered with what it found or could not tell, and no page with broken text', async () => {
    const source = 'organisation X { seat Nowhere }\n';
    await start({ files: { ...emc2, 'broken.terroir': source }, options: { terroirCommands: true } });
    const found = await session.diagnostics('examples/emc2/parties.terroir');
    for (const rule of ['secnumcloud/no-foreign-veto', 'secnumcloud/administered-from-eu'])
        expect(found.find(({ code }) => code === rule)?.codeDescription?.href).toBe(`terroir-rule:/${rule}.md`);
    expect((await session.diagnostics('broken.terroir')).find(({ code }) => code === 'names/unknown')).not.toHaveProperty('codeDescription');
});

test('what weighs otherwise by the settings of the workspace is shown so, though it says the same', async () => {
    const weighing = (level: string) => `{ "rules": { "${control}": "${level}" } }`;
    await start({ files: { ...emc2, 'terroir.json': weighing('warning') } });
    await session.open(main);
    const found = () => session.diagnosticsNow(main).find(({ code }) => code === control);
    await session.quiet();
    expect(found()?.severity).toBe(2);
    await session.touch('terroir.json', weighing('information'));
    await session.quiet();
    expect(found()?.severity).toBe(3);
});

test('what is hidden while a file is being worked on goes, though the finding stays', async () => {
    const parties = 'examples/emc2/parties.terroir';
    await start({ files: emc2 });
    await session.open(parties);
    await session.quiet();
    await session.write(parties, `${session.textOf(parties)}// looked at\n`);
    await session.quiet();
    const codes = () => session.diagnosticsNow(parties).map(({ code }) => code);
    expect(codes()).toContain('secnumcloud/administered-from-eu');
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { unknowns: 'hide' } } });
    await session.quiet();
    expect(codes()).not.toContain('secnumcloud/administered-from-eu');
    expect(codes()).toContain('secnumcloud/no-foreign-veto');
});

test('files that nobody opened are judged, too', async () => {
    await start({ files: emc2 });
    await session.diagnostics(main);
});

test('French editors get French', async () => {
    const { open, diagnostics } = bound(await start({ files: emc2, locale: 'fr-FR' }));
    await open(main);
    const message = (await diagnostics(main)).find(({ code }) => code === control)?.message ?? '';
    expect(message).toContain('Valable jusqu’au');
    expect(message).not.toContain('Holds until');
});

test.each([
    ['what the editor brings along takes the place of a sentence', 'fr', { 'Holds until {until}.': 'Vaut jusqu’au {until}.' }, 'Vaut jusqu’au'],
    ['Frisian is no French', 'fry', {}, 'Holds until'],
])('%s', async (_, locale, l10n, said) => {
    const { open, diagnostics } = bound(await start({ files: emc2, locale, options: { l10n } }));
    await open(main);
    expect((await diagnostics(main)).find(({ code }) => code === control)?.message).toContain(`\n${said} `);
});

test('a setting that means nothing, or is not there, leaves what was chosen', async () => {
    const parties = 'examples/emc2/parties.terroir';
    await start({ files: emc2, options: { unknowns: 'hide', codeLens: true } });
    await session.open(parties);
    await session.quiet();
    await session.client.sendNotification('workspace/didChangeConfiguration', { settings: { terroir: { unknowns: 'perhaps' } } });
    await session.quiet();
    const codes = session.diagnosticsNow(parties).map(({ code }) => code);
    expect(codes).toContain('secnumcloud/no-foreign-veto');
    expect(codes).not.toContain('secnumcloud/administered-from-eu');
    expect(await session.client.sendRequest('textDocument/codeLens', { textDocument: { uri: uriOf(parties) } })).not.toEqual([]);
});

/** Five files: a owns b, b owns c, c runs the service, d hosts on it; nothing links d and a but the facts between them. */
const chain = {
    'a.terroir': 'organisation A { seat US  kind company }\n',
    'b.terroir':
        'import "./a.terroir"\norganisation B { seat FR  kind company  owned 5% by A  owned 95% by F }\norganisation F { seat FR  kind natural-person }\n',
    'c.terroir': 'import "./b.terroir"\norganisation C { seat FR  kind company  owned 100% by B }\nservice S by C { stores in FR }\n',
    'd.terroir':
        'import "./c.terroir"\nimport "./e.terroir"\ncontract K { controller C  processor C  hosts D on S  signed 2026-01-01  effective 2026-01-01  term 2 years }\n',
    'e.terroir': 'dataset D { category health }\n',
};

test('a fact several files away changes what is shown here', async () => {
    await start({ files: chain });
    await session.open('b.terroir');
    await session.quiet();
    expect(session.diagnosticsNow('d.terroir').map(({ code }) => code)).not.toContain(control);
    await session.type('b.terroir', 'owned 5% by A  owned 95% by F', 'owned 60% by A  owned 40% by F');
    await session.diagnostics('d.terroir', (shown) => shown.some(({ code }) => code === control));
    await session.type('b.terroir', 'owned 60% by A  owned 40% by F', 'owned 5% by A  owned 95% by F');
    await session.diagnostics('d.terroir', (shown) => !shown.some(({ code }) => code === control));
});

test('only what changed is pushed', async () => {
    await start({ files: chain });
    await session.open('e.terroir');
    await session.quiet();
    const before = session.pushed.length;
    await session.type('e.terroir', 'health }', 'health } // nothing new');
    await session.quiet();
    expect(session.pushed.length).toBe(before);
});

test('an import that goes and comes back', async () => {
    await start({
        files: {
            'x.terroir': 'import "./y.terroir"\norganisation X { seat FR  kind company  controlled by Y }\n',
            'y.terroir': 'organisation Y { seat FR  kind foundation }\n',
        },
    });
    await session.open('x.terroir');
    await session.quiet();
    await session.codes('x.terroir', []);
    await session.touch('y.terroir', undefined);
    await session.codes('x.terroir', ['names/missing-import', 'names/unknown']);
    await session.touch('y.terroir', 'organisation Y { seat FR  kind foundation }\n');
    await session.codes('x.terroir', []);
});

test('a deleted file shows nothing any more', async () => {
    await start({ files: { 'x.terroir': 'organisation X { seat Nowhere }\n' } });
    await session.codes('x.terroir', ['names/unknown']);
    await session.touch('x.terroir', undefined);
    await session.codes('x.terroir', []);
});

test('a deleted folder takes its files along', async () => {
    await start({ files: { 'deep/x.terroir': 'organisation X { seat Nowhere }\n', 'y.terroir': 'organisation Y { seat Nowhere }\n' } });
    await session.codes('deep/x.terroir', ['names/unknown']);
    session.disk.delete(uriOf('deep/x.terroir'));
    session.disk.set(uriOf('moved/x.terroir'), 'organisation X { seat Nowhere }\n');
    await session.client.sendNotification('workspace/didRenameFiles', { files: [{ oldUri: uriOf('deep'), newUri: uriOf('moved') }] });
    await session.codes('deep/x.terroir', []);
    await session.codes('moved/x.terroir', ['names/unknown']);
    await session.codes('y.terroir', ['names/unknown']);
});

test('messages name files as people do', async () => {
    await start({ files: { 'lib/parties.terroir': 'organisation Clinic { seat FR }\n' } });
    await session.open('x.terroir', 'organisation X { seat FR  controlled by Clinic }\n');
    const shown = await session.diagnostics('x.terroir', (all) => all.some(({ code }) => code === 'names/not-imported'));
    expect(shown[0]?.message).toBe('Clinic is declared in lib/parties.terroir, which this file does not import.');
});

test('after many edits the editor shows what a fresh start shows', async () => {
    await start({ files: emc2 });
    const parties = 'examples/emc2/parties.terroir';
    await session.open(main);
    await session.open(parties);
    await session.diagnostics(main);
    // Lines go and come back, in an order that looks random and never changes.
    const gone: [path: string, line: string, before: string][] = [];
    let seed = 7;
    const pick = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
    for (let i = 0; i < 40; i++) {
        const path = pick(2) === 0 ? main : parties;
        const lines = session.textOf(path).split('\n');
        const at = pick(lines.length);
        const [line = ''] = lines.splice(at, 1);
        const back = gone.length > 5 ? gone.shift() : undefined;
        gone.push([path, line, session.textOf(path)]);
        await session.write(path, lines.join('\n'));
        if (back) await session.write(back[0], back[2]);
    }
    await session.quiet();
    const texts = { [main]: session.textOf(main), [parties]: session.textOf(parties) };
    const shown = [session.diagnosticsNow(main), session.diagnosticsNow(parties)];
    await session.stop();
    await start({ files: texts });
    const fresh = () => [session.diagnosticsNow(main), session.diagnosticsNow(parties)];
    await session.until(
        () => JSON.stringify(fresh()) === JSON.stringify(shown),
        () => JSON.stringify({ fresh: fresh(), shown }, null, 1),
    );
});

test('a file that is closed is judged as it is on the disk', async () => {
    await start({ files: { 'x.terroir': 'organisation X { seat FR }\n' } });
    await session.open('x.terroir', 'organisation X { seat Nowhere }\n');
    await session.codes('x.terroir', ['names/unknown']);
    await session.shut('x.terroir');
    await session.codes('x.terroir', []);
});

test('what is of no use is a hint and faded, where the editor can fade', async () => {
    const files = {
        'x.terroir': `organisation X { seat FR  kind association }
organisation Idle { seat FR }
contract C { controller X  effective 2026-01-01  term 2 years }
waiver W-1 of term/is-stated on C { because "A bridge"  approved by X on 2026-10-01  until 2027-03-31 }
`,
    };
    const tagsOf = async (valueSet: (1 | 2)[] | undefined) => {
        const textDocument = { publishDiagnostics: valueSet === undefined ? {} : { tagSupport: { valueSet } } };
        await start({ files, capabilities: { textDocument }, options: { asOf: '2026-11-23' } });
        const shown = await session.diagnostics('x.terroir', (all) => all.length === 2);
        const told = shown.map(({ code, severity, tags }) => `${code} ${severity} ${tags ?? 'no tags'}`).sort();
        if (valueSet?.includes(1) !== true) await session.stop();
        return told;
    };
    expect(await tagsOf(undefined)).toEqual(['facts/are-used 4 no tags', 'waiver/is-used 2 no tags']);
    expect(await tagsOf([2])).toEqual(['facts/are-used 4 no tags', 'waiver/is-used 2 no tags']);
    expect(await tagsOf([1, 2])).toEqual(['facts/are-used 4 1', 'waiver/is-used 2 1']);
});

test('a document that was never saved is judged while it is open', async () => {
    await start({});
    await session.open('untitled:/Untitled-1', 'organisation X { seat Nowhere }\n');
    await session.codes('untitled:/Untitled-1', ['names/unknown']);
    await session.shut('untitled:/Untitled-1');
    await session.codes('untitled:/Untitled-1', []);
});

test('what is too large or no text is refused before it is read', async () => {
    await start({ options: { limits: { size: 50 } } });
    await session.open('x.terroir', `organisation X { seat FR }\n${' '.repeat(60)}`);
    await session.codes('x.terroir', ['syntax/too-large']);
    await session.open('y.terroir', 'organisation Y \0');
    await session.codes('y.terroir', ['syntax/not-a-spec']);
});

test('a syntax error hides no finding on the declarations around it', async () => {
    const { open, type } = bound(await start({ files: emc2 }));
    await open(main);
    await session.diagnostics(main, (shown) => shown.some(({ code }) => code === control));
    await type(main, 'warehouse\n', 'warehose\n');
    await session.diagnostics(main, (shown) => shown.filter(({ code }) => String(code).startsWith('syntax/')).length === 1);
});

test('one file under two spellings of its address is one file', async () => {
    await start({ files: { 'é (1).terroir': 'organisation X { seat FR  kind foundation }\n' } });
    await session.quiet();
    const escaped = 'file:///home/user/specs/%C3%A9%20%281%29.terroir';
    await session.open(escaped, 'organisation X { seat Nowhere }\n');
    await session.open('z.terroir', 'import "./é (1).terroir"\norganisation Z { seat FR  kind company  controlled by X }\n');
    await session.diagnostics(escaped);
    await session.quiet();
    expect(session.diagnosticsNow('z.terroir').map(({ code }) => code)).not.toContain('names/missing-import');
});

test('faults are not kept quiet', async () => {
    await start({ files: {}, host: () => ({ readFile: () => Promise.reject(new Error('the disk is gone')), listSpecs: async () => [uriOf('x.terroir')] }) });
    await session.until(
        () => session.log.some((line) => line.includes('the disk is gone')),
        () => session.log.join(),
    );
});

function bound(one: LspSession) {
    return { open: one.open.bind(one), type: one.type.bind(one), diagnostics: one.diagnostics.bind(one) };
}
