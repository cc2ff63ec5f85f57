import { decisionsOn, isWhollyAdequate } from '../model/adequacy.ts';
import type { Ask } from '../model/ask.ts';
import {
    authorisationEnd,
    commitmentDeadline,
    controllersOf,
    countedEnd,
    nextTacitRound,
    operator,
    processors,
    start,
    transition,
} from '../model/contracts.ts';
import { controlGap } from '../model/control-gap.ts';
import { percentage } from '../model/decimal.ts';
import { all, called, everStated, evidence, facts, header, publishedAt } from '../model/declarations.ts';
import type { AnyFact, Evidence } from '../model/facts.ts';
import { inEEA, normById } from '../model/library.ts';
import { nearestInControl } from '../model/ownership.ts';
import { footings, kinds, owners } from '../model/parties.ts';
import { providers } from '../model/providers.ts';
import { compellingNorms, reach } from '../model/reach.ts';
import { reachSteps, type Step } from '../model/steps.ts';
import { targetOf, waivings } from '../model/waivers.ts';
import type { Workspace } from '../model/workspace.ts';
import { type Id, nameOf, pathOf } from '../names/outline.ts';
import { docBefore } from '../syntax/doc.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import { type Day, type Decimal, type Duration, formatDay, type Money, sayDecimal, sayDuration, sayMoney } from '../syntax/values.ts';
import { sayCause } from './causes.ts';
import { changes } from './horizon.ts';
import type { Finding, Judge } from './judge.ts';

/** What is known of a declaration at a date, for a reader who points at its name. */
export interface Description {
    readonly id: Id;
    /** The word it is declared with: `contract`, `organisation`; a term has that of its vocabulary. */
    readonly keyword: string;
    readonly name: string;
    readonly label: string | undefined;
    /** What its author says of it in the comment above. */
    readonly doc: string | undefined;
    readonly path: string;
    readonly lines: readonly Line[];
    readonly url: string | undefined;
    readonly sources: readonly Evidence[];
    /** What is wrong with it, or not known, at the date. */
    readonly findings: readonly Finding[];
}

/** One thing known, and what it is known by where that is more than one step. */
export interface Line {
    readonly label: Message;
    readonly values: readonly { readonly say: Message; readonly path: readonly Step[] }[];
}

/** Nothing where there is no such declaration. */
export function describe(judge: Judge, workspace: Workspace, id: Id, date: Day): Description | undefined {
    const node = workspace.node(id);
    const source = workspace.files.get(pathOf(id))?.source;
    if (!node || source === undefined) return undefined;
    const ask = workspace.engine.at(date);
    const name = nameOf(id).replace(/~\d+$/, '');
    return {
        id,
        keyword: node.$type === 'Term' ? name.slice(0, name.indexOf('.')) : node.$type.toLowerCase(),
        name: node.$type === 'Term' ? name.slice(name.indexOf('.') + 1) : name,
        label: typeof node['label'] === 'string' ? node['label'] : undefined,
        doc: docBefore(source, node.$start),
        path: pathOf(id),
        lines: [...linesAbout(workspace, id, date), ...(node.$type === 'Contract' ? [nextChanges(judge, ask, id, date)] : [])].filter(
            ({ values }) => values.length > 0,
        ),
        url: publishedAt(ask, id),
        sources: evidence(ask, { at: { id, path: '' } }),
        findings: judge.file(pathOf(id), date).findings.filter(({ subject }) => subject === id),
    };
}

/** How far ahead a reader is shown what changes, how many days of it, and how much of what turns on one day: all norms that were read together age together. */
const farthest = 3653;
const mostDays = 3;
const mostCauses = 3;

/** The next days on which a verdict on a contract changes, and why. */
function nextChanges(judge: Judge, ask: Ask, contract: Id, date: Day): Line {
    const byDay = new Map<Day, Map<string, Message>>();
    for (const { day, rule, causes } of changes(judge, [contract], date, date + farthest, mostDays)) {
        const told = byDay.get(day) ?? new Map<string, Message>();
        for (const cause of causes) told.set(`${cause.at.id} ${cause.at.path} ${cause.what}`, sayCause(ask, cause));
        if (causes.length === 0) told.set(rule.id, text('{rule}', { rule: rule.id }));
        byDay.set(day, told);
    }
    return line(
        text('Next changes'),
        [...byDay].map(([day, told]) => text('{day}: {causes}', { day: formatDay(day), causes: first([...told.values()]) })),
    );
}

function first(causes: readonly Message[]): readonly Message[] {
    const more = causes.length - mostCauses;
    return more > 0 ? [text('{causes}; and {n} more', { causes: causes.slice(0, mostCauses), n: more })] : causes;
}

