/**
 * Where the grammar asks for a term, the place says of which vocabulary: `category health` looks into every visible
 * `vocabulary category`. Keys are grammar rule and property. A test checks that no place is missing.
 */
export const vocabularyAt: Readonly<Record<string, string>> = {
    'Adheres.data': 'data-kind',
    'Amended.ground': 'award-ground',
    'Annexes.annexes': 'annex',
    'Basis.tool': 'transfer-tool',
    'Binds.kinds': 'party-kind',
    'Buys.objects': 'purchase',
    'Category.categories': 'category',
    'Certified.activities': 'activity',
    'Charges.what': 'data-movement',
    'Clauses.clauses': 'clause',
    'Compels.powers': 'power',
    'Demands.demand': 'demand',
    'Discloses.data': 'data-kind',
    'Encrypts.ways': 'encryption',
    'Excludes.terms': 'recipient-kind',
    'Exemption.ground': 'award-ground',
    'Fallback.tool': 'transfer-tool',
    'Framework.objects': 'purchase',
    'Identifiability.degree': 'identifiability',
    'Kind.kinds': 'party-kind',
    'LawfulBasis.grounds': 'lawful-basis',
    'LimitedTo.terms': 'recipient-kind',
    'Measures.measures': 'measure',
    'Origin.origins': 'origin',
    'Procedure.way': 'procedure',
    'Provides.activities': 'activity',
    'Purpose.kinds': 'purpose',
    'Retention.event': 'event',
    'Sensitivity.secrets': 'secret',
    'SpecialBasis.grounds': 'special-basis',
    'Standing.state': 'standing',
    'Subcontractor.data': 'data-kind',
    'Subjects.subjects': 'subject',
    'TransferData.data': 'data-kind',
};

/** The same by rule and by property, so that no key has to be put together for a look. */
const byRule = new Map<string, Map<string, string>>();
for (const [place, vocabulary] of Object.entries(vocabularyAt)) {
    const [rule, property] = place.split('.') as [string, string];
    byRule.set(rule, (byRule.get(rule) ?? new Map<string, string>()).set(property, vocabulary));
}

/** The vocabulary of the terms that a part of a grammar rule names; nothing where it names none. */
export const vocabularyFor = (rule: string, property: string): string | undefined => byRule.get(rule)?.get(property);

/** What a term may be said to be beside the terms of its own vocabulary: marks that rules ask for. */
export const traits = 'trait';

/** Every kind of declaration that others can name, but for terms, which are named with their vocabulary. */
export const declarationKinds: readonly string[] = [
    'Jurisdiction',
    'Norm',
    'Adequacy',
    'Scheme',
    'Calendar',
    'Organisation',
    'Service',
    'Dataset',
    'Commitment',
    'Authorisation',
    'Contract',
    'Waiver',
];

/** The kinds of declaration that fit where the grammar names a group of them. */
export const kindsOf: Readonly<Record<string, readonly string[]>> = {
    Ground: ['Commitment', 'Authorisation', 'Norm'],
    Destination: ['Contract', 'Service'],
    TransferTool: ['Adequacy', 'Term'],
    Declaration: declarationKinds,
};
