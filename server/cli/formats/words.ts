import { type Message, nameOf, say, type Translate, text } from '../../../language/index.ts';
import type { Writing } from '../outputs.ts';
import { placeIn, type Report, type ReportedFinding, type ReportedPart } from '../report.ts';

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

/** What is said of declarations that were not judged. A run with one of them is not clean, so every report says so. */
export const saysNotJudged = (names: readonly string[]): Message => text('Not judged, since it rests on what could not be read: {names}', { names });

/** The same of each of them, and where it stands. */
export const notJudgedIn = ({ notJudged }: Report, { reading, texts, translate }: Writing) =>
    notJudged.map((id) => ({ id, message: say(saysNotJudged([nameOf(id)]), translate), ...placeIn(reading.workspace, texts, { id, path: 'name' }) }));

/** What was set and bears on verdicts, and what was left out, said in every report for people: nobody turns a rule off in silence, nor passes a file over. */
export function settingsOf(report: Report, translate: Translate): readonly string[] {
    const { configuration, part } = report;
    const { rules, waiverMaxDays } = configuration;
    const levels = Object.entries(rules).map(([rule, level]) => `${rule}: ${level}`);
    const ofFiles = (part: ReportedPart): Message => {
        // Their digests are made by whoever looks.
        const { files } = report;
        const counts = { some: files.filter(({ judged }) => judged).length, all: files.length };
        return part.is === 'shard'
            ? text('Shard {number} of {of}: {some} of {all} files that were read are judged here.', { ...counts, number: part.number, of: part.of })
            : text('What has changed since {commit} and what that can affect: {some} of {all} files that were read.', {
                  ...counts,
                  commit: part.since.slice(0, 12),
              });
    };
    return [
        ...(part ? [say(ofFiles(part), translate)] : []),
        ...(levels.length > 0 ? [say(text('Set for this run: {levels}.', { levels }), translate)] : []),
        ...(waiverMaxDays === null ? [] : [say(text('Set for this run: a waiver may last {days} days.', { days: waiverMaxDays }), translate)]),
    ];
}
