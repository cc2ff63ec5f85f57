import { describe, expect, test } from 'vitest';
import { Judge, say } from '../../language/index.ts';
import { freshWorkspace } from '../harness/generators.ts';
import { day, underlined } from '../harness/spec.ts';

/** What is said of a text, as `code “underlined”: message`. */
function said(source: string): string[] {
    const workspace = freshWorkspace({ 'spec.terroir': source });
    return new Judge(workspace, [])
        .file('spec.terroir', day('2026-11-23'))
        .findings.map((finding) => `${finding.rule} “${underlined(workspace, finding).text}”: ${say(finding.message)}`);
}

/** A text in which «» mark what must be underlined, once. */
function expectAt(marked: string, code: string, words: string): void {
    const source = marked.replace(/[«»]/g, '');
    const start = marked.indexOf('«');
    const end = marked.indexOf('»') - 1;
    const workspace = freshWorkspace({ 'spec.terroir': source });
    const { findings } = new Judge(workspace, []).file('spec.terroir', day('2026-11-23'));
    expect(
        findings.map((finding) => ({
            code: finding.rule,
            at: [underlined(workspace, finding).start, underlined(workspace, finding).end],
            says: say(finding.message),
        })),
    ).toEqual([{ code, at: [start, end], says: expect.stringContaining(words) }]);
}

