import { type Message, nameOf, plainName, say, saySeverity, sayVerdict, type Translate, text } from '../../../language/index.ts';
import type { Writing } from '../outputs.ts';
import { placeIn, type Report, type ReportedFinding, type ReportedPart } from '../report.ts';
import type { Look, Style } from './style.ts';

/** What there is to know of a finding beside its message: what to do, what would settle it, notes, and what silences it. */
export function remarksOn({ cure, settle, notes, waivedBy, origin }: ReportedFinding, translate: Translate): readonly string[] {
    return [
        ...(origin === 'known' ? [say(text('Known to the baseline.'), translate)] : []),
        ...(origin === 'reopened' ? [say(text('Known to the baseline, and new again: what is stated has changed.'), translate)] : []),
        ...(cure === null ? [] : [cure]),
        ...settle.map((one) => say(text('What would settle it: “{statement}” in {name}.', { statement: one.write, name: nameOf(one.in) }), translate)),
        ...notes,
        ...(waivedBy === null ? [] : [say(text('Waived by {name}.', { name: nameOf(waivedBy) }), translate)]),
    ];
}

/** What stands under the title of a page that others are handed: what was judged, as of when, and what that is not. */
export const saysJudged = (day: string): Message => text('Judged as of {day}. What a spec states, and what follows from it; no legal advice.', { day });

/** What is said of declarations that were not judged. A run with one of them is not clean, so every report says so. */
export const saysNotJudged = (names: readonly string[]): Message => text('Not judged, since it rests on what could not be read: {names}', { names });

/** The same of each of them, and where it stands. */
export const notJudgedIn = ({ notJudged }: Report, { reading, texts, translate }: Writing) =>
    notJudged.map((id) => ({ id, message: say(saysNotJudged([plainName(id)]), translate), ...placeIn(reading.workspace, texts, { id, path: 'name' }) }));

const ofDays = (n: number): Message => (n === 1 ? text('1 day') : text('{n} days', { n }));

/** So many files: in French none is one less than two. */
export const ofFiles = (n: number): Message => (n === 0 ? text('0 files') : n === 1 ? text('1 file') : text('{n} files', { n }));

/** What was set and bears on verdicts, and what was left out, said in every report for people: nobody turns a rule off in silence, nor passes a file over. */
export function settingsOf(report: Report, translate: Translate): readonly string[] {
    const { configuration, part } = report;
    const { rules, waiverMaxDays } = configuration;
    const levels = Object.entries(rules).map(([rule, level]) => `${rule}: ${level}`);
    const partly = (part: ReportedPart): Message => {
        // Their digests are made by whoever looks.
        const { files } = report;
        const counts = { some: files.filter(({ judged }) => judged).length, all: files.length };
        return part.is === 'shard'
            ? text('Shard {number} of {of}. Files judged here: {some}; read: {all}.', { ...counts, number: part.number, of: part.of })
            : text('What has changed since {commit} and what that can affect. Files judged: {some}; read: {all}.', {
                  ...counts,
                  commit: part.since.slice(0, 12),
              });
    };
    return [
        ...(part ? [say(partly(part), translate)] : []),
        ...(levels.length > 0 ? [say(text('Set for this run: {levels}.', { levels }), translate)] : []),
        ...(waiverMaxDays === null ? [] : [say(text('Set for this run: a waiver may last {length}.', { length: ofDays(waiverMaxDays) }), translate)]),
    ];
}

/** A verdict as it weighs: a violation by its severity, what is waived as such. */
export function verdictOf({ verdict, severity, waivedBy }: ReportedFinding): Message {
    if (waivedBy !== null) return text('waived');
    if (verdict === 'broken') return text('broken');
    return verdict === 'violated' ? saySeverity(severity) : sayVerdict(verdict);
}

/** How much a norm weighs, by the word that stands in the library. */
export const forces: Readonly<Record<string, Message>> = {
    law: text('law'),
    doctrine: text('doctrine'),
    recommendation: text('recommendation'),
    proposal: text('proposal'),
};

/** What a run came to, in one line. It praises nothing unless there is nothing left to know. */
export function lastLine({ counts, judged }: Report, translate: Translate, style: Style = (_, words) => words): string {
    const { violated, hints, unknown, waived, notJudged, broken, failed } = counts;
    const parts: [Message, number, Look][] = [
        [text('{n} violated', { n: violated }), violated, 'error'],
        [text('{n} unknown', { n: unknown }), unknown, 'unknown'],
        [text('{n} waived', { n: waived }), waived, 'waived'],
    ];
    if (hints > 0) parts.push([hints === 1 ? text('1 hint') : text('{n} hints', { n: hints }), hints, 'hint']);
    if (notJudged > 0) parts.push([text('{n} not judged', { n: notJudged }), notJudged, 'error']);
    if (broken > 0) parts.push([text('{n} broken', { n: broken }), broken, 'error']);
    if (failed > 0) parts.push([text('{n} failed', { n: failed }), failed, 'error']);
    const results = parts.map(([message, n, look]) => (n > 0 ? style(look, say(message, translate)) : say(message, translate)));
    const files = ofFiles(counts.files);
    const isClean = counts.files > 0 && parts.every(([, n]) => n === 0);
    const clean =
        counts.satisfied > 0
            ? text('{results} in {files}: nothing to report as of {day}.', { results, files, day: judged.asOf })
            : text('{results} in {files}: no rule applies to anything there as of {day}.', { results, files, day: judged.asOf });
    const line = isClean ? clean : text('{results} in {files}, judged as of {day}.', { results, files, day: judged.asOf });
    return say(line, translate);
}
