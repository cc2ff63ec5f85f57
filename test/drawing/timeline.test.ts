import { describe, expect, test } from 'vitest';
import { contractsIn, formatDay, Judge, nameOf, pictureOf, type Row, rules, say, type TimelinePicture, type Workspace } from '../../language/index.ts';
import { day, example, workspaceOf } from '../harness/spec.ts';

const date = day('2026-11-23');

function drawn(workspace: Workspace, on = date, judge = new Judge(workspace, rules)): TimelinePicture {
    const picture = pictureOf('timeline', judge, workspace, contractsIn(workspace), on);
    if (picture.view !== 'timeline') throw new Error('another picture');
    return picture.shown;
}

/** `transition: 2020-11-19..2022-11-19 may last, over 2022-11-20..2026-12-20 4 years, 1 month past the limit`. */
function told({ kind, bars, points }: Row): string {
    const stretches = bars.map(({ from, until, look, say: what }) => {
        const dates = [from, until].map((one) => (one === undefined ? '' : formatDay(one))).join('..');
        return `${look === 'plain' ? '' : `${look} `}${dates} ${say(what)}`;
    });
    return `${say(kind)}: ${[...stretches, ...points.map((point) => `${formatDay(point.day)} ${say(point.say)}`)].join(' | ')}`;
}

const rows = ({ groups }: TimelinePicture) => groups.flatMap((group) => group.rows);
const row = (picture: TimelinePicture, kind: string): string =>
    rows(picture)
        .map(told)
        .find((one) => one.startsWith(`${kind}:`)) ?? `there is no ${kind}`;
const marks = (picture: TimelinePicture) => Object.fromEntries(rows(picture).map(({ kind, mark }) => [say(kind), mark]));

