import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factWords, parse } from '../language/editing.ts';
import { Judge, rules, say } from '../language/index.ts';
import { commands } from '../server/cli/command-names.ts';
import { day, root, workspaceOf } from './harness/spec.ts';

const page = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = ['README.md', 'README.fr.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`)].filter(
    (file) => file.endsWith('.md'),
);

test('the language page shows every statement', () => {
    const text = page('docs/language.md');
    const kinds = ['Organisation', 'Service', 'Dataset', 'Contract', 'Commitment', 'Authorisation', 'Waiver', 'Norm', 'Adequacy', 'Scheme', 'Calendar'];
    for (const kind of kinds) {
        const words = factWords(kind);
        expect(words.length, kind).toBeGreaterThan(0);
        for (const word of words) expect(text, `${kind}: ${word}`).toMatch(new RegExp(`\\b${word}\\b`));
    }
});

test('every spec in the documents parses', () => {
    let read = 0;
    for (const document of documents.filter((path) => !path.startsWith('docs/rules/'))) {
        for (const [, source] of page(document).matchAll(/^```terroir\n([\s\S]*?)^```/gm)) {
            read++;
            expect(
                parse(source ?? '').problems.map(({ message }) => say(message)),
                `${document}:\n${source}`,
            ).toEqual([]);
        }
    }
    expect(read).toBeGreaterThan(1);
});

test('the specs with which the README and the page of the language begin are whole: nothing in them is undeclared', () => {
    for (const document of ['README.md', 'README.fr.md', 'docs/language.md']) {
        const [, source = ''] = /^```terroir\n([\s\S]*?)^```/m.exec(page(document)) ?? [];
        const { findings, notJudged } = new Judge(workspaceOf({ 'spec.terroir': source }), rules).file('spec.terroir', day('2026-11-26'));
        expect(findings.length, document).toBeGreaterThan(0);
        expect(notJudged, document).toEqual([]);
    }
});

test('the first spec of the README is judged as the README says', () => {
    const readme = page('README.md');
    const source = /^```terroir\n([\s\S]*?)^```/m.exec(readme)?.[1] ?? '';
    const { findings } = new Judge(workspaceOf({ 'hospital.terroir': source }), rules).file('hospital.terroir', day('2026-11-26'));
    const violated = findings.filter(({ verdict }) => verdict === 'violated');
    expect(readme).toContain('One of the four violations that the judge finds, beside twelve things');
    expect(violated.map(({ rule, severity }) => `${severity} ${rule}`).sort()).toEqual([
        'information data-act/exit-is-planned',
        'warning gdpr/lawful-basis-is-stated',
        'warning gdpr/special-basis-is-stated',
        'warning reach/no-foreign-control',
    ]);
    expect(findings.filter(({ verdict }) => verdict === 'unknown')).toHaveLength(12);
    const shown = violated.find(({ rule }) => rule === 'reach/no-foreign-control');
    expect(readme).toContain(shown && `  ${say(shown.message)}`);
});

test('links between documents lead somewhere', () => {
    for (const document of documents) {
        for (const [, target] of page(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
            expect(existsSync(join(root, document, '..', target ?? '')), `${document} → ${target}`).toBe(true);
        }
    }
});

test('links into a document lead to a heading of it', () => {
    // As GitHub makes them: small letters, digits, blanks as hyphens. None of the headings that are linked to stands twice on its page.
    const headings = (text: string) =>
        [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
            heading
                .toLowerCase()
                .replace(/[^\p{L}\p{N} _-]/gu, '')
                .replaceAll(' ', '-'),
        );
    let followed = 0;
    for (const document of documents) {
        for (const [, path = '', anchor] of page(document).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)) {
            const target = path === '' ? document : join(document, '..', path);
            expect(headings(page(target)), `${document} → ${path}#${anchor}`).toContain(anchor);
            followed++;
        }
    }
    expect(followed).toBeGreaterThan(20);
});

test('the page of the command begins with every command', () => {
    const [, first = ''] = /^```\n([\s\S]*?)^```/m.exec(page('docs/cli.md')) ?? [];
    const named = [...first.matchAll(/^terroir ([a-z]+)/gm)].map(([, command]) => command);
    expect(named.sort()).toEqual([...commands, 'help'].sort());
});

test('the page of the house shows every room', () => {
    const [tree = ''] = /^```\n[\s\S]*?^```/m.exec(page('docs/architecture.md')) ?? [];
    const foldersIn = (folder: string) =>
        execFileSync('git', ['ls-files', folder], { cwd: root, encoding: 'utf8' })
            .split('\n')
            .flatMap((file) => /^([^/.][^/]*)\//.exec(file.slice(folder === '.' ? 0 : folder.length + 1))?.[1] ?? []);
    const rooms = ['.', 'language', 'server'].flatMap((folder) => [...new Set(foldersIn(folder))]);
    expect(rooms.length).toBeGreaterThan(20);
    for (const room of rooms) expect(tree, room).toMatch(new RegExp(`^ *${room}/`, 'm'));
});

test('every dependency is one for which a reason stands there', () => {
    const { devDependencies, overrides } = JSON.parse(page('package.json')) as Record<string, Record<string, unknown>>;
    const named = [...page('docs/decisions/dependencies.md').matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) => (cell ?? '').match(/[^`, ]+/g) ?? []);
    expect(named.sort()).toEqual(Object.keys(devDependencies ?? {}).sort());
    for (const name of Object.keys(overrides ?? {})) expect(page('docs/decisions/dependencies.md')).toContain(`\`${name}\``);
});

test('nobody is called compliant', () => {
    for (const document of documents) expect(page(document).replace(/`[^`]*`/g, ''), document).not.toMatch(/\b(compliant|conformes?)\b/i);
});
