import type { Ask } from '../../model/ask.ts';
import { annulment, authorisationsAhead, follows } from '../../model/authorisations.ts';
import { authorisationEnd, countedEnd, start } from '../../model/contracts.ts';
import { called, fact, facts, isDone, part } from '../../model/declarations.ts';
import type { Place } from '../../model/facts.ts';
import { endingTermOn } from '../../model/fixes.ts';
import { parameter } from '../../model/library.ts';
import { latestNotice } from '../../model/time.ts';
import type { Id } from '../../names/outline.ts';
import { text, type Value } from '../../syntax/message.ts';
import { type Duration, formatDay, sayDuration } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';
import { whyNotCounted } from './scope.ts';

export const authorisationOutlastsContract = defineRule({
    id: 'term/authorisation-outlasts-contract',
    on: 'Contract',
    summary: text('What an authority allowed for a time is allowed for as long as the contract runs.'),
    why: text('When the authorisation lapses the processing must stop, whatever the contract says. Renewing it takes months, so its end must be seen in time.'),
    norms: ['lil-66', 'terroir-practice'],
    *judge(ask, contract) {
        const over = whyNotCounted(ask, contract);
        if (over) return yield doesNotApply(over);
        const authorised = facts(ask, contract, 'AuthorisedBy');
        if (authorised.length === 0) return yield doesNotApply(text('The contract states no authorisation.'));
        const early = parameter(ask, 'terroir-practice', 'authorisation-notice') as Duration;
        for (const { authorisation, at } of authorisationsAhead(ask, contract)) {
            const allowed = { authorisation, name: called(ask, authorisation), at: part({ at }, 'authorisation') };
            yield* judgeOne(ask, contract, allowed, early);
        }
    },
});

const stopping = text('Stop the processing, or state the authorisation that followed.');

/** An authorisation that a contract rests on, what it is called, and where the contract says so. */
interface Allowed {
    readonly authorisation: Id;
    readonly name: Value;
    readonly at: Place;
}

function* judgeOne(ask: Ask, contract: Id, allowed: Allowed, early: Duration): Generator<Outcome> {
    const { authorisation, name, at } = allowed;
    const annulled = annulment(ask, authorisation);
    if (annulled) {
        return yield violated({
            at,
            message: text('{name} was annulled by {court}, and the contract goes on.', { name, court: called(ask, annulled.court) }),
            path: [{ say: text('case before {court}', { court: called(ask, annulled.court) }), at: annulled.at }],
            under: ['lil-66'],
            cure: stopping,
        });
    }
    for (const challenge of facts(ask, authorisation, 'Challenged')) {
        // `facts` leaves out a challenge whose period is past; one with a stated outcome and no period is over.
        if (challenge.outcome !== undefined && challenge.until === undefined) continue;
        yield violated({
            at,
            message: text('{name} is challenged before {court}.', { name, court: called(ask, challenge.court) }),
            path: [{ say: text('case before {court}', { court: called(ask, challenge.court) }), at: challenge.at }],
            cap: 'information',
        });
    }
    const given = fact(ask, authorisation, 'Given');
    const begins = start(ask, contract);
    const isComing = given && !isDone(ask)(given);
    if (isComing && follows(ask, contract, authorisation)) return;
    if (isComing && begins && ask.passed(begins.day - 1, begins.at, 'begins')) {
        return yield violated({
            at,
            message: text('{name} is given only on {day}, and the contract runs already.', { name, day: formatDay(given.on) }),
            path: [{ say: text('the contract runs from {day}', { day: formatDay(begins.day) }), at: begins.at }],
            under: ['lil-66'],
            cure: text('Do not start before the authorisation is given.'),
        });
    }
    yield* judgeEnd(ask, contract, allowed, early);
}

/** Whether it holds as long as the contract runs, and if not, whether there is time left to renew it. */
function* judgeEnd(ask: Ask, contract: Id, { authorisation, name, at }: Allowed, early: Duration): Generator<Outcome> {
    const lapses = authorisationEnd(ask, authorisation);
    if (!lapses) {
        if (!fact(ask, authorisation, 'Lasts') && fact(ask, authorisation, 'Given')) return;
        return yield unknown({
            at,
            message: text('Until when {name} holds is not stated.', { name }),
            path: [],
            settle: [{ in: authorisation, write: fact(ask, authorisation, 'Given') ? 'lasts {duration}' : 'given {day}' }],
        });
    }
    const end = countedEnd(ask, contract);
    const day = formatDay(lapses.day);
    const path = lapses.at.slice(-1).map((place) => ({ say: text('{name} lapses on {day}', { name, day }), at: place }));
    if (ask.passed(lapses.day, lapses.at.at(-1), 'ends')) {
        return yield violated({
            at,
            message: text('{name} lapsed on {day}, and the contract goes on.', { name, day }),
            path,
            under: ['lil-66'],
            cure: stopping,
        });
    }
    if (end.day === 'never' || (typeof end.day === 'number' && end.day > lapses.day)) {
        return yield violated({
            at,
            message:
                end.day === 'never'
                    ? text('{name} lapses on {day}, and nothing ends the contract.', { name, day })
                    : text('{name} lapses on {day}, before the contract ends on {end}.', { name, day, end: formatDay(end.day) }),
            path: [...path, ...end.at.slice(-1).map((place) => ({ say: text('the contract runs on'), at: place }))],
            cap: 'warning',
            cure: text('Obtain a new authorisation, or end the contract, by {day}.', { day }),
            fixes: endingTermOn(ask, contract, lapses.day),
        });
    }
    const notice = latestNotice(lapses.day, early);
    if (notice !== undefined && ask.passed(notice, lapses.at.at(-1))) {
        yield violated({
            at,
            message: text('{name} lapses on {day}, in less than {length}.', { name, day, length: sayDuration(early) }),
            path,
            under: ['terroir-practice'],
            cure: text('Obtain a new authorisation, or have the data elsewhere, by {day}.', { day }),
        });
    } else if (end.day === undefined) {
        yield unknown({
            at,
            message: text('{name} lapses on {day}; when the contract ends is not stated.', { name, day }),
            path,
            settle: [{ in: contract, write: 'term until {day}' }],
        });
    }
}
