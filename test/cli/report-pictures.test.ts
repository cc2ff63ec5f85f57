import { DOMParser } from '@xmldom/xmldom';
import { beforeAll, describe, expect, test } from 'vitest';
import { terroir } from './terminal.ts';

/* The pictures in the report for people: those of `terroir draw`, several on one page, without what they would else say twice. */

const parties = `organisation Clinic "Clinic <b>of</b> & 'two' \\"rivers\\"" { seat FR  kind health-institution }
organisation Cloud { seat IE  kind company  controlled by CloudInc }
organisation CloudInc "]]><script>alert(1)</script>" { seat US  kind company }
service CloudFrance by Cloud { provides hds-1  stores in FR }
dataset Records { category health  from care }
`.replaceAll('\\"', '');
const contract = (name: string) =>
    `contract ${name} { controller Clinic  processor Cloud  hosts Records on CloudFrance  signed 2026-01-10  effective 2026-02-01  term 2 years }\n`;
const files = { 'a.terroir': parties + contract('Hosting') + contract('Backup') };

const day = ['--as-of', '2026-11-23'];
const report = async (given: Readonly<Record<string, string>>, ...more: string[]) => (await terroir(['check', ...day, '--format', 'html', ...more], given)).out;
const svgsIn = (page: string): readonly string[] => page.match(/<svg [\s\S]*?<\/svg>/g) ?? [];
const idsIn = (page: string): readonly string[] => [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? '');

let page: string;
beforeAll(async () => {
    page = await report(files);
});

test('each contract has both, and what they share stands once before them', () => {
    const [shared, ...drawn] = svgsIn(page);
    expect(drawn.map((svg) => /aria-labelledby="(\w+-\d+)-title/.exec(svg)?.[1])).toEqual(['reach-0', 'timeline-0', 'reach-1', 'timeline-1']);
    expect(shared).toContain('<style>');
    expect(shared).toMatch(/^<svg class="terroir-picture shared" width="0" height="0" aria-hidden="true"/);
    for (const svg of drawn) expect(svg).not.toMatch(/<style|<pattern/);
});

test('each is XML, has a name and a description, and no identity is there twice', () => {
    for (const svg of svgsIn(page)) {
        const problems: string[] = [];
        new DOMParser({ onError: (_, message) => problems.push(message) }).parseFromString(svg.replace('<svg ', '<svg xmlns:x="x" '), 'image/svg+xml');
        expect(problems).toEqual([]);
    }
    for (const svg of svgsIn(page).slice(1)) {
        const [, title = '', description = ''] = /role="img" aria-labelledby="(\S+) (\S+)"/.exec(svg) ?? [];
        expect(svg).toMatch(new RegExp(`<title id="${title}">[^<]{8,}</title>\\s*<desc id="${description}">[^<]{20,}</desc>`));
    }
    expect(idsIn(page)).toEqual([...new Set(idsIn(page))]);
});

test('what a spec says is text and nothing else, and nothing is fetched or run', () => {
    expect(page).not.toMatch(/<script|<b>|<foreignObject|\bon\w+=|(?:href|src)="(?!#|https?:\/\/)/);
    expect(page).toContain('Clinic &#60;b&#62;of&#60;/b&#62;');
    expect(page).toContain("default-src 'none'");
});

describe.each(['reach', 'timeline'])('%s', (view) => {
    test('is the picture that terroir draw makes', async () => {
        const { out } = await terroir(['draw', view, ...day, '--contract', 'Hosting'], files);
        const bare = (svg: string) => svg.replace(/<style>[\s\S]*?<\/style>|<defs>[\s\S]*?<\/defs>/g, '').replaceAll(`${view}-0-`, 'terroir-').replace(/\s+/g, ' ').trim(); // biome-ignore format: one thought
        expect(bare(svgsIn(page).find((svg) => svg.includes(`"${view}-0-title`)) ?? '')).toBe(bare(out));
    });
});

test('in French', async () => {
    const french = await report(files, '--lang', 'fr');
    expect(svgsIn(french)[1]).toMatch(/ lang="fr"[\s\S]*<title id="reach-0-title">Exposition/);
});

test('on paper it is light, whatever the screen is', () => {
    const dark = page.lastIndexOf('(prefers-color-scheme: dark)');
    const paper = page.indexOf('@media print { .terroir-picture:not(.on-light)');
    expect([dark > 0, paper > dark]).toEqual([true, true]);
});

test('of very many contracts the first have pictures, and the report says so', async () => {
    const many = await report({ 'a.terroir': parties + Array.from({ length: 51 }, (_, i) => contract(`C${i}`)).join('') });
    expect(svgsIn(many)).toHaveLength(1 + 2 * 50);
    expect(many).toContain('There are pictures of the first 50 contracts');
});

test('of a contract that could not be judged it is not said that nothing was found', async () => {
    const [, section = ''] = (await report({ 'a.terroir': 'contract Broken { purpose Nowhere }\n' })).split('<section');
    expect(section).toContain('<h2>Broken</h2>');
    expect(section).not.toContain('Nothing was found');
    expect(section).toContain('<p>Not judged, since it rests on what could not be read: Broken</p>\n\n</section>');
});

test('verdicts are counted without a plural, and contracts that are called alike are told apart', async () => {
    const twin = contract('Second').replace('contract Second', 'contract Second "Hosting"');
    const out = await report({ 'a.terroir': files['a.terroir'] + twin }, '--lang', 'fr');
    const items = [...out.matchAll(/<li><a href="#c-[^"]*">([^<]*)<\/a>(?: <span class="faint">([^<]*)<\/span>)? <span class="verdict \w+">([^<]*)</g)];
    expect(items.map(([, name, where]) => [name, where])).toEqual([
        ['Hosting', 'Hosting, a.terroir'],
        ['Backup', undefined],
        ['Hosting', 'Second, a.terroir'],
    ]);
    for (const [, , , count] of items) expect(count).toMatch(/^\d+ × [a-zé]+$/);
});
