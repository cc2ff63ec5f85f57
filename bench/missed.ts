import { goals } from './goals.ts';
import type { Command } from './measure.ts';
import { isMet } from './page.ts';
import { type Profile, profileOf } from './profile.ts';
import type { Row } from './results.ts';

export function isMissed({ key, value }: Row): boolean {
    const goal = goals.find((one) => one.key === key);
    if (!goal) throw new Error(`There is no goal ${key}.`);
    return !isMet(goal, value.median);
}

/** Where the time goes of what misses its goal: each command once, whatever the number of goals that it misses. */
export function missedProfiles(rows: readonly Row[], commands: Readonly<Record<string, readonly [title: string, command: Command]>>): Profile[] {
    const missed = rows.filter(isMissed).flatMap(({ key }) => (commands[key] ? [commands[key]] : []));
    return [...new Set(missed)].map(([title, command]) => profileOf(title, command));
}