/** What is known of a declaration, without what rules say of it. */
export function linesAbout(workspace: Workspace, id: Id, date: Day): readonly Line[] {
    const ask = workspace.engine.at(date);
    return linesOn[workspace.node(id)?.$type ?? '']?.(ask, id, date).filter(({ values }) => values.length > 0) ?? [];
}

type Lines = (ask: Ask, id: Id, date: Day) => readonly Line[];

const linesOn: Readonly<Record<string, Lines>> = {
    Jurisdiction: (ask, id) => [
        line(
            text('Lies in'),
            facts(ask, id, 'Membership').map(({ place }) => named(ask, place)),
        ),
        line(
            text('Territory of'),
            facts(ask, id, 'TerritoryOf').map(({ place }) => named(ask, place)),
        ),
        line(text('For transfers'), [
            inEEA(ask, id) ? text('inside the EEA') : isWhollyAdequate(ask, id) ? text('adequate as a whole') : text('a third country'),
        ]),
        line(
            text('Adequacy'),
            adequacyFor(ask, id).map((one) => named(ask, one)),
        ),
        line(
            text('Access laws'),
            accessLawsOf(ask, id).map((law) => named(ask, law)),
        ),
    ],
    Vocabulary: (ask, id) => [line(text('Terms'), [text('{n}', { n: all(ask, 'Term').filter((term) => nameOf(term).startsWith(`${nameOf(id)}.`)).length })])],
    Term: (ask, id) => {
        const { is, cites } = header<ast.Term>(ask, id);
        return [
            line(
                text('Is'),
                (is ?? []).map((one) => named(ask, one)),
            ),
            line(
                text('Cites'),
                (cites ?? []).map((norm) => named(ask, norm)),
            ),
        ];
    },
    Norm: (ask, id) => {
        const { of, degree, applies, verified } = normById(ask, id);
        return [
            line(text('Law of'), of === undefined ? [] : [named(ask, of)]),
            line(text('Force'), [applies ? forces[degree] : text('{force}, not applying at this date', { force: forces[degree] })]),
            line(text('Applies'), everStated(ask, id, 'Applies').map(period)),
            line(
                text('Reaches by'),
                facts(ask, id, 'Reaches').flatMap(({ by }) => by.map((trigger) => text('{trigger}', { trigger }))),
            ),
            line(
                text('Can compel'),
                facts(ask, id, 'Compels').flatMap(({ powers }) => powers.map((power) => named(ask, power))),
            ),
            line(
                text('Binds'),
                facts(ask, id, 'Binds').flatMap((stated) => stated.kinds.map((kind) => named(ask, kind))),
            ),
            line(
                text('In figures'),
                facts(ask, id, 'Parameter').map(({ name, value }) => text('{name}: {value}', { name, value: quantity(value) })),
            ),
            line(text('Verified'), [
                verified === undefined ? text('nobody has said that they read it: findings under it are at most warnings') : day(verified),
            ]),
        ];
    },
    Adequacy: (ask, id, date) => {
        const { place } = header<ast.Adequacy>(ask, id);
        const live = normById(ask, id).applies;
        return [
            line(text('For'), place === undefined ? [] : [named(ask, place)]),
            line(text('Applies'), [...everStated(ask, id, 'Applies').map(period), ...(live ? [] : [text('not at {date}', { date: formatDay(date) })])]),
            line(
                text('Covers'),
                facts(ask, id, 'Adherents').map(() => text('only organisations that adhere to it')),
            ),
            line(
                text('Limited to'),
                facts(ask, id, 'LimitedTo').flatMap(({ terms }) => terms.map((term) => named(ask, term))),
            ),
            line(
                text('Excludes'),
                facts(ask, id, 'Excludes').flatMap(({ terms }) => terms.map((term) => named(ask, term))),
            ),
            line(
                text('Standing'),
                facts(ask, id, 'Standing').map(({ state, because }) =>
                    because === undefined ? named(ask, state) : text('{state}: {because}', { state: named(ask, state), because }),
                ),
            ),
            line(
                text('Verified'),
                facts(ask, id, 'Verified').map(({ on }) => day(on)),
            ),
        ];
    },
    Scheme: (ask, id) => [
        line(
            text('Valid for'),
            facts(ask, id, 'Valid').map(({ length }) => sayDuration(length)),
        ),
        line(
            text('Under'),
            facts(ask, id, 'UnderNorms').flatMap(({ norms }) => norms.map((norm) => named(ask, norm))),
        ),
        line(
            text('Verified'),
            facts(ask, id, 'Verified').map(({ on }) => day(on)),
        ),
    ],
    Calendar: (ask, id) => {
        const { place } = header<ast.Calendar>(ask, id);
        return [
            line(text('For'), place === undefined ? [] : [named(ask, place)]),
            line(text('Days closed'), [text('{n}', { n: facts(ask, id, 'Closed').flatMap(({ days }) => days).length })]),
        ];
    },
    Organisation: (ask, id) => {
        const { holdings, controlling, float, unknown, unstated } = owners(ask, id);
        const inControl = [...nearestInControl(ask, id)].map(({ controller }) => named(ask, controller));
        return [
            line(
                text('Kind'),
                kinds(ask, id).map((kind) => named(ask, kind)),
            ),
            line(
                text('Seat'),
                [...new Set(footings(ask, id).map(({ place }) => place))].map((place) => named(ask, place)),
            ),
            line(text('Owners'), [
                ...holdings.map(({ owner, capital }) => text('{share} % {owner}', { share: sayDecimal(percentage(capital)), owner: called(ask, owner) })),
                ...controlling.map(({ owner }) => text('{owner}, who controls it', { owner: called(ask, owner) })),
                ...(float.digits > 0n ? [text('{share} % in free float', { share: sayDecimal(percentage(float)) })] : []),
                ...(unknown || unstated ? [text('not known')] : []),
            ]),
            line(text('Controlled by'), inControl.length > 0 ? inControl : [controlGap(ask, id) ? text('not known') : text('nobody')]),
            reachedBy(ask, [id]),
        ];
    },
    Service: (ask, id) => {
        const by = operator(ask, id);
        const places = (kind: 'Stores' | 'BacksUp' | 'Archives') => facts(ask, id, kind).flatMap((stated) => stated.places.map((place) => named(ask, place)));
        return [
            line(text('Operated by'), by === undefined ? [] : [named(ask, by)]),
            line(text('Stores in'), places('Stores')),
            line(text('Backs up in'), places('BacksUp')),
            line(text('Archives in'), places('Archives')),
            line(
                text('Administered from'),
                facts(ask, id, 'Administered').flatMap((stated) => stated.places.map(({ place }) => named(ask, place))),
            ),
            line(
                text('Supported from'),
                facts(ask, id, 'Supported').flatMap((stated) => stated.places.map(({ place }) => named(ask, place))),
            ),
            line(
                text('Accessed from'),
                facts(ask, id, 'Accessed').flatMap((stated) =>
                    stated.places.map((place) => text('{place} by {reader}', { place: called(ask, place), reader: called(ask, stated.reader) })),
                ),
            ),
            line(
                text('Runs on'),
                facts(ask, id, 'RunsOn').map(({ service }) => named(ask, service)),
            ),
            line(
                text('Subcontractors'),
                facts(ask, id, 'Subcontractor').map(({ party }) => named(ask, party)),
            ),
            line(
                text('Certificates'),
                facts(ask, id, 'Certified').map(({ scheme, until }) =>
                    until === undefined ? named(ask, scheme) : text('{scheme} until {until}', { scheme: called(ask, scheme), until: formatDay(until) }),
                ),
            ),
            reachedBy(ask, by === undefined ? [] : [by]),
        ];
    },
    Dataset: (ask, id) => [
        line(
            text('Categories'),
            facts(ask, id, 'Category').flatMap(({ categories }) => categories.map((one) => named(ask, one))),
        ),
        line(
            text('Subjects'),
            facts(ask, id, 'Subjects').flatMap(({ subjects }) => subjects.map((one) => named(ask, one))),
        ),
        line(
            text('Identifiability'),
            facts(ask, id, 'Identifiability').map(({ degree }) => named(ask, degree)),
        ),
        line(
            text('Sensitivity'),
            facts(ask, id, 'Sensitivity').flatMap(({ secrets }) => secrets.map((one) => named(ask, one))),
        ),
        line(
            text('Hosted under'),
            all(ask, 'Contract')
                .filter((contract) => facts(ask, contract, 'Hosts').some(({ datasets }) => datasets.includes(id)))
                .map((contract) => named(ask, contract)),
        ),
    ],
    Commitment: (ask, id) => {
        const { promisor, promisee } = header<ast.Commitment>(ask, id);
        const due = commitmentDeadline(ask, id);
        return [
            line(text('By'), promisor === undefined ? [] : [named(ask, promisor)]),
            line(text('To'), promisee === undefined ? [] : [named(ask, promisee)]),
            line(
                text('To leave'),
                facts(ask, id, 'Leave').map(({ party }) => named(ask, party)),
            ),
            line(text('Last day to keep it'), due ? [day(due.day)] : []),
            line(
                text('Fulfilled'),
                facts(ask, id, 'Fulfilled').map(({ on }) => day(on)),
            ),
        ];
    },
    Authorisation: (ask, id) => {
        const { authority } = header<ast.Authorisation>(ask, id);
        const end = authorisationEnd(ask, id);
        return [
            line(text('By'), authority === undefined ? [] : [named(ask, authority)]),
            line(
                text('Covers'),
                facts(ask, id, 'Covers').flatMap(({ datasets }) => datasets.map((one) => named(ask, one))),
            ),
            line(
                text('Given'),
                facts(ask, id, 'Given').map(({ on }) => day(on)),
            ),
            line(text('Last day'), end ? [day(end.day)] : []),
        ];
    },
    Contract: (ask, id) => {
        const begins = start(ask, id);
        const end = countedEnd(ask, id).day;
        const notice = nextTacitRound(ask, id)?.lastNotice;
        const limit = transition(ask, id);
        const hosts = providers(ask, id).map(({ party }) => party);
        return [
            line(
                text('Controller'),
                controllersOf(ask, id).map((party) => named(ask, party)),
            ),
            line(
                text('Processor'),
                processors(ask, id).map(({ party }) => named(ask, party)),
            ),
            line(text('Runs from'), begins ? [day(begins.day)] : []),
            line(text('Last day'), [end === undefined ? text('not known') : end === 'never' ? text('none: nothing ends it') : day(end)]),
            line(text('Last day to give notice'), notice === undefined ? [] : [day(notice)]),
            line(text('Transition until'), limit ? [limit.limit === undefined ? text('no limit is known') : day(limit.limit)] : []),
            line(
                text('Hosted by'),
                [...new Set(hosts)].map((party) => named(ask, party)),
            ),
            reachedBy(ask, [...new Set(hosts)]),
        ];
    },
    Waiver: (ask, id, date) => {
        const { rule, subject } = header<ast.Waiver>(ask, id);
        const own = rule === undefined || subject === undefined ? undefined : ask.of(waivings, targetOf(rule, subject)).find(({ waiver }) => waiver === id);
        const states = {
            live: text('live at {date}', { date: formatDay(date) }),
            over: text('over'),
            'not yet': text('not yet approved'),
            incomplete: text('silences nothing: it lacks its reason, its approver with a date, or its end'),
            'too long': text('silences nothing: it lasts longer than is allowed'),
        };
        return [
            line(text('Silences'), rule === undefined ? [] : [text('{rule}', { rule })]),
            line(text('On'), subject === undefined ? [] : [named(ask, subject)]),
            line(text('State'), own ? [states[own.state]] : []),
            line(text('Until'), own?.until === undefined ? [] : [day(own.until)]),
        ];
    },
};

