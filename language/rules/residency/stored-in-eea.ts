import { isWeak, sayReasons } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { controllersOf, hostings, operator, whyNotAlive } from '../../model/contracts.ts';
import { claimedAnonymity, isPersonal, isUnderGdpr, whyNothingPersonal } from '../../model/data.ts';
import { called, facts } from '../../model/declarations.ts';
import { statingTransfer } from '../../model/fixes.ts';
import { inEEA, whyNotYet } from '../../model/library.ts';
import { seat } from '../../model/parties.ts';
import { byPlace, copies, type Keeper, keepers } from '../../model/places.ts';
import { byLeave, hasThemAsOne, leave } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, doesNotApply, type Outcome, underGdpr, unknown, unread, violated } from '../rule.ts';

export const storedInEea = defineRule({
    id: 'residency/stored-in-eea',
    on: 'Contract',
    summary: text('Personal data are stored and backed up in the European Economic Area, or where something allows the transfer that this is.'),
    why: text(
        'Where data lie, the law of the place holds, and nobody in Europe can undo what is done there. A copy abroad is a transfer, and a backup is a copy.',
    ),
    norms: ['gdpr-44'],
    *judge(ask, contract) {
        const over = whyNotAlive(ask, contract) ?? whyNotYet(ask, 'gdpr-44') ?? whyNothingPersonal(ask, contract);
        if (over) return yield doesNotApply(over);
        yield* underGdpr(contract, isUnderGdpr(ask, contract), () => judgeKeepers(ask, contract));
    },
});

function* judgeKeepers(ask: Ask, contract: Id): Generator<Outcome> {
    const personal = hostings(ask, contract).filter(({ dataset }) => isPersonal(ask, dataset) !== false);
    // Where the controller keeps data himself there is no second party, and so no transfer.
    const controllers = controllersOf(ask, contract);
    const others = keepers(ask, personal).filter(({ service }) => !hasThemAsOne(ask, controllers, operator(ask, service) ?? ''));
    if (others.length === 0) return yield doesNotApply(text('Nobody but the controller stores the data.'));
    for (const keeper of others) yield* judgeKeeper(ask, contract, keeper);
}

function* judgeKeeper(ask: Ask, contract: Id, keeper: Keeper): Generator<Outcome> {
    const { service, datasets, at, path, rests } = keeper;
    const name = called(ask, service);
    const recipient = operator(ask, service);
    // What rests on another service is stored by that one, unless it says to store something itself.
    if (!rests && facts(ask, service, 'Stores').length === 0) {
        yield unknown({
            at,
            message: text('Where {service} stores the data is not stated.', { service: name }),
            path,
            settle: [{ in: service, write: 'stores in {jurisdiction}' }],
        });
    }
    for (const { place, ways } of byPlace(copies(ask, service).filter((copy) => !inEEA(ask, copy.place)))) {
        const where = called(ask, place);
        const steps = [...path, ...ways];
        const home = recipient === undefined ? undefined : seat(ask, recipient)?.place;
        const isOwnSite = home === undefined || inEEA(ask, home);
        const lacking = datasets.flatMap((dataset) => {
            const given = leave(ask, contract, { place, recipient, service, isOwnSite, dataset, kind: undefined });
            return given.given === true ? [] : [{ dataset, leave: given }];
        });
        const personal = lacking.filter(({ dataset }) => isPersonal(ask, dataset) === true);
        for (const { dataset } of personal.length > 0 ? [] : lacking) {
            const open = claimedAnonymity(ask, dataset);
            if (open) yield unknown({ at, path: steps, message: open.say, settle: [open.settle] });
        }
        for (const { leave, members } of byLeave(personal)) {
            const names = {
                service: name,
                data: members.map(({ dataset }) => called(ask, dataset)),
                place: where,
                ways: ways.map(({ way }) => way),
            };
            if (leave.given === 'unread') yield unread(contract);
            else if (leave.given === undefined) {
                yield unknown({
                    at,
                    message: text(
                        '{service} keeps {data} in {place}, outside the European Economic Area ({ways}); whether “{tool}” allows that is not known: {why}.',
                        { ...names, tool: called(ask, leave.tool), why: leave.why },
                    ),
                    path: steps,
                    settle: [leave.settle],
                });
            } else {
                yield violated({
                    at,
                    message: text('{service} keeps {data} in {place}, outside the European Economic Area ({ways}), and nothing stated allows that.', names),
                    path: steps,
                    ...(isWeak(leave.reasons) ? { cap: 'warning' as const } : {}),
                    notes: sayReasons(ask, leave.reasons),
                    cure: text('Have the data kept in the EEA, or agree on a basis for it and state the transfer to {place}.', { place: where }),
                    fixes: [statingTransfer(ask, contract, place, recipient)],
                });
            }
        }
    }
}