describe('a slip is underlined where it stands, and the message says what was meant', () => {
    test.each([
        ['an unknown fact', 'organisation A {\n    «seet» FR\n}\n', 'syntax/unexpected-word', 'Did you mean “seat”?'],
        ['a fact of another kind', 'dataset D {\n    «seat» FR\n}\n', 'syntax/unexpected-word', 'does not begin a fact of a dataset'],
        ['an unknown declaration', '«organization» A { seat FR }\n', 'syntax/unexpected-word', 'Did you mean “organisation”?'],
        ['a semicolon', 'organisation A { seat FR«;» kind company }\n', 'syntax/unexpected-character', 'no separator'],
        ['a colon, as other notations have it', 'organisation A { seat«:» FR }\n', 'syntax/unexpected-character', 'take : out'],
        ['an equals sign', 'organisation A { seat «=» FR }\n', 'syntax/unexpected-character', 'take = out'],
        ['a comment of a shell', '«#» ours\norganisation A { seat FR }\n', 'syntax/unexpected-character', 'A comment begins with //.'],
        ['a comment of a database', '«-»- ours\norganisation A { seat FR }\n', 'syntax/unexpected-character', 'A comment begins with //.'],
        ['a name with an apostrophe', 'organisation L«’»Hospice { seat FR }\n', 'syntax/unexpected-character', 'A name has no apostrophe;'],
        ['curved quotes', 'organisation A «“»Hospice” { seat FR }\n', 'syntax/unexpected-character', 'straight double quotes: "…".'],
        ['single quotes', "organisation A «'»Hospice' { seat FR }\n", 'syntax/unexpected-character', 'straight double quotes: "…".'],
        ['a blank of no width', 'organisation «\u200B»A { seat FR }\n', 'syntax/unexpected-character', 'Invisible: U+200B.'],
        ['an unclosed text', 'organisation A «"»Label {\n    seat FR\n}\n', 'syntax/unexpected-character', 'This text is not closed'],
        ['an unclosed comment', 'organisation A { seat FR }\n«/»* never closed\n', 'syntax/unexpected-character', 'This comment is not closed'],
        [
            'a day that February lacks',
            'commitment C by A { made «2025-02-31» }\norganisation A { seat FR }\n',
            'syntax/no-such-date',
            'month 2 of 2025 has 28 days',
        ],
        ['a date without zeros', 'commitment C by A { made «2025-2-3» }\norganisation A { seat FR }\n', 'syntax/no-such-date', 'year-month-day'],
        ['the year 0', 'commitment C by A { made «0000-01-01» }\norganisation A { seat FR }\n', 'syntax/no-such-date', 'no year 0'],
        ['month 13', 'commitment C by A { made «2025-13-01» }\norganisation A { seat FR }\n', 'syntax/no-such-date', 'no month 13'],
        ['day 0', 'commitment C by A { made «2025-12-00» }\norganisation A { seat FR }\n', 'syntax/no-such-date', 'There is no day 2025-12-00'],
        ['a leap day of a common year', 'organisation A { seat FR until «1900-02-29» }\n', 'syntax/no-such-date', '28 days'],
        [
            'the day of a source on a line of its own',
            'organisation A {\n    source "A note" on «2026-13-45»\n    seat FR\n}\n',
            'syntax/no-such-date',
            'no month 13',
        ],
        ['more than the whole', 'organisation A { owned «140%» by B }\norganisation B { seat FR }\n', 'syntax/no-such-share', 'at most 100 %'],
        [
            'more digits than anybody states',
            `organisation A { owned «60.${'0'.repeat(99)}%» by B }\norganisation B { seat FR }\n`,
            'syntax/no-such-share',
            'A share has 100 digits at most; this one has 101.',
        ],
        [
            'thousands behind a comma',
            'contract K { award { value «143,000 EUR» } }\n',
            'syntax/no-such-number',
            '143,000 can be read in two ways: thousands are set apart by _',
        ],
        ['thousands behind a dot', 'contract K { award { value «1_143.000 EUR» } }\n', 'syntax/no-such-number', '1_143.000 can be read'],
        ['thousands of persons behind a comma', 'dataset D { «persons 400,000» }\n', 'syntax/no-such-number', '400,000 can be read'],
        ['the number of a norm', 'norm n of FR { force law  parameter p «10.000» }\n', 'syntax/no-such-number', '10.000 can be read'],
        ['an end before the beginning', 'organisation A { seat FR from 2025-01-02 until «2025-01-01» }\n', 'syntax/period-reversed', 'before it begins'],
        ['a currency in small letters', 'contract K { award { value «900_000 eur» } }\n', 'syntax/no-such-currency', 'three capital letters'],
        ['a currency sign', 'contract K { award { value 900_000 «€» } }\n', 'syntax/unexpected-character', '€'],
        ['a unit that is none', 'contract K { term 2 «yeers» }\n', 'syntax/unexpected-word', 'yeers'],
        ['half a year as a decimal', 'contract K { term «2.5 years» }\n', 'syntax/no-such-duration', 'whole units'],
        ['a missing name', 'organisation «{» seat FR }\n', 'syntax/unexpected-word', 'a name'],
        ['a comma too many', 'organisation A { established in FR«,» }\n', 'syntax/unexpected-word', ''],
        ['a missing word', 'service S «A» { stores in FR }\n', 'syntax/unexpected-word', '“by”'],
        ['a word begun, between declarations', '«cont»\n', 'syntax/unexpected-word', 'Did you mean “contract”?'],
        ['a word begun, behind a declaration', 'organisation A { seat FR }\n\n«organi»', 'syntax/unexpected-word', 'Did you mean “organisation”?'],
        ['a fact begun', 'organisation A {\n    «contr»\n}\n', 'syntax/unexpected-word', 'Did you mean “controlled”?'],
        ['a value that is missing before the brace', 'organisation A {\n    «seat»\n}\n', 'syntax/unexpected-word', 'After “seat”, expected a name.'],
        ['a unit that is missing before the brace', 'contract K { term «3» }\n', 'syntax/unexpected-word', 'After “3”, expected “year”'],
        [
            'one of two words that is missing before the brace',
            'contract K {\n    «term»\n}\n',
            'syntax/unexpected-word',
            'After “term”, expected a number, “until”, “indefinite”.',
        ],
        ['a brace that is missing at the end of a line', 'organisation «A»\n    seat FR\n', 'syntax/unexpected-word', 'After “A”, expected “{”.'],
        ['a list that is to go on', 'contract K {\n    clauses security«,»\n}\n', 'syntax/unexpected-word', 'After “,”, expected a name.'],
        [
            'a day that is missing',
            'service S by A { certified HDS «from» until 2027-01-01 }\norganisation A { seat FR }\n',
            'syntax/unexpected-word',
            'After “from”, expected a date',
        ],
        [
            'a text that is missing',
            'service S by A { certified HDS «version»\n}\norganisation A { seat FR }\n',
            'syntax/unexpected-word',
            'After “version”, expected a text in double quotes.',
        ],
        [
            'a list that is to go on above a fact',
            'contract K {\n    clauses security«,»\n    term 2 years\n}\n',
            'syntax/unexpected-word',
            'After “,”, expected a name.',
        ],
        [
            'a name that is missing above a fact',
            'organisation A {\n    managed «from»\n    seat FR\n}\n',
            'syntax/unexpected-word',
            'After “from”, expected a name.',
        ],
        [
            'a word begun that goes on with a fact',
            'service S by A {\n    certified HDS «vers»\n    stores in FR\n}\norganisation A { seat FR }\n',
            'syntax/unexpected-word',
            'Did you mean “version”?',
        ],
        ['a slip in a word that goes on with a fact', 'organisation A { seat FR «untill» 2027-01-01 }\n', 'syntax/unexpected-word', 'Did you mean “until”?'],
        ['a name of one letter where a comma is missing', 'organisation A { established in FR «x» }\n', 'syntax/unexpected-word', 'What may stand here'],
        ['a brace too many', 'organisation A { seat FR }\n«}»\n', 'syntax/unexpected-word', '“}” cannot stand here.'],
        ['a place to fill', 'contract K { lawful basis «…» }\n', 'syntax/unexpected-character', 'What belongs in the place of … is yet to be written.'],
        [
            'places to fill of days',
            'service S by A { certified HDS from «…» until … }\norganisation A { seat FR }\n',
            'syntax/unexpected-character',
            'in the place of …',
        ],
        ['an import behind a declaration', 'organisation A { seat FR }\n«import» "./b.terroir"\n', 'syntax/unexpected-word', ''],
    ])('%s', (_, marked, code, words) => {
        expectAt(marked, code, words);
    });

    test.each([
        [
            'an unknown fact between others',
            'organisation A {\n    seat FR\n    «onwed» 60% by B\n    kind company\n}\n',
            'syntax/unexpected-word',
            'Did you mean “owned”?',
        ],
        ['a missing brace at the end', 'organisation A {\n    seat FR«»\n', 'syntax/unexpected-word', 'not closed'],
        ['a number in words', 'contract K { term «two» years }\n', 'syntax/unexpected-word', 'a number'],
        ['a share without its sign', 'organisation A { owned «60» by B }\norganisation B { seat FR }\n', 'syntax/unexpected-word', '60'],
    ])('%s', (_, marked, code, words) => {
        expectAt(marked, code, words);
    });

    test('a brace too many is one problem, at the brace', () => {
        expectAt('organisation A { seat FR }\n«}»\norganisation B { seat FR }\n', 'syntax/unexpected-word', '');
    });

    test.each([
        ['an emoji', 'organisation A { seat FR } «😀»\n'],
        ['a character of two units', 'organisation A { seat FR } «𝒳»\n'],
    ])('%s is underlined whole', (_, marked) => {
        expectAt(marked, 'syntax/unexpected-character', 'has no meaning here');
    });
});

