// The contents of the library: a line for each declaration, as language/model/shelf.ts reads them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declarationsOf, nameOf } from '../language/names/outline.ts';
import { readSound } from '../language/syntax/fast-reader.ts';

export function contentsOf(folder: string): string {
    const files = readdirSync(folder)
        .filter((file) => file.endsWith('.terroir'))
        .sort();
    if (files.length === 0) throw new Error(`${folder} holds no .terroir file`);
    const entries = files.map((file) => {
        const tree = readSound(readFileSync(join(folder, file), 'utf8'));
        if (!tree) throw new Error(`${file} cannot be read`);
        if ((tree.imports ?? []).length > 0) throw new Error(`${file} imports something: a book of the library stands for itself`);
        const lines = [...declarationsOf(tree, file)].map(({ id, node, duplicate }) => {
            if (duplicate) throw new Error(`${file} declares ${nameOf(id)} twice`);
            return node.$type === 'Term' ? `Term ${nameOf(id)}` : `${node.$type} ${nameOf(id)} ${node.$start} ${node.$end}`;
        });
        return `    '${file.replace(/\.terroir$/, '')}': \`${lines.join('\n')}\`,\n`;
    });
    return `// Generated from the library by scripts/generate.ts. Do not edit.\n\n/** What stands where in each file of the library; see model/shelf.ts. */\nexport const contents = {\n${entries.join('')}} as const;\n`;
}
