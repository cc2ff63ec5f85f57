import { CompletionItemKind } from 'vscode-languageserver';
import {
    type Asked,
    around,
    askedFor,
    type Expected,
    type ExpectedName,
    type ExpectedWord,
    type Filler,
    filesOf,
    isUsualIn,
    type Mark,
    type Snippet,
    snippets,
    snippetTemplate,
    visible,
    waiverEnd,
} from '../../language/editing.ts';
import { formatDay, isLibraryPath, type Message, rivalsOf, text } from '../../language/index.ts';
import { importPaths } from './completion-names.ts';
import { type Group, type Here, isOnNewLine, type Offer } from './completion-offers.ts';
import { valueOffers } from './completion-values.ts';
import type { Session } from './session.ts';

/** The words of the language that may stand here: first what rules ask for, last what stands there already. */
export function wordOffers(session: Session, here: Here, { words }: Expected): Offer[] {
    const isNewLine = isOnNewLine(here);
    const isBare = isBareBehind(here);
    const standing = words.some(({ block }) => block !== 'Spec') ? standingAt(session, here) : nothingStands;
    const filler = fillerOf(session, here);
    const isTwin = (word: ExpectedWord) => word.begins !== isNewLine && words.some((one) => one.phrase === word.phrase && one.begins === isNewLine);
    return inOrder(words.filter((word) => !isTwin(word))).flatMap((word) => {
        const askedBy = standing.asked.filter((one) => isAskedFor(one, word, standing.behind));
        const offer: Offer = {
            label: word.phrase,
            kind: CompletionItemKind.Keyword,
            group: askedBy.length > 0 ? 'asked' : (standsAlready(word, standing.stated) ?? likely(word, isNewLine)),
            ...(askedBy[0] ? { description: session.say(text('asked for by {rule}', { rule: askedBy[0].by })) } : {}),
            about: {
                word: word.rule,
                ...(askedBy.length > 0 ? { askedBy: askedBy.map(({ by, because }) => ({ rule: by, because: session.say(because) })) } : {}),
            },
        };
        // Where more stands behind it on the line, only the word is missing.
        if (!session.wishes.snippets || !isBare || !word.begins) return [offer];
        const whole = snippets.filter((one) => (one.within ?? word.block) === word.block && one.word === word.phrase.split(' ')[0]);
        if (whole.length > 0) return whole.map((one) => wholeOffer(session, offer, one, filler));
        return [word.opens ? { ...offer, written: `${word.phrase} {\n\t$0\n}`, isTemplate: true } : offer];
    });
}

/** Whether nothing more stands on the line behind the word that is being written. */
const isBareBehind = ({ source, offset }: Here): boolean => /^[\w-]*[ \t]*(?:\}|\r|\n|$)/.test(source.slice(offset, offset + 400));

const marks: Readonly<Record<Mark, Message>> = { '{': text('opens the block'), ',': text('one more'), '}': text('ends the block') };

/** Braces and commas that may stand here, for whoever lost one. */
export const markOffers = (session: Session, here: Here, expected: Expected): Offer[] =>
    expected.marks.map((mark) => ({
        label: mark,
        kind: CompletionItemKind.Operator,
        group: 'mark',
        detail: session.say(marks[mark]),
        ...(mark === '{' && session.wishes.snippets && isBareBehind(here) ? { written: '{\n\t$0\n\\}', isTemplate: true } : {}),
    }));

function likely({ begins, block, phrase }: ExpectedWord, isNewLine: boolean): Group {
    if (begins !== isNewLine) return 'elsewhere';
    return begins && isUsualIn(block, phrase) ? 'usual' : 'here';
}

/** Declarations in the order in which a spec grows; facts as the grammar has them. */
function inOrder(words: readonly ExpectedWord[]): readonly ExpectedWord[] {
    const order = snippets.filter(({ within }) => within === 'Spec').map(({ word }) => word);
    const rank = ({ block, phrase }: ExpectedWord) => (block === 'Spec' ? order.indexOf(phrase) : -1);
    return words.toSorted((a, b) => rank(a) - rank(b));
}