describe('the EMC2 warehouse', () => {
    const picture = drawn(workspaceOf(example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir')));

    test('what runs until when, and what runs on past its limit', () => {
        expect(row(picture, 'contract')).toBe('contract: 2023-12-21..2026-12-20 term | 2020-04-15 signed');
        expect(row(picture, 'transition')).toBe('transition: 2020-11-19..2022-11-19 may last | over 2022-11-20..2026-12-20 4 years, 1 month past the limit');
        expect(row(picture, 'commitment')).toBe('commitment: 2020-11-19..2022-11-19 to be kept | over 2022-11-20..2026-11-23 4 years late');
        expect(row(picture, 'authorisation')).toBe('authorisation: 2023-12-21..2026-12-21 holds');
        expect(row(picture, 'certificate')).toBe('certificate: .. holds, no end is stated');
    });

    test('what of it is violated or not known', () => {
        expect(marks(picture)).toMatchObject({
            transition: 'violated',
            commitment: 'violated',
            authorisation: 'violated',
            certificate: 'unknown',
            norm: undefined,
        });
    });

    test('the law that began while it ran', () => {
        const law = picture.groups.at(-1);
        expect(law && say(law.name)).toBe('The law');
        expect(law?.rows.map(told)).toContain('norm: 2026-04-17.. applies');
        for (const { bars } of law?.rows ?? []) for (const { from } of bars) expect(from).toBeGreaterThan(day('2023-12-21'));
    });

    test('the day on which verdicts change, and why', () => {
        const [first] = picture.turnings;
        expect(first && [formatDay(first.day), first.causes.map((cause) => say(cause.say))]).toEqual(['2026-12-21', ['Hosting of the EMC2 warehouse ends']]);
        const step = first?.steps.find(({ rule }) => rule === 'term/transition-within-limit');
        expect([step?.before.verdict, step?.after.verdict]).toEqual(['violated', 'does not apply']);
    });

    test('the axis holds every day that is drawn, and the day of judgement', () => {
        const days = rows(picture).flatMap(({ bars, points }) => [...bars.flatMap(({ from, until }) => [from, until]), ...points.map((point) => point.day)]);
        for (const one of [date, ...picture.turnings.map((turning) => turning.day), ...days.filter((day) => day !== undefined)]) {
            expect(one).toBeGreaterThan(picture.from);
            expect(one).toBeLessThan(picture.until);
        }
    });
});

const spec = (contract: string, rest = ''): Record<string, string> => ({
    'a.terroir': `organisation Host { seat FR  kind company  float 100% }
organisation Buyer { seat FR  kind company  float 100% }
dataset Records { category health }
service Cloud by Host { stores in FR  certified HDS version "2.0" from 2025-01-01 until 2026-12-31  certified HDS version "2.0" from 2027-01-01 until 2027-03-31 }
contract K { controller Buyer  hosts Records on Cloud  ${contract} }
${rest}`,
});

test('renewals: those that count, those that somebody must ask for, and the last day to give notice', () => {
    const tacit = drawn(workspaceOf(spec('signed 2026-01-01  term 1 year  renewal 1 year tacit at most 2 times notice 3 months  renewal 6 months')));
    expect(row(tacit, 'contract')).toBe(
        'contract: 2026-01-01..2026-12-31 term | again 2027-01-01..2027-12-31 renewal | again 2028-01-01..2028-12-31 renewal | perhaps 2029-01-01..2029-06-30 renewal, if it is asked for | 2026-09-30 last day to give notice | 2027-09-30 last day to give notice',
    );
});

test('a renewal that follows itself for ever is drawn as one that goes on', () => {
    const { bars } = rows(drawn(workspaceOf(spec('signed 2026-01-01  term 1 year  renewal 1 year tacit'))))[0] as Row;
    expect(bars.length).toBeLessThan(20);
    expect(bars.at(-1)?.until).toBeUndefined();
});

test('certificates follow each other, and what the contract runs on without them is a stretch of its own', () => {
    const picture = drawn(workspaceOf(spec('signed 2026-01-01  term until 2027-06-30')));
    expect(row(picture, 'certificate')).toBe(
        'certificate: 2025-01-01..2026-12-31 holds | again 2027-01-01..2027-03-31 holds | over 2027-04-01..2027-06-30 3 months without it',
    );
    expect(row(drawn(workspaceOf(spec('signed 2026-01-01  term until 2027-02-28'))), 'certificate')).not.toContain('over');
});

test('a term without end, one that nobody states, and one that is over', () => {
    expect(row(drawn(workspaceOf(spec('signed 2026-01-01  term indefinite'))), 'contract')).toBe('contract: 2026-01-01.. term without end');
    expect(row(drawn(workspaceOf(spec('signed 2026-01-01'))), 'contract')).toBe('contract: 2026-01-01.. term, whose end is not stated');
    expect(row(drawn(workspaceOf(spec('signed 2020-01-01  term 1 year'))), 'contract')).toBe('contract: 2020-01-01..2020-12-31 term');
});

test('a transition without end runs past its limit without end', () => {
    const picture = drawn(workspaceOf(spec('signed 2026-01-01  term indefinite  transitional at most 6 months')));
    expect(row(picture, 'transition')).toBe('transition: 2026-01-01..2026-07-01 may last | over 2026-07-02.. past the limit, without end');
});

test('waivers, derogations, frameworks and adequacy decisions have a line each', () => {
    const picture = drawn(
        workspaceOf(
            spec(
                `signed 2026-01-01  term 2 years
    award { procedure framework-order  framework "Cloud" from 2025-01-01 until 2028-12-31 }
    derogation { under sren-31  minister Buyer on 2026-05-01  validated by Buyer on 2026-06-01  compliant offer since 2026-04-23 }
    transfer to US { recipient Host  basis eu-us-dpf }`,
                'waiver W of term/is-stated on K { because "so"  approved by Buyer on 2026-02-01  until 2026-12-31 }',
            ),
        ),
    );
    expect(row(picture, 'waiver')).toBe('waiver: 2026-02-01..2026-12-31 silences');
    expect(row(picture, 'framework agreement')).toBe('framework agreement: 2025-01-01..2028-12-31 holds');
    expect(row(picture, 'derogation')).toMatch(
        /^derogation: 2026-06-01\.\.2027-10-23 holds \| over 2027-10-24\.\.2027-12-31 .* past the limit \| 2026-04-23 an acceptable offer is there$/,
    );
    expect(row(picture, 'adequacy')).toBe('adequacy: 2023-07-10.. holds, no end is stated');
});

describe('where there is no room for all', () => {
    const count = 80;
    const source = (n: number) =>
        `organisation Host { seat FR kind company float 100% }\norganisation Buyer { seat FR kind company float 100% }\ndataset Records { category health }\nservice Cloud by Host { stores in FR }\n${Array.from({ length: n }, (_, i) => `contract K${i} { controller Buyer hosts Records on Cloud signed 2026-01-01 term ${i === 70 ? '2 years transitional at most 1 month' : `until 2027-01-${String((i % 28) + 1).padStart(2, '0')}`} }\n`).join('')}`;

    test('the worst are drawn, the others counted, and only what is drawn is looked at on other days', () => {
        const workspace = workspaceOf({ 'many.terroir': source(count) });
        const later = new Set<string>();
        const watched = rules.map((rule) => ({
            ...rule,
            *judge(...args: Parameters<typeof rule.judge>) {
                // The contract itself knows whether a day to come is asked about: it has ended then.
                if (args[0].passed(day('2026-11-24'), undefined)) later.add(args[1]);
                yield* rule.judge(...args);
            },
        }));
        const picture = drawn(workspace, date, new Judge(workspace, watched));
        expect(picture.contracts.length).toBe(30);
        expect(picture.left.contracts).toBe(count - 30);
        expect(nameOf(picture.contracts[0] ?? '')).toBe('K70');
        const contracts = [...later].filter((id) => /#K\d+$/.test(id));
        expect(contracts.length).toBeGreaterThan(0);
        expect(contracts.every((id) => picture.contracts.includes(id))).toBe(true);
    });
});