describe('one problem per broken declaration', () => {
    test('and none for those beside it', () => {
        const broken = 'organisation A { seet FR\n    kimd company ; }\n';
        expect(said(`organisation B { seat FR }\n${broken}organisation C { owned 60% by B }\n`)).toHaveLength(1);
        expect(said(broken + broken.replace('A', 'Z') + broken.replace('A', 'Y'))).toHaveLength(3);
    });

    test('nor for names that it would have declared', () => {
        expect(said('organisation A { seet FR }\norganisation C { owned 60% by A }\n')).toHaveLength(1);
    });

    test('nor for the names in it', () => {
        expect(said('organisation A { seat Nowhere owned 60% by Nobody seet FR }\n')).toHaveLength(1);
    });

    test('and its rules are not judged, nor those that rest on it', () => {
        const workspace = freshWorkspace({
            'spec.terroir': `organisation Host { seet FR }
organisation Buyer { seat FR kind state-administration }
dataset Records { category health }
service Cloud by Host { stores in FR }
contract Hosting { controller Buyer hosts Records on Cloud signed 2026-01-01 term 3 years }
contract Other { controller Buyer signed 2026-01-01 term 3 years }
`,
        });
        const { notJudged } = new Judge(workspace, []).file('spec.terroir', day('2026-11-23'));
        expect(notJudged).toEqual(['spec.terroir#Host']);
    });

    test('a declaration whose first word is missing spoils no other', () => {
        const workspace = freshWorkspace({ 'spec.terroir': 'organisation A { seat FR }\nB { seat FR }\norganisation C { seat FR }\n' });
        const { notJudged } = new Judge(workspace, []).file('spec.terroir', day('2026-11-23'));
        expect(notJudged).toEqual([]);
    });
});
