import { expect, test } from 'vitest';
import { defineRule, rules, text } from '../../language/index.ts';
import { judges } from '../../language/rules/rule.ts';
import type { CoverageReport } from '../../server/cli/coverage.ts';
import { terroir } from './terminal.ts';

const files = {
    'hosting.terroir': `organisation Host { seat FR  kind company  owned 100% by Parent }
organisation Parent { seat US  kind company  float 100% }
organisation Buyer { seat FR  kind company  float 100% }
dataset Records { category health  from care }
service Cloud by Host { stores in FR  certified SecNumCloud version "3.2" until 2027-12-31 }
contract Hosting "Hosting | of <b>records</b>" { controller Buyer  processor Host  hosts Records on Cloud  signed 2026-01-01  term until 2027-06-30 }
waiver W of reach/no-foreign-control on Hosting { because "no offer"  approved by Buyer on 2026-11-01  until 2026-12-31 }
`,
};
const report = async (...argv: string[]): Promise<CoverageReport> => JSON.parse((await terroir(['coverage', '--format', 'json', ...argv], files)).out);
const rows = ({ contracts }: CoverageReport) =>
    contracts.flatMap(({ articles }) => articles.flatMap(({ name, rules }) => rules.map((rule) => ({ article: name, ...rule }))));

test('every rule on a contract has a row under the article that it stands for, and says why where it does not apply', async () => {
    const found = rows(await report());
    const onContract = rules.filter((rule) => judges(rule).includes('Contract'));
    expect(
        found
            .filter(({ name }) => name === 'Hosting')
            .map(({ rule }) => rule)
            .sort(),
    ).toEqual(onContract.map(({ id }) => id).sort());
    for (const { rule, verdict, because, article } of found) {
        expect(article, rule).toBe(rules.find(({ id }) => id === rule)?.norms[0]);
        if (verdict === 'does not apply') expect(because, rule).toMatch(/\.$/);
        if (verdict === 'violated') expect(because, rule).toBeNull();
    }
});

test('what the contract rests on is covered with it', async () => {
    const found = rows(await report());
    expect(found.find(({ rule }) => rule === 'secnumcloud/stake-under-cap')).toMatchObject({ subject: 'hosting.terroir#Cloud', verdict: 'violated' });
});

test('so is all that it rests on, by whatever way, each once', async () => {
    const spec = `organisation Host { seat FR  kind company }
organisation Clinic { seat FR  kind mutual }
authorisation A by Clinic { given 2026-01-01 }
commitment Leave by Clinic { leave Host  made 2026-01-01  within 1 year }
dataset Records { category health }
dataset Images { category health }
service Racks by Host { stores in FR }
service Cloud by Host { stores in FR  runs on Racks }
service Aside by Host { stores in FR }
contract Hosting {
    controller Clinic
    processor Host
    hosts Records on Cloud
    hosts Images on Cloud
    authorised by A
    transitional at most 1 year under Leave
}
`;
    const { out } = await terroir(['coverage', '--format', 'json'], { 'a.terroir': spec });
    const report: CoverageReport = JSON.parse(out);
    expect(report.notJudged).toEqual([]);
    const found = rows(report);
    expect([...new Set(found.map(({ name }) => name))].sort()).toEqual(['A', 'Cloud', 'Hosting', 'Images', 'Leave', 'Racks', 'Records']);
    const each = found.map(({ rule, name }) => `${rule} ${name}`);
    expect(each).toHaveLength(new Set(each).size);
});

test('a waived violation is a violation, and says so', async () => {
    const found = rows(await report()).find(({ rule }) => rule === 'reach/no-foreign-control');
    expect(found).toMatchObject({ verdict: 'violated', holdsUntil: '2026-12-31', findings: [{ waivedBy: 'hosting.terroir#W' }] });
});

test('a text that nobody has read is unknown, article by article, with the reason', async () => {
    expect(rows(await report()).find(({ rule }) => rule === 'gdpr/processor-contract-is-complete')).toMatchObject({
        verdict: 'unknown',
        because: 'The text of this contract has not been read: no clauses are stated.',
    });
});

test('verdicts are counted, and an article takes the worst of its rules', async () => {
    const failing = defineRule({
        id: 'gdpr/always-fails',
        on: 'Contract',
        summary: text('It fails.'),
        why: text('What fails is worse than what nobody could judge.'),
        norms: ['gdpr-28-3'],
        judge: () => {
            throw new Error('broken off');
        },
    });
    const from = ['failed', 'not judged', 'violated', 'unknown', 'satisfied', 'does not apply'] as const;
    const met = new Set<string>();
    const broken = { 'hosting.terroir': files['hosting.terroir'].replace('Buyer { seat FR', 'Buyer { seat FRA') };
    for (const [specs, given] of [
        [files, {}],
        [broken, { rules: [...rules, failing] }],
    ] as const) {
        const found: CoverageReport = JSON.parse((await terroir(['coverage', '--format', 'json'], specs, given)).out);
        for (const [verdict, n] of Object.entries(found.contracts[0]?.counts ?? {}))
            expect(rows(found).filter((row) => row.verdict === verdict).length, verdict).toBe(n);
        for (const { name, verdict, rules } of found.contracts[0]?.articles ?? []) {
            const [worst, second] = from.filter((one) => rules.some(({ verdict }) => verdict === one));
            expect(verdict, name).toBe(worst);
            met.add(`${worst}, ${second}`);
        }
    }
    // Each stands beside the next.
    for (const [i, verdict] of from.slice(1).entries()) expect(met).toContain(`${from[i]}, ${verdict}`);
});

