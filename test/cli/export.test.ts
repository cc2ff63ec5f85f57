import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { termFor } from '../../server/cli/export/terms.ts';
import { processIo } from '../../server/cli/io.ts';
import { workspaceOf } from '../harness/spec.ts';
import { terroir } from './terminal.ts';

const root = join(import.meta.dirname, '../..');
const files = {
    'a.terroir': `organisation Clinic "Clinique; =1+1" { seat FR }
organisation Host "@Host" { seat FR }
organisation Lab { seat US }
dataset Records "Patient records" { category health, identity  subjects patients  retention 20 years 6 months since last-care }
service Cloud by Host { stores in FR, IE }
contract Hosting "-Hosting" {
    controller Clinic
    processor Host
    beneficiary Lab
    hosts Records on Cloud
    stays in FR, IE
    purpose "=HYPERLINK(\\"http://x\\")"
    purpose "Care, and its management"
    lawful basis public-task
    measures pseudonymisation, minimisation
    transfer to US { recipient Lab  basis eu-us-dpf  fallback scc-module-2 }
    signed 2026-01-01
    term until 2027-12-31
}
contract Past { controller Clinic  signed 2020-01-01  term 1 year }
`,
};
const exported = (...argv: string[]) => terroir(['export', ...argv], files);

describe('the register', () => {
    const register = async (...more: string[]) => Papa.parse<string[]>((await exported('--to', 'article-30', ...more)).out.slice(1).trimEnd()).data;

    test('has a line for each contract that is alive, and in it what the spec says of Article 30(1)', async () => {
        const [headings = [], ...rows] = await register();
        expect(rows).toHaveLength(1);
        expect(Object.fromEntries(headings.map((heading, i) => [heading, rows[0]?.[i]]))).toEqual({
            'Processing activity': "'-Hosting",
            'Controller and joint controllers (a)': 'Clinique; =1+1',
            'Representative (a)': '',
            'Data protection officer (a)': '',
            'Purposes (b)': `'=HYPERLINK("http://x"); Care, and its management`,
            'Categories of data subjects (c)': 'Patients',
            'Categories of personal data (c)': 'Data concerning health; Identity',
            'Recipients: processors (d)': "'@Host",
            'Recipients: others (d)': 'Lab',
            'Transfers to third countries and safeguards (e)':
                'United States: EU-US Data Privacy Framework, (EU) 2023/1795 + Module 2: controller to processor',
            'Time limits for erasure (f)': '20 years, 6 months since: Last care',
            'Security measures (g)': 'Pseudonymisation, the additional information kept by the exporter; Minimisation',
        });
    });

    test('is RFC 4180, begins with a byte order mark, and is French where that is asked for', async () => {
        const { out } = await exported('--to', 'article-30', '--lang', 'fr');
        expect(out.startsWith('\uFEFFActivité de traitement,')).toBe(true);
        expect(out.split('\r\n')).toHaveLength(3);
        expect(out.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(out).toContain('20 ans, 6 mois depuis\u00a0: Derniers soins');
    });

    test('invents nothing: what is silent is empty', async () => {
        const { out } = await terroir(['export', '--to', 'article-30'], { 'a.terroir': 'contract Silent { signed 2026-01-01 }' });
        expect(out.split('\r\n')[1]).toBe('Silent,,,,,,,,,,,');
    });

    test('says what is left out, by declaration', async () => {
        const { err } = await exported('--to', 'article-30');
        expect(err.split('\n')).toEqual([
            'terroir: a.terroir:20 Past is left out: The contract has ended before this date.',
            'terroir: a.terroir:1 Clinic: left out, for want of a place or a term: seat',
            'terroir: a.terroir:2 Host: left out, for want of a place or a term: seat',
            'terroir: a.terroir:3 Lab: left out, for want of a place or a term: seat',
            'terroir: a.terroir:5 Cloud: left out, for want of a place or a term: stores',
            'terroir: a.terroir:6 Hosting: left out, for want of a place or a term: stays, lawful, signed, term',
            '',
        ]);
    });
});

test('in the Data Privacy Vocabulary', async () => {
    const { out, err } = await exported('--to', 'dpv');
    const [process] = JSON.parse(out)['@graph'];
    const ids = (name: string) => process[name].map((one: { '@id': string }) => one['@id']);
    expect(ids('dpv:hasLegalBasis')).toEqual(['eu-gdpr:A6-1-e']);
    expect(ids('dpv:hasPersonalData')).toEqual(['pd:Health', 'pd:Identifying']);
    expect(ids('dpv:hasDataSubject')).toEqual(['dpv:Patient']);
    expect(ids('dpv:hasTechnicalMeasure')).toEqual(['dpv:Pseudonymisation']);
    expect(process['dpv:hasProcess'][0]).toEqual({
        '@type': 'dpv:Process',
        'dpv:hasProcessing': { '@id': 'dpv:Transfer' },
        'dpv:hasLocation': [{ '@id': 'loc:US' }],
        'dpv:hasDataImporter': [{ '@id': 'urn:terroir:a.terroir%23Lab' }],
        'dpv:hasLegalBasis': [{ '@id': 'eu-gdpr:A45-3' }, { '@id': 'eu-gdpr:A46-2-c' }],
    });
    expect(process['dpv:hasStorageCondition'][0]['dct:extent']).toEqual({ '@value': 'P20Y6M', '@type': 'xsd:duration' });
    // Minimisation has no term of its own, the event that a retention counts from neither.
    expect(err).toContain('Hosting: left out, for want of a place or a term: beneficiary, signed, term, event.last-care, measure.minimisation');
});

test('a word with a term is a word of the library, so that none is misspelt', () => {
    const declared = [...(workspaceOf().files.get('terroir:/vocabularies.terroir')?.ids ?? [])];
    const source = readFileSync(join(root, 'server/cli/export/terms.ts'), 'utf8');
    const words = [...source.matchAll(/^ {4}'([a-z-]+\.[a-z0-9-]+)': '(dpv|pd|eu-gdpr):[\w-]+',$/gm)].map((match) => match[1] as string);
    expect(words.length).toBeGreaterThan(60);
    for (const word of words)
        expect(
            declared.some((id) => id.endsWith(`#${word}`) && termFor(id) !== undefined),
            word,
        ).toBe(true);
});

test('in ODRL: an agreement with places, days and purposes, and a duty to delete', async () => {
    const { out } = await exported('--to', 'odrl');
    const [agreement] = JSON.parse(out)['@graph'];
    expect(agreement).toMatchObject({ '@type': 'Agreement', assigner: ['urn:terroir:a.terroir%23Clinic'], assignee: ['urn:terroir:a.terroir%23Host'] });
    const within = (place: string) => ({ leftOperand: 'spatial', operator: 'isPartOf', rightOperand: { '@id': place } });
    expect(agreement.permission[0].constraint).toEqual([
        { or: { '@list': [within('loc:FR'), within('loc:IE')] } },
        { leftOperand: 'dateTime', operator: 'gteq', rightOperand: { '@value': '2026-01-01', '@type': 'xsd:date' } },
        { leftOperand: 'dateTime', operator: 'lteq', rightOperand: { '@value': '2027-12-31', '@type': 'xsd:date' } },
        { leftOperand: 'purpose', operator: 'isAnyOf', rightOperand: ['=HYPERLINK("http://x")', 'Care, and its management'] },
    ]);
    expect(agreement.obligation[0]).toMatchObject({ action: 'delete', target: 'urn:terroir:a.terroir%23Records' });
});

test('as JSON that its schema describes, on every example', async () => {
    const schema = JSON.parse(readFileSync(join(root, 'docs/facts.schema.json'), 'utf8'));
    const isFacts = new Ajv2020({ strict: true, allErrors: true, strictRequired: false }).compile(schema);
    const { code, out } = await terroir(['export', '--to', 'json', 'examples'], {}, { cwd: root, disk: processIo().disk });
    const facts = JSON.parse(out);
    expect(isFacts(facts), JSON.stringify(isFacts.errors?.slice(0, 3))).toBe(true);
    expect([code, facts.declarations.length > 100]).toEqual([0, true]);
});

test('the JSON has names resolved and values read', async () => {
    const { declarations } = JSON.parse((await exported('--to', 'json')).out);
    const stated = (name: string) => declarations.find((one: { name: string }) => one.name === name);
    expect(stated('Records').statements[2]).toMatchObject({
        statement: 'Retention',
        inForce: true,
        length: { years: 20, months: 6 },
        event: { ref: 'terroir:/vocabularies.terroir#event.last-care' },
    });
    expect(stated('Cloud').head).toEqual({ operator: { ref: 'a.terroir#Host' } });
    expect(stated('Past').statements[1]).toMatchObject({ statement: 'Signed', on: '2020-01-01' });
});

test('a form must be asked for; broken text ends with 3, what is not there with 2', async () => {
    expect(await exported()).toMatchObject({ code: 2, err: expect.stringContaining('The option --to says in which form') });
    expect((await exported('--to', 'json', 'gone.terroir')).code).toBe(2);
    expect((await terroir(['export', '--to', 'json'], { 'a.terroir': 'contract A {' })).code).toBe(3);
});
