import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatChanges, parse } from '../../language/editing.ts';
import { activityOf, Judge, say } from '../../language/index.ts';
import { registerOf } from '../../server/cli/export/register.ts';
import { readRegister } from '../../server/cli/import/columns.ts';
import { specsOf, together } from '../../server/cli/import/specs.ts';
import { translateTo } from '../../server/cli/translation.ts';
import { freshWorkspace, holds } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';
import { diskOf, terroir } from './terminal.ts';

/* registers/cnil.csv is written by hand with headings as the template of the CNIL has them; the bakery in it is invented. */
const cnil = readFileSync(join(import.meta.dirname, 'registers/cnil.csv'), 'utf8');
const imported = (register: string, ...more: string[]) => terroir(['import', 'r.csv', ...more], { 'r.csv': register });

test('a register with headings of the CNIL becomes specs that say what it says', async () => {
    const { code, out, err } = await imported(cnil);
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(join(import.meta.dirname, 'registers/cnil.terroir'), 'utf8'));
    expect(err.split('\n')).toEqual([
        'terroir: r.csv: the column “Observations” is not read; --map can say what it is.',
        'terroir: r.csv: row 2, Data protection officer (a): “Zoé Martin” has no statement, and stands as a comment.',
        'terroir: r.csv: row 2, Recipients: others (d): “URSSAF” has no statement, and stands as a comment.',
        'terroir: r.csv: row 3, Categories of personal data (c): “goûts” has no statement, and stands as a comment.',
        'terroir: r.csv: row 3, Data protection officer (a): “Zoé Martin” has no statement, and stands as a comment.',
        'terroir: r.csv: row 4, Categories of data subjects (c): “Visiteurs” has no statement, and stands as a comment.',
        'terroir: r.csv: row 4, Time limits for erasure (f): “quelque temps” has no statement, and stands as a comment.',
        '',
    ]);
});

test('where the register is silent so are the specs, hence unknown', async () => {
    const { out } = await imported('Activity,Controller\nPayroll,\n');
    expect(out).not.toMatch(/controller|category|subjects|retention|purpose|stores|seat/);
    const { out: report } = await terroir(['check', 'a.terroir', '--format', 'json'], { 'a.terroir': out });
    const { findings, counts } = JSON.parse(report);
    expect(counts).toMatchObject({ broken: 0, notJudged: 0, failed: 0 });
    expect(findings.filter((one: { verdict: string }) => one.verdict === 'unknown').length).toBeGreaterThan(5);
});

describe('into a folder', () => {
    test('goes a file for each activity and one for the parties; they are sound together', async () => {
        const disk = diskOf({ 'r.csv': cnil });
        const { code, out } = await terroir(['import', 'r.csv', '--out', 'specs'], {}, { disk });
        expect([code, out.split('\n')]).toEqual([
            0,
            ['specs/gestion-de-la-paie.terroir', 'specs/fichier-clients.terroir', 'specs/videosurveillance.terroir', 'specs/parties.terroir', ''],
        ]);
        const files = out.trimEnd().split('\n');
        const checked = await terroir(['check', ...files, '--format', 'json'], {}, { disk });
        expect(JSON.parse(checked.out).counts).toMatchObject({ files: 4, broken: 0, notJudged: 0 });
        expect(await terroir(['format', '--check', ...files], {}, { disk })).toMatchObject({ code: 0, out: '' });
    });

    test('no file is called as Windows calls a device', async () => {
        const activities = ['Con', 'AUX', 'nul', 'Prn', 'COM1', 'lpt9', 'Com', 'COM', 'com', 'Console'];
        const { code, out } = await terroir(['import', 'r.csv', '--out', 'specs'], { 'r.csv': `Activity\n${activities.join('\n')}\n` });
        const names = out
            .trimEnd()
            .split('\n')
            .map((file) => file.replace(/^specs\/|\.terroir$/g, ''));
        expect([code, names]).toEqual([0, ['con2', 'aux2', 'nul2', 'prn2', 'com12', 'lpt92', 'com', 'com10', 'com11', 'console']]);
    });

    test('where one is there already nothing is written', async () => {
        const disk = diskOf({ 'r.csv': cnil, 'specs/parties.terroir': '// mine' });
        const { code, out, err } = await terroir(['import', 'r.csv', '--out', 'specs'], {}, { disk });
        expect([code, out]).toEqual([2, '']);
        expect(err).toContain('specs/parties.terroir is there already, and nothing is written over.\nterroir: Nothing was written.\n');
        expect(() => disk.look('/specs/specs/fichier-clients.terroir')).toThrow('ENOENT');
    });

    test('where the disk is full in the middle it says how many stand in the way of the next attempt', async () => {
        const real = diskOf({ 'r.csv': 'Activity\nPay\nLeave\nPost\n' });
        const fullAt = (name: string) => ({
            ...real,
            write: (path: string, source: string) => {
                if (path.endsWith(name)) throw Object.assign(new Error('no'), { code: 'ENOSPC' });
                real.write(path, source);
            },
        });
        const none = await terroir(['import', 'r.csv', '--out', 'specs'], {}, { disk: fullAt('/pay.terroir') });
        expect(none).toMatchObject({ code: 2, out: '', err: 'terroir: specs/pay.terroir cannot be written: the disk is full.\n' });
        const some = await terroir(['import', 'r.csv', '--out', 'specs', '--lang', 'fr'], {}, { disk: fullAt('/post.terroir') });
        expect(some).toMatchObject({ code: 2, out: 'specs/pay.terroir\nspecs/leave.terroir\n' });
        expect(some.err).toBe(
            'terroir: specs/post.terroir ne peut pas être écrit\u00a0: le disque est plein.\n' +
                'terroir: Fichiers déjà écrits\u00a0: 2. Ils restent en place\u00a0: retirez-les avant de relancer la commande.\n',
        );
    });
});

