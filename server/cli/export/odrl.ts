import { type Activity, type Ask, formatDay, type Id, nameOf, title } from '../../../language/index.ts';
import { isoDuration } from './dpv.ts';
import { placeTerm, prefixes, urn } from './terms.ts';

type Json = string | readonly Json[] | { readonly [key: string]: Json };

/** The kinds of statement that ODRL can say. */
export const odrlKinds: ReadonlySet<string> = new Set([
    ...['Controller', 'Processor', 'Purpose', 'Hosts', 'StaysIn', 'Signed', 'Effective', 'TermLength', 'TermEnd', 'Renewal', 'Retention'],
]);

/** Activities as agreements of ODRL 2.2, as JSON-LD; what ODRL cannot say is told, and left out. */
export function odrlOf(ask: Ask, activities: readonly Activity[], lost: (by: Id, word: string) => void): string {
    const parties = new Set<Id>();
    const policies = activities.flatMap((activity) => {
        const { contract, controllers, processors, datasets } = activity;
        // An agreement has somebody who grants, somebody who is granted something, and that something.
        if (controllers.length === 0 || processors.length === 0 || datasets.length === 0) {
            lost(contract, nameOf(contract));
            return [];
        }
        for (const party of [...controllers, ...processors]) parties.add(party);
        return [policyOf(activity)];
    });
    const people = [...parties].sort().map((party) => ({ uid: urn(party), '@type': 'Party', 'dct:title': title(ask, party) }));
    const context = ['http://www.w3.org/ns/odrl.jsonld', { dct: prefixes.dct, xsd: prefixes.xsd, loc: prefixes.loc }];
    return `${JSON.stringify({ '@context': context, '@graph': [...policies, ...people] }, null, 2)}\n`;

    function policyOf(activity: Activity): Json {
        const { contract, controllers, processors, datasets, from, until, purposes } = activity;
        const limits = [
            ...activity.stays.flatMap((places) => spatial(contract, places)),
            ...(from === undefined ? [] : [constraint('dateTime', 'gteq', day(from))]),
            ...(until === undefined ? [] : [constraint('dateTime', 'lteq', day(until))]),
            ...(purposes.length === 0
                ? []
                : [constraint('purpose', purposes.length === 1 ? 'eq' : 'isAnyOf', purposes.length === 1 ? (purposes[0] as string) : purposes)]),
        ];
        const deletions = datasets.flatMap(({ dataset, retention }) =>
            retention.flatMap((retained) => {
                const length = isoDuration(retained);
                if (retained.since !== undefined) lost(contract, nameOf(retained.since));
                if (length === undefined) return [];
                const after = constraint('elapsedTime', 'eq', { '@value': length, '@type': 'xsd:duration' });
                return [{ action: 'delete', target: urn(dataset), assignee: processors.map(urn), constraint: [after] }];
            }),
        );
        return {
            '@type': 'Agreement',
            uid: urn(contract),
            'dct:title': activity.title,
            assigner: controllers.map(urn),
            assignee: processors.map(urn),
            permission: [
                {
                    action: 'use',
                    target: datasets.map(({ dataset }) => urn(dataset)),
                    ...(limits.length === 0 ? {} : { constraint: limits }),
                },
            ],
            ...(deletions.length === 0 ? {} : { obligation: deletions }),
        };
    }

    function spatial(contract: Id, places: readonly Id[]): readonly Json[] {
        const terms = places.map((place) => ({ place, term: placeTerm(place) }));
        const missing = terms.filter(({ term }) => term === undefined);
        // A promise of several places that lacks one would be a narrower promise.
        for (const { place } of missing) lost(contract, nameOf(place));
        if (missing.length > 0) return [];
        const within = terms.map(({ term }) => constraint('spatial', 'isPartOf', { '@id': term as string }));
        return within.length === 1 ? within : [{ or: { '@list': within } }];
    }
}

const constraint = (leftOperand: string, operator: string, rightOperand: Json): Json => ({ leftOperand, operator, rightOperand });

const day = (date: number): Json => ({ '@value': formatDay(date), '@type': 'xsd:date' });
