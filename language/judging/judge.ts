import { closest } from 'fastest-levenshtein';
import { hostings } from '../model/contracts.ts';
import { brokenCell, declaration, header, part, title } from '../model/declarations.ts';
import { type Ask, alike, type Question } from '../model/engine.ts';
import type { Evidence, Place } from '../model/facts.ts';
import { asksForSecNumCloud } from '../model/immunity.ts';
import { norm } from '../model/library.ts';
import { prepareOwnership } from '../model/ownership.ts';
import type { Step } from '../model/steps.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Id, nameOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { Fix, Outcome, Rule, Settle, Severity } from '../rules/rule.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import { type Day, formatDay } from '../syntax/values.ts';
import { blank, broken, fileProblems } from './problems.ts';
import { severityOf } from './severity.ts';
import { waivings } from './waivers.ts';

/** A norm as a finding cites it, at the date of judgement. */
export interface CitedNorm {
    readonly id: Id;
    readonly name: string;
    readonly title: string;
    readonly force: string;
    readonly verified: Day | undefined;
    readonly url: string | undefined;
    readonly sources: readonly Evidence[];
}

/**
 * Something to report. `violated` and `unknown` are verdicts of rules; `broken` is text that cannot be read or names that
 * mean nothing; `failed` is a rule that could not do its work.
 */
export interface Finding {
    readonly rule: string;
    readonly verdict: 'violated' | 'unknown' | 'broken' | 'failed';
    readonly severity: Severity;
    /** The declaration judged; nothing where a file as a whole is broken. */
    readonly subject: Id | undefined;
    readonly where: Where;
    readonly message: Message;
    readonly path: readonly Step[];
    readonly norms: readonly CitedNorm[];
    readonly cure: Message | undefined;
    readonly settle: Settle | undefined;
    readonly fixes: readonly Fix[];
    /** The last day on which the verdict holds as far as is stated now; nothing where no day ends it. */
    readonly holdsUntil: Day | undefined;
    readonly waivedBy: Id | undefined;
    /** More to know, such as a waiver that no longer silences. */
    readonly notes: readonly Message[];
    /** What a text problem is about, for the editor's fixes: the name that was not found. */
    readonly name?: { readonly text: string; readonly files: readonly string[] };
}

/** A place in a declaration, or offsets in a file where there is no declaration to speak of. */
export type Where = Place | { readonly path: string; readonly start: number; readonly end: number };

/** What a rule came to about a declaration: its outcomes, each weighed. */
interface Weighed {
    readonly outcome: Outcome;
    readonly severity: Severity;
    readonly norms: readonly CitedNorm[];
}

/** How many verdicts of each kind there are. What could not be judged is counted, never passed over. */
export interface Counts {
    satisfied: number;
    violated: number;
    unknown: number;
    waived: number;
    doesNotApply: number;
    /** Text that cannot be read, names that mean nothing. */
    broken: number;
    /** Rules that failed. */
    failed: number;
    /** Declarations that rest on broken text, so that rules had nothing sound to say about them. */
    notJudged: number;
}

export interface FileJudgement {
    readonly path: string;
    readonly findings: readonly Finding[];
    readonly counts: Counts;
    readonly notJudged: readonly Id[];
}

/** The verdict of a rule on a declaration at a date, kept by the engine with all that it rests on. */
function verdictOf(rule: Rule): Question<readonly Weighed[]> {
    return {
        name: `verdict ${rule.id}`,
        dated: true,
        same: alike,
        answer: (ask, subject) => [...rule.judge(ask, subject)].map((outcome) => weigh(ask, rule, outcome)),
    };
}

function weigh(ask: Ask, rule: Rule, outcome: Outcome): Weighed {
    if (outcome.verdict === 'does not apply') return { outcome, severity: 'hint', norms: [] };
    if (outcome.verdict === 'unknown') return { outcome, severity: 'information', norms: cite(ask, rule.norms) };
    const names = [...new Set([...(outcome.under ?? []).filter((name) => name !== 'contract'), ...rule.norms])];
    return { outcome, severity: severityOf(ask, rule, outcome), norms: cite(ask, names) };
}

const cite = (ask: Ask, names: readonly string[]): readonly CitedNorm[] =>
    names.map((name) => {
        const { id, title, degree, verified, url, sources } = norm(ask, name);
        return { id, name, title, force: degree, verified, url, sources };
    });

/** What a rule came to about one declaration, for tables and coverage. */
export type Verdict = 'satisfied' | 'violated' | 'unknown' | 'does not apply' | 'not judged' | 'failed';

/** Runs rules over a workspace at a date. Pure: the same files, rules and date give the same findings in the same order. */
export class Judge {
    private readonly byKind = new Map<string, { rule: Rule; question: Question<readonly Weighed[]> }[]>();
    readonly rules: readonly Rule[];
    private readonly workspace: Workspace;
    private preparedFor = '';

