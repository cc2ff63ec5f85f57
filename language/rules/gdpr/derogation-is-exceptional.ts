import type { Ask } from '../../model/ask.ts';
import { controllersOf } from '../../model/contracts.ts';
import { called, facts, part } from '../../model/declarations.ts';
import { isA } from '../../model/library.ts';
import { hasKind, kinds } from '../../model/parties.ts';
import { namedStep } from '../../model/steps.ts';
import { carriage, flows, isAbout, type Sending, sendings } from '../../model/transfers.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, type Outcome, unknown, violated } from '../rule.ts';
import { aboutTransfers, isSafeAnyway } from './transfers.ts';

export const derogationIsExceptional = defineRule({
    id: 'gdpr/derogation-is-exceptional',
    on: 'Contract',
    summary: text('A derogation of GDPR Article 49 carries a single transfer, never one that lasts, and for a public authority no consent.'),
    why: text(
        'The derogations are for the case that could not be planned: a lawsuit, an emergency. Hosting is planned, and whoever rests it on consent has no protection left once consent is withdrawn.',
    ),
    norms: ['gdpr-49', 'gdpr-49-3', 'edpb-2-2018'],
    *judge(ask, contract) {
        yield* aboutTransfers(ask, contract, text('No transfer rests on a derogation of Article 49.'), (sending) => {
            const tools = sending.bases.filter(({ tool }) => isExceptional(ask, tool));
            // Adequacy and safeguards come before derogations: what they carry rests on none, whatever is stated beside them.
            if (tools.length === 0 || isCarriedOtherwise(ask, contract, sending) || isSafeAnyway(ask, contract, sending)) return undefined;
            return tools.flatMap((basis) => [...judgeDerogation(ask, contract, sending, basis)]);
        });
    },
});

const cure = text('Rest the transfer on adequacy or on appropriate safeguards, or keep the data in the EEA.');

const isExceptional = (ask: Ask, tool: Id): boolean => isA(ask, tool, 'trait.exceptional');

/** Whether a stated transfer has a basis beside derogations that carries it. */
function isCarriedOtherwise(ask: Ask, contract: Id, sending: Sending): boolean {
    const carried = carriage(ask, contract, sending);
    return carried?.fit.fits === true && !isExceptional(ask, carried.tool.tool);
}

function* judgeDerogation(ask: Ask, contract: Id, sending: Sending, basis: Sending['bases'][number]): Generator<Outcome> {
    const { stated } = sending;
    const at = part(basis, 'tool');
    const names = { place: called(ask, stated.place), tool: called(ask, basis.tool) };
    const isRegister = isA(ask, basis.tool, 'transfer-tool.art-49-public-register');
    const carriers = sendings(ask, contract).filter((other) => other !== sending && isCarriedOtherwise(ask, contract, other));
    const lasting = flows(ask, contract).sure.find(
        (flow) =>
            (flow.lasts === 'kept' || (flow.lasts === 'read' && !isRegister)) &&
            isAbout(ask, contract, sending, flow) &&
            !carriers.some((other) => isAbout(ask, contract, other, flow)),
    );
    const way = lasting?.path.at(-1);
    if (lasting || (stated.recurring && !isRegister)) {
        const service = called(ask, lasting?.service ?? '');
        yield violated({
            at,
            message: !lasting
                ? text('The transfer to {place} recurs; “{tool}” is for exceptional cases.', names)
                : lasting.lasts === 'kept'
                  ? text('{service} keeps the data in {place} for as long as it hosts them; “{tool}” is for exceptional cases.', { ...names, service })
                  : text('{service} has the data read in {place} for as long as it hosts them; “{tool}” is for exceptional cases.', { ...names, service }),
            path: [namedStep(ask, basis.tool, basis.at), ...(way ? [way] : [])],
            under: ['gdpr-49'],
            cure,
        });
    }
    if (!isA(ask, basis.tool, 'trait.not-for-authorities')) return;
    const exporters = sending.exporter ? [sending.exporter.party] : controllersOf(ask, contract);
    const authority = exporters.find((party) => hasKind(ask, party, 'trait.public-body'));
    const silent = exporters.find((party) => kinds(ask, party).length === 0);
    if (authority !== undefined) {
        yield violated({
            at,
            message: text('“{tool}” is not open to {authority} where it exercises its public powers.', { tool: names.tool, authority: called(ask, authority) }),
            path: [namedStep(ask, basis.tool, basis.at), ...facts(ask, authority, 'Kind').map((kind) => namedStep(ask, kind.kinds[0] as Id, kind.at))],
            under: ['gdpr-49-3'],
            cure,
        });
    } else if (silent !== undefined || exporters.length === 0) {
        yield unknown({
            at,
            message: text('“{tool}” is not open to public authorities; whether the exporter is one is not stated.', { tool: names.tool }),
            path: [namedStep(ask, basis.tool, basis.at)],
            settle: [silent === undefined ? { in: contract, write: 'controller {organisation}' } : { in: silent, write: 'kind {party-kind}' }],
        });
    }
}
