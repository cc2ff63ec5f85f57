import { afterEach, describe, expect, test } from 'vitest';
import { terroir } from '../cli/terminal.ts';
import { able, hostOf, LspSession, pulling, type Setting, uriOf } from '../harness/lsp-session.ts';

/*
 * What `terroir.json` sets holds in an editor as it does on the command line: the levels of rules, the longest waiver, the date of
 * judgement, and which files are judged.
 */

const spec = `organisation Clinic { seat FR  kind health-institution }
organisation Cloud { seat IE  kind company  controlled by CloudInc }
organisation CloudInc { seat US  kind company }
service CloudFrance by Cloud { stores in FR  certified HDS }
dataset Records { category health  from care }
contract Hosting {
    controller Clinic
    processor Cloud
    hosts Records on CloudFrance
    signed 2026-01-10
    term 2 years
}
`;
const json = (settings: object) => JSON.stringify(settings, null, 4);

let session: LspSession;
const begin = async (files: Record<string, string>, setting: Setting = {}) => {
    session = await LspSession.start({ files, ...setting });
    await session.quiet();
};
afterEach(() => session.stop());

const shown = (path: string) => session.diagnosticsNow(path).filter(({ severity }) => severity !== 4);
const codes = (path: string) => shown(path).map(({ code }) => String(code));
const severity = (path: string, rule: string) => shown(path).find(({ code }) => code === rule)?.severity;

describe.each([
    ['told', able],
    ['asking', pulling],
])('an editor that is %s', (_, capabilities) => {
    test('shows what the command reports under the same configuration, and the other way round', async () => {
        const files = { 'spec.terroir': spec, 'terroir.json': json({ asOf: '2026-11-24', rules: { gdpr: 'off', 'reach/no-foreign-control': 'hint' } }) };
        await begin(files, { capabilities });
        const { out } = await terroir(['check', '--format', 'json'], files);
        const reported = (JSON.parse(out).findings as { rule: string; verdict: string }[]).map(({ rule }) => rule);
        expect(reported.length).toBeGreaterThan(5);
        await session.diagnostics('spec.terroir');
        expect(
            session
                .diagnosticsNow('spec.terroir')
                .map(({ code }) => code)
                .sort(),
        ).toEqual(reported.sort());
        expect(session.diagnosticsNow('spec.terroir').find(({ code }) => code === 'reach/no-foreign-control')?.severity).toBe(4);
    });

    test('shows what is wrong in the configuration where it stands, judges without it, and by it once it is mended', async () => {
        await begin({ 'spec.terroir': spec, 'terroir.json': '{\n    "rules": { "gdrp": "off" }\n}\n' }, { capabilities });
        const [wrong, ...others] = await session.diagnostics('terroir.json');
        expect(others).toEqual([]);
        expect(wrong).toMatchObject({
            message: 'There is no rule or category gdrp. Did you mean gdpr?',
            range: { start: { line: 1, character: 15 }, end: { line: 1, character: 21 } },
            severity: 1,
        });
        expect(codes('spec.terroir')).toContain('gdpr/lawful-basis-is-stated');
        await session.touch('terroir.json', '\uFFFD\uFFFD{\0 \0}\0');
        const utf16 = {
            message: 'The file seems to be UTF-16. Save it as UTF-8.',
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
        };
        await session.diagnostics('terroir.json', ([one]) => one?.message === utf16.message && JSON.stringify(one.range) === JSON.stringify(utf16.range));
        await session.touch('terroir.json', json({ rules: { gdpr: 'off' } }));
        await session.diagnostics('terroir.json', (left) => left.length === 0);
        await session.diagnostics('spec.terroir', (left) => !left.some(({ code }) => String(code).startsWith('gdpr/')));
        await session.touch('terroir.json', undefined);
        await session.diagnostics('spec.terroir', (left) => left.some(({ code }) => code === 'gdpr/lawful-basis-is-stated'));
    });
});

test('levels may come from a file that is extended; its faults are told in it, and a file that is not there is told where it is named', async () => {
    const files = { 'spec.terroir': spec, 'terroir.json': json({ extends: ['shared/base.json'], rules: { gdpr: 'error' } }) };
    await begin({ ...files, 'shared/base.json': json({ rules: { gdpr: 'off', reach: 'off' } }) });
    expect(severity('spec.terroir', 'gdpr/lawful-basis-is-stated')).toBe(1);
    expect(codes('spec.terroir').filter((code) => code.startsWith('reach/'))).toEqual([]);
    await session.touch('shared/base.json', json({ rules: { reach: 'of' } }));
    const [wrong] = await session.diagnostics('shared/base.json');
    expect(wrong?.message).toContain('Did you mean off?');
    await session.quiet();
    expect(codes('spec.terroir')).toContain('reach/no-foreign-control');
    await session.touch('shared/base.json', undefined);
    const [missing] = await session.diagnostics('terroir.json');
    expect(missing).toMatchObject({ message: 'There is no file shared/base.json.', range: { start: { line: 1, character: 4 } } });
    await session.touch('terroir.json', json({ extends: ['terroir.json'] }));
    const [circle] = await session.diagnostics('terroir.json', (all) => all.some(({ message }) => String(message).includes('itself')));
    expect(circle?.message).toBe('It extends itself, by way of terroir.json.');
});

