import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contractsIn, type Finding, Judge, nameOf, pictureOf, type ReachPicture, rules, say, type Workspace } from '../../language/index.ts';
import { corpus } from '../harness/corpus.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, example, root, workspaceOf } from '../harness/spec.ts';

/** Every so manieth spec of the pages is tried; PROPERTY_RUNS=8 tries them all. */
const stride = Math.max(1, Math.round(8 / Number(process.env['PROPERTY_RUNS'] ?? 1)));

const date = day('2026-11-23');

const clean = ['bank', 'clinic', 'data-space', 'ministry', 'saas', 'warehouse'].map((name) => `examples/${name}.terroir`);
const twins = readdirSync(join(root, 'examples/twins')).map((name) => `examples/twins/${name}`);
const emc2 = ['examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir'];

function drawn(workspace: Workspace, on = date, contracts = contractsIn(workspace)): ReachPicture {
    const picture = pictureOf('reach', new Judge(workspace, rules), workspace, contracts, on);
    if (picture.view !== 'reach') throw new Error('another picture');
    return picture.shown;
}

/** `Azure -operated by-> MicrosoftIreland violated`, for each tie. */
const told = ({ ties }: ReachPicture) =>
    ties.map(({ from, to, says, mark }) => `${nameOf(from)} -${says.map((one) => say(one)).join(', ')}-> ${nameOf(to)}${mark ? ` ${mark}` : ''}`);

describe('the EMC2 warehouse', () => {
    const picture = drawn(workspaceOf(example(...emc2)));

    test('from the contract by the host and its parent to the law', () => {
        expect(told(picture).sort()).toEqual(
            [
                'HDH -controller-> EMC2Hosting',
                'EMC2Hosting --> EMC2 violated',
                'EMC2 -hosted on-> AzureFrance violated',
                'AzureFrance -operated by-> MicrosoftIreland violated',
                'AzureFrance -discloses Technical data-> MicrosoftCorporation violated',
                'MicrosoftIreland -controlled by-> MicrosoftCorporation violated',
                'MicrosoftCorporation -seat in, receives data in-> US violated',
                'AzureFrance -storage-> FR unknown',
            ].sort(),
        );
    });

    test('what each is, and the law that the finding names marked among the others', () => {
        const lines = Object.fromEntries(picture.things.map(({ id, kind, lines }) => [nameOf(id), `${kind}: ${lines.map((line) => say(line)).join('; ')}`]));
        expect(lines).toMatchObject({
            EMC2Hosting: 'contract: 2023-12-21 – 2026-12-20',
            EMC2: 'dataset: Data concerning health',
            AzureFrance: 'service: Hébergeur de données de santé',
            MicrosoftCorporation: 'organisation: seat in United States; Company; owners not known',
        });
        const states = picture.things.find(({ id }) => nameOf(id) === 'US');
        expect(states?.stands).toBe('outside');
        expect(states?.laws.filter(({ mark }) => mark).map(({ id }) => nameOf(id))).toEqual(['cloud-act']);
        expect(states?.laws.map(({ id }) => nameOf(id))).toContain('fisa-702');
    });

    test('whose law reaches whom, by which way', () => {
        const way = picture.ways.find(({ name, law }) => say(name).startsWith('Microsoft Ireland') && say(law).startsWith('CLOUD Act'));
        expect([way?.hold, way?.steps.map((step) => say(step.say))]).toEqual([
            'control',
            ['controlled by Microsoft Corporation', 'seat in United States', 'CLOUD Act, 18 U.S.C. § 2713'],
        ]);
    });

    test('before the host was bought, nothing of it is violated', () => {
        expect(drawn(workspaceOf(example(...emc2)), day('2019-01-01')).findings).toEqual([]);
    });
});

test('who got it right has no mark, whatever law reaches the host: there are keys out of its reach', () => {
    const picture = drawn(workspaceOf(example(...clean)));
    expect(picture.contracts.length).toBeGreaterThan(6);
    expect([...picture.things, ...picture.ties].filter(({ mark }) => mark !== undefined)).toEqual([]);
    expect(new Set(picture.ways.map(({ name }) => say(name)))).toEqual(new Set(['Chalkdown Disputes Ltd', 'Quillmoor Ireland Ltd']));
});

test('shares, votes, keys, work, places: each is an arrow of its own', () => {
    const all = told(drawn(workspaceOf(example(...clean))));
    for (const one of [
        'Harbour -61 % owned by, 68 % of the votes-> Founders',
        'HarbourHealth -keys (At rest, by the host) held by-> Clinic',
        'HarbourHealth -storage, backup, administration, support-> FR',
        'VlietmeerCompute -subcontractor: Support requests, from India without access-> VlietmeerSupport',
        'ErlenhofPlatform -backup-> FR',
        'Journeys -Pseudonymised by-> Transport',
    ])
        expect(all).toContain(one);
});

