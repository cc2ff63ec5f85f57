import { type Message, text } from '../../language/index.ts';

/** What the codes mean that no rule stands behind: what is wrong with a file, its text or its names, or with Terroir. */
export const codes: Readonly<Record<string, Message>> = {
    'input/nothing-matched': text(
        'A folder that was to be judged holds no spec, or a pattern finds none. A gate that reads nothing would always pass, so the exit code is 2, unless --no-error-on-unmatched is given.',
    ),
    'input/not-text': text('The file has a NUL character, as no text has. Nothing of it was judged, so the exit code is 2.'),
    'input/not-utf8': text('The file has bytes that mean nothing in UTF-8. Save it as UTF-8; nothing of it was judged, so the exit code is 2.'),
    'input/unreadable': text('The file or folder is not there, or reading it is not permitted. Nothing of it was judged, so the exit code is 2.'),
    'internal/file-failed': text('Terroir itself failed on this file. Nothing of it was judged, so the exit code is 2; please report it.'),
    'internal/rule-failed': text(
        'A rule failed, which is a fault of Terroir and not of the spec. The other rules were run; the exit code is 2. Please report it.',
    ),
    'names/ambiguous': text(
        'Two imported files declare the name. Import one of them under a name of its own: import "./parties.terroir" as p, then write p.HDH.',
    ),
    'names/duplicate': text('A file declares a name twice. Rename one of the two; in different files the same name is no clash.'),
    'names/import-cycle': text('Files import each other in a ring. It is understood, but hard to read: put what both need into a file of its own.'),
    'names/imports-itself': text('A file imports itself. Its own names are always in scope: take the import out.'),
    'names/missing-import': text('An import names a file that is not there. It is looked for beside the file that imports it.'),
    'names/no-such-alias': text('A name is written alias.name, and no import of the file has that alias.'),
    'names/not-imported': text(
        'The name is declared in a file that this one does not import. Only imports and the library make names visible, so that two files never clash by accident.',
    ),
    'names/unknown': text('Nothing declares the name. It may be misspelt, or its declaration is yet to be written.'),
    'names/unknown-rule': text('A waiver names a rule that does not exist, so it would silence nothing and nobody would notice.'),
    'names/unused-import': text('Nothing in the file names anything of an imported file, or it is imported already: taking the import out changes no verdict.'),
    'names/wrong-kind': text('The name is declared, but is something else than what may stand here: a service, say, where an organisation is expected.'),
    'syntax/no-such-currency': text('An amount ends with a currency in three capital letters, such as EUR.'),
    'syntax/no-such-date': text('A date is written year-month-day, such as 2026-01-31, and the calendar has that day.'),
    'syntax/no-such-duration': text('A duration is whole numbers of years, months, weeks, days, working days or hours.'),
    'syntax/no-such-number': text(
        'An amount or a count has thousands set apart by _, such as 143_000: three digits behind a comma or a dot can be read in two ways.',
    ),
    'syntax/no-such-share': text('A share is a part of the whole: at most 100 %, in at most 100 digits.'),
    'syntax/not-a-spec': text('The file is no text, or hardly a word of it means anything here. It was refused unread, so the exit code is 2.'),
    'syntax/period-reversed': text('A period ends before it begins. Both of its days belong to it: until names the last one.'),
    'syntax/too-large': text(
        'The file is larger than --max-size allows, or its blocks are nested deeper than --max-depth. It was refused unread, so the exit code is 2.',
    ),
    'syntax/too-many-errors': text('So many declarations are broken that the rest of the file was not read.'),
    'syntax/unexpected-character': text('A character stands where none like it has a meaning.'),
    'syntax/unexpected-word': text('A word stands where another one is expected. The declaration around it is not judged; the others are.'),
};

/** What a code means that no rule stands behind; nothing where there is no such code. */
export const meaningOf = (code: string): Message | undefined => (Object.hasOwn(codes, code) ? codes[code] : undefined);

/** All codes that no rule stands behind. */
export const codesKnown = (): readonly string[] => Object.keys(codes);
