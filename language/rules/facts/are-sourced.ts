import { called, evidenceAt, statementAt } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import type { Fix } from '../../model/fixes.ts';
import type { Step } from '../../model/steps.ts';
import { isLibraryPath } from '../../names/paths.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';
import { statedKinds } from './kinds.ts';

export const areSourced = defineRule({
    id: 'facts/are-sourced',
    on: statedKinds,
    summary: text('What an error rests on names its source.'),
    why: text(
        'An error is contested, and then somebody asks where each fact comes from. A source that is written beside the fact answers before the question costs a week.',
    ),
    norms: ['terroir-advice'],
    pass: 2,
    *judge(ask, id, seen) {
        const errors = seen.on(id).flatMap(({ outcome, severity }) => (outcome.verdict === 'violated' && severity === 'error' ? [outcome] : []));
        if (errors.length === 0) return yield doesNotApply(text('There is no error here that facts would have to prove.'));
        const bare = new Map<string, Step>();
        for (const step of errors.flatMap(({ path }) => path)) {
            // A name claims nothing, and for what the library says the library answers.
            if (step.at.path === 'name' || isLibraryPath(step.at.id) || evidenceAt(ask, step.at).length > 0) continue;
            const at = statementAt(ask, step.at) ?? step.at;
            const key = `${at.id} ${at.path}`;
            if (!bare.has(key)) bare.set(key, { say: step.say, at });
        }
        if (bare.size === 0) return;
        const stated = new Set([...bare.values()].map(({ at }) => at.id));
        yield violated({
            at: { id, path: 'name' },
            message: text('What is an error here rests on facts without a source, stated in: {declarations}.', {
                declarations: [...stated].map((one) => called(ask, one)),
            }),
            path: [...bare.values()],
            fixes: sourcing([...bare.values()].map(({ at }) => at)),
            cure: text('Write where each comes from: source "…" on DATE behind the fact, or on a line of its own for all of a declaration.'),
        });
    },
});

/** A source for each of some facts; what stands in the first line of a declaration takes none. */
function sourcing(places: readonly Place[]): readonly Fix[] {
    if (!places.every(({ path }) => /^facts\.[\d.a-z]*\d$/.test(path))) return [];
    const changes = places.map((at) => ({ state: { in: at.id, write: 'source {text} on {day}', behind: at } }));
    return [{ title: text('Name a source for each of these facts'), changes }];
}
