import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from '../../language/editing.ts';
import { root } from '../harness/spec.ts';
import { terroir } from './terminal.ts';

test('every norm, decision, scheme, place and provider of the library is listed, with when it was read', async () => {
    const { code, out } = await terroir(['library', '--format', 'json']);
    expect(code).toBe(0);
    const { entries } = JSON.parse(out) as { entries: { kind: string; name: string; file: string; verified: string | null }[] };
    const stated = readdirSync(join(root, 'language/library'))
        .filter((name) => name.endsWith('.terroir'))
        .flatMap((name) =>
            (parse(readFileSync(join(root, 'language/library', name), 'utf8')).tree.declarations ?? []).map(({ $type, name }) => ({ $type, name })),
        )
        .filter(({ $type }) => $type !== 'Vocabulary');
    expect(entries.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(stated.map(({ $type, name }) => `${$type.toLowerCase()} ${name}`).sort());
    expect(entries.find(({ name }) => name === 'gdpr-44')?.verified).toBe('2026-11-23');
    expect(entries.find(({ name }) => name === 'gdpr-6')?.verified).toBeNull();
});

test('words choose; figures, sources and the day of reading are printed', async () => {
    const { out } = await terroir(['library', 'data-act-25', 'article']);
    expect(out).toContain('norm data-act-25\n');
    expect(out).toContain('notice-at-most: 2 months');
    expect(out).toContain('Verified: 2026-11-23');
    expect(out).toContain('CELEX 32023R2854');
    expect(out).not.toContain('gdpr-44');
});

test('how many entries there are is said of one as of several', async () => {
    const first = async (...argv: string[]) => (await terroir(['library', ...argv])).out.split('\n')[0];
    expect(await first('exoscale')).toMatch(/^Library \S+\. Entries: 1\.$/);
    expect(await first('exoscale', '--lang', 'fr')).toMatch(/^Bibliothèque \S+\. Entrées\s: 1\.$/);
});

test('in French, too', async () => {
    expect((await terroir(['library', 'gdpr-44', '--lang', 'fr'])).out).toMatch(
        /Règlement \(UE\) 2016\/679 \(RGPD\), article 44\n {4}Ordre juridique\s: Union européenne/,
    );
});

test('what is not there is said to be so', async () => {
    expect(await terroir(['library', 'nowhere'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('The library has nothing named nowhere.') });
});
