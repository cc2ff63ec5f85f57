import { expect, test } from 'vitest';
import { organizeImports } from '../../language/editing.ts';
import { carriedOut, type Files } from '../harness/edited.ts';
import { workspaceOf } from '../harness/spec.ts';

const main = 'main.terroir';
const others = { 'a.terroir': 'organisation A { }\n', 'b.terroir': 'organisation B { }\n', 'c.terroir': 'organisation C { }\n' };

/** The text with its imports in order; nothing where they are so already. */
function organized(source: string, more: Files = others): string | undefined {
    const files = { ...more, [main]: source };
    const edit = organizeImports(workspaceOf(files), main);
    return edit && carriedOut(files, [edit])[main];
}

const uses = 'organisation X { controlled by A }\norganisation Y { controlled by B }\n';

test.each([
    ['by their paths', `import "./b.terroir"\nimport "./a.terroir"\n\n${uses}`, `import "./a.terroir"\nimport "./b.terroir"\n\n${uses}`],
    [
        'the library first',
        `import "./a.terroir"\nimport "terroir:providers"\norganisation X { controlled by A }\norganisation Z { controlled by MicrosoftCorporation }\n`,
        `import "terroir:providers"\nimport "./a.terroir"\norganisation X { controlled by A }\norganisation Z { controlled by MicrosoftCorporation }\n`,
    ],
    ['each once', `import "./a.terroir"\nimport "./b.terroir"\nimport "./a.terroir"\n\n${uses}`, `import "./a.terroir"\nimport "./b.terroir"\n\n${uses}`],
    [
        'none that nothing rests on',
        `import "./a.terroir"\nimport "./c.terroir" // C\nimport "./b.terroir"\n\n${uses}`,
        `import "./a.terroir"\nimport "./b.terroir"\n\n${uses}`,
    ],
    [
        'not the file itself',
        `import "./main.terroir"\nimport "./a.terroir"\nimport "./b.terroir"\n\n${uses}`,
        `import "./a.terroir"\nimport "./b.terroir"\n\n${uses}`,
    ],
    ['none at all', 'import "./c.terroir"\n\norganisation X { }\n', 'organisation X { }\n'],
    [
        'none with what is said about another',
        `// The file.\n\n/* Of B. */\nimport "./b.terroir" // see */\nimport "./a.terroir"\n\n${uses}`,
        `// The file.\n\nimport "./a.terroir"\n/* Of B. */\nimport "./b.terroir" // see */\n\n${uses}`,
    ],
    [
        'each with what is said about it',
        `// The file.\n\n// Of B.\nimport "./b.terroir" // b\n/* Of A. */\nimport "./a.terroir"\n\n${uses}`,
        `// The file.\n\n/* Of A. */\nimport "./a.terroir"\n// Of B.\nimport "./b.terroir" // b\n\n${uses}`,
    ],
    [
        'below what the file says of itself',
        `// The file.\nimport "./b.terroir"\nimport "./a.terroir"\n\n${uses}`,
        `// The file.\nimport "./a.terroir"\nimport "./b.terroir"\n\n${uses}`,
    ],
    [
        'with what stands apart',
        `import "./c.terroir"\n\n// Apart.\n\nimport "./b.terroir"\nimport "./a.terroir"\n\n${uses}`,
        `import "./a.terroir"\n// Apart.\n\nimport "./b.terroir"\n\n${uses}`,
    ],
    ['other line ends', `import "./b.terroir"\r\nimport "./a.terroir"\r\n\r\n${uses}`, `import "./a.terroir"\r\nimport "./b.terroir"\r\n\r\n${uses}`],
    [
        'two names of one file',
        'import "./a.terroir" as z\nimport "./a.terroir"\norganisation X { controlled by A }\norganisation Y { controlled by z.A }\n',
        'import "./a.terroir"\nimport "./a.terroir" as z\norganisation X { controlled by A }\norganisation Y { controlled by z.A }\n',
    ],
])('imports in order: %s', (_, before, after) => {
    expect(organized(before)).toBe(after);
    expect(organized(after)).toBeUndefined();
});

test('what cannot be read is left alone', () => {
    expect(organized(`import "./b.terroir"\nimport "./a.terroir"\n${uses}organisation Z { seat\n`)).toBeUndefined();
});
