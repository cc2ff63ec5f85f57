import type { Ask } from '../../model/ask.ts';
import { closedRing, endsRound, stepsOf } from '../../model/control-gap.ts';
import { compare, exceeds, one, percentage, plus, zero } from '../../model/decimal.ts';
import { called, inForce, kindOf, part, statements } from '../../model/declarations.ts';
import type { AnyFact } from '../../model/facts.ts';
import { owners } from '../../model/parties.ts';
import { alike } from '../../model/sameness.ts';
import { holdingStep } from '../../model/steps.ts';
import { type Id, pathOf } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { sayDecimal } from '../../syntax/values.ts';
import { defineRule, doesNotApply, type Outcome, violated } from '../rule.ts';
import { statedKinds, worldKinds } from './kinds.ts';
import { type Single, singleValued } from './single-valued.ts';

export const areConsistent = defineRule({
    id: 'facts/are-consistent',
    on: [...statedKinds, ...worldKinds, 'Waiver'],
    summary: text('What is stated does not contradict itself.'),
    why: text('Of two statements that exclude each other one is wrong, and a verdict may rest on that one. Nobody but the author of the spec can tell which.'),
    norms: ['terroir-practice'],
    severity: 'error',
    *judge(ask, id) {
        const isParty = kindOf(ask, id) === 'Organisation';
        const owned = isParty && (yield* judgeShares(ask, id));
        const ring = isParty && (yield* judgeRing(ask, id));
        const stated = yield* judgeSingles(ask, id);
        if (!owned && !ring && !stated) yield doesNotApply(text('Nothing stated here could contradict something else.'));
    },
});

/** Whether there was something to judge. */
type Judging = Generator<Outcome, boolean>;

/** No more than the whole can be in anybody's hands. What floats has votes of which nobody knows how many. */
function* judgeShares(ask: Ask, party: Id): Judging {
    const { holdings, float } = owners(ask, party);
    if (holdings.length === 0 && float.digits === 0n) return false;
    for (const measure of ['capital', 'votes'] as const) {
        let sum = measure === 'capital' ? float : zero;
        const over = holdings.find((holding) => exceeds((sum = plus(sum, holding[measure])), one));
        const total = holdings.reduce((so, holding) => plus(so, holding[measure]), measure === 'capital' ? float : zero);
        if (!exceeds(total, one)) continue;
        const names = { name: called(ask, party), share: sayDecimal(percentage(total)) };
        yield violated({
            at: over ? part(over, measure === 'votes' && compare(over.votes, over.capital) !== 0 ? 'votes' : 'share') : { id: party, path: 'name' },
            message:
                measure === 'capital'
                    ? text('The shares stated of {name} add up to {share} %, more than the whole.', names)
                    : text('The votes stated in {name} add up to {share} %, more than the whole.', names),
            path: holdings.map(({ at }) => ({ say: holdingStep(ask, party, at).say, at })),
            cure: text('Correct a share, or say from when until when each was held.'),
        });
        // Votes follow the capital unless they are stated: the same mistake is told once.
        return true;
    }
    return true;
}

/** Owners in a ring, and nobody outside who controls any: who controls them is nobody's to tell. Told once in each file, the whole way round in one of them. */
function* judgeRing(ask: Ask, party: Id): Judging {
    const ring = closedRing(ask, party);
    if (!ring) return false;
    if (ring.firstIn.get(pathOf(party)) !== party) return true;
    const [first] = ring.parties;
    const { up, between, back } = endsRound(ring, party);
    const [own] = stepsOf(ask, [party]);
    if (!own || first === undefined) return true;
    const steps = (parties: readonly Id[]) => stepsOf(ask, parties).map((step) => holdingStep(ask, step.party, step.at));
    const names = (parties: readonly Id[]) => parties.map((one) => called(ask, one));
    const left = { say: text('Steps in between, which {party} shows: {n}', { n: between, party: called(ask, first) }), at: { id: first, path: 'name' } };
    yield violated({
        at: own.at,
        message: text('Control goes round in a ring, {parties}, and nobody outside it controls any of them: who does is left open.', {
            parties: [...names(up), ...(between > 0 ? ['…'] : []), ...names(back)],
        }),
        path: party === first ? steps(ring.parties) : [...steps(up), ...(between > 0 ? [left] : []), ...steps(back)],
        cure: text('Correct a share, or state who controls them from outside.'),
    });
    return true;
}