test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, which spreadsheets call Unicode', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 with its bytes the other way round', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['what spreadsheets write in Western Europe', (text: string) => Buffer.from(text, 'latin1')],
])('a register in %s is the same', async (_, encoded) => {
    const plain = 'Nom du traitement\tFinalités\nPaie\tRémunérer\n';
    const { code, out, err } = await terroir(['import', 'r.csv'], { 'r.csv': encoded(plain) });
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('contract Paie "Paie" {\n    hosts PaieData on PaieService\n    purpose "Rémunérer"\n}');
});

test('other headings are mapped; null passes one over', async () => {
    const map = { 'm.json': JSON.stringify({ Was: 'activity', Wozu: 'purposes', Notiz: null }) };
    const given = { 'r.csv': 'Was\tWozu\tNotiz\nLohn\tLöhne zahlen\tx\n', ...map };
    const { code, out, err } = await terroir(['import', 'r.csv', '--map', 'm.json'], given);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('contract Lohn "Lohn" {');
    expect(out).toContain('    purpose "Löhne zahlen"\n');
});

test('safeguards in a column of their own go for every transfer of the row; a formula is text again', async () => {
    const { out } = await imported(`Activity,Purposes,Third countries,Safeguards\n'=A1,'-x,"US; Inde",BCR; "SCC"\n`.replace('BCR; "SCC"', '"BCR; SCC"'));
    expect(out).toContain('"=A1"');
    expect(out).toContain('purpose "-x"');
    expect(out).toContain('transfer to US { basis bcr  fallback scc }');
    expect(out).toContain('transfer to IN { basis bcr  fallback scc }');
});

test('lines that end in two ways are each a line, as in a register put together from several', async () => {
    const { out } = await imported('Activity,Purposes\r\nAlpha,x\nBeta,y\rGamma,z\r\n');
    expect(out.match(/^contract .*|purpose .*/gm)).toEqual([
        'contract Alpha "Alpha" {',
        'purpose "x"',
        'contract Beta "Beta" {',
        'purpose "y"',
        'contract Gamma "Gamma" {',
        'purpose "z"',
    ]);
});

test('what stands under no heading is told: a cell that a comma of its own has divided, and a column without a name', async () => {
    const { code, err } = await imported('Activity,,Controller\nPayroll,,Acme\nHiring,"see\nannex",Acme, Inc.\n');
    expect([code, err.trimEnd().split('\n')]).toEqual([
        0,
        [
            'terroir: r.csv: row 3: “see annex” stands under no heading, and is not read.',
            'terroir: r.csv: row 3: “Inc.” stands under no heading, and is not read.',
        ],
    ]);
    expect((await imported('Activity,Purposes\nPayroll\n\n')).err).toBe('');
});

test('of several times to keep data none is stated for all; what is not understood of one stands as it was written', async () => {
    const limits = async (cell: string) => (await imported(`Activity;Retention\nX;"${cell}"\n`)).out.match(/retention .*|\/\/ Time.*/g);
    const comment = (said: string) => `// Time limits for erasure (f): ${said}`;
    expect(await limits('Clients: 3 years; Staff: 5 years')).toEqual([comment('Clients: 3 years'), comment('Staff: 5 years')]);
    expect(await limits('3 years; 3 years')).toEqual(['retention 3 years']);
    expect(await limits('5 ans, puis après le Décès')).toEqual(['retention 5 years', comment('5 ans, puis après le Décès')]);
    expect(await limits('Clients: 3 ans après le dernier contact')).toEqual([
        'retention 3 years since last-contact',
        comment('Clients: 3 ans après le dernier contact'),
    ]);
});

