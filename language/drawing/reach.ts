import type { Finding, Judge } from '../judging/judge.ts';
import { isWhollyAdequate } from '../model/adequacy.ts';
import type { Ask } from '../model/ask.ts';
import { countedEnd, hostings, operator, processors, stack, start } from '../model/contracts.ts';
import { compare, percentage } from '../model/decimal.ts';
import { called, fact, facts, part } from '../model/declarations.ts';
import { inEEA } from '../model/library.ts';
import { footings, kinds, owners, seat } from '../model/parties.ts';
import { copies, staffed } from '../model/places.ts';
import { providers } from '../model/providers.ts';
import { type Hold, lawsAtPlace, reach } from '../model/reach.ts';
import { reachSteps, type Step } from '../model/steps.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import { type Day, formatDay, sayDecimal } from '../syntax/values.ts';
import { markOf, mostViolatedFirst, subjectsIn } from './scope.ts';
import { type Marked, Sketch, type Thing, type Tie } from './sketch.ts';

/** Where the data of some contracts lie, who holds them, and by which way whose law gets there. */
export interface ReachPicture {
    readonly date: Day;
    /** The contracts that are drawn. */
    readonly contracts: readonly Id[];
    /** How many there was no room for. */
    readonly left: { readonly contracts: number; readonly owners: number };
    /** Things and ties in the order of the text, from the contracts on. */
    readonly things: readonly Marked<Thing>[];
    readonly ties: readonly Marked<Tie>[];
    readonly ways: readonly Way[];
    /** What was found on the ways that are drawn. */
    readonly findings: readonly Finding[];
}

/** How one access law gets hold of one party that has the data, or some of them, in its hands. */
export interface Way {
    readonly party: Id;
    readonly name: Message;
    readonly law: Message;
    readonly hold: Hold;
    readonly steps: readonly Step[];
    /** The law's country is adequate as a whole. */
    readonly adequate: boolean;
}

/** With more than this a picture is no picture any more. Contracts and owners beyond are counted, not drawn. */
const roomForThings = 120;

/**
 * @param contracts in the order in which they are to be drawn; where there is no room for all, those with the most violations come first
 */
export function reachPicture(judge: Judge, workspace: Workspace, contracts: readonly Id[], date: Day): ReachPicture {
    const ask = workspace.engine.at(date);
    const all = new Drawing(ask);
    const inOrder = all.drawAll(contracts) ? contracts : mostViolatedFirst(judge, contracts, date);
    const drawing = inOrder === contracts ? all : new Drawing(ask);
    if (drawing !== all) drawing.drawAll(inOrder);
    const drawn = inOrder.slice(0, drawing.contracts);
    const found = subjectsIn(ask, drawn)
        .flatMap((id) => judge.standings(id, date))
        .filter(({ rule }) => rule.pass !== 2)
        .flatMap(({ findings }) => findings)
        .filter((finding) => markOf(finding) !== undefined && drawing.concerns(finding));
    return {
        date,
        contracts: drawn,
        left: { contracts: contracts.length - drawn.length, owners: drawing.owners },
        ...drawing.sketch.marked(ask, found),
        ways: drawing.ways,
        findings: found,
    };
}

class Drawing {
    readonly sketch = new Sketch();
    readonly ways: Way[] = [];
    /** How many contracts are drawn. */
    contracts = 0;
    /** How many owners are not. */
    owners = 0;
    private readonly ask: Ask;
    /** Whoever has data in his hands, or what opens them. */
    private readonly hands = new Set<Id>();

    constructor(ask: Ask) {
        this.ask = ask;
    }

    /** Draws contracts while there is room; whether there was for all. */
    drawAll(contracts: readonly Id[]): boolean {
        for (const contract of contracts) {
            if (this.contracts > 0 && this.isFull()) return false;
            this.contract(contract);
            this.contracts++;
        }
        return true;
    }

