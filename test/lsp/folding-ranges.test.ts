import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { FoldingRange } from 'vscode-languageserver/node';
import { able, LspSession, uriOf } from '../harness/lsp-session.ts';
import { root } from '../harness/spec.ts';

let session: LspSession;
afterEach(() => session.stop());

/** What may be folded in a text, as `kind first-last`; lines count from 1. */
async function folds(source: string, foldingRange: object = { lineFoldingOnly: true }): Promise<string[]> {
    session = await LspSession.start({ capabilities: { ...able, textDocument: { ...able.textDocument, foldingRange } } });
    await session.open('x.terroir', source);
    const ranges = await session.client.sendRequest<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri: uriOf('x.terroir') } });
    return ranges.map(
        ({ kind = 'block', startLine, endLine, startCharacter, endCharacter }) =>
            `${kind} ${startLine + 1}${startCharacter === undefined ? '' : `:${startCharacter}`}-${endLine + 1}${endCharacter === undefined ? '' : `:${endCharacter}`}`,
    );
}

const source = `// Who and what,
// in two lines.

import "./a.terroir"
import "./b.terroir"

/**
 * The clinic.
 */
organisation Clinic {
    seat FR
}
contract Hosting {
    award {
        procedure open }
    // one line

    switching { notice 2 months }
}
`;

test('imports, comments and blocks; the brace that closes one stays to be seen', async () => {
    expect(await folds(source)).toEqual(['comment 1-2', 'imports 4-5', 'comment 7-9', 'block 10-11', 'block 13-18', 'block 14-15']);
});

test('an editor that folds between characters is told of them', async () => {
    expect((await folds(source, {})).slice(3)).toEqual(['block 10:21-12:0', 'block 13:18-19:0', 'block 14:11-15:23']);
});

test('regions hold what stands between their markers, other regions too', async () => {
    const lines = ['//#region Parties', 'dataset A {}', '  // #region of the cloud', 'dataset B {}', '  // #endregion', '// #endregion', '// #endregion'];
    expect(await folds(lines.join('\n'))).toEqual(['region 1-6', 'region 3-5']);
    await session.stop();
    expect(await folds('dataset A {} //#region\ndataset B {}\n//#endregion\n')).toEqual([]);
});

test('the markers of regions are those of the language configuration, where editors fold by that', async () => {
    const { markers } = JSON.parse(readFileSync(join(root, 'syntaxes/language-configuration.json'), 'utf8')).folding;
    for (const [start, end] of [
        ['//#region', '//#endregion'],
        ['  //  #region A', '\t//#endregion A'],
        ['// #regional', '// #endregion'],
        ['/// #region', '/// #endregion'],
        ['// a #region', '// #endregion'],
        ['// #region', '// #endregions'],
    ]) {
        const isRegion = new RegExp(markers.start).test(start ?? '') && new RegExp(markers.end).test(end ?? '');
        const found = await folds(`${start}\ndataset A {}\n${end}\n`);
        expect(found, start).toEqual(isRegion ? ['region 1-3'] : []);
        await session.stop();
    }
    await folds('');
});

test('in broken text blocks end where the next declaration begins', async () => {
    expect(await folds('contract A {\n    award {\n        by\n        B\n\n// about C\norganisation C {\n    saet FR\n}\n')).toEqual([
        'block 1-4',
        'block 2-4',
        'block 7-8',
    ]);
});

test('where only so many are taken, the outer ones are given', async () => {
    expect(await folds(source, { lineFoldingOnly: true, rangeLimit: 5 })).toEqual(['comment 1-2', 'imports 4-5', 'comment 7-9', 'block 10-11', 'block 13-18']);
});

test('of two that begin on one line the outer one is given', async () => {
    expect(await folds('contract A { award {\n    by B\n    }\n}\n')).toEqual(['block 1-3']);
});
