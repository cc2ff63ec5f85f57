import { expect, test } from 'vitest';
import { terroir } from './terminal.ts';

const files = {
    'contracts/hosting.terroir': `organisation Host { seat FR  kind company  owned 100% by Parent }
organisation Parent { seat US  kind company  float 100% }
organisation Buyer { seat FR  kind company  float 100% }
dataset Records { category health }
service Cloud by Host { stores in FR }
contract Hosting "Hosting of | the <records>" { controller Buyer  hosts Records on Cloud  signed 2026-01-01  term until 2027-06-30 }
waiver W of reach/no-foreign-control on Hosting { because "no offer"  approved by Buyer on 2026-11-01  until 2026-12-31 }
`,
};
const horizon = (...argv: string[]) => terroir(['horizon', ...argv], files);
const control = { rule: 'reach/no-foreign-control', subject: 'contracts/hosting.terroir#Hosting' };

test('says on which days a verdict changes, and why', async () => {
    const { code, out } = await horizon('--until', '2027-12-31');
    expect(code).toBe(0);
    expect(out).toContain('from 2026-11-23 to 2027-12-31, as far as is stated.');
    expect(out).toContain(
        '2027-01-01  Hosting  contracts/hosting.terroir:6\n  because the waiver W ends (contracts/hosting.terroir:7)\n  violated (waived) → violated (warning)\n    reach/no-foreign-control\n',
    );
    expect(out).toMatch(/2027-07-01 {2}Hosting.*\n {2}because Hosting of \| the <records> ends/);
});

test('says the same in French', async () => {
    const { out } = await horizon('--until', '2027-12-31', '--lang', 'fr');
    expect(out).toContain('du 2026-11-23 au 2027-12-31, d’après ce qui est indiqué.');
    expect(out).toContain('car la dispense W prend fin (contracts/hosting.terroir:7)\n  violé (dispensé) → violé (avertissement)');
});

test('as JSON, with the places of causes', async () => {
    const { changes, judged } = JSON.parse((await horizon('--until', '2027-12-31', '--format', 'json')).out);
    expect(judged).toEqual({ asOf: '2026-11-23', until: '2027-12-31' });
    const [first] = changes.filter(({ rule }: { rule: string }) => rule === control.rule);
    expect(first).toMatchObject({
        ...control,
        day: '2027-01-01',
        before: { verdict: 'violated', open: [], waived: ['warning'] },
        after: { verdict: 'violated', open: ['warning'], waived: [] },
        causes: [{ text: 'the waiver W ends', file: 'contracts/hosting.terroir', range: { start: { line: 7 } } }],
    });
});

test('as Markdown, in which a name is no mark-up', async () => {
    const { out } = await horizon('--until', '2027-12-31', '--format', 'markdown');
    expect(out).toMatch(/^# Horizon\n/);
    expect(out).toContain('| 2027-01-01 | Hosting (contracts/hosting.terroir:6) | the waiver W ends (contracts/hosting.terroir:7) |');
    expect(out).toContain('Hosting of \\| the &lt;records\\> ends');
});

test('as a calendar, an event of a whole day for each declaration that changes', async () => {
    const { out } = await horizon('--until', '2027-12-31', '--format', 'icalendar');
    const lines = out.replaceAll('\r\n ', '').split('\r\n');
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.at(-1)).toBe('');
    const at = lines.indexOf('DTSTART;VALUE=DATE:20270101');
    expect(lines.slice(at - 3, at)).toEqual(['UID:2027-01-01/contracts%2Fhosting.terroir%23Hosting@terroir', 'SEQUENCE:0', 'DTSTAMP:20261123T000000Z']);
    expect(lines).toContain('METHOD:PUBLISH');
    expect(lines).toContain('SUMMARY:Hosting: the waiver W ends (contracts/hosting.terroir:7)');
    const told = lines.find((line) => line.startsWith('DESCRIPTION:the waiver W ends (contracts/hosting.terroir:7)'));
    expect(told).toContain('\\nviolated (waived) → violated (warning): reach/no-foreign-control\\n');
    for (const line of out.split('\r\n')) expect(new TextEncoder().encode(line).length, line).toBeLessThanOrEqual(75);
});

