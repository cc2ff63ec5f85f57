import { describe, expect, test } from 'vitest';
import { isSarif } from './sarif-schema.ts';
import { terroir } from './terminal.ts';

/*
 * SARIF carries the change that ends a finding, where it is clear. What is held here is what whoever applies it relies on: its regions alone, lines
 * and columns in code points, lead to a spec in which that finding is gone and no other has come.
 */

interface Region {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
}
interface Result {
    readonly ruleId: string;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly fixes?: readonly {
        readonly description: { readonly text: string };
        readonly artifactChanges: readonly {
            readonly artifactLocation: { readonly uri: string };
            readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: { readonly text: string } }[];
        }[];
    }[];
}

type Files = Readonly<Record<string, string>>;

async function results(files: Files, ...more: string[]): Promise<readonly Result[]> {
    const log = JSON.parse((await terroir(['check', '--as-of', '2026-11-23', '--format', 'sarif', ...more], files)).out);
    isSarif(log);
    expect(isSarif.errors ?? []).toEqual([]);
    return log.runs[0].results;
}

/** As a reader of SARIF does it who knows nothing of Terroir: by lines, and by code points within them. */
function applied(files: Files, { fixes }: Result): Files {
    const after: Record<string, string> = { ...files };
    for (const { artifactLocation, replacements } of fixes?.[0]?.artifactChanges ?? []) {
        const path = decodeURI(artifactLocation.uri);
        const lines = (after[path] ?? '').split(/(?<=\r\n|\r(?!\n)|(?<!\r)\n)/);
        const offset = (line: number, column: number) =>
            lines.slice(0, line - 1).join('').length + [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length;
        const edits = replacements
            .map(({ deletedRegion: { startLine, startColumn, endLine, endColumn }, insertedContent: { text } }) => ({
                start: offset(startLine, startColumn),
                end: offset(endLine, endColumn),
                text,
            }))
            .sort((a, b) => b.start - a.start);
        for (const { start, end, text } of edits) after[path] = (after[path] ?? '').slice(0, start) + text + (after[path] ?? '').slice(end);
    }
    return after;
}

const parties = `/** 🍇🍷 Parties, of whom two are more than one unit of UTF-16 long. */
organisation Clinic "🏥 Clinic" { seat FR  kind health-institution }
organisation Host { seat FR  managed from FR  kind cooperative }
service Cloud by Host { provides hds-1  stores in FR  backs up in FR  administered from FR  supported from FR }
dataset Minutes { category identity  subjects employees in FR  from employer }
`;
const hosting = `import "./parties.terroir"
contract Hosting { controller Clinic  processor Host  hosts Minutes on Cloud  clauses confidentiality, security  signed 2026-01-10  effective 2026-02-01  term 5 years }
waiver W "🍇" of gdpr/lawful-basis-is-stated on Hosting { because "x"  approved by Clinic on 2026-01-12  until 2026-03-01 }
`;
const spec: Files = { 'parties.terroir': parties, 'höst ing.terroir': hosting };

describe.each([
    ['LF', (text: string) => text],
    ['CR LF', (text: string) => text.replaceAll('\n', '\r\n')],
])('with lines that end in %s', (_, ended) => {
    const files = Object.fromEntries(Object.entries(spec).map(([path, text]) => [path, ended(text)]));

    test.each(['gdpr/processor-contract-is-complete', 'waiver/is-live'])('%s: applied, it ends its finding and brings no other', async (rule) => {
        const before = await results(files);
        const result =
            before.find(({ ruleId, fixes }) => ruleId === rule && fixes) ?? expect.unreachable(`${rule} has no fix: ${before.map(({ ruleId }) => ruleId)}`);
        const after = await results(applied(files, result));
        const told = (all: readonly Result[]) => all.map(({ ruleId, level }) => `${level} ${ruleId}`);
        expect(told(after)).not.toContain(`${result.level} ${rule}`);
        expect(told(after).filter((one) => !told(before).includes(one))).toEqual([]);
    });
});

test('an import that is missing, and one that is idle', async () => {
    const missing = { ...spec, 'höst ing.terroir': hosting.replace('import "./parties.terroir"\n', '') };
    const [first] = await results(missing).then((all) => all.filter(({ ruleId }) => ruleId === 'names/not-imported'));
    expect(applied(missing, first ?? expect.unreachable('nothing is missing'))['höst ing.terroir']).toContain('import "./parties.terroir"\n');

    const idle = {
        'a.terroir': 'import "./b.terroir"\n\norganisation A { seat FR  kind company }\n',
        'b.terroir': '/** 🍇 */\norganisation B { seat FR  kind company }\n',
    };
    const [unused] = await results(idle).then((all) => all.filter(({ ruleId }) => ruleId === 'names/unused-import'));
    expect(applied(idle, unused ?? expect.unreachable('nothing is idle'))['a.terroir']).toBe('organisation A { seat FR  kind company }\n');
});

test('what leaves something to fill in, or is a guess, is no fix', async () => {
    const all = await results({ ...spec, 'c.terroir': 'service S by Clinik { stores in FR }\norganisation Clinique { seat FR  kind company }\n' });
    for (const { ruleId, fixes } of all) {
        if (/^(gdpr\/lawful-basis-is-stated|names\/unknown)$/.test(ruleId)) expect(fixes, ruleId).toBeUndefined();
        for (const { artifactChanges } of fixes ?? [])
            for (const { replacements } of artifactChanges) for (const { insertedContent } of replacements) expect(insertedContent.text).not.toContain('…');
    }
    expect(all.map(({ ruleId }) => ruleId)).toContain('names/unknown');
});

test('it is described in the language of the report, and JSON has the same', async () => {
    const fix = (await results(spec, '--lang', 'fr')).find(({ ruleId }) => ruleId === 'waiver/is-live')?.fixes?.[0];
    expect(fix?.description.text).toBe('Retirer la dispense qui a pris fin');
    const { findings } = JSON.parse((await terroir(['check', '--as-of', '2026-11-23', '--format', 'json'], spec)).out) as {
        findings: { rule: string; fix: { edits: { file: string; range: { start: { offset: number }; end: { offset: number } }; text: string }[] } | null }[];
    };
    const edit = findings.find(({ rule }) => rule === 'waiver/is-live')?.fix?.edits[0];
    expect(edit && hosting.slice(edit.range.start.offset, edit.range.end.offset)).toContain('waiver W "🍇"');
});
