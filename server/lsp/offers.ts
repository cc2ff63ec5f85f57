import { CodeActionKind, type Command } from 'vscode-languageserver';
import { type FileEdit, mendings, type Write, waiverEdit } from '../../language/editing.ts';
import { type Finding, type Id, isWaivable, type Message, nameOf, text } from '../../language/index.ts';
import { readablePath } from './addresses.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';

/** Something that can be done at a place, as long as nobody has chosen it. */
export interface Offer {
    /** What tells it from the others at the place. */
    readonly key: string;
    readonly title: Message;
    readonly kind: CodeActionKind;
    /** What it is for. */
    readonly findings?: readonly Finding[];
    readonly isPreferred?: boolean;
    /** Its text has places to fill. */
    readonly hasGaps?: boolean;
    readonly edits?: (write: Write) => Steps<readonly FileEdit[]>;
    readonly command?: Omit<Command, 'title'>;
    /** Whose promise it changes. */
    readonly changes?: Id;
    /** Why it cannot be done. */
    readonly refused?: Message;
}

/** What can be done about the findings at a place: mend them, mend all of a rule, waive them, read about their rule. Each thing once, whatever it is for. */
export function offersOn(session: Session, path: string, all: readonly Finding[], isHere: (finding: Finding) => boolean): readonly Offer[] {
    const findings = all.filter(isHere);
    const offers = new Map<string, Offer>();
    const add = (offer: Offer) => {
        const other = offers.get(offer.key);
        offers.set(offer.key, other ? { ...other, findings: [...(other.findings ?? []), ...(offer.findings ?? [])] } : offer);
    };
    for (const finding of findings) mending(session, path, finding).forEach(add);
    for (const finding of findings) mendingAll(session, path, all, finding).forEach(add);
    for (const finding of findings) waiving(session, finding).forEach(add);
    if (session.wishes.hasCommands) {
        for (const finding of findings) showing(session, finding).forEach(add);
        if (findings.length > 0) add(copying(session, path, findings));
    }
    return [...offers.values()];
}

/** Edits that are at hand. */
// biome-ignore lint/correctness/useYield: one step is enough
export function* atOnce(edits: readonly FileEdit[]): Steps<readonly FileEdit[]> {
    return edits;
}

function mending(session: Session, path: string, finding: Finding): readonly Offer[] {
    return mendings(session.workspace, path, finding, (id) => session.called(id)).map(({ key, title, edits, isPreferred, hasGaps, changes }) => {
        const isPromise = changes !== undefined && !hasGaps && session.workspace.node(changes)?.$type === 'Contract';
        return {
            key: `mend ${key}`,
            title,
            kind: CodeActionKind.QuickFix,
            findings: [finding],
            edits: (write) => atOnce(edits(write)),
            ...(isPreferred ? { isPreferred } : {}),
            ...(hasGaps ? { hasGaps } : {}),
            ...(isPromise ? { changes } : {}),
        };
    });
}

/** What would be done first about each finding of a rule in a file, where there are several. */
function mendingAll(session: Session, path: string, all: readonly Finding[], finding: Finding): readonly Offer[] {
    const alike = all.filter(({ rule }) => rule === finding.rule);
    if (finding.verdict === 'unknown' || alike.length < 2) return [];
    const found = alike.flatMap((one) => {
        const first = mendings(session.workspace, path, one).find(({ isPreferred, isGuess, hasGaps }) => isPreferred && !isGuess && !hasGaps);
        return first ? [{ one, first }] : [];
    });
    if (found.length < 2 || !found.some(({ one }) => one === finding)) return [];
    return [
        {
            key: `all ${finding.rule}`,
            title: text('Fix all {n} findings of {rule} in this file', { n: found.length, rule: finding.rule }),
            kind: CodeActionKind.QuickFix,
            findings: [finding],
            edits: (write) => atOnce(together(found.map(({ first }) => first.edits(write)))),
        },
    ];
}

/** Several changes as one: what two of them do alike is done once, and what overlaps with an earlier one is left out as a whole. */
export function together(all: readonly (readonly FileEdit[])[]): readonly FileEdit[] {
    const done: FileEdit[] = [];
    const overlaps = (a: FileEdit, b: FileEdit) => 'start' in a && 'start' in b && a.path === b.path && a.start < b.end && b.start < a.end;
    for (const edits of all) {
        const fresh = edits.filter((edit) => !done.some((other) => JSON.stringify(other) === JSON.stringify(edit)));
        if (!fresh.some((edit) => done.some((other) => overlaps(edit, other)))) done.push(...fresh);
    }
    return done;
}

function waiving(session: Session, finding: Finding): readonly Offer[] {
    const { verdict, waivedBy, rule, subject } = finding;
    const known = session.judge.rules.find(({ id }) => id === rule);
    if (verdict !== 'violated' || waivedBy !== undefined || subject === undefined || !known || !isWaivable(known)) return [];
    const edit = waiverEdit(session.workspace, { rule, subject, on: session.day });
    if (!edit) return [];
    const title = text('Waive {rule} on {name}, with a reason', { rule, name: nameOf(subject) });
    return [{ key: `waive ${rule} ${subject}`, title, kind: CodeActionKind.QuickFix, findings: [finding], edits: () => atOnce([edit]) }];
}

function showing(session: Session, finding: Finding): readonly Offer[] {
    const { rule } = finding;
    if (!session.judge.rules.some(({ id }) => id === rule)) return [];
    const title = text('Show the rule {rule}', { rule });
    const command = { command: 'terroir.showRule', arguments: [rule] };
    return [{ key: `show ${rule}`, title, kind: CodeActionKind.QuickFix, findings: [finding], command }];
}

/** The command that a gate would run, so that what the editor shows can be seen there, too. */
function copying(session: Session, path: string, findings: readonly Finding[]): Offer {
    const hints = findings.every(({ severity }) => severity === 'hint') ? ['--hints'] : [];
    const line = ['terroir check', quoted(readablePath(path, session.wishes.roots)), '--as-of', session.dayText, ...hints].join(' ');
    const title = text('Copy the command that shows this in a terminal');
    return { key: 'copy', title, kind: CodeActionKind.QuickFix, findings, command: { command: 'terroir.copy', arguments: [line] } };
}

/** As shells take it, whatever is in it. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `"${path.replace(/["\\$`]/g, '\\$&')}"`);