function wholeOffer(session: Session, offer: Offer, snippet: Snippet, filler: Filler): Offer {
    const variant = snippet.variant && session.say(snippet.variant);
    return {
        ...offer,
        ...(variant === undefined ? {} : { label: `${offer.label} · ${variant}`, typed: offer.label }),
        written: snippetTemplate(snippet, filler),
        isTemplate: true,
        ...(offer.about && 'word' in offer.about ? { about: { ...offer.about, isWhole: true } } : {}),
    };
}

// ---------------------------------------------------------------- what stands there, and what is asked for

interface Standing {
    readonly asked: readonly Asked[];
    readonly stated: ReadonlySet<string>;
    readonly behind: string | undefined;
}

const nothingStands: Standing = { asked: [], stated: new Set(), behind: undefined };

/** More files than these are not judged while somebody waits for a list. */
const mostAsking = 20;

/** What the declaration here states, and what rules ask for in it. Of a broken one what can be read counts: the word that is being written breaks it. */
function standingAt(session: Session, { path, source, start }: Here): Standing {
    const { workspace, judge, day } = session;
    const parsed = workspace.files.get(path)?.parsed;
    const look = (): Standing => {
        const place = around(workspace, path, start);
        if (!place) return nothingStands;
        // Whoever imports this file may ask for something, too.
        const imports = (file: string) =>
            filesOf(workspace)
                .outline(file)
                ?.imports.some((one) => one.path === path);
        const asking = [path, ...[...workspace.files.keys()].filter((file) => file !== path && imports(file))].slice(0, mostAsking);
        const findings = asking.flatMap((file) => judge.file(file, day).findings);
        return { asked: askedFor(workspace, findings, place.id), stated: place.stated, behind: place.behind };
    };
    return parsed && parsed.broken.length > 0 ? workspace.supposing(path, source, { ...parsed, broken: [] }, look) : look();
}

function isAskedFor({ statements, behind, write }: Asked, { phrase, rule, block, begins }: ExpectedWord, last: string | undefined): boolean {
    if (behind === undefined) return begins && statements.get(block)?.has(rule) === true;
    return !begins && behind === last && `${write} `.startsWith(`${phrase} `);
}

/** Whether a statement stands there already: it may stand there again, or it has one value at a time. */
function standsAlready({ rule, begins }: ExpectedWord, stated: ReadonlySet<string>): 'again' | 'there' | undefined {
    if (!begins) return undefined;
    if (rivalsOf(rule).some((one) => stated.has(one))) return 'there';
    return stated.has(rule) ? 'again' : undefined;
}

// ---------------------------------------------------------------- whole declarations

/** Fills the places of whole declarations with the names that this file sees. */
function fillerOf(session: Session, here: Here): Filler {
    const { workspace, day } = session;
    const known = new Map<string, readonly string[]>();
    return {
        say: (message) => session.say(message),
        days: { day: formatDay(day), 'last-day': formatDay(waiverEnd(workspace, day)) },
        choices: (expected) => {
            const key = JSON.stringify([expected.importPath, expected.names, expected.values, expected.words]);
            let found = known.get(key);
            if (!found) known.set(key, (found = choicesOf(session, here, expected)));
            return found;
        },
    };
}

function choicesOf(session: Session, here: Here, expected: Expected): readonly string[] {
    if (expected.importPath) return importPaths(session, here.path).map(({ label }) => label);
    const seen = (one: ExpectedName['wanted'][number]) =>
        [...visible(filesOf(session.workspace), here.path, one)]
            // A waiver may be of anything; what the library declares is hardly meant.
            .filter(({ id }) => one.kind !== 'Declaration' || !isLibraryPath(id))
            .map(({ name }) => name);
    const names = expected.names.flatMap(({ wanted }) => wanted.flatMap(seen));
    const rules = expected.values.some(({ token }) => token === 'RULE_ID') ? valueOffers(session, here, expected).filter(({ group }) => group === 'asked') : [];
    const words = expected.words.filter(({ begins }) => !begins).map(({ phrase }) => phrase);
    return [...new Set([...names, ...rules.map(({ label }) => label), ...words])];
}
