import { expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Workspace } from '../../language/model/workspace.ts';
import { parse } from '../../language/syntax/parse.ts';
import { Whereabouts } from '../../server/lsp/whereabouts.ts';

const path = 'file:///a.terroir';
const source = `organisation Host "Host" { seat FR  kind company }
vocabulary category { rare "Rare diseases" is health }
dataset Records { category health }
dataset Notes { category health }
`;
const ids = ['Host', 'category', 'category.rare', 'Records', 'Notes'].map((name) => `${path}#${name}`);

/** A file that is edited as in an editor: what an edit leaves alone is not read again. */
function opened(text: string) {
    const workspace = new Workspace();
    let document = TextDocument.create(path, 'terroir', 0, text);
    const read = () => workspace.set(path, document.getText(), parse(document.getText(), workspace.files.get(path)));
    read();
    const whereabouts = new Whereabouts({ workspace, position: (_, offset) => document.positionAt(offset) }, path);
    return {
        edit: (old: string, fresh: string) => {
            const start = document.getText().indexOf(old);
            const range = { start: document.positionAt(start), end: document.positionAt(start + old.length) };
            document = TextDocument.update(document, [{ range, text: fresh }], document.version + 1);
            read();
        },
        /** The names of what does not stand as it stood at the look before. */
        moved: () => {
            const look = whereabouts.look();
            return ids.filter((id) => whereabouts.since(id) >= look).map((id) => id.slice(id.indexOf('#') + 1));
        },
    };
}

test.each<[string, [string, string][], string[]]>([
    ['nothing', [], []],
    ['a letter in a text', [['"Host"', '"Hosts"']], ['Host']],
    ['blanks within a declaration', [['dataset Records', 'dataset   Records']], ['Records']],
    ['a line more above', [['dataset Records', '\ndataset Records']], ['Records', 'Notes']],
    ['a remark behind', [['health }\ndataset Notes', 'health } // Yes.\ndataset Notes']], []],
    ['blanks before a term', [['{ rare', '{    rare']], ['category', 'category.rare']],
    ['blanks within a term', [['"Rare diseases" is', '"Rare diseases"   is']], ['category', 'category.rare']],
    ['blanks behind a term', [['is health }\n', 'is health    }\n']], ['category']],
    [
        'two edits before anybody looks',
        [
            ['dataset Records', 'dataset   Records'],
            ['dataset Notes', 'dataset   Notes'],
        ],
        ['Records', 'Notes'],
    ],
    [
        'an edit and its undoing',
        [
            ['dataset Records', 'dataset   Records'],
            ['dataset   Records', 'dataset Records'],
        ],
        [],
    ],
])('%s: what does not stand as it stood', (_, edits, moved) => {
    const file = opened(source);
    expect(file.moved()).toEqual(ids.map((id) => id.slice(id.indexOf('#') + 1)));
    for (const [old, fresh] of edits) file.edit(old, fresh);
    expect(file.moved()).toEqual(moved);
    expect(file.moved()).toEqual([]);
});

test('of what cannot be read nobody knows where it stands', () => {
    const file = opened(source);
    file.moved();
    file.edit('dataset Records {', 'dataset Records');
    expect(file.moved()).toEqual(['Records']);
    expect(file.moved()).toEqual(['Records']);
});
