import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Message, rules, say } from '../../language/index.ts';
import french from '../../language/l10n/bundle.l10n.fr.json' with { type: 'json' };
import { root } from '../harness/spec.ts';
import { proseOf, typographyFaults } from '../harness/typography.ts';

/* Each rule has a page in French that says what the English one says: the same sections, in them as many paragraphs between the same specs. */

const headings = ['Pourquoi', 'À éviter', 'À préférer', 'Inconnu', 'Quand accorder une dispense', 'Normes'];

const page = (path: string): string => readFileSync(join(root, path), 'utf8');
const inFrench = (message: Message): string => say(message, (template) => (french as Readonly<Record<string, string>>)[template] ?? template);
/** Lines may break anywhere but at a no-break space. */
const unbroken = (text: string): string => text.replace(/[ \n]+/g, ' ');

/** What a page is made of: headings by level, paragraphs, specs as they stand, and lists by their length. */
const shapeOf = (text: string): string[] =>
    [...text.matchAll(/^```[\s\S]*?^```|[^\n]+(?:\n(?!```)[^\n]+)*/gm)].map(([part]) => {
        if (part.startsWith('```')) return part;
        if (part.startsWith('#')) return part.replace(/ .*/s, '');
        if (part.startsWith('- ')) return `${part.split('\n- ').length} in a list`;
        return /^(No fix|Pas de correction)\b/.test(part) ? 'why there is no fix' : 'paragraph';
    });

const english = /\b(the|and|with|which|whose|from|that|is|are|of|for|not|has|have|by|where|who|whom|this|those|its|it|be|to|until)\b/gi;

for (const { id, summary, why, norms } of rules) {
    const path = `docs/fr/rules/${id}.md`;
    describe(path, () => {
        const text = page(path);

        test('has the sections, and in them what the English page has', () => {
            expect(text.startsWith(`# ${id}\n`)).toBe(true);
            expect([...text.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual(headings);
            expect(shapeOf(text)).toEqual(shapeOf(page(`docs/rules/${id}.md`)));
            for (const [before] of text.matchAll(/[^\n]*\n\n(?=```terroir fixed)/g)) expect(before).toBe('Ce qu’en fait l’ampoule\u00a0:\n\n');
        });

        test('says what the rule demands, why, and by which norms', () => {
            expect(unbroken(text)).toContain(inFrench(summary));
            expect(unbroken(text)).toContain(inFrench(why));
            for (const norm of norms) expect(text).toContain(`\`${norm}\``);
        });

        test('is in French', () => {
            const own = text.slice(0, text.indexOf(`## ${headings.at(-1)}`));
            expect(typographyFaults(own)).toEqual([]);
            expect(
                proseOf(own)
                    .replace(/[a-z-]+\/[a-z-]+/g, '')
                    .match(english) ?? [],
            ).toEqual([]);
        });
    });
}

test('every French page belongs to a rule, and the catalogue leads to each', () => {
    const ids = new Set(rules.map(({ id }) => id));
    const files = readdirSync(join(root, 'docs/fr/rules'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md'));
    expect(files).toContain('README.md');
    for (const file of files) if (file !== 'README.md') expect(ids, file).toContain(file.slice(0, -3));
    const catalogue = page('docs/fr/rules/README.md');
    for (const id of ids) expect(catalogue).toContain(`[${id}](`);
    expect(typographyFaults(catalogue)).toEqual([]);
});

test('a page that says less, or something else, is seen', () => {
    const whole = page('docs/rules/gdpr/basis-fits-recipient.md');
    const shape = shapeOf(whole);
    expect(shapeOf(whole.replace(/\n\nAn exporter[^\n]*\n/, '\n'))).toHaveLength(shape.length - 1);
    expect(shapeOf(whole.replace('adheres', 'adhere'))).not.toEqual(shape);
    for (const fault of ['Pourquoi ?', 'ceci : cela', '«\u00a0oui»', '«oui\u00a0»', "l'un"]) expect(typographyFaults(fault), fault).toHaveLength(1);
    expect(typographyFaults('Pourquoi\u00a0? «\u00a0oui\u00a0»\u00a0: l’un')).toEqual([]);
});
