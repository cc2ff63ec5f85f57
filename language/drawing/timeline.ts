import { sayCause } from '../judging/causes.ts';
import { type Change, changes, type Outlook } from '../judging/horizon.ts';
import type { Finding, Judge } from '../judging/judge.ts';
import type { Ask } from '../model/ask.ts';
import { start } from '../model/contracts.ts';
import { called } from '../model/declarations.ts';
import type { Place } from '../model/facts.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Day } from '../syntax/values.ts';
import { type Dated, datedAround, datedNorms } from './rows.ts';
import { isWithin, markOf, mostViolatedFirst, subjectsIn, worst } from './scope.ts';
import type { Marked } from './sketch.ts';

/** What runs, and until when: some contracts with all that is dated around them. */
export interface TimelinePicture {
    readonly date: Day;
    /** The first and the last day of the axis. */
    readonly from: Day;
    readonly until: Day;
    readonly contracts: readonly Id[];
    readonly groups: readonly Group[];
    /** How many contracts there was no room for. */
    readonly left: { readonly contracts: number };
    readonly turnings: readonly Turning[];
    /** What was found about what is drawn. */
    readonly findings: readonly Finding[];
}

/** A contract, or the law, with what is dated around it. */
export interface Group {
    readonly name: Message;
    readonly rows: readonly Row[];
}

export type Row = Marked<Dated>;

/** A day to come on which verdicts become others, and why. */
export interface Turning {
    readonly day: Day;
    readonly causes: readonly { readonly say: Message; readonly at: Place }[];
    readonly steps: readonly TurningStep[];
}

export interface TurningStep {
    readonly rule: string;
    readonly name: Message;
    readonly at: Place;
    readonly before: Outlook;
    readonly after: Outlook;
}

/** With more than this a picture is no picture any more. Contracts beyond are counted, not drawn. */
const roomForContracts = 30;

const year = 365;
/** How far ahead changes are looked for, in days, and how many days of them are told. */
const farthest = 10 * year;
const mostTurnings = 8;
/** Days on which only that turns which is not told are looked at, too. */
const mostDays = 16;
/** How far from the date of judgement the axis reaches at most: what goes further leaves the picture. */
const reachBack = 10 * year;
const reachAhead = 12 * year;
const leastAhead = Math.round(year / 2);

/**
 * @param contracts in the order in which they are to be drawn; where there is no room for all, those with the most violations come first
 */
export function timelinePicture(judge: Judge, workspace: Workspace, contracts: readonly Id[], date: Day): TimelinePicture {
    const ask = workspace.engine.at(date);
    const drawn = (contracts.length > roomForContracts ? mostViolatedFirst(judge, contracts, date) : contracts).slice(0, roomForContracts);
    const subjects = subjectsIn(ask, drawn);
    const found = subjects
        .flatMap((id) => judge.standings(id, date))
        .filter(({ rule }) => rule.pass !== 2)
        .flatMap(({ findings }) => findings)
        .filter((finding) => markOf(finding) !== undefined);
    const turnings = turningsOf(judge, workspace, subjects, date);
    const own = drawn.map((contract) => ({
        name: text('{name}', { name: called(ask, contract) }),
        rows: datedAround(ask, contract, subjectsIn(ask, [contract]), date),
    }));
    const axis = axisOf(
        own.flatMap(({ rows }) => rows),
        turnings.map(({ day }) => day),
        date,
    );
    // What applied before any of them began tells nothing of their time.
    const begins = Math.min(date, ...drawn.flatMap((contract) => start(ask, contract)?.day ?? []));
    const law = { name: text('The law'), rows: datedNorms(ask, found, begins, axis.until) };
    const all = law.rows.length > 0 ? [...own, law] : own;
    const findings = found.filter((finding) => all.some(({ rows }) => rows.some((row) => isAbout(finding, row))));
    return {
        date,
        ...axis,
        contracts: drawn,
        groups: all.map(({ name, rows }) => ({ name, rows: rows.map((row) => marked(row, findings)) })),
        left: { contracts: contracts.length - drawn.length },
        turnings,
        findings,
    };
}

function marked(row: Dated, findings: readonly Finding[]): Row {
    const numbers = findings.flatMap((finding, i) => (isAbout(finding, row) ? [i] : []));
    return { ...row, mark: worst(numbers.map((i) => findings[i] as Finding)), findings: numbers };
}

/** Whether a finding stands on, or its proof leads through, what a line is read from. The name of a declaration alone tells nothing of its dates. */
function isAbout({ where, path }: Finding, { at }: Dated): boolean {
    const places = [...path.map((step) => step.at), ...('id' in where ? [where] : [])].filter(({ path }) => path !== 'name');
    return at.some((own) => places.some((place) => own.path !== 'name' && isWithin(place, own)));
}

// ---------------------------------------------------------------- the days to come

function turningsOf(judge: Judge, workspace: Workspace, subjects: readonly Id[], date: Day): readonly Turning[] {
    const byDay = new Map<Day, Change[]>();
    for (const change of changes(judge, subjects, date, date + farthest, mostDays)) {
        // That a text was read too long ago is the reader's affair, not one of these contracts'.
        if (change.rule.pass === 2) continue;
        byDay.set(change.day, [...(byDay.get(change.day) ?? []), change]);
    }
    return [...byDay].slice(0, mostTurnings).map(([day, found]) => {
        const ask = workspace.engine.at(day);
        return { day, causes: causesOf(ask, found), steps: found.map((change) => stepOf(ask, change)) };
    });
}

function causesOf(ask: Ask, found: readonly Change[]): Turning['causes'] {
    const causes = new Map(found.flatMap((change) => change.causes).map((turn) => [`${turn.at.id} ${turn.at.path} ${turn.what}`, turn]));
    return [...causes.values()].map((turn) => ({ say: sayCause(ask, turn), at: turn.at }));
}

const stepOf = (ask: Ask, { rule, subject, before, after }: Change): TurningStep => ({
    rule: rule.id,
    name: text('{name}', { name: called(ask, subject) }),
    at: { id: subject, path: 'name' },
    before,
    after,
});

// ---------------------------------------------------------------- the axis

/** From the first day that is drawn to the last, with a little air, but no further than people think. */
function axisOf(rows: readonly Dated[], turnings: readonly Day[], date: Day): { readonly from: Day; readonly until: Day } {
    const bars = rows.flatMap((row) => row.bars.flatMap(({ from, until }) => [from, until]));
    const points = rows.flatMap((row) => row.points.map(({ day }) => day));
    const days = [date, ...turnings, ...points, ...bars.filter((day) => day !== undefined)];
    const first = Math.max(Math.min(...days), date - reachBack);
    const last = Math.min(Math.max(...days, date + leastAhead), date + reachAhead);
    const air = Math.max(30, Math.round((last - first) * 0.04));
    return { from: first - air, until: last + air };
}
