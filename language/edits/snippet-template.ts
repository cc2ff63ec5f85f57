import { type Message, text } from '../syntax/message.ts';
import { type Expected, expectedAt } from './expected.ts';
import { filled, filling } from './gaps.ts';
import type { Snippet } from './snippets.ts';

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
    'third-country': 'US',
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