test('of several causes on one day an event of the calendar names the first in its title, and all in what it says', async () => {
    const [[path, spec]] = Object.entries(files) as [[string, string]];
    const { out } = await terroir(['horizon', '--until', '2027-12-31', '--format', 'icalendar'], { [path]: spec.replace('2027-06-30', '2026-12-31') });
    const lines = out.replaceAll('\r\n ', '').split('\r\n');
    const ends = 'Hosting of | the <records> ends (contracts/hosting.terroir:6)';
    expect(lines).toContain(`SUMMARY:Hosting: ${ends}`);
    expect(lines.filter((line) => line.startsWith(`DESCRIPTION:${ends}\\nthe waiver W ends (contracts/hosting.terroir:7)\\n`))).toHaveLength(1);
});

test('the same twice, whatever the clock says of the hour', async () => {
    for (const format of ['text', 'json', 'markdown', 'icalendar']) {
        const first = await terroir(['horizon', '--as-of', '2026-11-23', '--format', format], files, { now: Date.UTC(2026, 10, 23, 1) });
        const second = await terroir(['horizon', '--as-of', '2026-11-23', '--format', format], files, { now: Date.UTC(2026, 10, 23, 23) });
        expect(second.out).toBe(first.out);
    }
});

test('reaches five years ahead where nobody says how far, from 29 February, too', async () => {
    const until = async (asOf: string) => JSON.parse((await horizon('--as-of', asOf, '--format', 'json')).out).judged.until;
    expect(await until('2026-11-23')).toBe('2031-11-23');
    expect(await until('2028-02-29')).toBe('2033-02-28');
});

test('nothing that changes is said to be so', async () => {
    const { code, out } = await horizon('--until', '2026-11-23');
    expect([code, out]).toEqual([0, 'No verdict changes from 2026-11-23 to 2026-11-23, as far as is stated.\n']);
});

test('what could not be judged is said, and ends with 2 or 3', async () => {
    expect(await terroir(['horizon', 'gone'], files)).toMatchObject({ code: 2, err: expect.stringContaining('gone:1:1 error input/unreadable') });
    const broken = await terroir(['horizon'], { 'a.terroir': 'organisation A { seat XX }' });
    expect(broken).toMatchObject({ code: 3, err: expect.stringContaining('a.terroir:1:23 error names/unknown') });
    // Every declaration can be judged, but not by what was to be imported.
    const alone = await terroir(['horizon'], { 'a.terroir': 'import "./gone.terroir"\norganisation A { seat FR }' });
    expect(alone).toMatchObject({ code: 3, err: expect.stringContaining('a.terroir:1:1 error names/missing-import') });
});

test.each(['text', 'markdown', 'json', 'icalendar'])('nor is it good news in %s that nothing else changes', async (format) => {
    const told = format === 'json' ? '"incomplete": true' : 'Not everything could be read or judged. No verdict changes from ';
    const plain = (out: string) => out.replaceAll('\r\n ', '');
    for (const content of [Uint8Array.of(0), 'organisation A { seat XX }', 'import "./gone.terroir"\n'])
        expect(plain((await terroir(['horizon', '--format', format], { 'a.terroir': content })).out)).toContain(told);
    expect(plain((await terroir(['horizon', '--format', format], { 'a.terroir': 'organisation A { seat FR }' })).out)).not.toContain(told);
});

test.each([
    [['--until', '2026-11-22'], '--until: 2026-11-22 lies before the day of judgement, 2026-11-23.'],
    [['--until', '2027-02-29'], '--until: '],
    [['--format', 'ics'], 'takes text, json, markdown, icalendar; not ics'],
    [['--untill', '2030-01-01'], 'Did you mean --until?'],
])('%s is refused', async (argv, message) => {
    const { code, err, out } = await horizon(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
});
