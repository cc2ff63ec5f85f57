import type { Ask } from '../../model/ask.ts';
import { controllerPlace, controllersOf, whyNotAlive } from '../../model/contracts.ts';
import { called, facts, part } from '../../model/declarations.ts';
import type { Fact, Place } from '../../model/facts.ts';
import { inEEA, inLibrary, isAnyOf, liesIn } from '../../model/library.ts';
import { hasKind, kinds, seat } from '../../model/parties.ts';
import { remembered } from '../../model/remembered.ts';
import { namedStep, type Step, together } from '../../model/steps.ts';
import type { Id } from '../../names/outline.ts';
import { text } from '../../syntax/message.ts';
import { formatDay, sayMoney } from '../../syntax/values.ts';
import { doesNotApply, isTrouble, type Outcome, unknown } from '../rule.ts';

// ---------------------------------------------------------------- what is stated of an award

type AwardKind = Fact<'Award'>['facts'][number]['kind'];
type InAward<K extends AwardKind> = Extract<Fact<'Award'>['facts'][number], { readonly kind: K }>;

/** What is stated of how a contract was awarded, by kind. A contract is awarded once: several blocks speak of the same award. */
const award = remembered('award', (ask, contract): ReadonlyMap<AwardKind, readonly InAward<AwardKind>[]> => {
    const all = facts(ask, contract, 'Award').flatMap((block) => block.facts);
    return new Map(together(all, ({ kind }) => kind).map((some) => [some[0].kind, some]));
});

/** What is stated of one kind of how a contract was awarded. */
export const stated = <K extends AwardKind>(ask: Ask, contract: Id, kind: K): readonly InAward<K>[] =>
    (award(ask, contract).get(kind) ?? []) as readonly InAward<K>[];

export const isAwardStated = (ask: Ask, contract: Id): boolean => award(ask, contract).size > 0;

/** The statement by which a contract was awarded in one of some ways. */
export const procedure = (ask: Ask, contract: Id, ...ways: readonly `${string}.${string}`[]): InAward<'Procedure'> | undefined =>
    stated(ask, contract, 'Procedure').find((one) => isAnyOf(ask, one.way, ways));

/** An order: what was bought by it was put out to competition by somebody else, or before. */
export const order = (ask: Ask, contract: Id): InAward<'Procedure'> | undefined =>
    procedure(ask, contract, 'procedure.central-purchasing', 'procedure.framework-call-off');

/** Who bought, or through whom, as far as nobody disputes it. */
export const undisputed = (ask: Ask, contract: Id): readonly InAward<'AwardBy'>[] =>
    stated(ask, contract, 'AwardBy').filter(({ disputants }) => disputants.length === 0);

/** Who bought, or through whom, where it is stated with a dispute only: a disputed fact is none. */
export const disputed = (ask: Ask, contract: Id): InAward<'AwardBy'> | undefined =>
    undisputed(ask, contract).length === 0 ? stated(ask, contract, 'AwardBy')[0] : undefined;

/** That the purchase went through a body, and who says that it did not. */
export const disputeStep = (ask: Ask, by: InAward<'AwardBy'>): Step => ({
    say: text('through {body}, disputed by {disputants}', { body: called(ask, by.buyer), disputants: by.disputants.map((one) => called(ask, one)) }),
    at: by.at,
});

/** A change of a contract, as a step of a proof. */
export const changeStep = ({ on, amount, at }: InAward<'Amended'>): Step => ({
    say: text('changed on {day} by {amount}', { day: formatDay(on), amount: sayMoney(amount) }),
    at,
});

// ---------------------------------------------------------------- whom the law binds

/** A contract by which somebody buys whom procurement law binds, or may bind. */
export interface Purchase {
    readonly contract: Id;
    readonly buyers: readonly Id[];
    /** The buyers, as the first steps of a proof. */
    readonly path: readonly Step[];
    /** Whether French law applies beside the directives. */
    readonly isFrench: boolean;
    /** Contracting entities of the utilities sectors have a directive of their own. */
    readonly isEntity: boolean;
}

/**
 * Judges a contract by which a contracting authority or entity of the Union buys; what is done in-house is not bought. Where it is not stated what a buyer is, what
 * would be wrong only because of that is unknown.
 *
 * @param judge what follows for the buyers whom the law binds
 */
