import type { Ask } from '../../model/ask.ts';
import { targetOf, terms, type Waiving, waivings } from '../../model/waivers.ts';
import type { Id } from '../../names/outline.ts';
import type { Rule, Seen } from '../rule.ts';

/** The rule that a waiver names, by its present or a former name; nothing where none of that name was run. */
export const ruleNamed = (seen: Seen, name: string): Rule | undefined => seen.rules.find(({ id, formerly }) => id === name || formerly?.includes(name));

/** The other waivers of the same rule on the same declaration, whatever name of the rule they use. */
export function sameTarget(ask: Ask, waiver: Id, seen: Seen): readonly Waiving[] {
    const { rule = '', subject = '' } = terms(ask, waiver);
    const known = ruleNamed(seen, rule);
    const names = known ? [known.id, ...(known.formerly ?? [])] : [rule];
    return names.flatMap((name) => ask.of(waivings, targetOf(name, subject))).filter((one) => one.waiver !== waiver);
}
