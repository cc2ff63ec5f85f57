import { sayReasons } from '../../model/adequacy.ts';
import type { Ask } from '../../model/ask.ts';
import { type Layer, layers } from '../../model/care.ts';
import { controllersOf } from '../../model/contracts.ts';
import { called } from '../../model/declarations.ts';
import { statingTransfer } from '../../model/fixes.ts';
import { inEEA, isA, whyNotYet } from '../../model/library.ts';
import { type Access, accesses, reads, unplacedStaff } from '../../model/places.ts';
import { together } from '../../model/steps.ts';
import { byLeave, type Leave, leave } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { breach, defineRule, doesNotApply, type Outcome, unread, unsettled } from '../rule.ts';
import { aboutCare } from './scope.ts';

export const remoteAccessHasBasis = defineRule({
    id: 'health/remote-access-has-basis',
    on: 'Contract',
    summary: text('Whoever reads hosted health data from outside the European Economic Area does so on adequacy or on appropriate safeguards.'),
    why: text(
        'Data that are kept in Europe and read from elsewhere are elsewhere for as long as somebody reads them. The HDS standard asks the host for what a transfer needs, and to tell its customer of it.',
    ),
    norms: ['hds-exi-29', 'gdpr-45', 'gdpr-46'],
    *judge(ask, contract) {
        yield* aboutCare(ask, contract, function* (hosted) {
            const over = whyNotYet(ask, 'hds-exi-29');
            if (over) return yield doesNotApply(over);
            for (const layer of layers(ask, contract, hosted)) yield* judgeLayer(ask, contract, layer);
        });
    },
});

function* judgeLayer(ask: Ask, contract: Id, { service, hosting, path, held }: Layer): Generator<Outcome> {
    const name = called(ask, service);
    const controllers = controllersOf(ask, contract);
    // What a controller reads itself it passes to nobody.
    const others = accesses(ask, service).filter((access) => access.as === 'staff' || !controllers.includes(access.party ?? ''));
    const lacking = others.flatMap((access) => {
        const { place, party: recipient } = access;
        if (place === undefined || inEEA(ask, place)) return [];
        const found = held.flatMap((one) => {
            const { dataset } = one.hosting;
            if (!reads(ask, access, dataset)) return [];
            const sent = { dataset, kind: undefined, place, recipient, service, isOwnSite: access.as === 'staff' };
            const given = leave(ask, contract, sent, (tool) => isA(ask, tool, 'trait.safeguard'));
            return given.given === true ? [] : [{ ...one, access, leave: given }];
        });
        // Each is told of once: of the data of which it is known that nothing allows it, if there are such.
        const worst = found.find((one) => one.leave.given === false) ?? found[0];
        return worst ? [worst] : [];
    });
    for (const ofOne of together(lacking, (one) => one.hosting.dataset)) yield* refused(ask, contract, service, ofOne);
    const unplaced = unplacedStaff(ask, service).map(({ settle }) => settle);
    if (unplaced.length > 0) {
        const message = text('From where {service} is administered and supported is not stated in full.', { service: name });
        yield unsettled({ at: hosting.at, message, path, settle: unplaced }, hosting.open);
    }
    for (const access of others) {
        const read = held.find((one) => reads(ask, access, one.hosting.dataset));
        if (!read || access.place !== undefined || access.party === undefined) continue;
        const { at, open, dataset } = read.hosting;
        const message = text('From where {party}, a subcontractor of {service}, reads {dataset} is not stated.', {
            party: called(ask, access.party),
            service: name,
            dataset: called(ask, dataset),
        });
        yield unsettled({ at, message, path: [...read.path, access], settle: [{ in: service, write: 'in {jurisdiction}', behind: access.at }] }, open);
    }
}

type Lacking = Pick<Layer, 'hosting' | 'path'> & { readonly access: Access; readonly leave: Exclude<Leave, { readonly given: true }> };

/** Readers abroad of one dataset on a service, whom nothing is known to allow that. */
function* refused(ask: Ask, contract: Id, service: Id, lacking: readonly [Lacking, ...Lacking[]]): Generator<Outcome> {
    const [{ hosting, path }] = lacking;
    const { at, open, dataset } = hosting;
    for (const { leave, members } of byLeave(lacking)) {
        const names = { service: called(ask, service), dataset: called(ask, dataset), access: members.map(({ access }) => access.say) };
        const steps = [...path, ...members.map(({ access }) => access)];
        if (leave.given === 'unread') yield unread(contract);
        else if (leave.given === undefined) {
            const message = text('{service} lets {dataset} be read from outside the EEA: {access}; whether “{tool}” allows that is not known: {why}.', {
                ...names,
                tool: called(ask, leave.tool),
                why: leave.why,
            });
            yield unsettled({ at, message, path: steps, settle: [leave.settle] }, open);
        } else {
            const message = text('{service} lets {dataset} be read from outside the EEA, and neither adequacy nor a safeguard covers it: {access}.', names);
            const cure = text(
                'Have it done from the EEA or without access, or agree on appropriate safeguards with whoever reads and state them as a transfer.',
            );
            const [{ access }] = members as [(typeof members)[number]];
            const fixes = access.place === undefined ? [] : [statingTransfer(ask, contract, access.place, access.party)];
            yield breach({ at, message, path: steps, under: ['hds-exi-29'], notes: sayReasons(ask, leave.reasons), cure, fixes }, open);
        }
    }
}