export function* aboutPurchase(ask: Ask, contract: Id, judge: (purchase: Purchase) => Iterable<Outcome>): Generator<Outcome> {
    const over = whyNotAlive(ask, contract);
    if (over) return yield doesNotApply(over);
    if (procedure(ask, contract, 'procedure.in-house')) return yield doesNotApply(text('What a buyer has done in-house it does not buy.'));
    const buyers = buyersOf(ask, contract);
    const isSilent = ({ party }: Buyer) => typeof isBound(ask, party) === 'string';
    const silent = buyers.find(isSilent);
    const known = purchase(ask, contract);
    if (known && !silent) return yield* judge(known);
    if (silent === undefined && buyers.length > 0) return yield doesNotApply(text('No buyer is a contracting authority or entity of the Union.'));
    const certain = known ? [...judge(known)] : [];
    if (certain.some(isTrouble)) return yield* certain;
    // What a buyer may be can lower the threshold of all.
    const outcomes = [
        ...judge(
            purchaseOf(
                ask,
                contract,
                buyers.filter(({ party }) => isBound(ask, party) !== false),
            ),
        ),
    ];
    if (!outcomes.some(isTrouble)) return yield* known ? certain : outcomes;
    if (silent === undefined) {
        const message = text('Who buys is not stated, so whether procurement law binds the buyer.');
        return yield unknown({ at: { id: contract, path: 'name' }, message, path: [], settle: [{ in: contract, write: 'controller {organisation}' }] });
    }
    const { party, at } = silent;
    const name = called(ask, party);
    yield isBound(ask, party) === 'kind not stated'
        ? unknown({
              at,
              message: text('What kind of body {name} is, is not stated, so whether procurement law binds it.', { name }),
              path: [],
              settle: [{ in: party, write: 'kind {party-kind}' }],
          })
        : unknown({
              at,
              message: text('Where {name} has its seat is not stated, so whose procurement law binds it.', { name }),
              path: [],
              settle: [{ in: party, write: 'seat {jurisdiction}' }],
          });
}

/** A contract by which somebody buys whom procurement law binds; nothing where nobody is known to be bound. */
export const purchase = remembered('purchase', (ask, contract): Purchase | undefined => {
    const bound = buyersOf(ask, contract).filter(({ party }) => isBound(ask, party) === true);
    return bound.length > 0 ? purchaseOf(ask, contract, bound) : undefined;
});

interface Buyer {
    readonly party: Id;
    readonly at: Place;
}

/** Whoever buys: those whom the award names, else the controllers. Who buys through a central body is not that body. */
const buyersOf = remembered('buyers', (ask, contract): readonly Buyer[] => {
    const named = order(ask, contract) ? [] : undisputed(ask, contract).map((by) => ({ party: by.buyer, at: part(by, 'buyer') }));
    if (named.length > 0) return named;
    return controllersOf(ask, contract).map((party) => ({ party, at: controllerPlace(ask, contract, party) }));
});

/** Whether a party buys under the directives: a public body or a utility of a State that they bind. The bodies of the Union and of several States have rules of their own. */
const isBound = remembered('is bound to procure', (ask, party): boolean | 'kind not stated' | 'seat not stated' => {
    const where = seat(ask, party);
    if (where !== undefined && !inEEA(ask, where.place)) return false;
    if (kinds(ask, party).length === 0) return 'kind not stated';
    if (!isContracting(ask, party) || hasKind(ask, party, 'party-kind.eu-body') || hasKind(ask, party, 'party-kind.international-organisation')) return false;
    return where === undefined ? 'seat not stated' : true;
});

export const isContracting = (ask: Ask, party: Id): boolean => hasKind(ask, party, 'trait.public-body') || hasKind(ask, party, 'party-kind.contracting-entity');

const isEntity = (ask: Ask, party: Id): boolean => hasKind(ask, party, 'party-kind.contracting-entity');

/** Whose seat is not stated is held to what France asks, which is the stricter. */
const isFrench = (ask: Ask, party: Id): boolean => {
    const where = seat(ask, party);
    return where === undefined || liesIn(ask, where.place, inLibrary(ask, 'FR'));
};

const purchaseOf = (ask: Ask, contract: Id, buyers: readonly Buyer[]): Purchase => ({
    contract,
    buyers: buyers.map(({ party }) => party),
    path: buyers.map(({ party, at }) => namedStep(ask, party, at)),
    isFrench: buyers.length === 0 || buyers.some(({ party }) => isFrench(ask, party)),
    isEntity: buyers.length > 0 && buyers.every(({ party }) => isEntity(ask, party)),
});

/** Whose framework agreement it is: that of the central body through which the order went, else that of the buyers. */
export function holdersOfFramework(ask: Ask, { contract, buyers }: Purchase): readonly Id[] {
    const central = procedure(ask, contract, 'procedure.central-purchasing') ? undisputed(ask, contract).map(({ buyer }) => buyer) : [];
    return central.length > 0 ? central : buyers;
}

/** Whether the framework agreement of an order is under French law: a central body abroad is under its own. */
export const isFrameworkFrench = (ask: Ask, purchase: Purchase): boolean => holdersOfFramework(ask, purchase).some((party) => isFrench(ask, party));
