import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver';
import { type Ask, type Finding, formatDay, label, nameOf, type Severity, text, withGaps } from '../../language/index.ts';
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

/**
 * The only way from a finding to what an editor shows; nothing for what the user wishes not to see. Whoever asks is recorded with where
 * things stand to which it leads.
 */
export function toDiagnostic(session: Session, path: string, finding: Finding, ask: Ask): Diagnostic | undefined {
    if (finding.verdict === 'unknown' && session.wishes.unknowns === 'hide') return undefined;
    const span = 'start' in finding.where ? finding.where : session.workspace.span(finding.where);
    if (!span) return undefined;
    const data: DiagnosticData = { rule: finding.rule, subject: finding.subject };
    // Only our own client can show the page of a rule.
    const hasPage = session.wishes.hasCommands && (finding.verdict === 'violated' || finding.verdict === 'unknown');
    return {
        range: session.range(span.path === path ? span : { path, start: 0, end: 0 }),
        severity: finding.waivedBy === undefined ? severities[finding.severity] : DiagnosticSeverity.Hint,
        code: finding.rule,
        ...(hasPage ? { codeDescription: { href: `terroir-rule:/${finding.rule}.md` } } : {}),
        source: 'terroir',
        ...(finding.unnecessary && session.wishes.fades ? { tags: [DiagnosticTag.Unnecessary] } : {}),
        message: messageOf(session, finding),
        relatedInformation: relatedTo(session, path, finding, ask),
        data,
    };
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

/** The steps that prove the finding, then the norms it is under. */
function relatedTo(session: Session, path: string, finding: Finding, ask: Ask): DiagnosticRelatedInformation[] {
    const steps = finding.path.map(({ say, at, evidenced }) => ({
        message: session.say(evidenced ? text('{step} (evidenced)', { step: say }) : text('{step} (asserted)', { step: say })),
        at,
    }));
    const norms = finding.norms.map(({ id, title }) => ({ message: session.say(text('Under {norm}', { norm: label(title) })), at: { id, path: 'name' } }));
    return [...steps, ...norms].flatMap(({ message, at }) => {
        const location = session.locationFrom(ask, path, at);
        return location ? [{ message, location }] : [];
    });
}