test('the configured day holds until another is wished for, and today can be chosen', async () => {
    const files = { 'spec.terroir': spec, 'terroir.json': json({ asOf: '2027-06-01' }) };
    const days: string[] = [];
    const hears = { 'terroir/status': (params: unknown) => void days.push((params as { day: { text: string } }).day.text) };
    const last = (day: string) =>
        session.until(
            () => days.at(-1)?.includes(day) === true,
            () => days.join('\n'),
        );
    await begin(files, { hears, options: { asOf: '', terroirStatus: true } });
    await last('2027-06-01');
    await session.client.sendRequest('terroir/judgeAt', { day: '2026-12-24' });
    await last('2026-12-24');
    await session.client.sendRequest('terroir/judgeAt', { day: '' });
    await last('(today)');
});

test('what is left out is not judged unless it is opened, and comes back when it is let in', async () => {
    const files = { 'spec.terroir': spec, 'old/spec.terroir': spec, 'terroir.json': json({ exclude: ['old/'] }) };
    await begin(files);
    expect(codes('spec.terroir')).not.toEqual([]);
    expect(codes('old/spec.terroir')).toEqual([]);
    await session.open('old/spec.terroir');
    await session.diagnostics('old/spec.terroir');
    await session.shut('old/spec.terroir');
    await session.diagnostics('old/spec.terroir', (left) => left.length === 0);
    await session.touch('terroir.json', json({}));
    await session.diagnostics('old/spec.terroir');
});

test.each([
    ['terroir.json', json({ exclude: ['old/'] }), json({})],
    ['.gitignore', 'old/\n', ''],
])('what was open while %s let it in stays when it is closed', async (name, before, after) => {
    await begin({ 'spec.terroir': spec, 'old/spec.terroir': spec, [name]: before });
    await session.open('old/spec.terroir');
    await session.diagnostics('old/spec.terroir');
    await session.touch(name, after);
    await session.quiet();
    await session.shut('old/spec.terroir');
    await session.quiet();
    expect(codes('old/spec.terroir')).toEqual(codes('spec.terroir'));
});

