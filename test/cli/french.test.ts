import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codes } from '../../server/cli/codes.ts';
import { commands } from '../../server/cli/command-names.ts';
import { widthOf } from '../../server/cli/formats/cells.ts';
import { fitted, helpOn } from '../../server/cli/help.ts';
import { languageOf } from '../../server/cli/translation.ts';
import { terroir } from './terminal.ts';

const root = join(import.meta.dirname, '../..');

const sources = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(join(root, folder, name), 'utf8'));

test('the pages of help name the same options in both languages', () => {
    const flags = (page: string) => [...page.matchAll(/^ +((?:-\w, )?--[\w-]+)/gm)].map((match) => match[1]);
    for (const command of [undefined, ...commands]) expect(flags(helpOn(command, 'fr'))).toEqual(flags(helpOn(command, 'en')));
});

test('what is wrong with the words of a command is said in French', async () => {
    const { err } = await terroir(['check', '--as-off', 'x', '--lang', 'fr']);
    expect(err).toMatch(/^terroir: .*option --as-off.* Vouliez-vous dire --as-of\s\?\n.*terroir check --help/);
    expect((await terroir(['chek'], {}, { env: { LC_ALL: 'fr_FR.UTF-8' } })).err).toMatch(/commande chek.*Vouliez-vous dire check/);
});

test('what stands in the text is quoted as French quotes it', async () => {
    const broken = 'contrat X {}\ncontract C { controller Clinic, Other  hosts D on  }\nservice S { stores 3 }\nimport\n';
    const { out } = await terroir(['check', '--no-wrap', '--lang', 'fr'], { 'a.terroir': broken });
    expect(out).toContain('Aucune déclaration ne commence par «\u00a0contrat\u00a0».');
    expect(out).toContain('Attendu après «\u00a0on\u00a0»\u00a0: un nom.');
    expect(out).toContain('«\u00a0{\u00a0» n’a pas sa place ici\u00a0; attendu\u00a0: «\u00a0by\u00a0».');
    expect(out).not.toMatch(/[“”]/);
});

test('the language is that of the environment, in the order of POSIX', () => {
    expect(languageOf({})).toBe('en');
    expect(languageOf({ LANG: 'fr_FR.UTF-8' })).toBe('fr');
    expect(languageOf({ LANG: 'fr' })).toBe('fr');
    expect(languageOf({ LANG: 'fry_NL' })).toBe('en');
    expect(languageOf({ LANG: 'fr_FR', LC_MESSAGES: 'en_GB' })).toBe('en');
    expect(languageOf({ LANG: 'en_GB', LC_MESSAGES: 'de_DE', LC_ALL: 'fr_CA' })).toBe('fr');
    expect(languageOf({ LC_ALL: '', LANG: 'fr_FR' })).toBe('fr');
});

test('a report for machines is English unless it is told otherwise', async () => {
    const env = { LC_ALL: 'fr_FR.UTF-8' };
    expect(JSON.parse((await terroir(['check', '--format', 'json'], { 'a.terroir': '' }, { env })).out).language).toBe('en');
    expect((await terroir(['check'], { 'a.terroir': '' }, { env })).out).toContain('aucune règle ne s’y applique au 2026-11-23.');
});

test('every code of a finding can be explained', async () => {
    const found = new Set(
        [...sources('language'), ...sources('server/cli')].flatMap((source) =>
            [...source.matchAll(/'((?:input|syntax|names|internal)\/[a-z0-9-]+)'/g)].map((match) => match[1] as string),
        ),
    );
    for (const problem of ['unknown', 'no-such-alias', 'not-imported', 'wrong-kind', 'ambiguous']) found.add(`names/${problem}`);
    expect(Object.keys(codes).sort()).toEqual([...found].sort());
    for (const code of found) {
        const { code: exit, out } = await terroir(['explain', code, '--lang', 'fr']);
        expect(exit).toBe(0);
        expect(out.split('\n')[0]).toBe(code);
    }
});

test('a rule is explained with its norms, and listed', async () => {
    const { code, out } = await terroir(['explain', 'reach/no-foreign-control'], {});
    expect(code).toBe(0);
    for (const part of ['judges', 'contract', 'norms', 'verified on', 'severity']) expect(out).toContain(part);
    const listed = JSON.parse((await terroir(['rules', '--format', 'json'])).out).rules as { rule: string }[];
    const text = (await terroir(['rules'])).out;
    expect(listed.length).toBeGreaterThan(3);
    for (const { rule } of listed) {
        expect(text).toContain(`${rule}\n`);
        expect((await terroir(['explain', rule])).code).toBe(0);
    }
});

describe('in a narrow terminal', () => {
    const pages = [undefined, ...commands].flatMap((command) =>
        (['en', 'fr'] as const).map((language) => [`${command ?? 'terroir'} ${language}`, helpOn(command, language)] as const),
    );
    const typed = /^( {2}(terroir|terraform|source) |Usage|Exemple| {7}terroir )/;

    test.each(pages)('the help of %s keeps to its width, its words and its columns', (_, page) => {
        const lines = fitted(page, 80).split('\n');
        for (const line of lines) if (!typed.test(line)) expect(widthOf(line)).toBeLessThanOrEqual(80);
        for (const line of lines) expect(line).not.toMatch(/^\s*[;:!?»]/);
        const words = (text: string) => text.split(/\s+/).join(' ');
        expect(words(lines.join('\n'))).toBe(words(page));
        // As many paragraphs and entries as before, each begun where it began.
        const begun = (text: string) =>
            text
                .split('\n')
                .filter((line) => /^$| {2}\S/.test(line.slice(0, 3)))
                .map((line) => line.slice(0, 10));
        expect(begun(lines.join('\n'))).toEqual(begun(page));
        expect(lines.filter((line) => typed.test(line))).toEqual(page.split('\n').filter((line) => typed.test(line)));
    });

    test('what is said of an option stays in its column', async () => {
        const { out } = await terroir(['help', 'check', '--lang', 'fr'], {}, { columns: 80, env: { LC_ALL: 'fr_FR.UTF-8' } });
        expect(out).toContain(
            '  --as-of DATE         le jour du jugement, par exemple 2026-01-31\u00a0; à défaut\n                       aujourd’hui en UTC\n',
        );
        expect(out).toContain('  --format NOM[:FICHIER]\n                       text (par défaut), json,');
    });
});
