import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { type Change, changes, type Day, formatDay, inTurn, type Message, readDay, sayCause, text } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { breath } from './patience.ts';
import { type DayItem, type DaysParams, type DaysResult, days as daysRequest, type JudgeAtParams, judgeAt as judgeAtRequest } from './protocol.ts';
import type { Session } from './session.ts';

export const daysFeature: Feature = { answers: [answers(daysRequest, days, { whole: true }), answers(judgeAtRequest, judgeAt)] };

/** How far ahead a day is looked for on which something changes, and how many of them are offered. */
const farthest = 3653;
const mostDays = 10;
/** How many reasons are told of a day; the first are enough to know which day it is. */
const mostCauses = 3;

/** Judges everything at another day from now on, until the settings say otherwise or the server ends. */
async function judgeAt(session: Session, { day }: JudgeAtParams): Promise<null> {
    if (day === '') session.wishes.asOf = 'today';
    else {
        const read = readDay(day);
        if ('problem' in read) throw new ResponseError(LSPErrorCodes.RequestFailed, session.say(read.problem));
        session.wishes.asOf = read.value;
    }
    await session.judgeAnew();
    return null;
}

/** What is offered to be judged at: what has been typed, today, the days on which verdicts change, and those taken before. */
async function days(session: Session, { typed, recent }: DaysParams): Promise<DaysResult> {
    const say = (message: Message) => session.say(message);
    const today = formatDay(session.today);
    const items: DayItem[] = [
        ...typedItem(session, typed.trim()),
        { label: say(text('Today')), description: today, day: '' },
        { kind: -1, label: say(text('Next changes')) },
        ...(await turningDays(session)),
    ];
    const old = recent.filter((day) => 'value' in readDay(day));
    if (old.length > 0) items.push({ kind: -1, label: say(text('Taken before')) }, ...old.map((day) => ({ label: day, day })));
    return {
        title: say(text('Judge everything at another day')),
        placeholder: say(text('Choose a day, or type one as YYYY-MM-DD')),
        items,
    };
}

/** A day that is typed need not be complete: a year or a month stands for its first day. */
function typedItem(session: Session, typed: string): DayItem[] {
    const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d)(?:-(\d\d?))?)?-?$/.exec(typed) ?? [];
    if (year === undefined) {
        if (!/^\d/.test(typed)) return [];
        return [{ label: session.say(text('“{typed}” is no day yet: write YYYY-MM-DD', { typed })), alwaysShow: true }];
    }
    const read = readDay(`${year}-${month}-${day.padStart(2, '0')}`);
    if ('problem' in read) return [{ label: session.say(read.problem), alwaysShow: true }];
    const written = formatDay(read.value);
    return [{ label: session.say(text('Judge at {day}', { day: written })), alwaysShow: true, day: written }];
}

/** The next days on which verdicts change: looked for once while nothing changes, and then for every letter typed. */
async function turningDays(session: Session): Promise<readonly DayItem[]> {
    const when = `${session.workspace.engine.state} ${session.day}`;
    let known = looked.get(session);
    if (known?.when !== when) looked.set(session, (known = { when, items: lookAhead(session) }));
    return known.items;
}

const looked = new WeakMap<Session, { readonly when: string; readonly items: Promise<readonly DayItem[]> }>();

/** One day after the other, so that the server listens in between. */
async function lookAhead(session: Session): Promise<readonly DayItem[]> {
    const ids = session.paths().flatMap((path) => session.workspace.files.get(path)?.ids ?? []);
    const last = session.day + farthest;
    const items: DayItem[] = [];
    for (let from = session.day; items.length < mostDays; ) {
        const found = changes(session.judge, ids, from, last, 1);
        const day = found[0]?.day;
        if (day === undefined) break;
        items.push(turningDay(session, day, found));
        from = day;
        await breath();
    }
    return items;
}

function turningDay(session: Session, day: Day, found: readonly Change[]): DayItem {
    const ask = session.workspace.engine.at(day);
    const causes = [...new Set(found.flatMap(({ causes }) => causes.map((cause) => session.say(sayCause(ask, cause)))))];
    const more = causes.length - mostCauses;
    const told = session.say(inTurn(causes.slice(0, mostCauses)));
    const detail = more > 0 ? session.say(text('{causes}; and {n} more', { causes: told, n: more })) : told;
    const n = found.length;
    const description = session.say(n === 1 ? text('1 verdict changes') : text('{n} verdicts change', { n }));
    const written = formatDay(day);
    return { label: written, description, ...(detail ? { detail } : {}), day: written };
}
