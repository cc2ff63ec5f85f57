import { type Message, type Severity, text, type Verdict } from '../../../language/index.ts';

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