test('that there is none is no party and no purpose', async () => {
    const { out, err } = await imported('Activity;Controllers;Processors;Purposes\nPayroll;Acme;Aucun;n/a\nHiring;-;None;Find people\n');
    expect(out.match(/^organisation (?!.*Host).*| (controller|processor|purpose) .*|\/\/ (?!The).*/gm)).toEqual([
        'organisation Acme "Acme" {}',
        ' controller Acme',
        '// Recipients: processors (d): Aucun',
        '// Purposes (b): n/a',
        ' purpose "Find people"',
        '// Controller and joint controllers (a): -',
        '// Recipients: processors (d): None',
    ]);
    expect(err.match(/has no statement/g)?.length).toBe(4);
});

test('how a party is reached is no party', async () => {
    const lines = ['Acme @ Home, 3 rue X', 'dpo@acme.example', 'Tél. : +33 (0)1 23.45.67.89', 'www.acme.example', 'E-mail: a@b.example', '1&1', '3M'];
    const { out } = await imported(`Activity;Controllers\nPayroll;"${lines.join('\n')}"\n`);
    expect(out.match(/^organisation .* "(?!Host).*"/gm)).toEqual([
        'organisation AcmeHome3RueX "Acme @ Home, 3 rue X"',
        'organisation Party11 "1&1"',
        'organisation Party3M "3M"',
    ]);
    expect(out.match(/\/\/ Controller.*/g)?.length).toBe(4);
});

test('the separator that a spreadsheet is told in a line before all is heeded, and no row', async () => {
    const { code, out, err } = await imported('sep=^\r\nActivity^Purposes^x\r\nPayroll^a;b^note\r\n');
    expect([code, err]).toEqual([0, 'terroir: r.csv: the column “x” is not read; --map can say what it is.\n']);
    expect(out.match(/purpose ".*"/g)).toEqual(['purpose "a"', 'purpose "b"']);
});

test('a name is made of what can be seen of a title', async () => {
    expect((await imported('Activity\n👩‍⚕️\n')).out).toContain('contract Activity "👩‍⚕️" {');
});

test('a spreadsheet of Western Europe is read, too', async () => {
    const bytes = new Uint8Array([...Buffer.from('Activité;Finalités\nPaie;Rémunération\n', 'latin1')]);
    const { out } = await terroir(['import', '-'], {}, { stdin: () => bytes });
    expect(out).toContain('purpose "Rémunération"');
});

test.each([
    ['', 'r.csv: it has no headings in its first row.'],
    ['A,B\n1,2\n', 'r.csv: no heading in its first row names the processing activity; it has: “A”, “B”. Say with --map which one does.'],
    ['PK\x03\x04\x14\0Activity\n', 'r.csv: it is no text: a spreadsheet has to be saved as CSV.'],
    ['Register,,\nActivity,Purposes,\n', 'it has: “Register”. Say with --map which one does.'],
    ['Activity,Purposes\n"Pay,x\n', 'r.csv: a quotation mark in row 2 is never closed, or stands where none can.'],
])('what is no register is refused: %j', async (register, message) => {
    expect(await imported(register)).toMatchObject({ code: 2, out: '', err: expect.stringContaining(message) });
});

test('a map may name a heading “problem”, as of what it is one', async () => {
    const { code, out } = await terroir(['import', 'r.csv', '--map', 'm.json'], {
        'r.csv': 'Activity,problem\nPayroll,Pay\n',
        'm.json': '{ "problem": "purposes" }',
    });
    expect([code, out]).toEqual([0, expect.stringContaining('purpose "Pay"')]);
});

test('a register that is too long is refused, and no part of it taken for the whole', async () => {
    const disk = { ...diskOf({}), read: (_: string, most: number) => new Uint8Array(most) };
    const { code, out, err } = await terroir(['import', 'r.csv'], {}, { disk });
    const said = 'terroir: r.csv: it is longer than 500 MB, and more than that cannot be read at once: divide it, and give its parts one by one.\n';
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(said)]);
});

test('an unknown map, two registers, or none', async () => {
    expect((await terroir(['import', 'r.csv', '--map', 'm.json'], { 'r.csv': cnil, 'm.json': '{ "a": "b" }' })).err).toContain('m.json: it must be an object');
    expect((await terroir(['import', 'a', 'b'])).code).toBe(2);
    expect((await terroir(['import'])).code).toBe(2);
});

