import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factWords, parse } from '../language/editing.ts';
import { Judge, rules, say } from '../language/index.ts';
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

test('nobody is called compliant', () => {
    for (const document of documents) expect(page(document).replace(/`[^`]*`/g, ''), document).not.toMatch(/\b(compliant|conformes?)\b/i);
});
