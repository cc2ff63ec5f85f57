import { type Activity, type Ask, type Id, isAdequacy, nameOf, type Retained, title } from '../../../language/index.ts';
import { placeTerm, prefixes, termFor, urn } from './terms.ts';

type Json = string | readonly Json[] | { readonly [key: string]: Json };

/** The kinds of statement that have a place in the Data Privacy Vocabulary. */
export const dpvKinds: ReadonlySet<string> = new Set([
    ...['Controller', 'Processor', 'Purpose', 'LawfulBasis', 'SpecialBasis', 'Hosts', 'Measures', 'StaysIn'],
    ...['Transfer', 'Recipient', 'Basis', 'Fallback', 'Category', 'Subjects', 'Retention', 'Stores', 'BacksUp', 'Archives'],
]);

/** Activities in the Data Privacy Vocabulary, as JSON-LD; what has no term is told, and left out. */
export function dpvOf(ask: Ask, activities: readonly Activity[], lost: (by: Id, word: string) => void): string {
    const parties = new Set<Id>();
    const graph = activities.map(processOf);
    const entities = [...parties].sort().map((party) => ({ '@id': urn(party), '@type': 'dpv:LegalEntity', 'dpv:hasName': title(ask, party) }));
    return `${JSON.stringify({ '@context': prefixes, '@graph': [...graph, ...entities] }, null, 2)}\n`;

    function processOf(activity: Activity): Json {
        const { contract, purposes, datasets, transfers } = activity;
        const terms = (ids: readonly Id[], find = termFor) => termsOf(contract, ids, find);
        return {
            '@id': urn(contract),
            '@type': 'dpv:Process',
            'dct:title': activity.title,
            'dpv:hasProcessing': ref('dpv:Store'),
            ...some('dpv:hasDataController', activity.controllers.map(entity)),
            ...some('dpv:hasDataProcessor', activity.processors.map(entity)),
            ...some(
                'dpv:hasPurpose',
                purposes.map((purpose) => ({ '@type': 'dpv:Purpose', 'dct:description': purpose })),
            ),
            ...some('dpv:hasLegalBasis', terms([...activity.bases, ...activity.specialBases])),
            ...some('dpv:hasPersonalData', terms(datasets.flatMap(({ categories }) => categories))),
            ...some('dpv:hasDataSubject', terms(datasets.flatMap(({ subjects }) => subjects))),
            ...some('dpv:hasStorageCondition', [...durations(activity), ...locations(activity)]),
            ...some('dpv:hasTechnicalMeasure', terms(activity.measures)),
            ...some(
                'dpv:hasProcess',
                transfers.map(({ place, recipients, bases }) => ({
                    '@type': 'dpv:Process',
                    'dpv:hasProcessing': ref('dpv:Transfer'),
                    ...some('dpv:hasLocation', terms([place], placeTerm)),
                    ...some('dpv:hasDataImporter', recipients.map(entity)),
                    ...some(
                        'dpv:hasLegalBasis',
                        terms(bases, (basis) => (isAdequacy(ask, basis) ? 'eu-gdpr:A45-3' : termFor(basis))),
                    ),
                })),
            ),
        };
    }

    function durations({ datasets, contract }: Activity): readonly Json[] {
        return datasets
            .flatMap(({ retention }) => retention)
            .flatMap((retained) => {
                if (retained.since !== undefined) lost(contract, nameOf(retained.since));
                const duration = isoDuration(retained);
                return duration === undefined ? [] : [{ '@type': 'dpv:StorageDuration', 'dct:extent': { '@value': duration, '@type': 'xsd:duration' } }];
            });
    }

    function locations({ kept, stays, contract }: Activity): readonly Json[] {
        const places = [...new Set([...kept, ...stays.flat()])];
        return termsOf(contract, places, placeTerm).map((place) => ({ '@type': 'dpv:StorageLocation', 'dpv:hasLocation': place }));
    }

    function termsOf(by: Id, ids: readonly Id[], find: (id: Id) => string | undefined): readonly Json[] {
        const found = new Set<string>();
        for (const id of ids) {
            const term = find(id);
            if (term === undefined) lost(by, nameOf(id));
            else found.add(term);
        }
        return [...found].map(ref);
    }

    function entity(party: Id): Json {
        parties.add(party);
        return ref(urn(party));
    }
}

const ref = (id: string): Json => ({ '@id': id });

const some = (name: string, values: readonly Json[]): Record<string, Json> => (values.length === 0 ? {} : { [name]: values });

/** A length of time as XML Schema writes it; nothing where it is counted in working days, which that cannot say. */
export function isoDuration({ length: { years, months, days, hours, workingDays } }: Retained): string | undefined {
    if (workingDays > 0) return undefined;
    const part = (n: number, unit: string) => (n === 0 ? '' : `${n}${unit}`);
    const time = part(hours, 'H');
    const date = part(years, 'Y') + part(months, 'M') + part(days, 'D');
    return date + time === '' ? 'P0D' : `P${date}${time === '' ? '' : `T${time}`}`;
}
