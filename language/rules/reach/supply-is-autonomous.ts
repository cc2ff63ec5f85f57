import type { Ask } from '../../model/ask.ts';
import { controllersOf, hostings, operator, whyNotAlive, whyNothingHosted } from '../../model/contracts.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Fact } from '../../model/facts.ts';
import { isHeldToSecNumCloud, qualificationVouches } from '../../model/immunity.ts';
import { inEEA } from '../../model/library.ts';
import { binds } from '../../model/parties.ts';
import { type Keeper, keepers } from '../../model/places.ts';
import { namedStep, type Step } from '../../model/steps.ts';
import { subjection } from '../../model/subjection.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { type Cited, defineRule, doesNotApply, type Outcome, unknown, violated } from '../rule.ts';

export const supplyIsAutonomous = defineRule({
    id: 'reach/supply-is-autonomous',
    on: 'Contract',
    summary: text('A service built on technology of a third-country vendor can be run without him.'),
    why: text(
        'Technology under licence opens no data to its vendor, and yet he, or his government, can end updates and support. Whoever cannot run it without him has a host only for as long as both agree.',
    ),
    norms: ['secnumcloud-19-6', 'nis2-21', 'terroir-practice'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNothingHosted(ask, contract);
        if (over) return yield doesNotApply(over);
        const supplies = keepers(ask, hostings(ask, contract)).flatMap((keeper) =>
            facts(ask, keeper.service, 'Technology')
                .filter(({ vendor }) => vendor !== operator(ask, keeper.service))
                .map((stated) => ({ keeper, stated })),
        );
        if (supplies.length === 0) return yield doesNotApply(text('No service that hosts the data states technology of another vendor.'));
        for (const { keeper, stated } of supplies) yield* judgeSupply(ask, contract, keeper, stated);
    },
});

function* judgeSupply(ask: Ask, contract: Id, { service, at, path }: Keeper, stated: Fact<'Technology'>): Generator<Outcome> {
    const { vendor, autonomous, dependent } = stated;
    // Whoever is qualified had to show that he can do without: the agency has looked where nothing is stated here.
    if (autonomous || (!dependent && qualificationVouches(ask, service))) return;
    const from = subjection(ask, vendor, (place) => inEEA(ask, place));
    if (from.is === 'exclusive') return;
    const names = { service: called(ask, service), vendor: called(ask, vendor) };
    const steps: Step[] = [...path, namedStep(ask, vendor, part(stated, 'vendor'))];
    if (from.is === 'open') {
        yield unknown({
            at,
            message: text(
                'Whether {vendor}, whose technology {service} runs on, is under the law of a third country is not known: what is stated ends at {party}.',
                { ...names, party: called(ask, from.party) },
            ),
            path: steps,
            settle: [from.settle],
        });
    } else if (dependent) {
        yield violated({
            at,
            message: text('{service} runs on technology of {vendor} ({subject}, {place}), and its operator cannot run it without that vendor.', {
                ...names,
                subject: called(ask, from.subject),
                place: called(ask, from.place),
            }),
            path: [...steps, ...from.path],
            under: weight(ask, contract, service),
            cap: 'warning',
            cure: text('Ask the operator for skills of its own, or for two other companies that can keep the technology running.'),
        });
    } else {
        yield unknown({
            at,
            message: text('{service} runs on technology of {vendor} ({place}); whether its operator can run it without that vendor is not stated.', {
                ...names,
                place: called(ask, from.place),
            }),
            path: [...steps, ...from.path],
            settle: [{ in: service, write: 'with autonomy', behind: stated.at }],
        });
    }
}

/** What demands autonomy of supply; where nothing does, it is a rule of the house. */
function weight(ask: Ask, contract: Id, service: Id): readonly Cited[] {
    const host = operator(ask, service);
    const bound = [...controllersOf(ask, contract), ...(host === undefined ? [] : [host])];
    const norms = [
        ...(isHeldToSecNumCloud(ask, service) ? ['secnumcloud-19-6'] : []),
        ...(bound.some((party) => binds(ask, 'nis2-21', party)) ? ['nis2-21'] : []),
    ];
    return norms.length > 0 ? norms : ['terroir-practice'];
}