const forces = {
    law: text('law'),
    doctrine: text('doctrine'),
    recommendation: text('recommendation'),
    proposal: text('proposal'),
};

const line = (label: Message, values: readonly Message[]): Line => ({ label, values: values.map((say) => ({ say, path: [] })) });

const named = (ask: Ask, id: Id): Message => text('{name}', { name: called(ask, id) });

const day = (date: Day): Message => text('{date}', { date: formatDay(date) });

/** The foreign access laws that get hold of parties, each with the way it does. */
function reachedBy(ask: Ask, parties: readonly Id[]): Line {
    const values = parties.flatMap((party) =>
        reach(ask, party).map((one) => ({
            say: named(ask, one.law),
            path: [{ say: named(ask, party), at: { id: party, path: 'name' } }, ...reachSteps(ask, party, one).slice(0, -1)],
        })),
    );
    return { label: text('Within reach of'), values };
}

function period({ from, until }: Pick<AnyFact, 'from' | 'until'>): Message {
    if (from !== undefined && until !== undefined) return text('from {from} until {until}', { from: formatDay(from), until: formatDay(until) });
    if (from !== undefined) return text('from {from}', { from: formatDay(from) });
    return until === undefined ? text('always') : text('until {until}', { until: formatDay(until) });
}

/** A number of the law: a length of time, an amount, a share, a count. */
function quantity(value: unknown): Message {
    if (typeof value !== 'object' || value === null) return text('{value}', { value: String(value) });
    if ('currency' in value) return sayMoney(value as Money);
    return 'digits' in value ? sayDecimal(value as Decimal) : sayDuration(value as Duration);
}

const adequacyFor = (ask: Ask, place: Id): Id[] => decisionsOn(ask, place).filter((id) => normById(ask, id).applies);

const accessLawsOf = (ask: Ask, place: Id): Id[] =>
    ask.under(compellingNorms, place).filter((id) => normById(ask, id).applies && facts(ask, id, 'Compels').length > 0);