test('what cannot be judged is named, and articles stand in the order of their names', async () => {
    const { contracts, notJudged } = await report();
    expect(notJudged).toEqual([]);
    const names = contracts[0]?.articles.map(({ name }) => name) ?? [];
    expect(names).toEqual([...names].sort());
    const broken = files['hosting.terroir'].replace('Buyer { seat FR', 'Buyer { seat FRA');
    const { out } = await terroir(['coverage', '--format', 'json'], { 'hosting.terroir': broken });
    expect(JSON.parse(out).notJudged).toEqual(['hosting.terroir#Buyer', 'hosting.terroir#Hosting', 'hosting.terroir#W']);
});

test('another day, another verdict', async () => {
    const verdict = async (day: string) => rows(await report('--as-of', day)).find(({ rule }) => rule === 'reach/no-foreign-control')?.verdict;
    expect(await verdict('2027-06-30')).toBe('violated');
    expect(await verdict('2027-07-01')).toBe('does not apply');
});

test('what is hosted on another day is covered on that day, and a day that is over is told as such', async () => {
    const spec = `organisation Host { seat FR  kind company }
dataset Early { category health }
dataset Late { category health }
service Cloud by Host { stores in FR }
contract Hosting { processor Host  hosts Early on Cloud until 2026-10-31  hosts Late on Cloud from 2026-11-01 }
`;
    const on = async (...argv: string[]) => {
        const { judged, contracts }: CoverageReport = JSON.parse((await terroir(['coverage', '--format', 'json', ...argv], { 'a.terroir': spec })).out);
        const names = new Set(contracts.flatMap(({ articles }) => articles.flatMap(({ rules }) => rules.map(({ name }) => name))));
        return [judged, [...names].sort()];
    };
    expect(await on()).toEqual([{ asOf: '2026-11-23', withTodaysKnowledge: false }, ['Cloud', 'Hosting', 'Late']]);
    expect(await on('--as-of', '2026-10-31')).toEqual([{ asOf: '2026-10-31', withTodaysKnowledge: true }, ['Cloud', 'Early', 'Hosting']]);
});

test('a verdict that no day ends holds until none', async () => {
    const found = rows(await report());
    expect(found.find(({ rule }) => rule === 'secnumcloud/stake-under-cap')?.holdsUntil).toBe('2027-12-31');
    expect(found.find(({ rule, name }) => rule === 'gdpr/lawful-basis-is-stated' && name === 'Hosting')?.holdsUntil).toBe('2027-06-30');
    expect(found.filter(({ holdsUntil }) => holdsUntil === null).length).toBeGreaterThan(0);
});

test('as JSON in English, whatever the machine speaks, unless it is told otherwise', async () => {
    const language = async (...argv: string[]) =>
        JSON.parse((await terroir(['coverage', '--format', 'json', ...argv], files, { env: { LC_ALL: 'fr_FR.UTF-8' } })).out).language;
    expect([await language(), await language('--lang', 'fr')]).toEqual(['en', 'fr']);
});

test('as Markdown every rule has its row, each article is named once, and what is summed up is what is there', async () => {
    const { contracts } = await report();
    const lines = (await terroir(['coverage'], files)).out.split('\n');
    const cells = lines.filter((line) => line.startsWith('|')).map((line) => line.slice(2, -2).split(' | '));
    const [{ counts, articles }] = contracts as [CoverageReport['contracts'][number]];
    expect(cells.slice(2).map(([article, rule = '', verdict, , until]) => [article, rule.split(' ')[0], verdict, until])).toEqual(
        articles.flatMap(({ title, rules }) =>
            rules.map(({ rule, verdict, holdsUntil }, i) => [i === 0 ? title : '', `\`${rule}\``, `**${verdict}**`, holdsUntil ?? '']),
        ),
    );
    const sums = Object.entries(counts).filter(([, n]) => n > 0);
    expect(lines.find((line) => line.startsWith('hosting.terroir:'))?.match(/\d+ × [a-z ]+/g)).toEqual(sums.map(([verdict, n]) => `${n} × ${verdict}`));
});

test('as Markdown and HTML, in which a name is no mark-up', async () => {
    const { code, out } = await terroir(['coverage'], files);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Coverage\n/);
    expect(out).toContain('## Hosting \\| of &lt;b\\>records&lt;/b\\>');
    expect(out).toMatch(/^hosting\.terroir:\d+\. (?:\d+ × [a-z ]+(?:, |\.$))+/m);
    for (const line of out.split('\n').filter((one) => one.startsWith('|'))) expect(line.replaceAll('\\|', '').split('|').length, line).toBe(7);
    const { out: html } = await terroir(['coverage', '--format', 'html', '--lang', 'fr'], files);
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('Hosting | of &#60;b&#62;records&#60;/b&#62;');
    expect(html).not.toMatch(/<b>|<script/);
    expect(html).toContain('>violé</span>');
    expect(html).toMatch(/>\d+ × satisfait<\/span>/);
});

test('a run without a contract says so; what cannot be judged ends with 2', async () => {
    const none = await terroir(['coverage'], { 'a.terroir': 'dataset D { category health }' });
    expect(none).toMatchObject({ code: 0, err: 'terroir: No contract was found in what was judged.\n' });
    expect((await terroir(['coverage', 'gone'], files)).code).toBe(2);
});
