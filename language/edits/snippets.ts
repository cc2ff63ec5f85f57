import { type Message, text } from '../syntax/message.ts';
import { type Expected, expectedAt } from './expected.ts';
import { filled, filling } from './gaps.ts';

/** A whole declaration, or a whole statement of one, with places to fill. */
export interface Snippet {
    /** The word that it begins with. */
    readonly word: string;
    /** The block that it stands in, such as `Contract`; `Spec` for a declaration; nothing if it may stand in any. */
    readonly within: 'Spec' | 'Contract' | undefined;
    /** What it is for, where one word has several; the first of them is the plainest. */
    readonly variant: Message | undefined;
    /**
     * What is written, with holes. A hole is named after what `prompts` asks for, or `samples` shows; of any other the grammar says which
     * names may stand there.
     */
    readonly body: string;
}

/** What is asked for in a hole: a name of one's own, a text, or a name that nobody has declared yet. */
const prompts: Readonly<Record<string, Message>> = {
    name: text('Name'),
    title: text('full name'),
    promise: text('what was promised'),
    number: text('its number'),
    purpose: text('why the data are processed'),
    reason: text('why this is accepted, and until what'),
    stated: text('where this is stated'),
    operator: text('Operator'),
    owner: text('Owner'),
    holder: text('Holder'),
    party: text('Party'),
    promisor: text('Promisor'),
    promisee: text('Promisee'),
    authority: text('Authority'),
    buyer: text('Buyer'),
    recipient: text('Recipient'),
    minister: text('Ministry'),
    validator: text('PrimeMinister'),
    dataset: text('Dataset'),
    service: text('Service'),
    subject: text('Declaration'),
};

/** What stands in a hole unless somebody chooses otherwise: an example of its kind. */
const samples: Readonly<Record<string, string>> = {
    years: '3 years',
    months: '2 months',
    days: '30 days',
    share: '100%',
    estimate: '500_000 EUR',
    price: '480_000 EUR',
    fee: '0 EUR',
    persons: '10_000',
    notice: '000000-2026',
    address: 'https://',
    file: './parties.terroir',
    vocabulary: 'category',
    jurisdiction: 'FR',
    union: 'EU',
    kind: 'company',
    activity: 'saas',
    way: 'at-rest',
    scheme: 'HDS',
    category: 'health',
    subjects: 'patients',
    identifiability: 'pseudonymised',
    secret: 'none',
    origin: 'care',
    event: 'last-contact',
    ground: 'public-task',
    procedure: 'open',
    tool: 'scc',
    data: 'technical-data',
    rule: 'reach/no-foreign-control',
    degree: 'law',
};

/** More than this to choose from is no choice. */
const mostChoices = 40;

/** What a snippet is filled with. */
export interface Filler {
    readonly say: (message: Message) => string;
    /** The day on which it is written, and the last one of a waiver that begins then. */
    readonly days: { readonly day: string; readonly 'last-day': string };
    /** The names, words and files that may stand where these are expected. */
    readonly choices: (expected: Expected) => readonly string[];
}

/** A snippet as a template that editors take: `seat ${1:FR}`, with a choice where there is one, and a tab for each step of indentation. */
export function snippetTemplate(snippet: Snippet, { say, days, choices }: Filler): string {
    const expected = expectedIn(snippet);
    const place = (hole: string, n: number): string => {
        const at = expected[n - 1];
        const all = at ? choices(at) : [];
        const sample = samples[hole] ?? (hole in days ? days[hole as keyof typeof days] : undefined);
        const first = sample ?? all[0] ?? say(prompts[hole] ?? text('Name'));
        const some = [first, ...all.filter((one) => one !== first)];
        const isChoice = some.length > 1 && some.length <= mostChoices && all.includes(first);
        return isChoice ? `\${${n}|${some.map((one) => one.replace(/[\\,|]/g, '\\$&')).join(',')}|}` : `\${${n}:${first.replace(/[\\$}]/g, '\\$&')}}`;
    };
    const plain = (words: string): string => words.replace(/[\\$}]/g, '\\$&').replace(/\n(?: {4})+/g, (indent) => `\n${'\t'.repeat((indent.length - 1) / 4)}`);
    return `${filled(snippet.body, filling(place, plain))}$0`;
}

const expectedOf = new Map<Snippet, readonly Expected[]>();

/** What the grammar expects in each hole of a snippet, whatever the others are filled with. */
function expectedIn(snippet: Snippet): readonly Expected[] {
    let found = expectedOf.get(snippet);
    if (!found) {
        const first = snippet.within === 'Spec' ? '' : `contract Name {\n`;
        const holes: Expected[] = [];
        let before = first;
        const place = (hole: string): string => {
            holes.push(expectedAt(before, before.length));
            before += samples[hole] ?? (hole.endsWith('day') ? '2026-01-01' : 'Name');
            return '';
        };
        const plain = (words: string): string => {
            before += words;
            return '';
        };
        filled(snippet.body, filling(place, plain));
        expectedOf.set(snippet, (found = holes));
    }
    return found;
}

