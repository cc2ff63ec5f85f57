import { afterEach, expect, test } from 'vitest';
import { LspSession } from '../harness/lsp-session.ts';

/*
 * What was shown of an open file is taken again where nothing has moved. Here something moves without any fact becoming another, so that
 * the findings are the ones from before: they stand where a server says that has seen nothing before.
 */

const sessions: LspSession[] = [];
afterEach(async () => {
    for (const session of sessions.splice(0)) await session.stop();
});

const parties = `organisation Buyer "The buyer" { seat FR  kind state-administration }
organisation Parent "The parent" { seat US  kind company }
`;
const contract = `import "./parties.terroir"

organisation Host "Host" { seat FR  kind company  owned 61% by Parent  float 39% } service Cloud by Host { stores in FR  administered from FR }
dataset Records { category health  subjects patients in FR }
contract Hosting "Hosting" {
    controller Buyer
    processor Host  hosts Records on Cloud
    purpose "Keeping of records"
    signed 2026-01-01
    term 2 years
}
`;
const files = { 'parties.terroir': parties, 'a.terroir': contract };

async function shownOf(some: Record<string, string>, edits: readonly (readonly [path: string, old: string, fresh: string])[]) {
    const session = await LspSession.start({ files: some });
    sessions.push(session);
    for (const path of Object.keys(some)) await session.open(path);
    await session.diagnostics('a.terroir', (shown) => shown.length > 5);
    await session.quiet();
    for (const edit of edits) {
        await session.type(...edit);
        await session.quiet();
    }
    return session.diagnosticsNow('a.terroir');
}

test.each([
    ['blanks within a declaration', 'a.terroir', '  hosts Records', '      hosts Records'],
    ['blanks in a first line', 'a.terroir', 'contract Hosting', 'contract   Hosting'],
    ['a declaration behind another one in its line', 'a.terroir', 'float 39% } service', 'float 39%    }   service'],
    ['a line more above', 'a.terroir', 'dataset Records', '\ndataset Records'],
    ['a remark more above', 'a.terroir', 'dataset Records', '// All of them.\ndataset Records'],
    ['a line more in a file to which findings lead', 'parties.terroir', 'organisation Parent', '\n\norganisation Parent'],
    ['blanks in one', 'parties.terroir', 'seat US', '     seat US'],
    ['two lines made one', 'a.terroir', 'controller Buyer\n    processor', 'controller Buyer processor'],
])('%s: everything stands where it stands now', async (_, path, old, fresh) => {
    const before = await shownOf(files, []);
    // A letter first that moves nothing, so that what was shown is taken again at least once.
    const shown = await shownOf(files, [
        ['a.terroir', 'of records', 'of the records'],
        [path, old, fresh],
    ]);
    const now = { 'parties.terroir': parties, 'a.terroir': contract.replace('of records', 'of the records') };
    const anew = await shownOf({ ...now, [path]: now[path as keyof typeof now].replace(old, fresh) }, []);
    expect(shown).toEqual(anew);
    expect(shown).not.toEqual(before);
});

test('where another file of the same text is imported instead, what is shown leads there', async () => {
    const shown = await shownOf({ ...files, 'partner.terroir': parties }, [['a.terroir', './parties.terroir', './partner.terroir']]);
    const led = new Set(shown.flatMap(({ relatedInformation = [] }) => relatedInformation.map(({ location }) => location.uri.replace(/.*\//, ''))));
    expect([led.has('partner.terroir'), led.has('parties.terroir')]).toEqual([true, false]);
});
