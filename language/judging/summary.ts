import type { Ask } from '../model/ask.ts';
import { countedEnd, isReversed, stage, start } from '../model/contracts.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text } from '../syntax/message.ts';
import { type Day, formatDay } from '../syntax/values.ts';
import type { Finding, Judge } from './judge.ts';

/** How a declaration comes out at a date, in few words, with what the words count. Where nothing is wrong they say no more than that. */
export interface Summary {
    readonly say: Message;
    readonly findings: readonly Finding[];
}

/** Counts what rules say of a declaration: hints, which no gate asks for, are left out. */
export function summaryOf(judge: Judge, id: Id, date: Day): Summary {
    const standings = judge.standings(id, date);
    const findings = standings.flatMap((standing) => standing.findings).filter(({ severity }) => severity !== 'hint');
    const count = (isOne: (finding: Finding) => boolean) => findings.filter(isOne).length;
    const violated = count((one) => one.verdict === 'violated' && one.waivedBy === undefined);
    const unknown = count(({ verdict }) => verdict === 'unknown');
    const waived = count(({ waivedBy }) => waivedBy !== undefined);
    const failed = count(({ verdict }) => verdict === 'failed');
    const unjudged = standings.filter(({ verdict }) => verdict === 'not judged').length;
    const parts: Message[] = [];
    if (violated > 0) parts.push(violated === 1 ? text('1 violation') : text('{n} violations', { n: violated }));
    if (unknown > 0) parts.push(unknown === 1 ? text('1 unknown') : text('{n} unknowns', { n: unknown }));
    if (waived > 0) parts.push(text('{n} under a waiver', { n: waived }));
    if (unjudged > 0)
        parts.push(
            unjudged === standings.length
                ? text('not judged')
                : unjudged === 1
                  ? text('1 rule could not judge')
                  : text('{n} rules could not judge', { n: unjudged }),
        );
    if (failed > 0) parts.push(failed === 1 ? text('1 rule failed') : text('{n} rules failed', { n: failed }));
    if (parts.length === 0) parts.push(text('no violation, nothing unknown'));
    return { say: text('{parts}', { parts }), findings };
}

/** Where a contract stands in its time at the date: how long it still runs, or since when it does no more. */
export function timeLeft(ask: Ask, contract: Id, date: Day): Message {
    const begins = start(ask, contract)?.day;
    const { day } = countedEnd(ask, contract);
    switch (stage(ask, contract)) {
        case 'not yet':
            // What is agreed to run from a day that is past may be signed later.
            return begins !== undefined && begins > date ? text('begins on {day}', { day: formatDay(begins) }) : text('not signed yet');
        case 'over':
            return text('ended on {day}', { day: typeof day === 'number' ? formatDay(day) : '' });
        case 'alive':
            if (day === undefined || isReversed(ask, contract)) return text('until when it runs is not known');
            return day === 'never' ? text('nothing ends it') : runs(day, day - date);
    }
}

function runs(day: Day, left: number): Message {
    if (left === 0) return text('runs until {day}: the last day', { day: formatDay(day) });
    if (left === 1) return text('runs until {day}: 1 day left', { day: formatDay(day) });
    return text('runs until {day}: {n} days left', { day: formatDay(day), n: left });
}
