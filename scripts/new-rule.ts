// npm run new-rule reach/x: the three files of a new rule, ready to be filled. Nothing else is edited; the index is made anew.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env['TERROIR_ROOT'] ?? join(dirname(fileURLToPath(import.meta.url)), '..');
const id = process.argv[2] ?? '';
if (!/^[a-z][a-z-]*\/[a-z][a-z-]*$/.test(id)) {
    console.error('Say which rule, as an obligation that can be true: npm run new-rule reach/no-foreign-backup');
    process.exit(2);
}
const source = join(root, `language/rules/${id}.ts`);
const page = join(root, `docs/rules/${id}.md`);
const frenchPage = join(root, `docs/fr/rules/${id}.md`);
for (const file of [source, page, frenchPage]) {
    if (!existsSync(file)) continue;
    console.error(`${file} exists already.`);
    process.exit(2);
}
const constant = (id.split('/')[1] ?? '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

mkdirSync(dirname(source), { recursive: true });
writeFileSync(
    source,
    `import { whyNotAlive } from '../../model/contracts.ts';
import { fact } from '../../model/declarations.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';

export const ${constant} = defineRule({
    id: '${id}',
    on: 'Contract',
    summary: text('The obligation of ${id}, in one sentence.'),
    why: text('Why ${id} matters, in two sentences that a buyer understands.'),
    norms: ['terroir-practice'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract);
        if (over) return yield doesNotApply(over);
        const purpose = fact(ask, contract, 'Purpose');
        if (purpose) return;
        yield violated({
            at: { id: contract, path: 'name' },
            message: text('What is wrong, of ${id}.'),
            path: [],
            cure: text('What would change the verdict, of ${id}.'),
        });
    },
});
`,
);
mkdirSync(dirname(page), { recursive: true });
writeFileSync(
    page,
    `# ${id}

The obligation of ${id}, in one sentence.

## Why

Why ${id} matters, in two sentences that a buyer understands.

## Avoid

\`\`\`terroir fails
contract Hosting {
//       ^^^^^^^
}
\`\`\`

## Prefer

\`\`\`terroir passes
contract Hosting { purpose "Keeping of records" }
\`\`\`

## Unknown

What is not stated and would settle it.

## When to waive

Who may accept this, and for how long.

## Norms

\`terroir-practice\`: what it says.
`,
);
mkdirSync(dirname(frenchPage), { recursive: true });
writeFileSync(
    frenchPage,
    `# ${id}

L’obligation de ${id}, en une phrase.

## Pourquoi

Pourquoi ${id} importe, en deux phrases qu’un acheteur comprend.

## À éviter

\`\`\`terroir
\`\`\`

## À préférer

\`\`\`terroir
\`\`\`

## Inconnu

Ce qui n’est pas indiqué et permettrait de trancher.

## Quand accorder une dispense

Qui peut l’accepter, et pour combien de temps.

## Normes

\`terroir-practice\` : ce qu’elle dit.
`,
);
if (!process.env['TERROIR_ROOT']) execFileSync(process.execPath, [join(root, 'scripts/generate.ts')], { stdio: 'inherit' });
console.log(`Wrote language/rules/${id}.ts, docs/rules/${id}.md and docs/fr/rules/${id}.md. Next: fill them in, translate the messages, run npm test.`);
