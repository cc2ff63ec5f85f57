import { parse } from '../../language/editing.ts';
import { type Node, parts } from '../../language/syntax/tree.ts';
import { parsedOnce } from './generators.ts';

/*
 * Other ways to write the same spec down, and additions that are no harm to anybody. Whoever wants to hear nothing of a spec would
 * try them all: over several statements, over several files, by a company in between, by a service below.
 */

/** The files that a spec becomes, or nothing where there is nothing in it to write in another way. */
type Rewriting = (source: string) => Readonly<Record<string, string>> | undefined;

interface Edit {
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

const declarations = (source: string): readonly Node[] => parsedOnce(source).tree.declarations as readonly Node[];
const facts = (node: Node): readonly Node[] => (node['facts'] ?? []) as readonly Node[];
const ofKind = (source: string, kind: string): readonly Node[] => declarations(source).filter(({ $type }) => $type === kind);
const slice = (source: string, { $start, $end }: Pick<Node, '$start' | '$end'>): string => source.slice($start, $end);
const nameOf = (node: Node): string => String(node['name']);
const factsOf = (node: Node, ...kinds: readonly string[]): readonly Node[] => facts(node).filter(({ $type }) => kinds.includes($type));
const refs = (node: Node): readonly Node[] => parts(node).flatMap(([, part]) => (part.$type === 'Ref' ? [part] : refs(part)));
const before = ({ $end }: Node, text: string): Edit => ({ start: $end - 1, end: $end - 1, text: `\n${text}\n` });
const instead = ({ $start, $end }: Node, text: string): Edit => ({ start: $start, end: $end, text });

function edited(source: string, edits: readonly Edit[], more: readonly string[] = []): Readonly<Record<string, string>> | undefined {
    if (edits.length === 0) return undefined;
    const text = [...edits].sort((a, b) => b.start - a.start).reduce((so, edit) => so.slice(0, edit.start) + edit.text + so.slice(edit.end), source);
    const file = [text, ...new Set(more)].join('\n');
    return parse(file).problems.length > 0 ? undefined : { 'spec.terroir': file };
}

/** Statements that say of each in a list what they say of all; `stays in` and `encrypts` say it of the list. */
const listing = new Set([
    ...['Established', 'Kind', 'Provides', 'Stores', 'BacksUp', 'Archives', 'Administered', 'Supported', 'Accessed', 'Subcontractor', 'Discloses', 'Category'],
    ...['Subjects', 'Sensitivity', 'Origin', 'Covers', 'Controller', 'Processor', 'Beneficiary', 'Hosts', 'Requires', 'LawfulBasis', 'SpecialBasis'],
    ...['AuthorisedBy', 'Clauses', 'Measures', 'ListsLaw'],
]);

const split: Rewriting = (source) =>
    edited(
        source,
        declarations(source)
            .flatMap(facts)
            .flatMap((fact) => {
                const list = Object.entries(fact).find(([key, value]) => key !== 'sources' && Array.isArray(value) && value.length > 1)?.[1] as readonly Node[];
                const [first, last] = [list?.[0], list?.at(-1)];
                if (!listing.has(fact.$type) || !first || !last) return [];
                const around = (one: Node) => source.slice(fact.$start, first.$start) + slice(source, one) + source.slice(last.$end, fact.$end);
                return [instead(fact, list.map(around).join('\n'))];
            }),
    );

/** Each declaration in a file of its own, which imports all others. */
const apart: Rewriting = (source) => {
    const all = declarations(source);
    if (all.length < 2) return undefined;
    const imports = ((parsedOnce(source).tree.imports ?? []) as readonly Node[]).map((one) => slice(source, one));
    return Object.fromEntries(
        all.map((one, i) => {
            const others = all.flatMap((_, n) => (n === i ? [] : [`import "./${n}.terroir"`]));
            return [`${i}.terroir`, [...imports, ...others, slice(source, one), ''].join('\n')];
        }),
    );
};

/** Whatever holds at all holds until a day and from the next. */
const dated: Rewriting = (source) =>
    edited(
        source,
        declarations(source)
            .flatMap(facts)
            .filter(
                (fact) =>
                    listing.has(fact.$type) || ['Seat', 'Managed', 'Owned', 'Controlled', 'RunsOn', 'Certified', 'Encrypts', 'Reads'].includes(fact.$type),
            )
            // Since when data are somewhere is asked; and what states no period at all may.
            .filter((fact) => !['Hosts', 'Covers', 'Origin', 'RunsOn', 'Certified'].includes(fact.$type) && !fact['from'] && !fact['until'])
            .map((fact) => {
                const end = ((fact['sources'] ?? []) as readonly Node[])[0]?.$start ?? fact.$end;
                const [said, sources] = [source.slice(fact.$start, end), source.slice(end, fact.$end)];
                return instead(fact, `${said} until 2015-01-01 ${sources}\n${said} from 2015-01-02 ${sources}`);
            }),
    );

/** A part of each place in the place's stead. */
const partOfPlace: Rewriting = (source) => {
    const own = new Set(ofKind(source, 'Jurisdiction').map(nameOf));
    const places = ['Organisation', 'Service', 'Dataset']
        .flatMap((kind) => ofKind(source, kind))
        .flatMap(refs)
        .filter(({ kind, text }) => kind === 'Jurisdiction' && /^[A-Z]{2}$/.test(String(text)) && text !== 'EU' && !own.has(String(text)));
    return edited(
        source,
        places.map((place) => instead(place, `Part-of-${place['text']}`)),
        places.map(({ text }) => `jurisdiction Part-of-${text} in ${text}`),
    );
};

/** A company that is wholly a company's, where that one is, between it and what it owns; what a company adheres to, it alone does. */
const holding: Rewriting = (source) => {
    const companies = new Map(
        ofKind(source, 'Organisation').flatMap((party) =>
            factsOf(party, 'Kind').some((kind) => slice(source, kind) === 'kind company') &&
            factsOf(party, 'Seat').length === 1 &&
            factsOf(party, 'Adheres').length === 0
                ? [[nameOf(party), party] as const]
                : [],
        ),
    );
    const owners = ofKind(source, 'Organisation')
        .flatMap((party) => factsOf(party, 'Owned', 'Controlled'))
        .map((fact) => fact['owner'] as Node)
        .filter(({ text }) => companies.has(String(text)));
    return edited(
        source,
        owners.map((owner) => instead(owner, `Holding-of-${owner['text']}`)),
        owners.map(({ text }) => {
            const home = factsOf(companies.get(String(text)) as Node, 'Seat', 'Managed').map((fact) => slice(source, fact));
            return `organisation Holding-of-${text} { ${home.join(' ')} kind company owned 100% by ${text} }`;
        }),
    );
};

/** Each service on another one of which the same is said. */
const layered: Rewriting = (source) => {
    const services = ofKind(source, 'Service').filter((service) => service['operator']);
    return edited(
        source,
        services.map((service) => before(service, `runs on Below-${nameOf(service)}`)),
        services.map((service) => {
            const said = facts(service).map((fact) => slice(source, fact));
            return `service Below-${nameOf(service)} by ${slice(source, service['operator'] as Node)} {\n${said.join('\n')}\n}`;
        }),
    );
};

export const rewritings: Readonly<Record<string, Rewriting>> = { split, apart, dated, partOfPlace, holding, layered };

// ---------------------------------------------------------------- no harm to anybody

/** Somebody of whom nothing ill can be said, and what is his. */
const harmless = `
organisation Stork { seat FR  kind association }
service StorkCloud by Stork { stores in FR  backs up in FR  administered from FR  supported from FR  encrypts at-rest keys held by Stork in FR }
dataset Menus { category contact-details  subjects patients  persons 3  from registries  retention 1 year since collection }
authorisation StorkPermit by Stork { given 2023-01-01  lasts 20 years  covers Menus  under lil-66 }`;

const adding =
    (kind: string, fact: string): Rewriting =>
    (source) =>
        edited(
            source,
            // A contract that says nothing of what it hosts would say more.
            ofKind(source, kind).flatMap((one) => (fact.startsWith('hosts') && factsOf(one, 'Hosts').length === 0 ? [] : [before(one, fact)])),
            [harmless],
        );

/** France before the places that are stated. */
const alsoInFrance: Rewriting = (source) =>
    edited(
        source,
        ofKind(source, 'Service')
            .flatMap((service) => factsOf(service, 'Stores', 'BacksUp', 'Archives', 'Administered', 'Supported', 'Accessed'))
            .flatMap((fact) => {
                const [first] = fact['places'] as readonly Node[];
                return first ? [{ start: first.$start, end: first.$start, text: 'FR, ' }] : [];
            }),
    );

export const additions: Readonly<Record<string, Rewriting>> = {
    alsoInFrance,
    otherData: adding('Contract', 'hosts Menus on StorkCloud'),
    otherProcessor: adding('Contract', 'processor Stork'),
    beneficiary: adding('Contract', 'beneficiary Stork'),
    otherAuthorisation: adding('Contract', 'authorised by StorkPermit'),
    otherSubcontractor: adding('Service', 'subcontractor Stork in FR'),
    otherDisclosure: adding('Service', 'discloses technical-data to Stork in FR'),
    otherTechnology: adding('Service', 'technology of Stork under licence with autonomy'),
    otherReader: adding('Service', 'accessed from FR by Stork'),
    hopes: adding('Service', 'seeks HDS  seeks SecNumCloud'),
};
