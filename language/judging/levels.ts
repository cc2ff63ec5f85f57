import type { Severity } from '../rules/rule.ts';

/** What a user lets a rule weigh, whatever the law says; `off`: it is not run. */
export type Level = Severity | 'off';

/** Levels by the id of a rule, or by a category for all of its rules. A rule's own comes before its category's. */
export type Levels = Readonly<Record<string, Level>>;

export const levelOf = (levels: Levels, rule: string): Level | undefined => levels[rule] ?? levels[rule.slice(0, rule.indexOf('/'))];
