import { expect, test } from 'vitest';
import { diskOf, terroir } from './terminal.ts';

const files = {
    'contracts/hosting.terroir': `organisation Host { seat FR  kind company  owned 100% by Parent }
organisation Parent { seat US  kind company  float 100% }
organisation Buyer { seat FR  kind company  float 100% }
dataset Records { category health }
service Cloud by Host { stores in FR }
contract Hosting "Hosting of the records" { controller Buyer  hosts Records on Cloud  signed 2026-01-01  term until 2027-06-30 }
contract Second "Another" { controller Buyer  hosts Records on Cloud  signed 2026-01-01  term until 2028-06-30 }
`,
};

const draw = (...argv: string[]) => terroir(['draw', ...argv], files);
const titleOf = (svg: string) => /<title id="terroir-title">(.*)<\/title>/.exec(svg)?.[1];

test('draws every contract that it is given, on the standard output', async () => {
    const { code, out, err } = await draw('reach', 'contracts');
    expect([code, err, titleOf(out)]).toEqual([0, '', 'Reach: 2 contracts']);
    expect(out).toContain('Judged at 2026-11-23.');
    expect(titleOf((await draw('timeline')).out)).toBe('Timeline: 2 contracts');
});

test('one contract, by its name, at another day and in French', async () => {
    const { code, out } = await draw('timeline', '--contract', 'Second', '--as-of', '2027-01-01', '--lang', 'fr');
    expect([code, titleOf(out)]).toEqual([0, 'Chronologie\u00a0: Another']);
    expect(out).toContain('Jugé au 2027-01-01.');
});

test('into a file, and then nothing is printed', async () => {
    const written: string[][] = [];
    const disk = { ...diskOf(files), write: (path: string, text: string) => void written.push([path, text]) };
    const { code, out, err } = await terroir(['draw', 'reach', '--output', 'out/reach.svg'], files, { disk });
    expect([code, out, err]).toEqual([0, '', '']);
    expect(written.map(([path]) => path)).toEqual(['/specs/out/reach.svg']);
    expect(written[0]?.[1]).toBe((await draw('reach')).out);
});

test('a file that cannot be written ends the run with 2', async () => {
    const disk = {
        ...diskOf(files),
        write: () => {
            throw Object.assign(new Error('no'), { code: 'EACCES' });
        },
    };
    const { code, err } = await terroir(['draw', 'reach', '--output', 'reach.svg'], files, { disk });
    expect([code, err]).toEqual([2, 'terroir: reach.svg cannot be written: that is not permitted.\n']);
});

test('the same bytes at every hour', async () => {
    for (const view of ['reach', 'timeline']) {
        const at = (hour: number) => terroir(['draw', view], files, { now: Date.UTC(2026, 10, 23, hour) });
        expect((await at(1)).out).toBe((await at(23)).out);
    }
});

test.each([
    [[], 'What is to be drawn comes first: reach, timeline.'],
    [['--lang', 'en'], 'What is to be drawn comes first: reach, timeline.'],
    [['reech'], 'There is no picture reech: reach, timeline. Did you mean reach?'],
    [['reach', '--contract', 'Secnd'], 'There is no contract Secnd in what was judged. Did you mean Second?'],
    [['reach', '--as-of', '2026-02-30'], '--as-of'],
    [['reach', '--format', 'svg'], 'There is no option --format.'],
])('%s is refused', async (argv, message) => {
    const { code, err, out } = await draw(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
});

test('what could not be judged is said, and ends with 2 or 3', async () => {
    expect(await terroir(['draw', 'reach', 'gone'], files)).toMatchObject({ code: 2, err: expect.stringContaining('gone:1:1 error input/unreadable') });
    const broken = await terroir(['draw', 'reach'], { 'a.terroir': `${files['contracts/hosting.terroir']}organisation A { seat XX }` });
    expect(broken).toMatchObject({ code: 3, err: expect.stringContaining('error names/unknown') });
    expect(titleOf(broken.out)).toBe('Reach: 2 contracts');
});

test('where there is no contract, that is said beside an empty picture', async () => {
    const { code, out, err } = await terroir(['draw', 'reach'], { 'a.terroir': 'organisation A { seat FR }' });
    expect([code, err]).toEqual([0, 'terroir: No contract was found in what was judged.\n']);
    expect(out).toContain('No contract is declared here, so there is nothing to draw.');
    expect(out).not.toContain('reaches anybody');
});

test.each(['reach', 'timeline'])('nor is a picture of %s taken for whole of which something could not be read or judged', async (view) => {
    const told = 'Not everything could be read or judged, so something may be missing here.';
    const empty = ['No contract is declared here', 'reaches anybody'];
    const sound = files['contracts/hosting.terroir'];
    for (const content of [Uint8Array.of(0), 'organisation A { seat XX }', 'import "./gone.terroir"\n']) {
        const { out } = await terroir(['draw', view], { 'a.terroir': content });
        expect(out).toContain(told);
        for (const words of empty) expect(out).not.toContain(words);
        expect((await terroir(['draw', view, '--contract', 'Second'], { 'a.terroir': content, ...files })).out).toContain(told);
    }
    expect((await terroir(['draw', view], { 'a.terroir': sound })).out).not.toContain(told);
});