describe('what .gitignore leaves out', () => {
    const files = {
        'spec.terroir': spec,
        '.git/HEAD': '',
        '.gitignore': 'old/\n*.tmp.terroir\n',
        'old/spec.terroir': spec,
        // Git does not look into what is left out, so this lets nothing in.
        'old/.gitignore': '!*.terroir\n',
        'a b.tmp.terroir': spec,
        'deep/.gitignore': '!kept.tmp.terroir\n/left.terroir\n',
        'deep/kept.tmp.terroir': spec,
        'deep/left.terroir': spec,
        'deep/er/left.terroir': spec,
    };
    const judged = () => Object.keys(files).filter((path) => codes(path).length > 0);

    test('is passed over, as the command does', async () => {
        await begin(files);
        const { out } = await terroir(['check', '--format', 'json'], files);
        const reported = (JSON.parse(out).files as { path: string }[]).map(({ path }) => path);
        expect(reported).toEqual(['deep/er/left.terroir', 'deep/kept.tmp.terroir', 'spec.terroir']);
        expect(judged().sort()).toEqual(reported);
    });

    test('is judged while it is open, and not when it changes', async () => {
        await begin(files);
        await session.open('old/spec.terroir');
        await session.diagnostics('old/spec.terroir');
        await session.shut('old/spec.terroir');
        await session.diagnostics('old/spec.terroir', (left) => left.length === 0);
        await session.touch('deep/left.terroir', `${spec}\n`);
        await session.touch('deep/new.tmp.terroir', spec);
        await session.quiet();
        expect([codes('deep/left.terroir'), codes('deep/new.tmp.terroir')]).toEqual([[], []]);
    });

    test('is judged while something imports it', async () => {
        await begin({ ...files, 'importing.terroir': 'import "./old/spec.terroir"\n' });
        await session.diagnostics('old/spec.terroir');
        await session.touch('importing.terroir', '');
        await session.diagnostics('old/spec.terroir', (left) => left.length === 0);
    });

    test('is not read, not even at the start', async () => {
        const read: string[] = [];
        const host = (all: Map<string, string>) => ({ ...hostOf(all), readFile: async (uri: string) => all.get(read[read.push(uri) - 1] ?? '') });
        await begin(files, { host });
        const specs = read.filter((uri) => uri.endsWith('.terroir')).map((uri) => uri.slice(uriOf('').length));
        expect(specs.sort()).toEqual(['deep/er/left.terroir', 'deep/kept.tmp.terroir', 'spec.terroir']);
    });

    test.each(['open', 'told of by nobody'])('goes with the last import of it, be it that it was %s', async (how) => {
        await begin({ 'importing.terroir': '' });
        // That it is left out becomes known when its folder is looked into, which nobody has done yet.
        session.disk.set(uriOf('new/.gitignore'), '*\n');
        session.disk.set(uriOf('new/spec.terroir'), spec);
        if (how === 'open') await session.open('new/spec.terroir');
        await session.touch('importing.terroir', 'import "./new/spec.terroir"\n');
        await session.diagnostics('new/spec.terroir');
        if (how === 'open') await session.shut('new/spec.terroir');
        await session.quiet();
        expect(codes('new/spec.terroir')).not.toEqual([]);
        await session.touch('importing.terroir', '');
        await session.diagnostics('new/spec.terroir', (left) => left.length === 0);
    });

    test('comes back when it is let in, and goes when it is left out', async () => {
        await begin(files);
        await session.touch('.gitignore', 'spec.terroir\n');
        await session.diagnostics('a b.tmp.terroir');
        await session.diagnostics('spec.terroir', (left) => left.length === 0);
        await session.touch('.gitignore', undefined);
        await session.diagnostics('spec.terroir');
    });

    test('begins with the repository, which may lie above the workspace', async () => {
        await begin({ 'a.terroir': spec, 'b.terroir': spec, 'file:///home/user/.git': 'gitdir: elsewhere', 'file:///home/user/.gitignore': '*/a.terroir\n' });
        expect(codes('b.terroir')).not.toEqual([]);
        expect(codes('a.terroir')).toEqual([]);
    });

    test('is judged where nobody trusts the workspace', async () => {
        await begin(files, { options: { trusted: false } });
        expect(codes('old/spec.terroir')).not.toEqual([]);
    });
});

test('a configuration lies in a folder of the workspace or above it; of several folders the first that has one counts', async () => {
    const above = 'file:///home/user/terroir.json';
    const other = 'file:///home/other/terroir.json';
    const workspaceFolders = [
        { uri: uriOf('').replace(/\/$/, ''), name: 'specs' },
        { uri: 'file:///home/other', name: 'other' },
    ];
    await begin(
        { 'spec.terroir': spec, [above]: json({ rules: { gdpr: 'off' } }), [other]: json({ rules: { reach: 'off' } }) },
        { params: { workspaceFolders } },
    );
    expect(codes('spec.terroir').filter((code) => code.startsWith('gdpr/'))).toEqual([]);
    expect(codes('spec.terroir')).toContain('reach/no-foreign-control');
});

test('how long a waiver may last is configured, too', async () => {
    const waiver = 'waiver W of reach/no-foreign-control on Hosting { because "moving out"  approved by Clinic on 2026-01-10  until 2026-12-31 }';
    const waived = `${spec}${waiver}\n`;
    await begin({ 'spec.terroir': waived, 'terroir.json': json({ waivers: { maxDays: 90 } }) });
    const [found] = shown('spec.terroir').filter(({ code }) => code === 'waiver/is-dated');
    expect(found?.message).toContain('90 days');
});

test('a workspace that nobody trusts does not say how it is judged', async () => {
    await begin({ 'spec.terroir': spec, 'terroir.json': json({ rules: { gdpr: 'off' }, asOf: '2027-06-01' }) }, { options: { trusted: false } });
    expect(codes('spec.terroir')).toContain('gdpr/lawful-basis-is-stated');
});

test('whoever shows lenses is told to ask again when it is judged otherwise, though no spec has changed', async () => {
    let told = 0;
    const listens: Setting['listens'] = (client) =>
        client.onRequest('workspace/codeLens/refresh', () => {
            told++;
            return null;
        });
    const capabilities = { ...able, workspace: { ...able.workspace, codeLens: { refreshSupport: true } } };
    await begin({ 'spec.terroir': spec, 'terroir.json': '{}' }, { capabilities, listens });
    const again = (times: number) =>
        session.until(
            () => told === times,
            () => `told ${told} times`,
        );
    await again(1);
    await session.touch('terroir.json', json({ rules: { gdpr: 'off' } }));
    await again(2);
});
