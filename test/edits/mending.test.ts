import { expect, test } from 'vitest';
import { leftOpen, mendings, template } from '../../language/editing.ts';
import { type Finding, Judge, rules, say } from '../../language/index.ts';
import { carriedOut, type Files } from '../harness/edited.ts';
import { day, workspaceOf } from '../harness/spec.ts';

/*
 * What is wrong with a text, its names or its imports, and what is offered for it. Each is carried out: the problem is gone.
 */

const main = 'main.terroir';

function mended(files: Files, code: string, title: RegExp, write = leftOpen()) {
    const workspace = workspaceOf(files);
    const judge = new Judge(workspace, rules);
    const problems = (): readonly Finding[] => judge.file(main, day('2026-11-23')).findings.filter(({ rule }) => rule === code);
    const all = problems();
    const offers = all.flatMap((finding) => mendings(workspace, main, finding));
    const offer = offers.find((one) => title.test(say(one.title)));
    if (!offer) throw new Error(`Not offered for ${code}: ${offers.map((one) => say(one.title)).join(' | ') || 'nothing'}`);
    return { offer, before: all.length, after: carriedOut(files, offer.edits(write)) };
}

test('an apostrophe opens no text, and what would not mend a text is not offered', () => {
    const offers = (source: string) => {
        const workspace = workspaceOf({ [main]: source });
        return new Judge(workspace, rules)
            .file(main, day('2026-11-23'))
            .findings.flatMap((finding) => mendings(workspace, main, finding).map(({ title }) => say(title)));
    };
    expect(offers("organisation L'hôpital de l'est { seat FR }\n")).toEqual([]);
    expect(offers('organisation A { seat: FR  kind: company }\n')).toEqual([]);
    expect(offers('contract C { signed 31/02/2026 }\n')).toEqual([]);
});

const count = (files: Files, code: string): number =>
    new Judge(workspaceOf(files), rules).file(main, day('2026-11-23')).findings.filter(({ rule }) => rule === code).length;

const clinic = 'organisation Clinic { seat FR  kind foundation }\n';

