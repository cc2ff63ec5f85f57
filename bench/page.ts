import { type Goal, goals, heldByTests } from './goals.ts';
import type { Profile, Share } from './profile.ts';
import type { Result, Row, Table } from './results.ts';

/** docs/performance.md, made of what is kept of every part; the same results give the same page. */
export function page(results: readonly Result[]): string {
    const found = new Map(results.flatMap((result) => result.rows.map((row) => [row.key, { row, result }] as const)));
    const rows = goals.map((goal) => goalRow(goal, found.get(goal.key)));
    return [
        intro,
        markdown({ title: 'The goals', head: ['', 'measured', 'goal', 'half of the runs', '', 'on', 'what'], rows }),
        notes(found),
        `${markdown({ title: 'Held by tests', about: heldAbout, head: ['', 'what', 'test'], rows: heldByTests.map(({ key, what, test }) => [key, what, `\`${test}\``]) })}`,
        ...results.flatMap(({ tables }) => tables.map(markdown)),
        ...(results.some(({ profiles }) => profiles?.length)
            ? [
                  '## Where the time goes\n\nOf what misses its goal: the share of the time that the process spent in each function and each file itself, without what these called. What stands in the way is in [decision 32](decisions/0032-goals-that-are-missed.md).\n',
              ]
            : []),
        ...results.flatMap(({ profiles = [] }) => profiles.map(profiled)),
        leftOut(results),
        markdown({
            title: 'When and where',
            about: 'Load is the number of processes that wanted a processor, before and after.',
            head: ['part', 'day', 'load', 'measured with', 'machine'],
            rows: results.map(({ part, day, machine, load, sizes }) => [
                part,
                day,
                load.map((one) => one.toFixed(1)).join(', '),
                Object.entries(sizes)
                    .map(([name, size]) => `\`${name}=${size}\``)
                    .join(' '),
                machine,
            ]),
        }),
        measuring,
    ]
        .filter((piece) => piece !== '')
        .join('\n');
}

const intro = `# How fast it is

Written by \`npm run bench\`. Everything is a ratio of things that ran in turns on the same machine, since times on another machine differ and
ratios hardly do; where a time is given, it was that on the machine named below. Medians; “half of the runs” lies between the two numbers beside them.
What says “on less” was measured on fewer files, owners or edits than its goal speaks of (“When and where”), and shows nothing of it.
`;

const heldAbout = 'How much work an edit makes is counted, not timed, and is the same on every machine.';

const measuring = `## Measuring again

\`\`\`
npm run bench                        everything but the soak and the million
npm run bench -- cold typing         some parts; the page keeps the rest as it was measured
npm run bench -- million             10⁶ files through one process; BENCH_MILLION for another number
npm run bench -- page                only write this page again
npm run soak                         the random edits of G12
\`\`\`

| variable | | default |
|---|---|---|
| \`BENCH_FILES\` | contracts in the register; a tenth of it is the small one | 10 000 |
| \`BENCH_ROUNDS\` | rounds of what starts fast; of what is slow a third, at least 3, and no further one after two minutes | 15 |
| \`BENCH_KEYS\` | keys in each file | 200 |
| \`BENCH_OWNERS\` | the most owners | 100 000 |
| \`BENCH_MILLION\` | contracts of the part \`million\` | 1 000 000 |
| \`BENCH_PEERS\` | \`off\`: install and run no peers | |

It runs on Linux, with bash 5, and needs the network once, to install the peers in \`bench/peers\`. They are no dependency of Terroir. Registers are made by
\`bench/register.ts\`: one contract a file, with its parties, hosts and chains of owners, invented and the same each time. What each part found is kept in
\`bench/results\`, which this page is made of.
`;

function goalRow(goal: Goal, found: { row: Row; result: Result } | undefined): string[] {
    const asked = goal.most !== undefined ? `≤ ${figure(goal.most)}` : `≥ ${figure(goal.least ?? 0)}`;
    const stretch = goal.stretch === undefined ? '' : `, better ${figure(goal.stretch)}`;
    const what = `${goal.what}, ${goal.unit}`;
    if (!found) return [goal.key, '', `${asked}${stretch}`, '', 'not measured', '', what];
    const { median, low, high } = found.row.value;
    return [goal.key, `**${figure(median)}**`, `${asked}${stretch}`, `${figure(low)} – ${figure(high)}`, verdictOn(goal, found), found.result.day, what];
}

function verdictOn(goal: Goal, { row, result }: { row: Row; result: Result }): string {
    const isReached = isMet(goal, row.value.median);
    if (isOnLess(goal, result)) return isReached ? 'met **on less**' : '**missed on less**';
    return isReached ? 'met' : '**missed**';
}

/** Whether less was measured than a goal speaks of. */
const isOnLess = ({ on = {} }: Goal, { sizes }: Result): boolean => Object.entries(on).some(([name, least]) => (sizes[name] ?? 0) < least);

/** Whether a goal is met by what was measured, not by what is shown of it. */
export const isMet = ({ most, least }: Goal, value: number): boolean => (most === undefined || value <= most) && (least === undefined || value >= least);

/** Three digits, and no power of ten. */
export function figure(value: number): string {
    if (value === 0 || Number.isInteger(value)) return grouped(String(value));
    const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
    return grouped(value.toFixed(Math.min(digits, 3)));
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, '\u00A0');

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function markdown({ title, about, head, rows }: Table): string {
    if (rows.length === 0) return '';
    return `## ${title}\n\n${about ? `${about}\n\n` : ''}${grid(head, rows)}\n`;
}

/** A table whose columns stand below each other in its source, too. */
function grid(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = head.map((title, i) => Math.max(3, ...[title, ...rows.map((row) => row[i] ?? '')].map((cell) => [...cell].length)));
    const line = (cells: readonly string[]): string =>
        `| ${widths.map((width, i) => (cells[i] ?? '') + ' '.repeat(width - [...(cells[i] ?? '')].length)).join(' | ')} |`;
    return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)].join('\n');
}

function profiled({ command, functions, files }: Profile): string {
    const rows = functions.map((one, i) => [...pair(one), ...pair(files[i])]);
    return `### ${command}\n\n${grid(['function', 'share', 'file', 'share'], rows)}\n`;
}

const pair = (one: Share | undefined): string[] => (one ? [`\`${one.of}\``, percent(one.share)] : ['', '']);

function notes(found: ReadonlyMap<string, { readonly row: Row }>): string {
    return goals
        .flatMap(({ key }) => found.get(key)?.row.note?.replace(/^/, `- ${key}: `) ?? [])
        .map((note) => `${note}\n`)
        .join('');
}

function leftOut(results: readonly Result[]): string {
    const lines = results.flatMap(({ part, leftOut = [] }) => leftOut.map((why) => `- ${part}: ${why}\n`));
    return lines.length === 0 ? '' : `## Left out\n\n${lines.join('')}`;
}