    constructor(workspace: Workspace, rules: readonly Rule[]) {
        this.workspace = workspace;
        this.rules = rules;
        for (const rule of [...rules].sort((a, b) => (a.pass ?? 1) - (b.pass ?? 1) || (a.id < b.id ? -1 : 1))) {
            const group = this.byKind.get(rule.on) ?? [];
            group.push({ rule, question: verdictOf(rule) });
            this.byKind.set(rule.on, group);
        }
    }

    /** Every file of the workspace but the library's, in the order of their paths. */
    all(date: Day): FileJudgement[] {
        return [...this.workspace.files.keys()]
            .filter((path) => !isLibraryPath(path))
            .sort()
            .map((path) => this.file(path, date));
    }

    /** One file. */
    file(path: string, date: Day): FileJudgement {
        const file = this.workspace.files.get(path);
        const counts: Counts = { satisfied: 0, violated: 0, unknown: 0, waived: 0, doesNotApply: 0, broken: 0, failed: 0, notJudged: 0 };
        if (!file) return { path, findings: [], counts, notJudged: [] };
        const ask = this.prepared(date);
        const findings: Finding[] = [...fileProblems(this.workspace, ask, file)];
        for (const problem of this.unknownRules(ask, file)) findings.push(problem);
        counts.broken = findings.length;
        const notJudged: Id[] = [];
        for (const id of file.ids) {
            const judged = this.declaration(ask, id);
            findings.push(...judged.findings);
            if (!judged.sound) notJudged.push(id);
            for (const verdict of judged.verdicts.values()) count(counts, verdict);
        }
        for (const [service, at] of this.libraryServices(ask, file.ids)) {
            // What the library says of a company is shown where a spec relies on it.
            for (const finding of this.declaration(ask, service).findings) findings.push({ ...finding, where: at });
        }
        counts.notJudged = notJudged.length;
        // A violation counts once per finding, waived or not; the other verdicts once per rule and declaration.
        for (const { verdict, waivedBy } of findings) {
            if (verdict === 'violated' && waivedBy !== undefined) counts.waived++;
            else if (verdict === 'violated') counts.violated++;
            else if (verdict === 'unknown') counts.unknown++;
        }
        return { path, findings: this.inOrder(findings), counts, notJudged };
    }

    /** Each rule's verdict on a declaration. */
    verdicts(id: Id, date: Day): ReadonlyMap<string, Verdict> {
        const ask = this.prepared(date);
        return this.declaration(ask, id).verdicts;
    }

    /** Why a rule says that it does not apply; nothing where it does. */
    whyNot(ruleId: string, id: Id, date: Day): Message | undefined {
        const kind = this.workspace.node(id)?.$type ?? '';
        const entry = this.byKind.get(kind)?.find(({ rule }) => rule.id === ruleId);
        const first = entry && this.workspace.engine.at(date).of(entry.question, id)[0]?.outcome;
        return first?.verdict === 'does not apply' ? first.because : undefined;
    }

    /** A waiver of a rule that does not exist silences nothing, and nobody would notice. */
    private *unknownRules(ask: Ask, file: SpecFile): Generator<Finding> {
        const names = this.rules.flatMap(({ id, formerly }) => [id, ...(formerly ?? [])]);
        for (const id of file.ids) {
            const node = this.workspace.node(id);
            if (node?.$type !== 'Waiver' || names.length === 0) continue;
            const { rule } = header<ast.Waiver>(ask, id);
            if (rule === undefined || names.includes(rule)) continue;
            const start = file.source.indexOf(rule, node.$start);
            const message = text('There is no rule {rule}. Did you mean {guess}?', { rule, guess: closest(rule, names) });
            yield { ...broken('names/unknown-rule', message, { path: file.path, start, end: start + rule.length }), subject: id };
        }
    }

    private libraryServices(ask: Ask, ids: readonly Id[]): ReadonlyMap<Id, Place> {
        const used = new Map<Id, Place>();
        for (const id of ids) {
            if (this.workspace.node(id)?.$type !== 'Contract') continue;
            const hosted = hostings(ask, id).filter(({ service }) => isLibraryPath(service));
            // Of what others ask of the service this file knows nothing.
            if (hosted.length === 0 || !asksForSecNumCloud(ask, id)) continue;
            for (const { service, at } of hosted) if (!used.has(service)) used.set(service, part({ at }, 'service'));
        }
        return used;
    }

