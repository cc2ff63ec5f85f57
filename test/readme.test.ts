import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Judge, rules, say } from '../language/index.ts';
import french from '../language/l10n/bundle.l10n.fr.json' with { type: 'json' };
import { day, root, workspaceOf } from './harness/spec.ts';
import { typographyFaults } from './harness/typography.ts';

/* The read-me is also the page in the marketplaces, and it is there in two languages that must say the same. */

const page = (path: string) => readFileSync(join(root, path), 'utf8');
const languages = { English: page('README.md'), French: page('README.fr.md') };
const { English: en, French: fr } = languages;

const all = (pattern: RegExp, text: string): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);
const blocks = (language: string, text: string): string[] => all(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'), text);
const pictures = (text: string): string[] => all(/!\[[^\]]*\]\(([^)]*)\)/g, text);
/** What a command is, without the folder it is given and what is said of it. */
const commands = (text: string): string[] =>
    blocks('sh', text)
        .flatMap((block) => block.trim().split('\n'))
        .map((line) =>
            line
                .replace(/\s*#.*/, '')
                .replace(/(contra[ct]+s?|contrats)\//, '')
                .replace(/(report|rapport)\.json|(coverage|couverture)\.html/, ''),
        );

describe('the two read-me files say the same', () => {
    test('under as many headings', () => {
        const levels = (text: string) => all(/^(#+) /gm, text.replace(/^```[\s\S]*?^```/gm, ''));
        expect(levels(en).length).toBeGreaterThan(8);
        expect(levels(fr)).toEqual(levels(en));
    });

    test('by the same spec and the same commands', () => {
        expect(blocks('terroir', fr)).toEqual(blocks('terroir', en));
        expect(commands(en).length).toBeGreaterThan(8);
        expect(commands(fr)).toEqual(commands(en));
    });

    test('with the same pictures, each in its language', () => {
        expect(pictures(en).length).toBeGreaterThan(2);
        expect(pictures(fr)).toEqual(pictures(en).map((path) => path.replace('docs/images/', 'docs/images/fr/')));
    });

    test('leading to the same places', () => {
        const places = (text: string) => all(/\]\(([^)]+)\)/g, text).filter((target) => !/^docs\/images\/|^README/.test(target));
        expect(places(fr)).toEqual(places(en).map((target) => target.replace(/^docs\/rules\b/, 'docs/fr/rules')));
        expect([en.includes('](README.fr.md)'), fr.includes('](README.md)')]).toEqual([true, true]);
    });

    test('with the same settings and commands of the editor', () => {
        const names = (text: string) => all(/`(terroir\.[\w.]+)`/g, text);
        expect(names(en).length).toBeGreaterThan(3);
        expect(names(fr)).toEqual(names(en));
    });

    test('about as many rules as there are', () => {
        expect([rules.length, en.includes('[Ninety-one rules]'), fr.includes('[Quatre-vingt-onze règles]')]).toEqual([91, true, true]);
    });
});

test('the French one shows what the judge says in French', () => {
    const { findings } = new Judge(workspaceOf({ 'hospital.terroir': blocks('terroir', fr)[0] ?? '' }), rules).file('hospital.terroir', day('2026-11-26'));
    const shown = findings.find(({ rule, verdict }) => rule === 'reach/no-foreign-control' && verdict === 'violated');
    const inFrench = (template: string) => (french as Readonly<Record<string, string>>)[template] ?? template;
    expect(fr).toContain(shown && `  ${say(shown.message, inFrench)}`);
    const count = (wanted: string) => findings.filter(({ verdict }) => verdict === wanted).length;
    expect([count('violated'), count('unknown')]).toEqual([4, 12]);
    expect(fr).toContain('L’une des quatre violations que constate le juge, à côté de douze choses');
});

describe.each(Object.entries(languages))('the %s one is fit for a marketplace', (_, text) => {
    test('its pictures are there, small, no SVG, and described', () => {
        for (const path of pictures(text)) {
            expect(path, 'marketplaces refuse SVG').toMatch(/\.png$/);
            expect(existsSync(join(root, path)), `${path}: npm run pictures`).toBe(true);
            expect(statSync(join(root, path)).size, path).toBeLessThan(150_000);
        }
        for (const description of all(/!\[([^\]]*)\]/g, text)) expect(description.length).toBeGreaterThan(40);
        expect(text).not.toMatch(/<(img|svg|video)\b/);
    });

    test('first what it is for, with a picture; privacy and disclaimer before support, the changes last', () => {
        const order = [
            /^\*\*.+\*\*$/m,
            /^!\[/m,
            /^```terroir$/m,
            /vsix/,
            /^```sh\nterroir check/m,
            /<!-- settings -->/,
            /No telemetry, no network|Ni télémétrie ni réseau/,
        ];
        const rest = [/not legal advice|pas un conseil juridique/, /^## (Support|Assistance)$/m, /CHANGELOG\.md/];
        const places = [...order, ...rest].map((pattern) => text.search(pattern));
        expect(places).not.toContain(-1);
        expect(places).toEqual([...places].sort((a, b) => a - b));
    });
});

test('the French one keeps French typography', () => expect(typographyFaults(fr)).toEqual([]));
