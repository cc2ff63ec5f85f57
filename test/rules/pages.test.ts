import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules, say } from '../../language/index.ts';
import { blocksOf, check, fixed, unmarked } from '../harness/marks.ts';
import { root } from '../harness/spec.ts';

/** The page of a rule, and the page of its corner cases where there is one. */
const pages = (id: string) => [`docs/rules/${id}.md`, `test/rules/${id}.md`].filter((path) => existsSync(join(root, path)));

for (const rule of rules) {
    describe(rule.id, () => {
        test('has a page with every section', () => {
            const page = readFileSync(join(root, `docs/rules/${rule.id}.md`), 'utf8');
            expect(page.startsWith(`# ${rule.id}\n`)).toBe(true);
            const headings = [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
            expect(headings).toEqual(['Why', 'Avoid', 'Prefer', 'Unknown', 'When to waive', 'Norms']);
            expect(page.replace(/\s+/g, ' ')).toContain(say(rule.summary));
            expect(page.replace(/\s+/g, ' ')).toContain(say(rule.why));
            for (const norm of rule.norms) expect(page).toContain(`\`${norm}\``);
            // Under “Avoid”, and yet not to be avoided.
            for (const [before] of page.matchAll(/[^\n]*\n\n(?=```terroir fixed)/g)) expect(before).toBe('What the light bulb makes of it:\n\n');
            const kinds = blocksOf(page).map((block) => block.expect);
            expect(kinds).toContain('passes');
            // A rule that only ever asks for more has nothing that fails.
            expect(kinds.includes('fails') || kinds.includes('unknown')).toBe(true);
        });

        for (const path of pages(rule.id)) {
            const blocks = blocksOf(readFileSync(join(root, path), 'utf8'));
            for (const [i, block] of blocks.entries()) {
                const name = `${path}:${block.line} ${block.title}`;
                if (block.expect === 'fixed') {
                    test(name, async () => {
                        const before = blocks[i - 1];
                        expect(before?.expect).toBe('fails');
                        expect(unmarked((before && (await fixed(before, rule))) ?? '')).toBe(block.source);
                    });
                } else test(name, () => expect(check(block, rule)).toEqual([]));
            }
        }
    });
}

test('every page belongs to a rule', () => {
    const ids = new Set(rules.map(({ id }) => id));
    for (const folder of ['docs/rules', 'test/rules']) {
        for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
            if (file.endsWith('.md') && file.includes('/')) expect(ids, file).toContain(file.slice(0, -3));
        }
    }
});
