import {
    type Finding,
    formatDay,
    type Hold,
    inTurn,
    type Marked,
    type Message,
    type Place,
    type ReachPicture,
    sayOutlook,
    saySeverity,
    sayVerdict,
    type Thing,
    type TimelinePicture,
    text,
} from '../../language/index.ts';
import { kindOf } from './cards.ts';
import { type Links, sayMark, type Tell } from './frame.ts';
import { element, type Markup, together } from './markup.ts';

/*
 * What a picture shows, as tables: for those who hear it, who go through it with keys, or who want to copy from it. Every name and
 * every step leads to its text.
 */

type Cell = Markup | string;

/** The tables beside a picture of reach. */
export function reachTables({ things, ties, ways, findings }: ReachPicture, links: Links, tell: Tell): Markup {
    const names = new Map(things.map((thing) => [thing.id, thing]));
    const link = linker(links);
    const named = (id: string) => {
        const thing = names.get(id);
        return thing ? link(tell(thing.name), thing.at) : '…';
    };
    const about = ({ lines, laws }: Marked<Thing>) =>
        together([
            run(lines.map(tell).join(' · ')),
            ...laws.map(({ name, at, mark }) => element('div', {}, link(tell(name), at), mark ? ` (${tell(sayMark(mark))})` : '')),
        ]);
    return together([
        table(
            tell,
            text('Whose law reaches whom'),
            [text('party'), text('law'), text('by'), text('way')],
            ways.map(({ name, party, law, hold, steps, adequate }) => [
                names.has(party) ? named(party) : tell(name),
                adequate ? `${tell(law)} (${tell(text('adequate country'))})` : tell(law),
                tell(sayHold(hold)),
                joined(
                    steps.map((step) => link(tell(step.say), step.at)),
                    ' → ',
                ),
            ]),
        ),
        table(
            tell,
            text('What is stated of whom'),
            [text('from'), text('says'), text('to'), text('mark')],
            ties.map(({ from, to, says, at, mark }) => [
                named(from),
                link(says.length > 0 ? says.map(tell).join(', ') : tell(text('hosts')), at[0] as Place),
                named(to),
                mark ? tell(sayMark(mark)) : '',
            ]),
        ),
        table(
            tell,
            text('What is drawn'),
            [text('what it is'), text('name'), text('facts'), text('mark')],
            things.map((thing) => [tell(kindOf(thing)), link(tell(thing.name), thing.at), about(thing), thing.mark ? tell(sayMark(thing.mark)) : '']),
        ),
        findingsTable(findings, link, tell),
    ]);
}

const sayHold = (hold: Hold): Message => (hold === 'seat' ? text('its seat') : hold === 'control' ? text('those who control it') : text('its presence'));

/** The tables beside a timeline. */
export function timelineTables({ groups, turnings, findings }: TimelinePicture, links: Links, tell: Tell): Markup {
    const link = linker(links);
    const day = (one: number | undefined) => (one === undefined ? '' : element('time', {}, formatDay(one)));
    const rows = groups.flatMap((group) =>
        group.rows.flatMap((row) => {
            const first = [tell(row.kind), link(tell(row.name), row.at[0])];
            const mark = row.mark ? tell(sayMark(row.mark)) : '';
            return [
                ...row.bars.map(({ say, from, until }) => [...first, tell(say), day(from), day(until), mark]),
                ...row.points.map((point) => [...first, tell(point.say), day(point.day), day(point.day), mark]),
            ];
        }),
    );
    const changes = turnings.flatMap(({ day, causes, steps }) =>
        steps.map(({ rule, name, at, before, after }) => [
            element('time', {}, formatDay(day)),
            joined(
                causes.map((cause) => link(tell(cause.say), cause.at)),
                tell(inTurn(['', ''])),
            ),
            link(tell(name), at),
            element('code', {}, rule),
            `${tell(sayOutlook(before))} → ${tell(sayOutlook(after))}`,
        ]),
    );
    return together([
        table(tell, text('What runs until when'), [text('what it is'), text('name'), text('stretch'), text('first day'), text('last day'), text('mark')], rows),
        table(tell, text('The next days on which verdicts change'), [text('day'), text('why'), text('declaration'), text('rule'), text('change')], changes),
        findingsTable(findings, link, tell),
    ]);
}

const findingsTable = (findings: readonly Finding[], link: ReturnType<typeof linker>, tell: Tell): Markup =>
    table(
        tell,
        text('Findings'),
        [text('verdict'), text('rule'), text('finding'), text('proof')],
        findings.map(({ rule, verdict, severity, waivedBy, message, where, path }) => [
            verdict === 'violated'
                ? `${tell(sayVerdict(verdict))} (${tell(waivedBy === undefined ? saySeverity(severity) : text('waived'))})`
                : tell(sayVerdict(verdict === 'unknown' ? 'unknown' : 'failed')),
            element('code', {}, rule),
            'id' in where ? link(tell(message), where) : tell(message),
            joined(
                path.map((step) => link(tell(step.say), step.at)),
                ' → ',
            ),
        ]),
    );

const linker =
    (links: Links) =>
    (words: string, place: Place): Markup =>
        element('a', { href: '#', 'data-n': links.to(place) }, element('bdi', {}, words));

const run = (words: string): Markup => element('bdi', {}, words);

const joined = (parts: readonly Markup[], between: string): Markup => ({ markup: parts.map(({ markup }) => markup).join(between) });

/** A table under its heading; nothing where it would be empty. */
function table(tell: Tell, title: Message, head: readonly Message[], rows: readonly (readonly Cell[])[]): Markup {
    if (rows.length === 0) return together([]);
    return together([
        element('h2', {}, tell(title)),
        element(
            'div',
            { class: 'wide' },
            element(
                'table',
                {},
                element('thead', {}, element('tr', {}, ...head.map((one) => element('th', { scope: 'col' }, tell(one))))),
                element(
                    'tbody',
                    {},
                    ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, typeof cell === 'string' ? run(cell) : cell)))),
                ),
            ),
        ),
    ]);
}
