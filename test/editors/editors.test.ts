import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWhenStale } from '../../scripts/build-when-stale.ts';
import { root } from '../harness/spec.ts';

/*
 * Editors that know nothing of Terroir, set up as docs/editors.md says, word for word, and driven without a screen through the
 * EMC2 case: the built command serves them. In CI an editor that is not there is a failure, elsewhere it is said.
 */

/** What a driver has seen. */
interface Seen {
    readonly errors: readonly string[];
    readonly filetype: string;
    readonly commentstring: string;
    readonly findings: Readonly<Record<string, string>>;
    readonly hover: string;
    readonly definition: { readonly file: string; readonly line: string };
    readonly completion: readonly string[];
    readonly mended: boolean;
    readonly renamed: { readonly here: boolean; readonly there: boolean };
    readonly actions: readonly string[];
    readonly waiver: string;
}

interface Editor {
    readonly name: string;
    /** Whether it is there: its version. */
    readonly version: readonly string[];
    readonly debian: string;
    /** The headings of the guide whose blocks are its configuration. */
    readonly headings: readonly string[];
    readonly configuration: string;
    readonly run: (configuration: string) => readonly string[];
}

const drivers = join(root, 'test/editors');
const editors: readonly Editor[] = [
    {
        name: 'Neovim',
        version: ['nvim', '--version'],
        debian: 'neovim',
        headings: ['### 0.7 to 0.10'],
        configuration: 'init.lua',
        run: (init) => ['nvim', '--headless', '-u', init, '-i', 'NONE', '-n', '-c', `luafile ${join(drivers, 'neovim/drive.lua')}`],
    },
    {
        name: 'Emacs',
        version: ['emacs', '--batch', '-f', 'package-initialize', '--eval', "(require 'eglot)"],
        debian: 'emacs-nox elpa-eglot',
        headings: ['## Emacs', '### eglot'],
        configuration: 'init.el',
        run: (init) => ['emacs', '--batch', '-f', 'package-initialize', '-l', init, '-l', join(drivers, 'emacs/drive.el')],
    },
];

const guide = readFileSync(join(root, 'docs/editors.md'), 'utf8');

/** The first block of code under a heading, judged on the day of the EMC2 story. */
function blockUnder(heading: string): string {
    const block = /^```\w+\n([\s\S]*?)^```/m.exec(guide.slice(guide.indexOf(`\n${heading}\n`)))?.[1];
    if (!guide.includes(`\n${heading}\n`) || block === undefined) throw new Error(`docs/editors.md has no code under “${heading}”`);
    return block.replace(/(asOf = )''|(:asOf )""/, (_, lua?: string, lisp?: string) => (lua ? `${lua}'2026-11-23'` : `${lisp}"2026-11-23"`));
}

const isThere = ({ version: [command = '', ...argv] }: Editor): boolean => spawnSync(command, argv).status === 0;

beforeAll(buildWhenStale, 60_000);

describe.each(editors)('$name', (editor) => {
    const there = isThere(editor);
    const wanted = there || process.env['CI'] !== undefined;
    if (!wanted) console.log(`${editor.name} is not tested: it is not installed (on Debian: apt-get install ${editor.debian}).`);

    let folder: string;
    let seen: Seen;
    beforeAll(() => {
        if (!wanted) return;
        if (!there) throw new Error(`${editor.name} is not installed (on Debian: apt-get install ${editor.debian}).`);
        folder = mkdtempSync(join(tmpdir(), `terroir-${editor.name}-`));
        const result = join(folder, 'seen.json');
        const configuration = join(folder, editor.configuration);
        writeFileSync(configuration, editor.headings.map(blockUnder).join('\n'));
        const command = join(folder, 'bin/terroir');
        mkdirSync(dirname(command));
        writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/terroir.cjs')}" "$@"\n`);
        chmodSync(command, 0o755);
        cpSync(join(root, 'examples'), join(folder, 'specs'), { recursive: true });
        const [program = '', ...argv] = editor.run(configuration);
        const path = `${dirname(command)}${delimiter}${process.env['PATH']}`;
        const env = { ...process.env, PATH: path, LC_ALL: 'C.UTF-8', HOME: folder, XDG_CACHE_HOME: folder, TERROIR_SEEN: result };
        const { status, stderr } = spawnSync(program, argv, { cwd: join(folder, 'specs'), env, encoding: 'utf8', timeout: 110_000, killSignal: 'SIGKILL' });
        try {
            seen = JSON.parse(readFileSync(result, 'utf8'));
        } catch (error) {
            throw new Error(`${editor.name} ended with ${status} and has seen nothing: ${String(error)}\n${stderr}`);
        }
    }, 120_000);
    afterAll(() => rmSync(folder ?? join(tmpdir(), 'terroir-none'), { recursive: true, force: true }));

    const check = test.skipIf(!wanted);

    check('meets no error', () => expect(seen.errors).toEqual([]));

    check('knows the file by its name, and how to comment', () => {
        expect(seen.filetype).toMatch(/^terroir(-mode)?$/);
        expect(seen.commentstring).toMatch(/^\/\/( %s)?$/);
    });

    check('is told what is wrong, by code, on the day it asked for', () => {
        expect(Object.keys(seen.findings)).toEqual(expect.arrayContaining(['state/sensitive-data-is-shielded', 'term/transition-within-limit']));
        expect(seen.findings['reach/no-foreign-control']).toContain('Microsoft Corporation controls Microsoft Ireland Operations Limited');
        expect(seen.findings['reach/no-foreign-control']).toContain('Holds until 2026-12-20.');
    });

    check('shows by a hover who hosts, and whose laws reach', () => {
        expect(seen.hover).toContain('Hosting of the EMC2 warehouse');
        expect(seen.hover).toContain('FISA Section 702');
        expect(seen.hover).toContain('2026-12-21');
    });

    check('is led from a category into the library, a file on the disk', () => {
        expect(seen.definition.file).toBe(join(root, 'dist/library/vocabularies.terroir'));
        expect(seen.definition.line.trim()).toBe('health "Data concerning health" is special');
    });

    check('completes behind a comma', () => expect(seen.completion).toContain('genetic'));

    check('sees a mistake come and go', () => expect(seen.mended).toBe(true));

    check('renames in both files', () => expect(seen.renamed).toEqual({ here: true, there: true }));

    check('waives by a code action, and is offered no command that only VS Code has', () => {
        expect(seen.waiver).toBe('waiver W-1 of reach/no-foreign-control on EMC2Hosting {');
        expect(seen.actions.filter((title) => title.startsWith('Show the rule'))).toEqual([]);
    });
});
