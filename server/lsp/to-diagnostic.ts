import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Location, type Range } from 'vscode-languageserver';
import {
    type Ask,
    type Finding,
    formatDay,
    type Id,
    isLibraryPath,
    label,
    nameOf,
    type Place,
    pathOf,
    type Severity,
    text,
    withGaps,
} from '../../language/index.ts';
import { digest } from './digest.ts';
import type { Session } from './session.ts';
import { Whereabouts } from './whereabouts.ts';

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
interface Words {
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
    readonly id: string;
    readonly toDiagnostic: () => Diagnostic;
}

/** The only way from a finding to what an editor shows. Whoever asks is recorded with where things stand to which it leads. */
export const shownAs = (session: Session, path: string, finding: Finding, ask: Ask): Shown | undefined =>
    placed(session, path, finding, ask, () => wordsOf(session, finding))?.shown;

/** A finding as an editor shows it, for a moment. */
export const toDiagnostic = (session: Session, path: string, finding: Finding): Diagnostic | undefined =>
    shownAs(session, path, finding, session.ask)?.toDiagnostic();

/** What is shown of a finding, what it says, and where what it leads to stands. */
interface Placed {
    readonly shown: Shown;
    readonly words: Words;
    readonly locations: readonly (Location | undefined)[];
}

/** Nothing for what the user wishes not to see. */
function placed(session: Session, path: string, finding: Finding, ask: Ask, wordsFor: () => Words): Placed | undefined {
    if (finding.verdict === 'unknown' && session.wishes.unknowns === 'hide') return undefined;
    const span = 'start' in finding.where ? finding.where : session.workspace.span(finding.where);
    if (!span) return undefined;
    session.work.findingsPlaced++;
    const range = session.range(span.path === path ? span : { path, start: 0, end: 0 });
    const words = wordsFor();
    const uri = session.uriOf(path);
    const locations = words.related.map(({ at }) => session.locationFrom(ask, path, at));
    let diagnostic: Diagnostic | undefined;
    const shown: Shown = {
        id: digest(
            `${textOf(range)} ${words.id} ${locations.map((location) => location && `${location.uri === uri ? '' : location.uri} ${textOf(location.range)}`).join(' ')}`,
        ),
        toDiagnostic: () => {
            diagnostic ??= diagnosticOf(session, finding, range, words, locations);
            return diagnostic;
        },
    };
    return { shown, words, locations };
}

/** A finding that was shown. What the library says stands where it stood. */
interface Seen extends Pick<Placed, 'shown' | 'words'> {
    /** The look at which everything stood as it was shown. */
    readonly look: number;
    /** The declarations of its file that it leads to. */
    readonly here: readonly Id[];
    /** The places in other files of the workspace. */
    readonly elsewhere: readonly { readonly at: Place; readonly location: Location | undefined }[];
}

/**
 * What is shown of the findings on a file in play. At a key most of it is what it was before: of a finding nothing is made anew as long as all
 * that it leads to stands where it stood.
 */
export class ShownBefore {
    private readonly session: Session;
    private readonly path: string;
    private readonly whereabouts: Whereabouts;
    /** What was shown at the last look. A weak map would hold what is gone until all memory is collected. */
    private known: ReadonlyMap<Finding, Seen> = new Map();
    /** In what manner things were said, under which address. */
    private manner = '';
    private look = 0;

    constructor(session: Session, path: string) {
        this.session = session;
        this.path = path;
        this.whereabouts = new Whereabouts(session, path);
    }

    /** All of them, in their order. Whoever asks is recorded as for `shownAs`. */
    all(findings: readonly Finding[], ask: Ask): readonly Shown[] {
        const { session, path } = this;
        const manner = `${session.manner} ${session.uriOf(path)}`;
        const before = manner === this.manner ? this.known : new Map<Finding, Seen>();
        this.manner = manner;
        session.heedAddress(ask, path);
        this.look = this.whereabouts.look();
        const now = new Map<Finding, Seen>();
        const all: Shown[] = [];
        for (const finding of findings) {
            const seen = this.shown(finding, before.get(finding), ask);
            if (!seen) continue;
            now.set(finding, seen);
            all.push(seen.shown);
        }
        this.known = now;
        return all;
    }

    private shown(finding: Finding, known: Seen | undefined, ask: Ask): Seen | undefined {
        if (known && this.stands(known, ask)) return known;
        const now = placed(this.session, this.path, finding, ask, () => known?.words ?? wordsOf(this.session, finding));
        return now && this.seen(finding, now);
    }

    /** Notes to what else a finding leads. */
    private seen({ where }: Finding, { shown, words, locations }: Placed): Seen {
        const isHere = (id: Id): boolean => pathOf(id) === this.path;
        const related = words.related.map(({ at }, i) => ({ at, location: locations[i] }));
        // Of what stands in no declaration of this file nobody knows since when.
        const here = new Set(['start' in where ? '' : where.id, ...related.flatMap(({ at }) => (isHere(at.id) ? [at.id] : []))]);
        return { shown, words, look: this.look, here: [...here], elsewhere: related.filter(({ at }) => !isHere(at.id) && !isLibraryPath(at.id)) };
    }

    /** Whether all that a finding leads to stands where it stood. */
    private stands({ look, here, elsewhere }: Seen, ask: Ask): boolean {
        return (
            here.every((id) => this.whereabouts.since(id) <= look) &&
            elsewhere.every(({ at, location }) => this.session.locationFrom(ask, this.path, at) === location)
        );
    }
}

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
    const all = [rule, subject, verdict, unnecessary, severity, message, ...related.map((one) => one.message)];
    // No text that can be judged has this character.
    return { severity, message, related, id: digest(all.join('\0')) };
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
