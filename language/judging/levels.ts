import type { Severity } from '../rules/rule.ts';

/** What a user lets a rule weigh, whatever the law says; `off`: it is not run. */
export type Level = Severity | 'off';

/** Levels by the id of a rule, or by a category for all of its rules. A rule's own comes before its category's. */
export type Levels = Readonly<Record<string, Level>>;

const found = new WeakMap<Levels, Map<string, Level | undefined>>();

/** What a rule is to weigh. It is asked for with every verdict, so what has been found is kept as long as the levels are. */
export function levelOf(levels: Levels, rule: string): Level | undefined {
    let known = found.get(levels);
    if (!known) found.set(levels, (known = new Map()));
    if (known.has(rule)) return known.get(rule);
    const level = levels[rule] ?? levels[rule.slice(0, rule.indexOf('/'))];
    known.set(rule, level);
    return level;
}
