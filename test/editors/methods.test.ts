import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ErrorCodes } from 'vscode-languageserver/node';
import { ableEditor, rows } from '../../scripts/lsp-methods.ts';
import { reasons } from '../../scripts/lsp-reasons.ts';
import { LspSession } from '../harness/lsp-session.ts';
import { root } from '../harness/spec.ts';

const { standard } = await rows();

test('every method of the protocol is offered, or it is said why not: scripts/lsp-reasons.ts', () => {
    expect(standard.length).toBeGreaterThan(90);
    expect(standard.filter(({ file, why }) => file === undefined && !why).map(({ method }) => method)).toEqual([]);
});

test('no reason is left of a method that is offered by now, or that is none: scripts/lsp-reasons.ts', () => {
    const missing = new Set(standard.filter(({ file }) => file === undefined).map(({ method }) => method));
    expect(Object.keys(reasons).filter((method) => !missing.has(method))).toEqual([]);
});

test('a server that is asked knows exactly the requests that the table offers', async () => {
    const session = await LspSession.start({ files: { 'x.terroir': 'organisation X { seat FR }\n' }, capabilities: ableEditor });
    await session.open('x.terroir');
    const { textDocument, position } = session.at('x.terroir', 'X');
    const range = { start: position, end: position };
    const anything = { textDocument, position, range, ranges: [range], context: { diagnostics: [] }, files: [], options: {}, newName: 'Y', query: '' };
    const known: string[] = [];
    const requests = standard.filter(({ by, isRequest, method }) => by === 'editor' && isRequest && !['initialize', 'shutdown'].includes(method));
    for (const { method } of requests) {
        const code = await session.client.sendRequest(method, anything).then(
            () => undefined,
            (error: { code?: number }) => error.code,
        );
        if (code !== ErrorCodes.MethodNotFound) known.push(method);
    }
    await session.stop();
    // The library that keeps documents answers this with nothing, promised or not.
    expect(known.filter((method) => method !== 'textDocument/willSaveWaitUntil')).toEqual(
        requests.filter(({ file }) => file !== undefined).map(({ method }) => method),
    );
});

test('what the guide says of options, and its set-ups, are whole', () => {
    const guide = readFileSync(join(root, 'docs/editors.md'), 'utf8');
    const rows = /<!-- options -->\n([\s\S]*?)<!-- \/options -->/.exec(guide)?.[1]?.trim().split('\n').slice(2) ?? [];
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !/ \| \p{Lu}[^|]*\. \|$/u.test(row))).toEqual([]);
    // Of two values of a key in one table of Lua the later counts, and nobody sees it.
    const tables = [...guide.matchAll(/vim\.lsp\.config\('terroir', \{\n([\s\S]*?)\n\}\)/g)].map(([, body = '']) =>
        [...body.matchAll(/^ {2}(\w+) =/gm)].map(([, key]) => key),
    );
    expect(tables).toHaveLength(1);
    for (const keys of tables) expect(keys).toEqual([...new Set(keys)]);
});

test('every option that an editor may give is read', () => {
    const folder = join(root, 'server/lsp');
    const names = [
        ...(readFileSync(join(folder, 'protocol.ts'), 'utf8').split('InitializationOptions = {')[1]?.split('\n};')[0] ?? '').matchAll(
            /^ {4}readonly (\w+)\?:/gm,
        ),
    ];
    const readers = readdirSync(folder)
        .filter((file) => file !== 'protocol.ts')
        .map((file) => readFileSync(join(folder, file), 'utf8'))
        .join('\n');
    const options = names.map(([, name]) => name);
    expect(options).toEqual(expect.arrayContaining(['locale', 'asOf', 'unknowns', 'limits', 'libraryRoot']));
    for (const name of options) expect(readers, name).toMatch(new RegExp(`[oO]ptions\\??\\.${name}\\b|const \\{[^}]*\\b${name}\\b[^}]*\\} = \\(settings`));
});
