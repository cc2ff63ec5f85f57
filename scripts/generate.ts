// Makes everything under language/syntax/generated/ from the grammar: Langium's own files; `shape.ts`, which says which
// parts of a node are required: the model needs the shape, and must not load Langium to have it; and the fast reader.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const config = join(root, 'language/syntax/langium-config.json');
// Langium asks about files in its folder that it did not make.
for (const ours of ['shape.ts', 'words.ts', 'reader.ts']) rmSync(join(root, 'language/syntax/generated', ours), { force: true });
execFileSync(process.execPath, [join(root, 'node_modules/langium-cli/bin/langium.js'), 'generate', '-f', config], { stdio: 'inherit' });
// What the grammar says to its readers, and that it is not what a rule would not be anyway, every editor would load.
const written = join(root, 'language/syntax/generated/grammar.ts');
writeFileSync(written, readFileSync(written, 'utf8').replace(/,"(?:\$comment":"(?:[^"\\]|\\.)*"|(?:entry|fragment|hidden)":false|parameters":\[\])/g, ''));

const { TerroirAstReflection } = await import('../language/syntax/generated/ast.ts');
const reflection = new TerroirAstReflection();

type Property = { name: string; optional?: boolean; defaultValue?: unknown };
const lines: string[] = [];
for (const [type, meta] of Object.entries(reflection.types)) {
    const properties: Property[] = Object.values(meta.properties);
    const required = properties.filter((p) => !p.optional).map((p) => `'${p.name}'`);
    if (required.length > 0) lines.push(`    ${type}: [${required.join(', ')}],`);
}
const { TerroirGrammar } = await import('../language/syntax/generated/grammar.ts');
const { factWords, writeFastReader } = await import('./fast-reader.ts');
const grammar = TerroirGrammar();
const beginnings = Object.keys(reflection.types)
    .map((type) => ({ type, words: factWords(grammar, type) }))
    .filter(({ words }) => words.length > 0)
    .map(({ type, words }) => `    ${type}: [${words.map((word) => `'${word}'`).join(', ')}],`);
writeFileSync(
    join(root, 'language/syntax/generated/shape.ts'),
    `// Generated from terroir.langium by scripts/generate.ts. Do not edit.\n\n` +
        `/** For each type of node, the properties without which it says nothing. */\n` +
        `export const required: Readonly<Record<string, readonly string[]>> = {\n${lines.join('\n')}\n};\n\n` +
        `const beginnings: Readonly<Record<string, readonly string[]>> = {\n${beginnings.join('\n')}\n};\n\n` +
        `/** The words that may begin a fact in the block of a declaration, or of another block. */\n` +
        `export const factWords = (type: string): readonly string[] => beginnings[type] ?? [];\n`,
);

writeFastReader(root, grammar, (type) =>
    Object.values((reflection.types as Record<string, { properties: Record<string, Property> }>)[type]?.properties ?? {}).map(({ name, defaultValue }) => ({
        name,
        isArray: Array.isArray(defaultValue),
    })),
);

// What stands where in the library, so that nobody has to read all of it to read one declaration.
const { contentsOf } = await import('./library-contents.ts');
mkdirSync(join(root, 'language/library/generated'), { recursive: true });
writeFileSync(join(root, 'language/library/generated/contents.ts'), contentsOf(join(root, 'language/library')));

// The index of rules: every file under language/rules/<category>/ that defines one.
const rulesFolder = join(root, 'language/rules');
const found: { id: string; file: string; constant: string }[] = [];
for (const category of readdirSync(rulesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(rulesFolder, category.name)).filter((name) => name.endsWith('.ts'))) {
        const source = readFileSync(join(rulesFolder, category.name, file), 'utf8');
        const constant = /^export const (\w+) = defineRule\(/m.exec(source)?.[1];
        if (constant) found.push({ id: `${category.name}/${file.slice(0, -3)}`, file: `./${category.name}/${file}`, constant });
    }
}
found.sort((a, b) => (a.id < b.id ? -1 : 1));
// Two categories may each have a rule of the same name; the index then tells them apart by their category.
const isShared = (name: string) => found.filter(({ constant }) => constant === name).length > 1;
const indexed = found.map(({ id, file, constant }) => {
    const own = isShared(constant)
        ? `${id.slice(0, id.indexOf('/')).replace(/-./g, ([, letter = '']) => letter.toUpperCase())}${constant[0]?.toUpperCase()}${constant.slice(1)}`
        : constant;
    return { file, own, imported: own === constant ? constant : `${constant} as ${own}` };
});
// In the order in which a formatter leaves them alone.
const imports = [...indexed, { file: './rule.ts', imported: undefined }]
    .sort((a, b) => (a.file < b.file ? -1 : 1))
    .map(({ file, imported }) => (imported === undefined ? `import type { Rule } from '${file}';\n` : `import { ${imported} } from '${file}';\n`));
writeFileSync(
    join(rulesFolder, 'index.ts'),
    `// Generated by scripts/generate.ts. Do not edit.\n` +
        `${imports.join('')}\n` +
        `/** Every rule, in the order of its name. */\n` +
        `export const rules: readonly Rule[] = [\n${indexed.map(({ own }) => `    ${own},\n`).join('')}];\n`,
);

const { rules } = await import('../language/rules/index.ts');
const { writeRulePages } = await import('./rule-pages.ts');
writeRulePages(root, rules);

const { writeManifestTables } = await import('./manifest-tables.ts');
writeManifestTables(root);

// As the bundles do it: importing a file of the library gives its text.
registerHooks({
    load: (url, context, next) => {
        if (!url.endsWith('.terroir')) return next(url, context);
        return { format: 'module', source: `export default ${JSON.stringify(readFileSync(fileURLToPath(url), 'utf8'))};`, shortCircuit: true };
    },
});
const { writeEditorTables } = await import('./lsp-methods.ts');
await writeEditorTables(root);
const { writeExamples } = await import('./examples.ts');
writeExamples(root);
