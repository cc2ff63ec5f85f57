import { expect, test } from 'vitest';
import { diskOf, terroir } from './terminal.ts';

/* `terroir rage` is pasted where everybody reads it. */

const secret = 'Geheimrat';
const files = {
    'terroir.json': `{ "failOn": "warning", "exclude": ["${secret}/"], "baseline": { "file": "${secret}.json" }, "rules": { "reach": "error" } }`,
    'a.terroir': `/** ${secret} */ organisation ${secret} "${secret}" { seat FR kind company }\ncontract ${secret}2 { controller ${secret} }`,
    [`${secret}b.terroir`]: `dataset ${secret} { category health } organisation {`,
};

test('tells versions, machine, settings with their places, and how much there is', async () => {
    const { code, out, err } = await terroir(['rage'], files, { env: { NO_COLOR: '1', TERROIR_FAIL_ON: 'error' } });
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^ {2}terroir \d+\.\d+\.\d+$/m);
    expect(out).toMatch(/^ {2}library \S+, SHA-256 [0-9a-f]{64}$/m);
    expect(out).toMatch(new RegExp(`^ {2}node ${process.versions.node.replaceAll('.', '\\.')}$`, 'm'));
    expect(out).toContain(`  ${process.platform} ${process.arch}\n  no terminal\n`);
    expect(out).toContain('Environment\n  NO_COLOR\n  TERROIR_FAIL_ON\n');
    expect(out).toMatch(/^ {2}terroir\.json, SHA-256 [0-9a-f]{64}$/m);
    for (const line of ['failOn "error" (TERROIR_FAIL_ON)', 'rules.reach "error"', 'exclude (terroir.json:1)', 'baseline.file (terroir.json:1)'])
        expect(out).toContain(`  ${line}\n`);
    expect(out).toMatch(/^ {2}files: 2, characters: \d+, problems of syntax: \d$/m);
    expect(out).toContain('  contract 1\n  dataset 1\n  organisation ');
});

test('tells which variables are set that change what the command does, and no others', async () => {
    const ours = ['CI', 'FORCE_COLOR', 'GITHUB_ACTIONS', 'GITLAB_CI', 'LANG', 'LC_ALL', 'LC_MESSAGES', 'NO_COLOR', 'TERROIR_AS_OF'];
    const others = ['LANGUAGE', 'MY_TERROIR_TOKEN', 'MY_CI', 'LC_ALLERGIES'];
    const said = async (names: readonly string[], value: string) =>
        /^Environment\n((?: {2}.*\n)+)/m.exec((await terroir(['rage'], {}, { env: Object.fromEntries(names.map((name) => [name, value])) })).out)?.[1];
    expect(await said([...ours, ...others].reverse(), '1')).toBe(ours.map((name) => `  ${name}\n`).join(''));
    expect(await said(ours, '')).toBe('  -\n');
});

test('tells of the terminal how wide it is, as far as that is known', async () => {
    expect((await terroir(['rage'], {}, { isTerminal: true, columns: 132 })).out).toContain('\n  terminal, 132 columns\n');
    expect((await terroir(['rage'], {}, { isTerminal: true })).out).toContain('\n  terminal, ? columns\n');
});

test('counts what it is given, else what is there but for what the settings leave out', async () => {
    const specs = {
        'a.terroir': 'organisation A { seet FR }\n',
        'b.terroir': 'organisation B { seat FR }\ncontract C { sined 2026-01-01 }\n',
        'left/c.terroir': 'dataset D {}\n',
        'terroir.json': '{ "exclude": ["left/"] }',
    };
    const said = async (...argv: string[]) => (await terroir(['rage', ...argv], specs)).out.split('Specs\n')[1];
    expect(await said()).toBe('  files: 2, characters: 86, problems of syntax: 2\n  contract 1\n  organisation 2\n');
    expect(await said('a.terroir')).toBe('  files: 1, characters: 27, problems of syntax: 1\n  organisation 1\n');
    expect(await terroir(['rage', '--lung', 'fr'], specs)).toMatchObject({ code: 2, out: '' });
});

test('says nothing of what a spec says, of what variables hold, or of folders elsewhere', async () => {
    const env = { TERROIR_CONFIG: `/home/${secret}/jobs/terroir.json`, TERROIR_TOKEN: secret, GITHUB_TOKEN: secret, HOME: `/home/${secret}`, LANG: 'en' };
    const { out } = await terroir(['rage'], { ...files, [`../home/${secret}/jobs/terroir.json`]: files['terroir.json'] }, { env });
    expect(out).toContain('…/terroir.json, SHA-256');
    expect(out).toContain('failOn "warning" (…/terroir.json:1)');
    expect(out).not.toContain(secret);
    expect(out).not.toMatch(/\/(home|specs|Users)\b/);
});

test('nor of files of settings that are called as a variable of ours begins', async () => {
    for (const name of [`TERROIR_${secret}.json`, `TERROIR_${secret}/${secret}.json`, `TERROIR_${secret}`]) {
        const { out } = await terroir(['rage', '--config', name], { [name]: '{ "hints": true }' });
        expect(out).toContain('.json:1)');
        expect(out).not.toContain(secret);
    }
});

test('speaks where settings mean nothing, or there is no spec: who has trouble needs it most', async () => {
    const { code, out } = await terroir(['rage'], { 'terroir.json': `{ "${secret}": 1 }` });
    expect(code).toBe(0);
    expect(out).toContain('Settings\n  They cannot be read; terroir check says why.\nSpecs\n  -\n');
    expect(out).not.toContain(secret);
    expect((await terroir(['rage', '--config', `${secret}.json`], { [`${secret}.json`]: '{ "hints": true }' })).out).toContain('hints true (….json:1)');
    expect((await terroir(['rage'], {})).out).toContain('Specs\n  files: 0, characters: 0, problems of syntax: 0\n  input/nothing-matched 1\n');
});

test('in French', async () => {
    expect((await terroir(['rage', '--lang', 'fr'], files)).out).toMatch(/^Réglages$/m);
});

test('what it cannot read it counts', async () => {
    const { out } = await terroir(['rage'], {}, { disk: diskOf({ 'x.terroir': new Uint8Array([0xff, 0xff]) }) });
    expect(out).toContain('  input/not-utf8 1\n');
});