    private declaration(ask: Ask, id: Id): { findings: Finding[]; verdicts: Map<string, Verdict>; sound: boolean } {
        const findings: Finding[] = [];
        const verdicts = new Map<string, Verdict>();
        const kind = this.workspace.node(id)?.$type ?? '';
        const broken = ask.read(brokenCell, id) || (ask.of(declaration, id)?.problems.length ?? 0) > 0;
        let sound = !broken;
        for (const { rule, question } of this.byKind.get(kind) ?? []) {
            if (broken) {
                verdicts.set(rule.id, 'not judged');
                continue;
            }
            try {
                const { value, holds, doubtful } = ask.whole(question, id);
                const found = value.flatMap((weighed) => this.toFinding(ask, rule, id, weighed, holds.until));
                if (doubtful && !found.some(({ verdict }) => verdict === 'violated')) {
                    verdicts.set(rule.id, 'not judged');
                    sound = false;
                    continue;
                }
                findings.push(...found);
                verdicts.set(rule.id, verdictOn(value));
            } catch (error) {
                findings.push(this.failure(rule, id, error));
                verdicts.set(rule.id, 'failed');
            }
        }
        return { findings, verdicts, sound };
    }

    /** Whoever asks at a date, with the owners answered from the top down; once for all files while nothing changes. */
    private prepared(date: Day): Ask {
        const { engine } = this.workspace;
        const ask = engine.at(date);
        const now = `${engine.state} ${date}`;
        if (now !== this.preparedFor) prepareOwnership(ask);
        this.preparedFor = now;
        return ask;
    }

    private toFinding(ask: Ask, rule: Rule, subject: Id, { outcome, severity, norms }: Weighed, until: Day): Finding[] {
        if (outcome.verdict === 'does not apply') return [];
        // A waiver of a rule on waivers would vouch for itself.
        const asked =
            outcome.verdict === 'violated' && rule.pass !== 2
                ? [rule.id, ...(rule.formerly ?? [])].map((name) => ask.whole(waivings, `${name} ${subject}`))
                : [];
        const waiving = asked.flatMap(({ value }) => value);
        const live = waiving.find(({ state }) => state === 'live');
        const end = Math.min(until, ...asked.map(({ holds }) => holds.until));
        return [
            {
                rule: rule.id,
                verdict: outcome.verdict,
                severity,
                subject,
                where: outcome.at,
                message: outcome.message,
                path: outcome.path,
                norms,
                cure: outcome.verdict === 'violated' ? outcome.cure : undefined,
                settle: outcome.verdict === 'unknown' ? outcome.settle : undefined,
                fixes: outcome.verdict === 'violated' ? (outcome.fixes ?? []) : [],
                holdsUntil: Number.isFinite(end) ? end : undefined,
                waivedBy: live?.waiver,
                notes: [...((outcome.verdict === 'violated' && outcome.notes) || []), ...(live ? [] : waiving.flatMap((one) => noteOn(one)))],
            },
        ];
    }

    private failure(rule: Rule, subject: Id, error: unknown): Finding {
        const reason = error instanceof Error ? error.message : String(error);
        return {
            ...blank,
            rule: 'internal/rule-failed',
            verdict: 'failed',
            severity: 'error',
            subject,
            where: { id: subject, path: 'name' },
            message: text('The rule {rule} could not judge {name} ({reason}). This is a fault of Terroir, not of the spec; the other rules were run.', {
                rule: rule.id,
                name: title(this.workspace.engine.at(Number.NaN), subject),
                reason,
            }),
        };
    }

    private inOrder(findings: Finding[]): Finding[] {
        const offset = ({ where }: Finding) => ('start' in where ? where.start : (this.workspace.span(where)?.start ?? 0));
        return findings
            .map((finding, i) => ({ finding, i, at: offset(finding) }))
            .sort((a, b) => a.at - b.at || (a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : a.i - b.i))
            .map(({ finding }) => finding);
    }
}

function verdictOn(outcomes: readonly Weighed[]): Verdict {
    const verdicts = new Set(outcomes.map(({ outcome }) => outcome.verdict));
    for (const verdict of ['violated', 'unknown', 'does not apply'] as const) if (verdicts.has(verdict)) return verdict;
    return 'satisfied';
}

function count(counts: Counts, verdict: Verdict): void {
    if (verdict === 'satisfied') counts.satisfied++;
    else if (verdict === 'does not apply') counts.doesNotApply++;
    else if (verdict === 'failed') counts.failed++;
}

function noteOn({ waiver, until, state }: { waiver: Id; until: Day | undefined; state: string }): readonly Message[] {
    const name = nameOf(waiver);
    switch (state) {
        case 'over':
            return [text('The waiver {name} silenced this until {until}; it has ended.', { name, until: formatDay(until as Day) })];
        case 'not yet':
            return [text('The waiver {name} is not yet approved at this date.', { name })];
        case 'too long':
            return [text('The waiver {name} silences nothing: its end lies further from its approval than is allowed.', { name })];
        default:
            return [text('The waiver {name} silences nothing: it lacks its reason, its approver with a date, or its end.', { name })];
    }
}