function* judgeSingles(ask: Ask, id: Id): Judging {
    let concerned = false;
    for (const group of groups(statements(ask, id))) {
        for (const single of statedTwice(group)) {
            for (const stated of sameThing(single, group)) {
                concerned = true;
                yield* twoValues(ask, single, stated);
            }
        }
    }
    return concerned;
}

/** The blocks of which a contract may have several, each with values of its own. */
const separate: ReadonlySet<string> = new Set(['Derogation', 'Transfer']);

/** Those of which all that is said belongs together: a contract is awarded once, and is left in one way. */
const shared: readonly string[] = ['Award', 'Switching'];

/** Statements that stand beside each other: those of a declaration, of each of its blocks, and of all that it says on its award and on switching. */
function groups(stated: readonly AnyFact[]): readonly (readonly AnyFact[])[] {
    const inside = (block: AnyFact) => block['facts'] as readonly AnyFact[];
    const together = shared.map((block) => stated.filter(({ kind }) => kind === block).flatMap(inside));
    return [stated, ...together, ...stated.filter(({ kind }) => separate.has(kind)).map(inside)];
}

const singlesOf = new Map<string, readonly Single[]>();
for (const single of singleValued) for (const kind of single.kinds) singlesOf.set(kind, [...(singlesOf.get(kind) ?? []), single]);

/** What more than one statement is about, in the order of `singleValued`. */
function statedTwice(group: readonly AnyFact[]): readonly Single[] {
    if (group.length < 2) return [];
    const once: Single[] = [];
    const twice = new Set<Single>();
    for (const { kind } of group)
        for (const single of singlesOf.get(kind) ?? []) {
            if (once.includes(single)) twice.add(single);
            else once.push(single);
        }
    return twice.size === 0 ? [] : singleValued.filter((single) => twice.has(single));
}

/** Statements of one thing, where it is stated more than once. */
function sameThing({ kinds, of }: Single, group: readonly AnyFact[]): readonly (readonly AnyFact[])[] {
    const found = new Map<string, AnyFact[]>();
    for (const fact of group) {
        if (!kinds.includes(fact.kind)) continue;
        const key = of(fact);
        found.set(key, [...(found.get(key) ?? []), fact]);
    }
    return [...found.values()].filter((facts) => facts.length > 1);
}

/** The first that holds at the date, and the next that says something else. */
function* twoValues(ask: Ask, { word, value, means, timeless }: Single, stated: readonly AnyFact[]): Generator<Outcome> {
    const [first, ...others] = timeless ? stated : inForce(ask, stated);
    const other = first && others.find((one) => !alike(means(ask, one), means(ask, first)));
    if (!first || !other) return;
    const [was, is] = [value(ask, first), value(ask, other)];
    const step = (fact: AnyFact): { say: Message; at: AnyFact['at'] } => ({ say: text('{word}: {value}', { word, value: value(ask, fact) }), at: fact.at });
    yield violated({
        at: other.at,
        message: alike(was, is)
            ? text('“{word}” is stated in two ways at this date; there can be one.', { word })
            : text('“{word}” has two values at this date, {first} and {second}; there can be one.', { word, first: was, second: is }),
        path: [step(first), step(other)],
        cure: text('Take one out, or, if each was true in its time, say from when until when.'),
        fixes: [other, first].map((fact) => ({
            title: text('Take out “{word}: {value}”', { word, value: value(ask, fact) }),
            changes: [{ remove: fact.at }],
            isConcession: true,
        })),
    });
}
