import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Location, type Range } from 'vscode-languageserver';
import { type Ask, type Finding, formatDay, label, nameOf, type Place, type Severity, text, withGaps } from '../../language/index.ts';
import { digest } from './digest.ts';
import type { Session } from './session.ts';

/** What a diagnostic carries back with a request for code actions. */
export interface DiagnosticData {
    readonly rule: string;
    readonly subject: string | undefined;
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
    error: DiagnosticSeverity.Error,
    warning: DiagnosticSeverity.Warning,
    information: DiagnosticSeverity.Information,
    hint: DiagnosticSeverity.Hint,
};

/** All of a diagnostic that does not depend on where anything stands. */
export interface Words {
    readonly severity: DiagnosticSeverity;
    readonly message: string;
    /** The steps that prove the finding, then the norms it is under. */
    readonly related: readonly { readonly message: string; readonly at: Place }[];
    /** The same for the same words. */
    readonly id: string;
}

/** A finding as an editor shows it, with everything at its place. */
export interface Shown {
    /** The same for the same diagnostic, in this session and in every other. */
    readonly text: string;
    readonly toDiagnostic: () => Diagnostic;
}

/**
 * The only way from a finding to what an editor shows; nothing for what the user wishes not to see. Whoever asks is recorded with where
 * things stand to which it leads.
 *
 * @param said what findings said before, if that is kept
 */
export function shownAs(session: Session, path: string, finding: Finding, ask: Ask, said?: WeakMap<Finding, Words>): Shown | undefined {
    if (finding.verdict === 'unknown' && session.wishes.unknowns === 'hide') return undefined;
    const span = 'start' in finding.where ? finding.where : session.workspace.span(finding.where);
    if (!span) return undefined;
    const range = session.range(span.path === path ? span : { path, start: 0, end: 0 });
    const words = said?.get(finding) ?? wordsOf(session, finding);
    said?.set(finding, words);
    const uri = session.uriOf(path);
    const locations = words.related.map(({ at }) => session.locationFrom(ask, path, at));
    return {
        text: `${textOf(range)} ${words.id} ${locations.map((location) => location && `${location.uri === uri ? '' : location.uri} ${textOf(location.range)}`).join(' ')}`,
        toDiagnostic: () => diagnosticOf(session, finding, range, words, locations),
    };
}

/** A finding as an editor shows it, for a moment. */
export const toDiagnostic = (session: Session, path: string, finding: Finding): Diagnostic | undefined =>
    shownAs(session, path, finding, session.ask)?.toDiagnostic();

const textOf = ({ start, end }: Range): string => `${start.line}:${start.character}-${end.line}:${end.character}`;

function diagnosticOf(session: Session, finding: Finding, range: Range, words: Words, locations: readonly (Location | undefined)[]): Diagnostic {
    const data: DiagnosticData = { rule: finding.rule, subject: finding.subject };
    // Only our own client can show the page of a rule.
    const hasPage = session.wishes.hasCommands && (finding.verdict === 'violated' || finding.verdict === 'unknown');
    return {
        range,
        severity: words.severity,
        code: finding.rule,
        ...(hasPage ? { codeDescription: { href: `terroir-rule:/${finding.rule}.md` } } : {}),
        source: 'terroir',
        ...(finding.unnecessary && session.wishes.fades ? { tags: [DiagnosticTag.Unnecessary] } : {}),
        message: words.message,
        relatedInformation: words.related.flatMap(({ message }, i) => {
            const location = locations[i];
            return location ? [{ message, location }] : [];
        }),
        data,
    };
}

function wordsOf(session: Session, finding: Finding): Words {
    const severity = finding.waivedBy === undefined ? severities[finding.severity] : DiagnosticSeverity.Hint;
    const message = messageOf(session, finding);
    const related = relatedTo(session, finding);
    const { rule, subject, verdict, unnecessary } = finding;
    const all = JSON.stringify([rule, subject, verdict, unnecessary, severity, message, related.map((one) => one.message)]);
    return { severity, message, related, id: digest(all) };
}

function messageOf(session: Session, finding: Finding): string {
    const until = finding.holdsUntil === undefined ? undefined : formatDay(finding.holdsUntil);
    if (finding.waivedBy !== undefined) {
        const name = nameOf(finding.waivedBy);
        const waived = until === undefined ? text('Waived by {name}.', { name }) : text('Waived by {name} until {until}.', { name, until });
        return [finding.message, waived].map((message) => session.say(message)).join('\n');
    }
    const lines = [finding.message, ...finding.notes];
    if (finding.cure) lines.push(finding.cure);
    for (const settle of finding.settle) {
        lines.push(text('What would settle it: “{statement}” in {name}.', { statement: withGaps(settle), name: nameOf(settle.in) }));
    }
    if (until !== undefined) lines.push(text('Holds until {until}.', { until }));
    return lines.map((message) => session.say(message)).join('\n');
}

function relatedTo(session: Session, finding: Finding): Words['related'] {
    const steps = finding.path.map(({ say, at, evidenced }) => ({
        message: session.say(evidenced ? text('{step} (evidenced)', { step: say }) : text('{step} (asserted)', { step: say })),
        at,
    }));
    const norms = finding.norms.map(({ id, title }) => ({ message: session.say(text('Under {norm}', { norm: label(title) })), at: { id, path: 'name' } }));
    return [...steps, ...norms];
}
