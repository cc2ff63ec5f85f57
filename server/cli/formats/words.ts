import { nameOf, say, type Translate, text } from '../../../language/index.ts';
import type { Report, ReportedFinding } from '../report.ts';

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

/** What was set and bears on verdicts, said in every report for people: nobody turns a rule off in silence. */
export function settingsOf({ configuration: { rules, waiverMaxDays } }: Report, translate: Translate): readonly string[] {
    const levels = Object.entries(rules).map(([rule, level]) => `${rule}: ${level}`);
    return [
        ...(levels.length > 0 ? [say(text('Set for this run: {levels}.', { levels }), translate)] : []),
        ...(waiverMaxDays === null ? [] : [say(text('Set for this run: a waiver may last {days} days.', { days: waiverMaxDays }), translate)]),
    ];
}