const declaration = (word: string, body: string, variant?: Message): Snippet => ({ word, within: 'Spec', variant, body });
const block = (word: string, body: string): Snippet => ({ word, within: 'Contract', variant: undefined, body });

/** Every snippet; those of one word from the plainest on. Each can be read as it is inserted. */
export const snippets: readonly Snippet[] = [
    declaration('import', 'import "{file}"'),

    declaration('organisation', 'organisation {name} "{title}" {\n    seat {jurisdiction}\n    kind {kind}\n}'),
    declaration(
        'organisation',
        'organisation {name} "{title}" {\n    seat {jurisdiction}\n    kind {kind}\n    owned {share} by {owner}\n    source "{stated}" on {day}\n}',
        text('with its owner'),
    ),
    declaration('service', 'service {name} "{title}" by {operator} {\n    stores in {jurisdiction}\n}'),
    declaration(
        'service',
        [
            'service {name} "{title}" by {operator} {',
            '    provides {activity}',
            '    stores in {jurisdiction}',
            '    backs up in {jurisdiction}',
            '    administered from {jurisdiction}',
            '    supported from {jurisdiction}',
            '    encrypts {way} keys held by {holder} in {jurisdiction}',
            '    certified {scheme} until {day}',
            '    source "{stated}" on {day}',
            '}',
        ].join('\n'),
        text('with where, how and by whom'),
    ),
    declaration('dataset', 'dataset {name} "{title}" {\n    category {category}\n    from {origin}\n}'),
    declaration(
        'dataset',
        [
            'dataset {name} "{title}" {',
            '    category {category}',
            '    subjects {subjects} in {jurisdiction}',
            '    persons {persons}',
            '    identifiability {identifiability}',
            '    sensitivity {secret}',
            '    from {origin}',
            '    retention {years} since {event}',
            '    source "{stated}" on {day}',
            '}',
        ].join('\n'),
        text('with whom they are about and for how long'),
    ),

    declaration('contract', 'contract {name} "{title}" {\n    controller {party}\n    signed {day}\n    term {years}\n}'),
    declaration(
        'contract',
        [
            'contract {name} "{title}" {',
            '    controller {party}',
            '    processor {party}',
            '    hosts {dataset} on {service}',
            '    purpose "{purpose}" as {purpose-kind}',
            '    lawful basis {ground}',
            '    signed {day}',
            '    effective {day}',
            '    term {years}',
            '    governed by law of {jurisdiction}',
            '    source "{stated}" on {day}',
            '}',
        ].join('\n'),
        text('hosting'),
    ),
    declaration(
        'contract',
        [
            'contract {name} "{title}" {',
            '    controller {party}',
            '    processor {party}',
            '    hosts {dataset} on {service}',
            '    signed {day}',
            '    term {years}',
            '    award {',
            '        procedure {procedure}',
            '        by {buyer}',
            '        on {day}',
            '        estimated {estimate}',
            '        value {price}',
            '    }',
            '}',
        ].join('\n'),
        text('of a public buyer, with its award'),
    ),

    declaration(
        'commitment',
        'commitment {name} "{promise}" by {promisor} to {promisee} {\n    made {day}\n    within {years}\n    source "{stated}" on {day}\n}',
    ),
    declaration(
        'authorisation',
        'authorisation {name} "{number}" by {authority} {\n    given {day}\n    lasts {years}\n    covers {dataset}\n    source "{stated}" on {day}\n}',
    ),
    declaration('waiver', 'waiver {name} of {rule} on {subject} {\n    because "{reason}"\n    approved by {party} on {day}\n    until {last-day}\n}'),

    declaration('jurisdiction', 'jurisdiction {name} "{title}" in {union}'),
    declaration('vocabulary', 'vocabulary {vocabulary} {\n    {name} "{title}" is {term}\n}'),
    declaration('norm', 'norm {name} "{title}" of {jurisdiction} {\n    force {degree}\n    applies from {day}\n    verified {day}\n    url "{address}"\n}'),
    declaration('adequacy', 'adequacy {name} "{title}" for {jurisdiction} {\n    applies from {day}\n    verified {day}\n    url "{address}"\n}'),
    declaration('scheme', 'scheme {name} "{title}" {\n    valid {years}\n    url "{address}"\n}'),
    declaration('calendar', 'calendar {name} "{title}" of {jurisdiction} {\n    closed {day}\n}'),

    block('award', 'award {\n    procedure {procedure}\n    by {buyer}\n    on {day}\n    estimated {estimate}\n    value {price}\n    notice "{notice}"\n}'),
    block('switching', 'switching {\n    notice {months}\n    transition {days}\n    retrieval {days} after transition\n    charges {fee}\n    plan {day}\n}'),
    block('transfer', 'transfer to {jurisdiction} {\n    recipient {recipient}\n    basis {tool}\n    data {data}\n    assessed {day}\n}'),
    block(
        'derogation',
        'derogation {\n    under sren-31\n    minister {minister} on {day}\n    validated by {validator} on {day}\n    project start {day}\n    no compliant offer on {day}\n}',
    ),
    { word: 'source', within: undefined, variant: undefined, body: 'source "{stated}" on {day}' },
];
