import type { Severity } from '../rules/rule.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Outlook } from './horizon.ts';
import type { Verdict } from './judge.ts';

const verdicts: Readonly<Record<Verdict, Message>> = {
    satisfied: text('satisfied'),
    violated: text('violated'),
    unknown: text('unknown'),
    'does not apply': text('does not apply'),
    'not judged': text('not judged'),
    failed: text('failed'),
};

const severities: Readonly<Record<Severity, Message>> = {
    error: text('error'),
    warning: text('warning'),
    information: text('information'),
    hint: text('hint'),
};

/** A verdict as a word of a sentence; where a line begins with one for programs to read, it stays English. */
export const sayVerdict = (verdict: Verdict): Message => verdicts[verdict];

/** A severity as a word of a sentence, likewise. */
export const saySeverity = (severity: Severity): Message => severities[severity];

/** `violated (2 × error, 1 waived)`, in few words: what a rule comes to, and how serious. */
export function sayOutlook({ verdict, open, waived }: Outlook): Message {
    const notes = [...new Set(open)].map((severity) => {
        const n = open.filter((one) => one === severity).length;
        return n === 1 ? saySeverity(severity) : text('{n} × {severity}', { n, severity: saySeverity(severity) });
    });
    if (waived.length > 0) notes.push(waived.length === 1 ? text('waived') : text('{n} waived', { n: waived.length }));
    return notes.length === 0 ? sayVerdict(verdict) : text('{verdict} ({notes})', { verdict: sayVerdict(verdict), notes });
}