/** A spec, and what each finding about reach or residency rests on. */
function* findings(workspace: Workspace, on: number): Generator<{ readonly picture: ReachPicture; readonly finding: Finding; readonly index: number }> {
    const judge = new Judge(workspace, rules);
    const picture = drawn(workspace, on);
    for (const { findings } of judge.all(on)) {
        for (const finding of findings) {
            if (!/^(reach|residency)\//.test(finding.rule) || !['violated', 'unknown'].includes(finding.verdict) || finding.severity === 'hint') continue;
            const index = picture.findings.findIndex(
                (other) => other.rule === finding.rule && say(other.message) === say(finding.message) && other.subject === finding.subject,
            );
            yield { picture, finding, index };
        }
    }
}

describe('every step of every finding about reach or residency is drawn and marked', () => {
    const statement = (path: string) => /^facts\.\d+/.exec(path)?.[0] ?? path;

    function check(workspace: Workspace, on: number): number {
        let steps = 0;
        for (const { picture, finding, index } of findings(workspace, on)) {
            expect(index, `${finding.rule} on ${finding.subject}`).toBeGreaterThanOrEqual(0);
            for (const { at, say: what } of finding.path) {
                const isOn = <T extends { readonly findings: readonly number[] }>(one: T) => one.findings.includes(index);
                const ties = picture.ties.filter(isOn).filter((tie) => tie.at.some((one) => one.id === at.id && statement(one.path) === statement(at.path)));
                const things = picture.things.filter(isOn).filter(({ id }) => id === at.id);
                const laws = picture.things.flatMap((thing) => thing.laws.filter(isOn)).filter(({ id }) => id === at.id);
                expect(ties.length + things.length + laws.length, `${finding.rule}: ${say(what)} (${at.id} ${at.path})`).toBeGreaterThan(0);
                steps++;
            }
            // Marks are worth their ink only where they mean something: nothing else bears this finding.
            for (const tie of picture.ties) {
                if (!tie.findings.includes(index) || tie.manner === 'is run by') continue;
                expect(
                    finding.path.some((step) => tie.at.some((one) => one.id === step.at.id)),
                    `${finding.rule}: ${tie.from} ${tie.manner} ${tie.to}`,
                ).toBe(true);
            }
        }
        return steps;
    }

    test('of the examples and their twins', () => {
        // Each by itself: twins have the same names as what they are twins of.
        const each = [...clean, ...twins].map((path) => [path]);
        expect([emc2, ...each].reduce((sum, paths) => sum + check(workspaceOf(example(...paths)), date), 0)).toBeGreaterThan(60);
    });

    test('of every spec on the pages of rules', () => {
        const about = corpus.filter(({ page }) => /rules\/(reach|residency)\//.test(page)).filter((_, i) => i % stride === 0);
        expect(about.length).toBeGreaterThan(20);
        // One workspace for all: the library is read once, and the spec of the moment takes the place of the one before.
        const shared = workspaceOf();
        const steps = about.map(({ source, asOf }) => {
            shared.set('spec.terroir', source, parsedOnce(source));
            return check(shared, day(asOf));
        });
        expect(steps.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(50);
    });
});

test('a proof that leads to a law is one unbroken way in the picture', () => {
    let ways = 0;
    for (const paths of [emc2, ...twins.map((path) => [path])]) {
        for (const { picture, finding, index } of findings(workspaceOf(example(...paths)), date)) {
            if (!/reach\/no-foreign-(control|seat|presence|disclosure)/.test(finding.rule) || finding.verdict !== 'violated') continue;
            const near = new Map<string, string[]>();
            for (const { from, to, findings } of picture.ties) {
                if (!findings.includes(index)) continue;
                near.set(from, [...(near.get(from) ?? []), to]);
                near.set(to, [...(near.get(to) ?? []), from]);
            }
            const reached = new Set([finding.subject ?? '']);
            for (const id of reached) for (const next of near.get(id) ?? []) reached.add(next);
            const country = picture.things.find(({ laws }) => laws.some((law) => law.id === finding.path.at(-1)?.at.id));
            expect(reached.has(country?.id ?? 'nowhere'), `${paths[0]} ${finding.rule}`).toBe(true);
            ways++;
        }
    }
    expect(ways).toBeGreaterThan(4);
});

describe('where there is no room for all', () => {
    const host = (i: number) =>
        `organisation O${i} { seat FR kind company owned 100% by P${i} }\norganisation P${i} { seat ${i === 150 ? 'US' : 'FR'} kind company float 100% }\nservice S${i} by O${i} { stores in FR }\ncontract K${i} { controller Buyer hosts Records on S${i} signed 2026-01-01 term 2 years }\n`;
    const source = `organisation Buyer { seat FR kind company float 100% }\ndataset Records { category health }\n${Array.from({ length: 200 }, (_, i) => host(i)).join('')}`;
    const workspace = workspaceOf({ 'many.terroir': source });
    const picture = drawn(workspace);

    test('the worst are drawn, and the others counted', () => {
        expect(picture.things.length).toBeLessThan(130);
        expect(picture.contracts.length).toBeGreaterThan(20);
        expect(picture.contracts.length + picture.left.contracts).toBe(200);
        expect(nameOf(picture.contracts[0] ?? '')).toBe('K150');
        expect(picture.ties.some(({ to, mark }) => nameOf(to) === 'US' && mark === 'violated')).toBe(true);
    });

    test('a long list of owners is cut, never the way of a violation', () => {
        const owners = Array.from({ length: 400 }, (_, i) => `organisation Q${i} { seat FR kind natural-person }\n`).join('');
        const held = Array.from({ length: 400 }, (_, i) => `owned 0.1% by Q${i}`).join(' ');
        const one = workspaceOf({
            'a.terroir': `${owners}organisation Inc { seat US kind company float 100% }\norganisation Host { seat FR kind company ${held} owned 60% by Inc }\norganisation Buyer { seat FR kind company float 100% }\ndataset D { category health }\nservice S by Host { stores in FR }\ncontract K { controller Buyer hosts D on S signed 2026-01-01 term 2 years }`,
        });
        const cut = drawn(one);
        expect(cut.things.length).toBeLessThan(130);
        expect(cut.left.owners).toBeGreaterThan(250);
        expect(told(cut)).toContain('Host -60 % owned by-> Inc violated');
    });
});
