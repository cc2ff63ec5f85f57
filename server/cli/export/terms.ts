import { nameOf } from '../../../language/index.ts';

/*
 * Words of the library and the terms of the Data Privacy Vocabulary that mean the same, of version 2.0 of the vocabulary
 * (https://w3id.org/dpv/2.0, files dpv, pd, legal/eu/gdpr and loc); what has no term there, or only a narrower one, stands
 * in no table. Each was looked up in its tables, but for `Pseudonymisation`, `Store`, `Transfer`, the country codes of `loc` and what links
 * things (`hasTechnicalMeasure`, `hasName`, `hasLocation`), which are known from use.
 */

const categories: Readonly<Record<string, string>> = {
    'category.special': 'dpv:SpecialCategoryPersonalData',
    'category.health': 'pd:Health',
    'category.genetic': 'pd:Genetic',
    'category.biometric': 'pd:Biometric',
    'category.political-opinions': 'pd:PoliticalOpinion',
    'category.sex-life': 'pd:Sexual',
    'category.offences': 'pd:Criminal',
    'category.identity': 'pd:Identifying',
    'category.national-identifier': 'pd:OfficialID',
    'category.contact-details': 'pd:Contact',
    'category.family-life': 'pd:Family',
    'category.financial': 'pd:Financial',
    'category.employment': 'pd:Professional',
    'category.education': 'pd:Education',
    'category.location': 'pd:Location',
    'category.communications': 'pd:Communication',
    'category.traffic': 'pd:CommunicationsMetadata',
    'category.behaviour': 'pd:Behavioral',
    'category.images': 'pd:Picture',
};

const subjects: Readonly<Record<string, string>> = {
    'subject.patients': 'dpv:Patient',
    'subject.research-participants': 'dpv:Participant',
    'subject.students': 'dpv:Student',
    'subject.pupils': 'dpv:Student',
    'subject.employees': 'dpv:Employee',
    'subject.public-agents': 'dpv:Employee',
    'subject.job-applicants': 'dpv:JobApplicant',
    'subject.customers': 'dpv:Customer',
    'subject.users': 'dpv:User',
    'subject.members': 'dpv:Member',
    'subject.citizens': 'dpv:Citizen',
    'subject.vulnerable-persons': 'dpv:VulnerableDataSubject',
};

const bases: Readonly<Record<string, string>> = {
    'lawful-basis.consent': 'eu-gdpr:A6-1-a',
    'lawful-basis.contract': 'eu-gdpr:A6-1-b',
    'lawful-basis.legal-obligation': 'eu-gdpr:A6-1-c',
    'lawful-basis.vital-interests': 'eu-gdpr:A6-1-d',
    'lawful-basis.public-task': 'eu-gdpr:A6-1-e',
    'lawful-basis.legitimate-interests': 'eu-gdpr:A6-1-f',
    'special-basis.explicit-consent': 'eu-gdpr:A9-2-a',
    'special-basis.employment-law': 'eu-gdpr:A9-2-b',
    'special-basis.vital-interests': 'eu-gdpr:A9-2-c',
    'special-basis.not-for-profit': 'eu-gdpr:A9-2-d',
    'special-basis.made-public': 'eu-gdpr:A9-2-e',
    'special-basis.legal-claims': 'eu-gdpr:A9-2-f',
    'special-basis.substantial-public-interest': 'eu-gdpr:A9-2-g',
    'special-basis.health-care': 'eu-gdpr:A9-2-h',
    'special-basis.public-health': 'eu-gdpr:A9-2-i',
    'special-basis.research': 'eu-gdpr:A9-2-j',
    'transfer-tool.public-instrument': 'eu-gdpr:A46-2-a',
    'transfer-tool.bcr': 'eu-gdpr:A46-2-b',
    'transfer-tool.scc': 'eu-gdpr:A46-2-c',
    'transfer-tool.scc-2021-914': 'eu-gdpr:A46-2-c',
    'transfer-tool.scc-module-1': 'eu-gdpr:A46-2-c',
    'transfer-tool.scc-module-2': 'eu-gdpr:A46-2-c',
    'transfer-tool.scc-module-3': 'eu-gdpr:A46-2-c',
    'transfer-tool.scc-module-4': 'eu-gdpr:A46-2-c',
    'transfer-tool.scc-authority': 'eu-gdpr:A46-2-d',
    'transfer-tool.code-of-conduct': 'eu-gdpr:A46-2-e',
    'transfer-tool.certification': 'eu-gdpr:A46-2-f',
    'transfer-tool.ad-hoc-clauses': 'eu-gdpr:A46-3-a',
    'transfer-tool.administrative-arrangement': 'eu-gdpr:A46-3-b',
    'transfer-tool.art-49-consent': 'eu-gdpr:A49-1-a',
    'transfer-tool.art-49-contract': 'eu-gdpr:A49-1-b',
    'transfer-tool.art-49-contract-for-person': 'eu-gdpr:A49-1-c',
    'transfer-tool.art-49-public-interest': 'eu-gdpr:A49-1-d',
    'transfer-tool.art-49-legal-claims': 'eu-gdpr:A49-1-e',
    'transfer-tool.art-49-vital-interests': 'eu-gdpr:A49-1-f',
};

const measures: Readonly<Record<string, string>> = { 'measure.pseudonymisation': 'dpv:Pseudonymisation' };

const all: Readonly<Record<string, string>> = { ...categories, ...subjects, ...bases, ...measures };

/** The term for a word of the library; nothing where there is none. A word that a spec adds has none. */
export const termFor = (id: string): string | undefined => (Object.hasOwn(all, nameOf(id)) ? all[nameOf(id)] : undefined);

/** The term for a place: a country by its two letters, or one of the two unions. */
export const placeTerm = (id: string): string | undefined => (/^([A-Z]{2}|EEA)$/.test(nameOf(id)) ? `loc:${nameOf(id)}` : undefined);

/** What the prefixes stand for. */
export const prefixes = {
    dpv: 'https://w3id.org/dpv#',
    pd: 'https://w3id.org/dpv/pd#',
    loc: 'https://w3id.org/dpv/loc#',
    'eu-gdpr': 'https://w3id.org/dpv/legal/eu/gdpr#',
    dct: 'http://purl.org/dc/terms/',
    xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** A declaration of a spec as a resource: no address that anybody could open. */
export const urn = (id: string): string => `urn:terroir:${encodeURI(id).replaceAll('#', '%23')}`;