const words = (pool: readonly string[]) => fc.subarray([...pool], { maxLength: 3 });
const name = fc
    .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
    .map((one) => one.replace(/[\p{C}\p{Z};•]+/gu, ' ').trim())
    .filter((one) => one !== '' && !/^([-–'].*|[—/]|na|no|nil|non)$/i.test(one));
const activity = fc.record({
    title: name,
    controllers: fc.uniqueArray(fc.constantFrom('Clinic One', 'Ville de X', '@ Company'), { maxLength: 2 }),
    processors: fc.uniqueArray(fc.constantFrom('Host & Co', '=Cloud'), { maxLength: 2 }),
    purposes: fc.uniqueArray(name, { maxLength: 2 }),
    categories: words(['health', 'identity', 'financial', 'special', 'offences']),
    subjects: words(['patients', 'employees', 'minors', 'suppliers']),
    measures: words(['pseudonymisation', 'access-control', 'minimisation']),
    transfers: words(['US', 'IN', 'GB']),
    bases: fc.subarray(['eu-us-dpf', 'scc-module-2', 'bcr'], { maxLength: 2 }),
    retention: fc.option(
        fc.record({
            years: fc.integer({ min: 1, max: 99 }),
            months: fc.integer({ min: 0, max: 11 }),
            event: fc.option(fc.constantFrom('last-care', 'end-of-contract', 'birth')),
        }),
    ),
});

test('what both can say survives: a register of specs, made specs, is the same register', () => {
    const date = day('2026-11-23');
    const registered = (source: string, language: 'en' | 'fr') => {
        const workspace = freshWorkspace({ 'a.terroir': source });
        const problems = new Judge(workspace, []).file('a.terroir', date).findings.filter(({ severity }) => severity !== 'hint');
        expect(
            problems.map(({ message }) => say(message)),
            source,
        ).toEqual([]);
        const ask = workspace.engine.at(date);
        const contracts = (workspace.files.get('a.terroir')?.ids ?? []).filter((id) => workspace.node(id)?.$type === 'Contract');
        return registerOf(
            ask,
            contracts.map((contract) => activityOf(ask, contract)),
            translateTo[language],
        );
    };
    holds(
        fc.property(fc.array(activity, { minLength: 1, maxLength: 3 }), fc.constantFrom('en' as const, 'fr' as const), (activities, language) => {
            const first = registered(specOf(activities), language);
            const read = readRegister(first, new Map());
            if ('problem' in read) throw new Error(say(read.problem));
            const specs = specsOf(read.rows, translateTo[language]);
            const source = together(specs);
            expect(specs.losses.map((loss) => say(loss))).toEqual([]);
            expect(formatChanges(source, parse(source))).toEqual([]);
            expect(registered(source, language)).toBe(first);
        }),
        20,
    );
});

type Generated = typeof activity extends fc.Arbitrary<infer T> ? T : never;

function specOf(activities: readonly Generated[]): string {
    const quoted = (written: string) => `"${written.replace(/[\\"]/g, '\\$&')}"`;
    const parties: string[] = [...new Set(activities.flatMap(({ controllers, processors }) => [...controllers, ...processors]))];
    const party = (label: string) => `P${parties.indexOf(label)}`;
    const listed = (word: string, all: readonly string[]) => (all.length === 0 ? '' : `${word} ${all.join(', ')}\n`);
    const contracts = activities.map(({ title, controllers, processors, purposes, categories, subjects, measures, transfers, bases, retention }, i) => {
        const limit = retention
            ? `retention ${retention.years} years ${retention.months > 0 ? `${retention.months} months ` : ''}${retention.event ? `since ${retention.event}` : ''}\n`
            : '';
        const [basis, fallback] = bases;
        return `organisation H${i} { }
service S${i} by H${i} { }
dataset D${i} { ${listed('category', categories)}${listed('subjects', subjects)}${limit} }
contract C${i} ${quoted(title)} {
${listed('controller', controllers.map(party))}${listed('processor', processors.map(party))}hosts D${i} on S${i}
${purposes.map((purpose) => `purpose ${quoted(purpose)}\n`).join('')}${listed('measures', measures)}
${transfers.map((place) => `transfer to ${place} { ${basis ? `basis ${basis}` : ''} ${fallback ? `fallback ${fallback}` : ''} }\n`).join('')}}`;
    });
    return [...parties.map((label) => `organisation ${party(label)} ${quoted(label)} { }`), ...contracts].join('\n');
}