test.each<[string, Files, string, RegExp, string]>([
    [
        'thousands',
        { [main]: 'contract C { award { value 143,000 EUR } }\n' },
        'syntax/no-such-number',
        /Write 143_000 EUR/,
        'contract C { award { value 143_000 EUR } }\n',
    ],
    ['thousands of persons', { [main]: 'dataset D { persons 1_400.000 }\n' }, 'syntax/no-such-number', /Write persons/, 'dataset D { persons 1_400_000 }\n'],
    ['a day without zeros', { [main]: 'contract C { signed 2026-1-5 }\n' }, 'syntax/no-such-date', /Write 2026-01-05/, 'contract C { signed 2026-01-05 }\n'],
    [
        'a word that goes on with a fact',
        { [main]: 'service S by A { certified HDS vrsion "2" }\n' },
        'syntax/unexpected-word',
        /mean version/,
        'service S by A { certified HDS version "2" }\n',
    ],
    [
        'a day as it is written in Europe',
        { [main]: 'contract C { signed 10/1/2026 }\n' },
        'syntax/unexpected-word',
        /Write signed 2026-01-10/,
        'contract C { signed 2026-01-10 }\n',
    ],
    [
        'a day as it is written in America',
        { [main]: 'contract C { signed 10.01.2026 }\n' },
        'syntax/unexpected-word',
        /Write signed 2026-10-01/,
        'contract C { signed 2026-10-01 }\n',
    ],
    [
        'a day with slashes',
        { [main]: 'contract C { signed 2026/01/10 }\n' },
        'syntax/unexpected-word',
        /Write signed 2026-01-10/,
        'contract C { signed 2026-01-10 }\n',
    ],
    [
        'a day that begins with the day',
        { [main]: 'contract C { signed 5-1-2026 }\n' },
        'syntax/no-such-date',
        /Write 2026-01-05/,
        'contract C { signed 2026-01-05 }\n',
    ],
    [
        'a day in quotes',
        { [main]: 'contract C { signed "2026-01-10" }\n' },
        'syntax/unexpected-word',
        /Write signed 2026-01-10/,
        'contract C { signed 2026-01-10 }\n',
    ],
    ['a place in quotes', { [main]: 'organisation A { seat "FR" }\n' }, 'syntax/unexpected-word', /Write seat FR/, 'organisation A { seat FR }\n'],
    [
        'a label without a name',
        { [main]: 'organisation "Clinic of the South" { seat FR }\n' },
        'syntax/unexpected-word',
        /Write organisation ClinicOfTheSouth "Clinic of the South"/,
        'organisation ClinicOfTheSouth "Clinic of the South" { seat FR }\n',
    ],
    [
        'thousands apart by blanks',
        { [main]: 'dataset D { persons 1 400 000 }\n' },
        'syntax/unexpected-word',
        /Write 1_400_000/,
        'dataset D { persons 1_400_000 }\n',
    ],
    [
        'a comma that is missing',
        { [main]: 'dataset D { category health genetic }\n' },
        'syntax/unexpected-word',
        /Write health, genetic/,
        'dataset D { category health, genetic }\n',
    ],
    [
        'a word for a comma',
        { [main]: 'dataset D { category health and genetic }\n' },
        'syntax/unexpected-word',
        /Write health, genetic/,
        'dataset D { category health, genetic }\n',
    ],
    [
        'a comma too many',
        { [main]: 'organisation A { established in FR, }\n' },
        'syntax/unexpected-word',
        /Write FR|Write in FR/,
        'organisation A { established in FR }\n',
    ],
    [
        'another small word',
        { [main]: 'service S by A { stores at FR }\n' },
        'syntax/unexpected-word',
        /Write stores in FR/,
        'service S by A { stores in FR }\n',
    ],
    ['an equals sign', { [main]: 'organisation A { seat = FR }\n' }, 'syntax/unexpected-character', /Write seat FR/, 'organisation A { seat FR }\n'],
    ['a colon', { [main]: 'organisation A { seat: FR }\n' }, 'syntax/unexpected-character', /Write seat FR/, 'organisation A { seat FR }\n'],
    [
        'a comment of another language',
        { [main]: '## ours\norganisation A { seat FR }\n' },
        'syntax/unexpected-character',
        /Write \/\/ ours/,
        '// ours\norganisation A { seat FR }\n',
    ],
    [
        'a currency sign',
        { [main]: 'contract C { award { value 143_000€ } }\n' },
        'syntax/unexpected-character',
        /Write 143_000 EUR/,
        'contract C { award { value 143_000 EUR } }\n',
    ],
    ['single quotes', { [main]: "import './b.terroir'\n", 'b.terroir': '' }, 'syntax/unexpected-character', /straight quotes/, 'import "./b.terroir"\n'],
    ['a fact', { [main]: 'organisation A { saet FR }\n' }, 'syntax/unexpected-word', /mean seat/, 'organisation A { seat FR }\n'],
    ['a kind of declaration', { [main]: 'organistaion A { seat FR }\n' }, 'syntax/unexpected-word', /mean organisation/, 'organisation A { seat FR }\n'],
    [
        'a word within a fact',
        { [main]: 'contract C { term untill 2027-01-01 }\n' },
        'syntax/unexpected-word',
        /mean until/,
        'contract C { term until 2027-01-01 }\n',
    ],
    [
        'a word in a block',
        { [main]: 'contract C { switching { notise 2 months } }\n' },
        'syntax/unexpected-word',
        /mean notice/,
        'contract C { switching { notice 2 months } }\n',
    ],
    [
        'a word that is missing',
        { [main]: `${clinic}service S by Clinic { stores FR }\n` },
        'syntax/unexpected-word',
        /Insert “in”/,
        `${clinic}service S by Clinic { stores in FR }\n`,
    ],
    ['a brace', { [main]: 'organisation A {\n    seat FR\n' }, 'syntax/unexpected-word', /Close the block/, 'organisation A {\n    seat FR\n}\n'],
    ['a brace in one line', { [main]: 'organisation A { seat FR\n' }, 'syntax/unexpected-word', /Close the block/, 'organisation A { seat FR }\n'],
    [
        'a late import',
        { [main]: 'import "./a.terroir"\norganisation A { }\nimport "./b.terroir"\n' },
        'syntax/unexpected-word',
        /to the top/,
        'import "./a.terroir"\nimport "./b.terroir"\norganisation A { }\n',
    ],
    [
        'a semicolon',
        { [main]: 'organisation A { seat FR; kind company }\n' },
        'syntax/unexpected-character',
        /semicolon/,
        'organisation A { seat FR kind company }\n',
    ],
    ['curly quotes', { [main]: 'organisation A “Label” { seat FR }\n' }, 'syntax/unexpected-character', /straight/, 'organisation A "Label" { seat FR }\n'],
    ['French quotes', { [main]: 'organisation A « Label » { seat FR }\n' }, 'syntax/unexpected-character', /straight/, 'organisation A "Label" { seat FR }\n'],
    [
        'an open text',
        { [main]: 'contract C {\n    purpose "Care\n}\n' },
        'syntax/unexpected-character',
        /Close the text/,
        'contract C {\n    purpose "Care"\n}\n',
    ],
    ['a name', { [main]: 'dataset D { category heatlh }\n' }, 'names/unknown', /mean health/, 'dataset D { category health }\n'],
    [
        'a name of another file',
        { [main]: 'organisation A { controlled by Clinik }\n', 'b.terroir': clinic },
        'names/unknown',
        /mean Clinic/,
        'import "./b.terroir"\n\norganisation A { controlled by Clinic }\n',
    ],
    [
        'a name behind a prefix',
        { [main]: 'import "./b.terroir" as b\norganisation A { controlled by b.Clinik }\n', 'b.terroir': clinic },
        'names/unknown',
        /mean b\.Clinic/,
        'import "./b.terroir" as b\norganisation A { controlled by b.Clinic }\n',
    ],
    [
        'a name that is not imported',
        { [main]: 'organisation A { controlled by Clinic }\n', 'b.terroir': clinic },
        'names/not-imported',
        /Import Clinic/,
        'import "./b.terroir"\n\norganisation A { controlled by Clinic }\n',
    ],
    [
        'a prefix that is lacking',
        { [main]: 'import "./b.terroir" as b\norganisation A { controlled by Clinic }\n', 'b.terroir': clinic },
        'names/not-imported',
        /Write b\.Clinic/,
        'import "./b.terroir" as b\norganisation A { controlled by b.Clinic }\n',
    ],
    [
        'a prefix that nothing has',
        { [main]: 'organisation A { controlled by b.Clinic }\n', 'b.terroir': clinic },
        'names/no-such-alias',
        /Import \.\/b\.terroir as b/,
        'import "./b.terroir" as b\n\norganisation A { controlled by b.Clinic }\n',
    ],
    [
        'a prefix that is another one',
        { [main]: 'import "./b.terroir" as p\norganisation A { controlled by b.Clinic }\n', 'b.terroir': clinic },
        'names/no-such-alias',
        /mean p\.Clinic/,
        'import "./b.terroir" as p\norganisation A { controlled by p.Clinic }\n',
    ],
    [
        'two of a name',
        { [main]: 'import "./b.terroir"\nimport "./c.terroir"\norganisation A { controlled by Clinic }\n', 'b.terroir': clinic, 'c.terroir': clinic },
        'names/ambiguous',
        /Write c\.Clinic/,
        'import "./b.terroir"\nimport "./c.terroir"\nimport "./c.terroir" as c\norganisation A { controlled by c.Clinic }\n',
    ],
    [
        'an operator in the place of his service',
        { [main]: `${clinic}service Records by Clinic { stores in FR }\ndataset D { category health }\ncontract C { hosts D on Clinic }\n` },
        'names/wrong-kind',
        /mean Records/,
        `${clinic}service Records by Clinic { stores in FR }\ndataset D { category health }\ncontract C { hosts D on Records }\n`,
    ],
    [
        'a service in the place of its operator',
        { [main]: `${clinic}service Records by Clinic { stores in FR }\ncontract C { processor Records }\n` },
        'names/wrong-kind',
        /mean Clinic/,
        `${clinic}service Records by Clinic { stores in FR }\ncontract C { processor Clinic }\n`,
    ],
    ['a name twice', { [main]: `${clinic}${clinic}` }, 'names/duplicate', /Call this one Clinic-2/, `${clinic}${clinic.replace('Clinic', 'Clinic-2')}`],
    [
        'a rule',
        { [main]: `${clinic}waiver W of waiver/is-datd on Clinic { }\n` },
        'names/unknown-rule',
        /mean waiver\/is-dated/,
        `${clinic}waiver W of waiver/is-dated on Clinic { }\n`,
    ],
    [
        'a file that is called nearly so',
        { [main]: 'import "./partys.terroir"\norganisation A { controlled by Clinic }\n', 'lib/parties.terroir': clinic },
        'names/missing-import',
        /mean \.\/lib\/parties\.terroir/,
        'import "./lib/parties.terroir"\norganisation A { controlled by Clinic }\n',
    ],
    [
        'a file without its ending',
        { [main]: 'import "./parties"\norganisation A { controlled by Clinic }\n', 'parties.terroir': clinic },
        'names/missing-import',
        /mean \.\/parties\.terroir/,
        'import "./parties.terroir"\norganisation A { controlled by Clinic }\n',
    ],
    [
        'a part of the library',
        { [main]: 'import "terroir:provider"\norganisation A { }\n' },
        'names/missing-import',
        /mean terroir:providers/,
        'import "terroir:providers"\norganisation A { }\n',
    ],
    [
        'a file that is not there',
        { [main]: 'import "./b.terroir"\n\norganisation A { }\n' },
        'names/missing-import',
        /Take the import out/,
        'organisation A { }\n',
    ],
    [
        'the file itself',
        { [main]: 'import "./main.terroir" // why\norganisation A { }\n' },
        'names/imports-itself',
        /Take the import out/,
        'organisation A { }\n',
    ],
    [
        'what nothing rests on',
        { [main]: 'import "./b.terroir"\n\norganisation A { }\n', 'b.terroir': clinic },
        'names/unused-import',
        /Take the import out/,
        'organisation A { }\n',
    ],
])('mended: %s', (_, files, code, title, text) => {
    const { before, after } = mended(files, code, title);
    expect(after[main]).toBe(text);
    expect(count(after, code)).toBeLessThan(before);
});

