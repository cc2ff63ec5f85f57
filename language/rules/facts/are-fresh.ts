import type { Ask } from '../../model/ask.ts';
import { called, everStated, part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { normById, parameter } from '../../model/library.ts';
import { remembered } from '../../model/remembered.ts';
import { deadline } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, violated } from '../rule.ts';
import { statedKinds, worldKinds } from './kinds.ts';

export const areFresh = defineRule({
    id: 'facts/are-fresh',
    on: [...statedKinds, ...worldKinds],
    summary: text('What says when it was verified was verified not too long ago.'),
    why: text('Laws are amended and companies sold without anybody telling the spec. A text that was read long ago may say something else by now.'),
    norms: ['terroir-advice', 'terroir-practice'],
    pass: 2,
    *judge(ask, id, seen) {
        const length = parameter(ask, 'terroir-practice', 'verified-within') as Duration;
        const own = lastReading(ask, id);
        const norms = new Set<Id>();
        for (const one of seen.on(id)) for (const norm of one.norms) norms.add(norm);
        const cited = [...norms].flatMap((norm) => lastReadingOfNorm(ask, norm) ?? []);
        if (!own && cited.length === 0) {
            return yield doesNotApply(text('Nothing here says when it was verified, and no finding cites a norm that does.'));
        }
        if (own && isStale(ask, own, length)) {
            yield violated({
                at: part(own, 'on'),
                message: text('{name} was last verified on {day}, more than {length} ago.', {
                    name: called(ask, id),
                    day: formatDay(own.on),
                    length: sayDuration(length),
                }),
                path: [],
                under: ['terroir-advice'],
                cure: text('Check it again, then write the day: verified DATE.'),
            });
        }
        const stale = cited.filter(({ isStale }) => isStale);
        if (stale.length === 0) return;
        yield violated({
            at: { id, path: 'name' },
            message: text('What is found on {name} cites norms that were last read more than {length} ago: {n}.', {
                name: called(ask, id),
                length: sayDuration(length),
                n: stale.length,
            }),
            path: stale.map(({ norm, reading }) => ({
                say: text('{norm}, read on {day}', { norm: called(ask, norm), day: formatDay(reading.on) }),
                at: reading.at,
            })),
            under: ['terroir-advice'],
            cure: text('Read these norms as they stand now before you rely on what is found, or judge with a newer library.'),
        });
    },
});

/** The last time that somebody read a norm. The limits of Terroir itself are the law of no place, and nobody can read them again elsewhere. */
const lastReadingOfNorm = remembered(
    'last reading of a norm',
    (ask, norm): { readonly norm: Id; readonly reading: Fact<'Verified'>; readonly isStale: boolean } | undefined => {
        const reading = normById(ask, norm).of === undefined ? undefined : lastReading(ask, norm);
        return reading && { norm, reading, isStale: isStale(ask, reading, parameter(ask, 'terroir-practice', 'verified-within') as Duration) };
    },
);

/** The last time that somebody verified a declaration, by its own words. */
const lastReading = (ask: Ask, id: Id): Fact<'Verified'> | undefined =>
    everStated(ask, id, 'Verified').reduce<Fact<'Verified'> | undefined>((last, one) => (last && last.on >= one.on ? last : one), undefined);

function isStale(ask: Ask, { on, at }: Fact<'Verified'>, length: Duration): boolean {
    const last = deadline(on, length);
    return last !== undefined && ask.passed(last, at);
}