    /** Whether a finding is about what is drawn here: where data lie, who holds them, whose law gets there. */
    concerns(finding: Finding): boolean {
        if (/^(reach|residency)\//.test(finding.rule)) return true;
        return [...this.sketch.touchedBy(this.ask, finding).ties].some(({ manner }) => manner !== 'hosts' && manner !== 'is controller of');
    }

    private isFull(): boolean {
        return this.sketch.things.size >= roomForThings;
    }

    private named(id: Id): Message {
        return text('{name}', { name: called(this.ask, id) });
    }

    // ------------------------------------------------------------ contracts, data, services

    private contract(id: Id): void {
        const { ask, sketch } = this;
        sketch.draw(id, () => ({ kind: 'contract', name: this.named(id), lines: [this.term(id)] }));
        for (const { parties, ...stated } of facts(ask, id, 'Controller')) {
            for (const [i, party] of parties.entries()) {
                this.party(party);
                sketch.tie(party, 'is controller of', id, text('controller'), part(stated, `parties.${i}`));
            }
        }
        for (const { dataset, service, at } of hostings(ask, id)) {
            this.dataset(dataset);
            sketch.tie(id, 'hosts', dataset, undefined, at);
            this.service(service);
            sketch.tie(dataset, 'hosts', service, text('hosted on'), at);
        }
        for (const { party } of providers(ask, id)) this.hands.add(party);
        const operators = new Set(hostings(ask, id).flatMap(({ service }) => stack(ask, service).map((layer) => operator(ask, layer.service))));
        for (const { party, at } of processors(ask, id)) {
            if (operators.has(party)) continue;
            this.party(party);
            sketch.tie(id, 'is processed by', party, text('processor'), at);
        }
        this.reachOfHands();
    }

    private term(contract: Id): Message {
        const begins = start(this.ask, contract);
        const { day } = countedEnd(this.ask, contract);
        const from = begins ? formatDay(begins.day) : '…';
        if (day === 'never') return text('{from} – without end', { from });
        return text('{from} – {until}', { from, until: day === undefined ? '…' : formatDay(day) });
    }

    private dataset(id: Id): void {
        const { ask, sketch } = this;
        const categories = facts(ask, id, 'Category').flatMap((stated) => stated.categories);
        const lines = categories.map((category) => this.named(category));
        if (!sketch.draw(id, () => ({ kind: 'dataset', name: this.named(id), lines }))) return;
        const degree = fact(ask, id, 'Identifiability');
        if (degree?.holder === undefined) return;
        this.party(degree.holder);
        this.hands.add(degree.holder);
        sketch.tie(id, 'is opened by', degree.holder, text('{degree} by', { degree: called(ask, degree.degree) }), degree.at);
    }

    private service(id: Id): void {
        const { ask, sketch } = this;
        const certificates = [...new Set(facts(ask, id, 'Certified').map(({ scheme }) => scheme))];
        if (!sketch.draw(id, () => ({ kind: 'service', name: this.named(id), lines: certificates.map((scheme) => this.named(scheme)) }))) return;
        const runner = operator(ask, id);
        if (runner !== undefined) {
            this.party(runner);
            sketch.tie(id, 'is run by', runner, text('operated by'), { id, path: 'operator' });
        }
        this.placesOf(id);
        for (const { service, at } of facts(ask, id, 'RunsOn')) {
            this.service(service);
            sketch.tie(id, 'rests on', service, text('runs on'), at);
        }
        this.partiesOf(id);
    }

    private placesOf(service: Id): void {
        const { ask } = this;
        for (const { place, way, at } of copies(ask, service)) {
            this.place(place);
            for (const law of lawsAtPlace(ask, place)) this.sketch.law(place, law, this.named(law));
            this.sketch.tie(service, 'lies in', place, way, at);
        }
        for (const { place, withoutAccess, way, at } of staffed(ask, service)) {
            this.place(place);
            this.sketch.tie(service, 'lies in', place, withoutAccess ? text('{way} without access', { way }) : way, at);
        }
    }

    private partiesOf(service: Id): void {
        const { ask, sketch } = this;
        const tie = (manner: Tie['manner'], party: Id, say: Message, at: Tie['at'][number], isAtData: boolean) => {
            this.party(party);
            if (isAtData) this.hands.add(party);
            sketch.tie(service, manner, party, say, at);
        };
        const names = (ids: readonly Id[]) => ids.map((id) => called(ask, id));
        for (const { party, data, places, withoutAccess, at } of facts(ask, service, 'Subcontractor')) {
            const work = data.length === 0 ? text('subcontractor') : text('subcontractor: {data}', { data: names(data) });
            const placed = places.length === 0 ? work : text('{work}, from {places}', { work, places: names(places) });
            tie('lets work', party, withoutAccess ? text('{way} without access', { way: placed }) : placed, at, withoutAccess !== true);
        }
        for (const { reader, places, at } of facts(ask, service, 'Accessed'))
            tie('is read by', reader, text('read from {places}', { places: names(places) }), at, true);
        for (const { recipient, data, place, at } of facts(ask, service, 'Discloses')) {
            tie('discloses to', recipient, text('discloses {data}', { data: names(data) }), at, true);
            if (place === undefined || inEEA(ask, place)) continue;
            this.place(place);
            for (const law of lawsAtPlace(ask, place)) sketch.law(place, law, this.named(law));
            sketch.tie(recipient, 'is at home in', place, text('receives data in'), part({ at }, 'place'));
        }
        for (const { holder, ways, at } of facts(ask, service, 'Encrypts')) {
            if (holder !== undefined) tie('is opened by', holder, text('keys ({ways}) held by', { ways: names(ways) }), at, true);
        }
        for (const { vendor, licensed, at } of facts(ask, service, 'Technology')) {
            tie('uses technology of', vendor, licensed ? text('technology under licence') : text('technology'), at, false);
        }
    }

    // ------------------------------------------------------------ parties and places

    /** A party and everyone who owns it, the nearest first, as far as there is room. */
    private party(id: Id): void {
        const { ask, sketch } = this;
        for (const todo = [id]; todo.length > 0; ) {
            const party = todo.shift() as Id;
            if (!sketch.draw(party, () => ({ kind: 'organisation', name: this.named(party), lines: this.about(party) }))) continue;
            this.homesOf(party);
            const { holdings, controlling } = owners(ask, party);
            const options = facts(ask, party, 'Option');
            for (const { owner, at } of [...controlling, ...holdings, ...options]) {
                const isKnown = sketch.things.has(owner) || todo.includes(owner);
                if (!isKnown && this.sketch.things.size + todo.length >= roomForThings) {
                    this.owners++;
                    continue;
                }
                if (!isKnown) todo.push(owner);
                sketch.tie(party, 'is held by', owner, this.holding(party, at), at);
            }
        }
    }

    /** What is held, without the owner's name: the arrow leads there. */
    private holding(party: Id, at: Tie['at'][number]): Message {
        const { holdings } = owners(this.ask, party);
        const holding = holdings.find((one) => one.at.path === at.path);
        if (!holding) return facts(this.ask, party, 'Option').some((one) => one.at.path === at.path) ? text('option held by') : text('controlled by');
        const [capital, votes] = [sayDecimal(percentage(holding.capital)), sayDecimal(percentage(holding.votes))];
        const share =
            compare(holding.capital, holding.votes) === 0
                ? text('{capital} % owned by', { capital })
                : text('{capital} % owned by, {votes} % of the votes', { capital, votes });
        return holding.veto ? text('{share}, with a veto', { share }) : share;
    }

    private about(party: Id): readonly Message[] {
        const { ask } = this;
        const home = seat(ask, party);
        const { float, unknown, unstated } = owners(ask, party);
        return [
            home ? text('seat in {name}', { name: called(ask, home.place) }) : text('seat not stated'),
            ...kinds(ask, party).map((kind) => this.named(kind)),
            ...(float.digits > 0n ? [text('{share} % in free float', { share: sayDecimal(percentage(float)) })] : []),
            ...(unknown || unstated ? [text('owners not known')] : []),
        ];
    }

    /** Places outside the EEA that a party is at home in. Inside, its seat is told on its card. */
    private homesOf(party: Id): void {
        const { ask } = this;
        const managed = new Set(facts(ask, party, 'Managed').map(({ at }) => at.path));
        const homes = [
            ...footings(ask, party).map((one) => ({ ...one, say: managed.has(one.at.path) ? text('managed from') : text('seat in') })),
            ...facts(ask, party, 'Established').flatMap((stated) =>
                stated.places.map((place, i) => ({ place, at: part(stated, `places.${i}`), say: text('established in') })),
            ),
        ];
        for (const { place, at, say } of homes) {
            if (inEEA(ask, place)) continue;
            this.place(place);
            this.sketch.tie(party, 'is at home in', place, say, at);
        }
    }

    private place(id: Id): void {
        const { ask } = this;
        this.sketch.draw(id, () => ({
            kind: 'place',
            name: this.named(id),
            lines: [],
            stands: inEEA(ask, id) ? 'inside' : isWhollyAdequate(ask, id) ? 'adequate' : 'outside',
        }));
    }

    // ------------------------------------------------------------ laws

    private readonly reached = new Set<Id>();

    /** Every law that gets hold of whoever has the data in his hands, with those in between. */
    private reachOfHands(): void {
        const { ask, sketch } = this;
        for (const party of this.hands) {
            if (this.reached.has(party)) continue;
            this.reached.add(party);
            this.party(party);
            for (const one of reach(ask, party)) {
                // Whom the party controls is drawn where he is the one whom the law gets hold of.
                for (const { id, path } of one.at.slice(0, -1)) {
                    const held = [...owners(ask, id).controlling, ...owners(ask, id).holdings].find(({ at }) => at.path === path);
                    this.party(id);
                    if (!held) continue;
                    this.party(held.owner);
                    sketch.tie(id, 'is held by', held.owner, this.holding(id, held.at), held.at);
                }
                this.party(one.subject);
                this.place(one.place);
                sketch.law(one.place, one.law, this.named(one.law));
                this.ways.push({
                    party,
                    name: this.named(party),
                    law: this.named(one.law),
                    hold: one.hold,
                    steps: reachSteps(ask, party, one),
                    adequate: one.adequate,
                });
            }
        }
    }
}
