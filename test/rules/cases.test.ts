import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf } from '../harness/marks.ts';
import { root } from '../harness/spec.ts';

/*
 * The situations that a careful reader has in mind, by number. Each is a block on the page of a rule, or among its corner cases, under a
 * heading that begins with its number (the block is run: see pages.test.ts); or it stands in docs/limits.md with the reason why not.
 */
const situations: Readonly<Record<number, string>> = {
    1: 'German company, American through Luxembourg, data in Frankfurt',
    2: 'sovereign cloud with European staff, owned from the United States',
    4: 'resale of a service beside the qualified one',
    5: 'qualification of another product',
    7: 'one holder with 24.5 %',
    8: 'two unrelated holders with 20 % each',
    10: '19.5 % and 19.6 %',
    11: '18 % of the capital, 30 % of the votes',
    13: 'Norwegian state fund with 26 %',
    14: 'Swiss holder with 30 %',
    16: 'indirect stake through a company that is not controlled',
    17: 'float of 45 % in unknown hands',
    19: 'American citizen with 60 %',
    20: 'Swiss company, Austrian group, Mexican owner',
    22: 'European group that owns an American company',
    23: 'European cloud on Chinese technology',
    25: 'bought by an American group in the second year',
    26: 'reseller as contract party, another as processor',
    28: 'option of 35 % that can be exercised later',
    29: 'anonymised data in the United States',
    31: 'pseudonymised, the key with the controller',
    32: 'client-side encrypted backup with an American host',
    34: 'key imported into the provider’s system',
    35: 'external key manager, the provider reads in clear',
    37: 'confidential computing',
    38: 'keys with the European subsidiary of the provider',
    40: 'American subcontractor for billing only',
    41: 'telemetry to the American parent',
    43: 'data of legal or deceased persons',
    44: 'genetic data of few persons',
    46: 'employee who reads from abroad',
    47: 'branch and head office of one legal entity',
    49: 'processor that sends back to an American controller',
    50: 'importer that is under the GDPR itself',
    52: 'adherence for other data than those hosted',
    53: 'adherence to another framework',
    55: 'removed from the list in month 8',
    56: 'Canadian hospital as recipient',
    58: 'Japanese university, Korean credit bureau',
    59: 'Gibraltar, Monaco, San Marino, Greenland; the Faroe Islands',
    61: 'host in Norway, Iceland, Liechtenstein',
    62: 'Brazilian federal police as recipient',
    64: 'clauses between controller and processor used as a transfer tool',
    65: 'clauses of 2010',
    67: 'clauses with empty annexes',
    68: 'joint controllers without a contract of Article 28',
    70: 'disclosure where “applicable law” requires it',
    71: 'notice of a breach within 72 hours',
    73: 'consent for permanent hosting',
    74: 'one file for a lawsuit abroad',
    76: 'British host beyond the end of adequacy',
    77: 'British host the day after the end of adequacy',
    79: 'decision repealed with a transition',
    80: 'certificate that ends in month 20 of 36',
    82: 'certificate of a sister company',
    83: 'three years from 29 February',
    85: 'framework of four years and a day',
    86: 'notice of 60 days',
    88: 'retrieval of one month',
    89: 'retrieval counted from the notice',
    91: '14 working days over Christmas',
    92: 'charges beyond 12 January 2027',
    94: 'fee for leaving a fixed term early',
    95: 'service built to order',
    97: 'health data space before it applies',
    98: 'FISA 702 after its sunset',
    100: 'location “worldwide”, location by region',
    101: 'provider of the same group',
    103: 'microenterprise that delegates the audit',
    104: 'threshold of the day on which the call was sent',
    105: 'small changes against their limit',
    106: 'three changes of 4 %',
    107: 'two changes of 40 %',
    109: 'bought through a central purchasing body',
    110: 'framework exhausted in its second year',
    111: 'exclusivity of the buyer’s own making',
    112: 'call for tenders that demands hosting in one country',
    113: 'call for tenders that shuts out bidders by ownership',
    114: 'no notice of the award',
    115: 'production order of another Member State',
};

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = ['docs/rules', 'test/rules'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.md') && file.includes('/'))
        .map((file) => `${folder}/${file}`),
);
const headings = pages.flatMap((page) => blocksOf(read(page)).map(({ title }) => title));
const run = new Set(headings.flatMap((title) => (/^Cases? ([\d, and]+)/.exec(title)?.[1] ?? '').match(/\d+/g) ?? []).map(Number));
const excused = new Set([...read('docs/limits.md').matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, numbers = '']) => numbers.split(',').map(Number)));

test.each(Object.entries(situations))('case %s: %s', (number) => {
    expect(run.has(Number(number)) || excused.has(Number(number)), 'no block runs it, and docs/limits.md does not say why').toBe(true);
});

test('no number is cited that stands for nothing', () => {
    expect([...run, ...excused].filter((number) => !(number in situations))).toEqual([]);
});
