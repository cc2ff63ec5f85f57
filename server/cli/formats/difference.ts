import { type Message, nameOf, plainName, say, saySeverity, sayVerdict, type Translate, text } from '../../../language/index.ts';
import type { Difference, ReportedDeclaration, ReportedSetting } from '../difference.ts';
import type { ReportedVerdict, Standing } from '../verdict-changes.ts';
import { harmless, wrap } from './cells.ts';
import { cell } from './markdown.ts';
import type { Look, Style } from './style.ts';
import { type Drawing, widthFor } from './text.ts';

/** What changes in meaning, for people at a terminal. */
export function differenceText(difference: Difference, drawing: Pick<Drawing, 'translate' | 'style' | 'columns'>): string {
    const { translate, style } = drawing;
    const width = widthFor(drawing);
    const words = (message: Message) => say(message, translate);
    const prose = (said: string, indent: number, mark = '') =>
        wrap(harmless(said), width - indent - mark.length).map((line, i) => ' '.repeat(indent) + (i === 0 ? mark : ' '.repeat(mark.length)) + line);
    const list = (title: Message, said: readonly string[]) =>
        said.length === 0 ? [] : [[style('label', words(title)), ...said.flatMap((one) => prose(one, 2, '- '))]];
    const blocks = [
        prose(words(heading(difference)), 0).map((line) => style('faint', line)),
        ...difference.declarations.map((one) => [
            `${style('place', harmless(titleOf(one, words)))}  ${style('faint', placeOf(one))}`,
            ...statementLines(one).flatMap(([mark, said]) => coloured(prose(said, 2, `${mark} `), mark, style)),
        ]),
        ...difference.verdicts
            .filter((one) => !isRedated(one))
            .map((one) => [
                `${style('place', harmless(placeOf(one)))} ${style(lookOf(one), words(sayIs[one.is]))} ${one.rule}`,
                ...prose(messageOf(one), 2),
                ...prose(standingsOf(one, translate), 2).map((line) => style('faint', line)),
            ]),
        ...redated(difference).flatMap(({ title, verdicts }) =>
            list(
                title,
                verdicts.map((one) => `${placeOf(one)} ${one.rule}`),
            ),
        ),
        ...list(text('Settings'), difference.settings.map(sayOf(settingOf, translate))),
        ...list(text('Weaker than before'), difference.weakened),
        ...list(text('Broken, so not compared'), difference.notCompared.map(nameOf)),
        prose(words(sum(difference)), 0),
    ];
    return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The same for a comment on a pull request: what is weaker first, then the verdicts, then what is stated otherwise. */
export function differenceMarkdown(difference: Difference, translate: Translate): string {
    const words = (message: Message) => say(message, translate);
    const list = (title: Message, said: readonly string[]) =>
        said.length === 0 ? [] : [`### ${words(title)}\n\n${said.map((one) => `- ${cell(one)}`).join('\n')}`];
    const head = [text('place'), text('change'), text('rule'), text('what')].map(words);
    const rows = difference.verdicts
        .filter((one) => !isRedated(one))
        .map((one) => {
            const name = one.subject === null ? '' : ` (${cell(plainName(one.subject))})`;
            const what = [messageOf(one), standingsOf(one, translate)].map(cell).join('<br>');
            return row([cell(placeOf(one)), `**${words(sayIs[one.is])}**`, `\`${one.rule}\`${name}`, what]);
        });
    const parts = [
        `## ${words(text('What changes in meaning'))}`,
        cell(words(heading(difference))),
        `**${cell(words(sum(difference)))}**`,
        ...list(text('Weaker than before'), difference.weakened),
        ...(rows.length === 0 ? [] : [`### ${words(text('Verdicts'))}\n\n${[row(head), row(head.map(() => '---')), ...rows].join('\n')}`]),
        ...redated(difference).flatMap(({ title, verdicts }) =>
            list(
                title,
                verdicts.map((one) => `${placeOf(one)} ${one.rule}`),
            ),
        ),
        ...(difference.declarations.length === 0 ? [] : [`### ${words(text('What is stated'))}`]),
        ...difference.declarations.map((one) => {
            const lines = statementLines(one).map(([mark, said]) => `${mark} ${harmless(said)}`);
            // No line of it begins with a fence, whatever a spec says: each begins with its mark.
            const block = lines.length === 0 ? '' : `\n\n\`\`\`diff\n${lines.join('\n')}\n\`\`\``;
            return `**${cell(titleOf(one, words))}** ${cell(placeOf(one))}${block}`;
        }),
        ...list(text('Settings'), difference.settings.map(sayOf(settingOf, translate))),
        ...list(text('Broken, so not compared'), difference.notCompared.map(nameOf)),
    ];
    return `${parts.join('\n\n')}\n`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const heading = ({ before, after, judged: { asOf } }: Difference): Message =>
    text('{before} and {after} compared, both judged as of {day}.', {
        before,
        after: after === '.' ? text('what is here now') : after,
        day: asOf,
    });

/** What it comes to; where not everything could be read or judged that comes first: nobody may take the rest for the whole. */
function sum(difference: Difference): Message {
    const { files, incomplete } = difference;
    if (files === 0) return text('Nothing was compared.');
    const found = counted(difference);
    return incomplete
        ? text('Not everything could be read or judged. {found}', { found: found ?? text('In the rest no change was found.') })
        : (found ?? nothing);
}

const nothing = text('Nothing changes in meaning.');

function counted({ declarations, verdicts, settings, weakened, notCompared }: Difference): Message | undefined {
    if (declarations.length + verdicts.length + settings.length + weakened.length + notCompared.length === 0) return undefined;
    const count = (is: ReportedVerdict['is']) => verdicts.filter((one) => one.is === is).length;
    return text('Declarations: {declarations} changed. Verdicts: {fresh} new, {gone} gone, {changed} changed. Weaker than before: {weakened}.', {
        declarations: declarations.length,
        fresh: count('new'),
        gone: count('gone'),
        changed: count('changed'),
        weakened: weakened.length,
    });
}

const sayIs: Readonly<Record<ReportedVerdict['is'], Message>> = { new: text('new'), gone: text('gone'), changed: text('changed') };

const titleOf = ({ is, kind, name }: ReportedDeclaration, words: (message: Message) => string): string =>
    `${kind} ${name}${is === 'changed' ? '' : ` (${words(sayIs[is])})`}`;

const placeOf = ({ file, range }: ReportedDeclaration | ReportedVerdict): string => `${file}:${range.start.line}`;

/** What was stated, and what is, each behind its mark and in its block. */
const statementLines = ({ statements }: ReportedDeclaration): readonly (readonly ['-' | '+', string])[] =>
    statements.flatMap(({ in: block, before, after }) => {
        const within = block === null ? '' : `${block}: `;
        return [...(before ? [['-', within + before.words] as const] : []), ...(after ? [['+', within + after.words] as const] : [])];
    });

const coloured = (lines: readonly string[], mark: '-' | '+', style: Style): readonly string[] =>
    lines.map((line) => style(mark === '+' ? 'added' : 'removed', line));

/** Nothing but the day has changed until which it holds, and numbers in what is said. */
const isRedated = ({ before, after }: ReportedVerdict): boolean =>
    before !== null &&
    after !== null &&
    before.verdict === after.verdict &&
    before.severity === after.severity &&
    before.waivedBy === after.waivedBy &&
    withoutNumbers(before.message) === withoutNumbers(after.message);

const withoutNumbers = (words: string): string => words.replace(/\d+/g, '');

/** The verdicts that hold until another day and are the same else, by these days: one statement often moves many. */
function redated({ verdicts }: Difference): readonly { readonly title: Message; readonly verdicts: readonly ReportedVerdict[] }[] {
    const groups = new Map<string, ReportedVerdict[]>();
    for (const one of verdicts.filter(isRedated)) {
        const key = `${one.before?.holdsUntil ?? ''} ${one.after?.holdsUntil ?? ''}`;
        groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    const end = (day: string | null | undefined) => day ?? text('what is stated changes');
    return [...groups.values()].map((some) => ({
        title: text('Verdicts that hold until {after}, and held until {before}', {
            before: end(some[0]?.before?.holdsUntil),
            after: end(some[0]?.after?.holdsUntil),
        }),
        verdicts: some,
    }));
}

const messageOf = ({ before, after }: ReportedVerdict): string => (after ?? before)?.message ?? '';

function lookOf({ is, after }: ReportedVerdict): Look {
    if (is === 'gone' || !after) return 'faint';
    return after.waivedBy !== null ? 'waived' : after.verdict === 'unknown' ? 'unknown' : after.severity;
}

/** How a finding stands, and how it stood where that is something else. */
function standingsOf({ before, after }: ReportedVerdict, translate: Translate): string {
    const [was, is] = [before, after].map((one) => (one ? say(standingOf(one), translate) : undefined));
    return was !== undefined && is !== undefined ? `${was} → ${is}` : (is ?? was ?? '');
}

function standingOf({ verdict, severity, waivedBy, holdsUntil }: Standing): Message {
    const weight = verdict === 'violated' || verdict === 'broken' ? saySeverity(severity) : sayVerdict(verdict);
    const held = waivedBy === null ? weight : text('{weight}, waived by {name}', { weight, name: nameOf(waivedBy) });
    return holdsUntil === null ? held : text('{standing}, holds until {day}', { standing: held, day: holdsUntil });
}

const settingOf = ({ key, before, after }: ReportedSetting): Message =>
    text('{key}: {before}, now {after}', { key, before: settingValue(before), after: settingValue(after) });

const settingValue = (value: unknown): Message | string => (value === null ? text('not set') : typeof value === 'string' ? value : JSON.stringify(value));

const sayOf =
    <T>(of: (one: T) => Message, translate: Translate) =>
    (one: T): string =>
        say(of(one), translate);
