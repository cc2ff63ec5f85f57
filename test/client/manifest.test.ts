import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const manifest = readFileSync(new URL('package.json', root), 'utf8');
const contributes = json('package.json').contributes;

test('every text of the manifest is there in both languages, and none is left over', () => {
    const used = [...new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map((match) => match[1]))].sort();
    expect(used.length).toBeGreaterThan(5);
    expect(Object.keys(json('package.nls.json')).sort()).toEqual(used);
    expect(Object.keys(json('package.nls.fr.json')).sort()).toEqual(used);
});

test('every file that the manifest names exists', () => {
    const paths = [...JSON.stringify(contributes).matchAll(/"\.\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(paths.length).toBeGreaterThanOrEqual(5);
    for (const path of paths) expect(existsSync(new URL(path, root)), path).toBe(true);
});

test('every message of the client has its French', () => {
    const french = json('language/l10n/bundle.l10n.fr.json');
    const sources = readdirSync(new URL('client/', root)).map((name) => readFileSync(new URL(`client/${name}`, root), 'utf8'));
    const messages = sources.flatMap((source) => [...source.matchAll(/l10n\.t\(\s*'([^']+)'/g)].map((match) => match[1] ?? ''));
    expect(messages.length).toBeGreaterThan(0);
    for (const message of messages) expect(french).toHaveProperty([message]);
});

test('every command of the manifest is registered, and the other way round', () => {
    const session = readFileSync(new URL('client/session.ts', root), 'utf8');
    const registered = [...session.matchAll(/registerCommand\('([\w.]+)'/g)].map((match) => match[1]);
    expect(registered.sort()).toEqual(contributes.commands.map(({ command }: { command: string }) => command).sort());
});