test('a file that is missing is made', () => {
    const { after } = mended({ [main]: 'import "./lib/b.terroir"\norganisation A { }\n' }, 'names/missing-import', /Create \.\/lib\/b\.terroir/);
    expect(after['lib/b.terroir']).toBe('');
});

test.each<[string, string, RegExp, string]>([
    [
        'an organisation',
        '/** A. */\norganisation A { controlled by Zeta }\n',
        /Declare Zeta, an organisation/,
        'organisation Zeta {\n    seat …\n    kind …\n}\n\n/** A. */\norganisation A { controlled by Zeta }\n',
    ],
    [
        'a service',
        'contract C { hosts D on Zeta }\ndataset D { }\n',
        /Declare Zeta, a service/,
        'service Zeta by … {\n    stores in …\n}\n\ncontract C { hosts D on Zeta }\ndataset D { }\n',
    ],
    [
        'what a place takes of two kinds',
        'contract C { transitional at most 2 years toward Zeta }\n',
        /Declare Zeta, a contract/,
        'contract Zeta {\n    controller …\n    processor …\n}\n\ncontract C { transitional at most 2 years toward Zeta }\n',
    ],
    ['a term', 'dataset D { category zeta }\n', /Add zeta to the vocabulary category/, 'vocabulary category { zeta … }\n\ndataset D { category zeta }\n'],
    [
        'a term where there are some',
        'vocabulary category {\n    eta "Eta"\n}\ndataset D { category zeta }\n',
        /Add zeta to the vocabulary category/,
        'vocabulary category {\n    eta "Eta"\n    zeta …\n}\ndataset D { category zeta }\n',
    ],
])('declared: %s', (_, source, title, text) => {
    expect(mended({ [main]: source }, 'names/unknown', title).after[main]).toBe(text);
});

test('what is declared has places to fill, and nothing in it is taken for one', () => {
    const { offer, after } = mended({ [main]: 'organisation A { controlled by Zeta }\n' }, 'names/unknown', /Declare Zeta/, template());
    expect(offer.hasGaps).toBe(true);
    expect(after[main]).toBe('organisation Zeta {\n    seat ${1:jurisdiction}\n    kind ${2:party-kind}\n\\}\n\norganisation A { controlled by Zeta }\n');
});

test('the law is nobody’s to declare in passing', () => {
    expect(() => mended({ [main]: 'dataset D { warehouse declared under zeta }\n' }, 'names/unknown', /Declare/)).toThrow('Not offered');
});

test('what is waived is left alone', () => {
    const workspace = workspaceOf({ [main]: clinic });
    const finding = { ...new Judge(workspace, rules).file(main, day('2026-11-23')).findings[0], waivedBy: `${main}#W` } as Finding;
    expect(mendings(workspace, main, finding)).toEqual([]);
});
