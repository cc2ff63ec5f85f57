import { closest } from 'fastest-levenshtein';
import { Aside } from '../model/aside.ts';
import type { Ask } from '../model/ask.ts';
import { hostings } from '../model/contracts.ts';
import { header, isBroken, isEvidenced, judgeable, kindOf, part, textCell, title } from '../model/declarations.ts';
import type { Evidence, Place, Settle } from '../model/facts.ts';
import type { Fix } from '../model/fixes.ts';
import { asksForSecNumCloud } from '../model/immunity.ts';
import { norm } from '../model/library.ts';
import { apart, type Cell, type Question } from '../model/question.ts';
import { remembered } from '../model/remembered.ts';
import { alike } from '../model/sameness.ts';
import type { Step } from '../model/steps.ts';
import { always, type FailedPart, forEver, isSameHolds, type Part, type Turn } from '../model/validity.ts';
import { targetOf, type Waiving, waivings } from '../model/waivers.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Id, nameOf, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { isWaivable, judges, type Outcome, type Rule, type Seen, type SeenOutcome, type Severity } from '../rules/rule.ts';
import type * as ast from '../syntax/generated/ast.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Mend } from '../syntax/parsed.ts';
import { ruleIn } from '../syntax/tokens.ts';
import { startOf } from '../syntax/tree.ts';
import { type Day, formatDay } from '../syntax/values.ts';
import { type Levels, levelOf } from './levels.ts';
import { blank, broken, fileProblems } from './problems.ts';
import { severityOf } from './severity.ts';

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
    readonly path: readonly Evidenced[];
    readonly norms: readonly CitedNorm[];
    readonly cure: Message | undefined;
    /** What would settle an unknown; empty for the other verdicts. */
    readonly settle: readonly Settle[];
    readonly fixes: readonly Fix[];
    /** The last day on which the verdict holds as far as is stated now; nothing where no day ends it. */
    readonly holdsUntil: Day | undefined;
    readonly waivedBy: Id | undefined;
    /** Taking out what is underlined would change no verdict. */
    readonly unnecessary: boolean;
    /** More to know, such as a waiver that no longer silences. */
    readonly notes: readonly Message[];
    /** What a text problem is about, for the editor's fixes: the name that was not found. */
    readonly name?: { readonly text: string; readonly files: readonly string[] };
    /** What would mend a text that cannot be read. */
    readonly mends?: readonly Mend[];
}

/** A fact that a finding rests on, and whether somebody named a source for it or only asserted it. */
export interface Evidenced extends Step {
    readonly evidenced: boolean;
}

/** A place in a declaration, or offsets in a file where there is no declaration to speak of. */
export type Where = Place | { readonly path: string; readonly start: number; readonly end: number };

/** What a rule came to about a declaration: its outcomes, each weighed. */
interface Weighed {
    readonly outcome: Outcome;
    readonly severity: Severity;
    readonly path: readonly Evidenced[];
    readonly norms: readonly CitedNorm[];
}

/** How many verdicts of each kind there are. What could not be judged is counted, never passed over. */
export interface Counts {
    satisfied: number;
    /** Violations that nothing silences, but for hints. */
    violated: number;
    /** What weighs as a hint: no gate asks for it, and whoever does not want to see it loses no verdict. */
    hints: number;
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

/** Whether something could not be read or judged, so that nobody may take the rest for the whole. */
export const isPartial = ({ failed, notJudged, broken }: Pick<Counts, 'failed' | 'notJudged' | 'broken'>): boolean => failed + notJudged + broken > 0;

export interface FileJudgement {
    readonly path: string;
    readonly findings: readonly Finding[];
    readonly counts: Counts;
    readonly notJudged: readonly Id[];
    /** The last day on which all this stays as it is, as long as nothing else is stated; infinite where no day ends it. */
    readonly until: Day;
}

function weigh(ask: Ask, rule: Rule, outcome: Outcome): Weighed {
    if (outcome.verdict === 'does not apply') return { outcome, severity: 'hint', path: nothing, norms: nothing };
    const path = outcome.path.map((step) => ({ ...step, evidenced: isEvidenced(ask, step.at) }));
    if (outcome.verdict === 'unknown') return { outcome, severity: 'information', path, norms: cite(ask, rule.norms) };
    const names = [...new Set([...(outcome.under ?? []).filter((name) => name !== 'contract'), ...rule.norms])];
    return { outcome, severity: severityOf(ask, rule, outcome), path, norms: cite(ask, names) };
}

/** One and the same object for all who cite it: there are very many findings, and few norms. */
const cited: (ask: Ask, name: string) => CitedNorm = remembered('norm as it is cited', (ask, name) => {
    const { id, title, degree, verified, url, sources } = norm(ask, name);
    return { id, name, title, force: degree, verified, url, sources };
});

const cite = (ask: Ask, names: readonly string[]): readonly CitedNorm[] => names.map((name) => cited(ask, name));

const nothing: readonly never[] = [];

/** A rule of the first pass sees no other. */
const nothingSeen: Seen = { on: () => [], by: () => undefined, rules: [], isRun: () => false };

/** What a rule came to about one declaration, for tables and coverage. */
export type Verdict = 'satisfied' | 'violated' | 'unknown' | 'does not apply' | 'not judged' | 'failed';

/** Where a rule stands on a declaration at a date. */
export interface Standing {
    readonly rule: Rule;
    readonly subject: Id;
    readonly verdict: Verdict;
    /** Why the rule says nothing: it does not apply, or the text that it is about has not been read. */
    readonly because: Message | undefined;
    readonly findings: readonly Finding[];
    /** The last day on which all this stays as it is; infinite where no day ends it. */
    readonly until: Day;
    /** What turns on the day after. */
    readonly turns: readonly Turn[];
}

interface Entry {
    readonly rule: Rule;
    /** The verdict of this rule alone, for whoever asks for no other. */
    readonly question: Question<readonly Weighed[]>;
    /** What it comes to mostly: nothing, whatever the day. There are very many of these. */
    readonly none: Verdicts;
}

/** What a rule came to about a declaration, or why it could not. */
interface Verdicts {
    readonly rule: Rule;
    readonly part: Part<readonly Weighed[]> | FailedPart;
}

const noneFound: Verdicts['part'] = { value: nothing, holds: forEver, doubtful: false };

const verdictsBy = ({ rule, none }: Entry, part: Verdicts['part']): Verdicts =>
    'value' in part && part.value === nothing && part.holds === forEver && !part.doubtful ? none : { rule, part };

/** Whether a rule has come to the same, for as long. A fault is never the same again. Told apart by hand, since it is asked of every rule for every key. */
const isSamePart = (one: Verdicts['part'], other: Verdicts['part']): boolean =>
    'value' in one && 'value' in other && alike(one.value, other.value) && one.doubtful === other.doubtful && isSameHolds(one.holds, other.holds);

/** Whether two findings are of the same parts: what a rule comes to again is what it came to before, so that nobody need look into it. */
function hasSameParts(one: Finding, other: Finding): boolean {
    for (const part in one) if (!Object.is(one[part as keyof Finding], other[part as keyof Finding])) return false;
    return true;
}

/** What others may see of it; nothing where it has come to nothing sound. A rule that failed is reported on its own subject, once. */
function seenOf({ rule, part }: Verdicts): readonly SeenOutcome[] | undefined {
    if ('error' in part || (part.doubtful && !part.value.some(({ outcome }) => outcome.verdict === 'violated'))) return undefined;
    return part.value.map(({ outcome, severity, norms }) => ({ rule, outcome, severity, norms: norms.map((norm) => norm.id) }));
}

/** It says why it applies to nothing, or nothing at all: nobody who asks what was found need see that. */
const findsSomething = ({ part }: Verdicts): boolean => 'value' in part && part.value.some(isSaid);

const isSaid = ({ outcome }: Weighed): boolean => outcome.verdict !== 'does not apply';

/** All that rules came to about one declaration. */
interface Judged {
    readonly findings: readonly Finding[];
    /** How many rules came to what, but for violations and unknowns: those are counted by their findings. */
    readonly counts: Readonly<Pick<Counts, 'satisfied' | 'doesNotApply' | 'failed'>>;
    /** Nothing that it rests on is broken. */
    readonly isSound: boolean;
    readonly until: Day;
}

/** What the user lets rules weigh. */
const levelsCell: Cell<Levels> = { name: 'levels', none: {}, same: alike };

/** Whether the user has not switched a rule off. */
const isRun = (ask: Ask, rule: Rule): boolean => levelOf(ask.read(levelsCell, ''), rule.id) !== 'off';

interface JudgeOptions {
    /** Rules that a waiver may name, whether they are run or not. */
    readonly known?: readonly Rule[];
    /**
     * Whether somebody is at work on a file: then each rule's verdict is kept by itself, and so is all that led to it, as far as the engine keeps
     * anything. It may be otherwise whenever somebody asks. Without it somebody is at work on all of them.
     *
     * @param again something of the file was judged before, and is judged again now
     */
    readonly isAtWork?: (path: string, again: boolean) => boolean;
}

/** So many files are judged together: rules run long enough in a row, and what all of them rest on is not too much to hold. */
export const judgedTogether = 16;

/** Runs rules over a workspace at a date. Pure: the same files, rules and date give the same findings in the same order. */
export class Judge {
    private readonly byKind = new Map<string, Entry[]>();
    /** The rules on a kind that the levels let run: whoever only lets one weigh otherwise has nothing asked again. */
    private readonly run: Question<readonly Entry[]> = {
        name: 'rules that are run',
        dated: false,
        same: (a, b) => a.length === b.length && a.every((entry, i) => entry === b[i]),
        answer: (ask, kind) => (this.byKind.get(kind) ?? []).filter(({ rule }) => isRun(ask, rule)),
    };
    readonly rules: readonly Rule[];
    /** Rules that find nothing but hints. What counts as no violation does not count as satisfied either. */
    private readonly hints: ReadonlySet<string>;
    private readonly workspace: Workspace;
    /** What the rules came to that see no other, kept by the engine with all that they rest on, for whoever wants to see all of it or some. */
    private readonly firstPass: Question<readonly Verdicts[]> = {
        name: 'verdicts',
        dated: true,
        same: (a, b) => a.length === b.length && a.every(({ rule, part }, i) => rule === b[i]?.rule && isSamePart(part, b[i].part)),
        answer: (ask, id) => {
            const ready = this.ready?.get(id);
            if (ready) ask.takeOver(ready.ask);
            const own = this.aside(ask, id);
            return ready?.verdicts ?? this.firstOn(ask, id).map((entry) => verdictsBy(entry, this.partOf(own, entry, id)));
        },
    };
    /** Kept likewise, so that nobody looks again at a declaration of which nothing has changed. */
    private readonly judged: Question<Judged> = {
        name: 'judgement',
        dated: true,
        same: alike,
        // Mostly one rule finds something else, and the editor knows already how it shows what the others have found.
        withPartsOf: (before, now) => ({
            ...now,
            findings: now.findings.map((one) => before.findings.find((other) => hasSameParts(other, one)) ?? one),
        }),
        answer: (ask, id) => this.judge(this.aside(ask, id), id),
    };
    /** What the library says of a service is shown where the first contract of a file puts data on it. */
    private readonly libraryServices: Question<readonly { readonly service: Id; readonly at: Place }[]> = {
        name: 'services of the library',
        dated: true,
        same: alike,
        answer: (ask, contract) => {
            const own = this.aside(ask, contract);
            const hosted = hostings(own, contract).filter(({ service }) => isLibraryPath(service));
            // Of what others ask of the service this file knows nothing.
            return hosted.length === 0 || !asksForSecNumCloud(own, contract) ? [] : hosted.map(({ service, at }) => ({ service, at: part({ at }, 'service') }));
        },
    };
    /** What is found out on the way to the judgement of files that nobody is at work on, by the files that are just being judged. */
    private readonly asides = new Map<string, Aside>();

    /** The verdicts that were looked at last, and what is to be seen of them. */
    private looked: { readonly at: readonly Verdicts[]; readonly outcomes: readonly SeenOutcome[] } = { at: nothing, outcomes: nothing };
    /** What the rules of the first pass came to on some declarations, while the engine takes it over. */
    private ready: ReadonlyMap<Id, { readonly ask: Ask; readonly verdicts: Verdicts[] }> | undefined;
    private readonly known: readonly Rule[];
    /** What these are called, and were called, once somebody has looked. */
    private knownNames: readonly string[] | undefined;
    private readonly isAtWork: (path: string, again: boolean) => boolean;

    constructor(workspace: Workspace, rules: readonly Rule[], { known = rules, isAtWork = () => true }: JudgeOptions = {}) {
        this.workspace = workspace;
        this.isAtWork = isAtWork;
        this.rules = rules;
        this.known = known;
        this.hints = new Set(rules.flatMap(({ id, severity }) => (severity === 'hint' ? [id] : [])));
        for (const rule of [...rules].sort((a, b) => (a.pass ?? 1) - (b.pass ?? 1) || (a.id < b.id ? -1 : 1))) {
            const question: Question<readonly Weighed[]> = {
                name: `verdict ${rule.id}`,
                dated: true,
                same: alike,
                answer: (ask, subject) => this.weighed(ask, rule, subject),
            };
            for (const kind of judges(rule)) {
                const group = this.byKind.get(kind) ?? [];
                group.push({ rule, question, none: { rule, part: noneFound } });
                this.byKind.set(kind, group);
            }
        }
    }

    /** What the user lets rules weigh. */
    get levels(): Levels {
        return this.workspace.engine.get(levelsCell, '');
    }

    set levels(levels: Levels) {
        this.workspace.engine.set(levelsCell, '', levels);
    }

    /** Every file of the workspace but the library's, in the order of their paths. */
    all(date: Day): FileJudgement[] {
        return [...this.workspace.files.keys()]
            .filter((path) => !isLibraryPath(path))
            .sort()
            .map((path) => this.file(path, date));
    }

    /** One file. Whoever asks is recorded with all that it rests on, where everything stands included. */
    file(path: string, date: Day, ask = this.workspace.engine.at(date)): FileJudgement {
        ask.read(textCell, path);
        const file = this.workspace.files.get(path);
        const counts: Counts = { satisfied: 0, violated: 0, hints: 0, unknown: 0, waived: 0, doesNotApply: 0, broken: 0, failed: 0, notJudged: 0 };
        if (!file) return { path, findings: [], counts, notJudged: [], until: always.until };
        const misnamed = [...this.unknownRules(ask, file)];
        const judgements = file.ids.map((id) => ({ id, judged: ask.of(this.judged, id) }));
        const notJudged = judgements.flatMap(({ id, judged }) => (judged.isSound ? [] : [id]));
        const findings: Finding[] = [...fileProblems(this.workspace, ask, file, notJudged), ...misnamed];
        const needless = findings.filter(({ severity }) => severity === 'hint').length;
        counts.broken = findings.length - needless;
        counts.hints = needless;
        let { until } = always;
        const services = new Map<Id, Place>();
        for (const { id, judged } of judgements) {
            for (const finding of judged.findings) findings.push(finding);
            until = Math.min(until, judged.until);
            counts.satisfied += judged.counts.satisfied;
            counts.doesNotApply += judged.counts.doesNotApply;
            counts.failed += judged.counts.failed;
            if (file.node(id)?.$type !== 'Contract') continue;
            const named = ask.whole(this.libraryServices, id);
            until = Math.min(until, named.holds.until);
            for (const { service, at } of named.value) if (!services.has(service)) services.set(service, at);
        }
        for (const [service, at] of services) {
            // What the library says of a company is shown where a spec relies on it.
            const judged = ask.of(this.judged, service);
            until = Math.min(until, judged.until);
            for (const finding of judged.findings) findings.push({ ...finding, where: at });
        }
        counts.notJudged = notJudged.length;
        // A violation counts once per finding, waived or not; the other verdicts once per rule and declaration.
        for (const { verdict, severity, waivedBy } of findings) {
            if (verdict === 'violated' && waivedBy !== undefined) counts.waived++;
            else if (verdict === 'violated' && severity === 'hint') counts.hints++;
            else if (verdict === 'violated') counts.violated++;
            else if (verdict === 'unknown') counts.unknown++;
        }
        return { path, findings: this.inOrder(ask, file, findings), counts, notJudged, until };
    }

    /**
     * Has rule after rule look at all declarations of some files, before anybody asks for one of them: what a machine does many times in a row
     * it does faster. Whoever has it done may listen in between. What was judged before is left out, since it may be right still or be put right with
     * less; and where somebody keeps track of what answers rest on, so are files that somebody is at work on.
     */
    *together(paths: readonly string[], date: Day): Generator<undefined> {
        const { engine } = this.workspace;
        const { age } = engine;
        const ask = engine.at(date);
        for (const ids of this.kindByKind(engine.keepsTrack ? paths.filter((path) => !this.isAtWork(path, false)) : paths, date)) {
            const entries = this.firstOn(ask, ids[0] as Id);
            const ready = new Map(ids.map((id) => [id, { ask: this.aside(ask, id).onBehalf(this.firstPass, id), verdicts: entries.map(({ none }) => none) }]));
            for (const [i, entry] of entries.entries()) {
                for (const [id, one] of ready) one.verdicts[i] = verdictsBy(entry, this.partOf(one.ask, entry, id));
                yield;
                // Meanwhile something has become otherwise: whoever asks for a file has it judged as things are now.
                if (engine.age !== age) return;
            }
            this.ready = ready;
            for (const id of ids) this.aside(ask, id).of(this.firstPass, id);
            this.ready = undefined;
        }
    }

    /** The declarations of some files that can be judged, those of one kind together. */
    private kindByKind(paths: readonly string[], date: Day): Iterable<readonly Id[]> {
        const ask = this.workspace.engine.at(date);
        const byKind = new Map<string, Id[]>();
        for (const id of this.idsIn(paths)) {
            if (this.workspace.engine.wasAsked(this.judged, id, date)) continue;
            const kind = ask.part(() => (judgeable(ask, id) ? kindOf(ask, id) : undefined));
            // Of what fails here, or is not there to be judged, the judgement of its file says so.
            if (!('value' in kind) || kind.value === undefined) continue;
            const same = byKind.get(kind.value);
            if (same) same.push(id);
            else byKind.set(kind.value, [id]);
        }
        return byKind.values();
    }

    /** Forgets how the judgement of some files came about, for hosts that keep no track of what answers rest on. */
    leave(paths: readonly string[]): void {
        const own = new Set(paths);
        this.workspace.engine.forget(this.idsIn(paths), (about) => apart(about).some((one) => own.has(one) || own.has(pathOf(one))));
    }

    private idsIn(paths: readonly string[]): readonly Id[] {
        return paths.flatMap((path) => this.workspace.files.get(path)?.ids ?? []);
    }

    /** Judges the declarations of a file one by one, so that whoever wants to judge it may listen in between whether it is still wanted. */
    *inSteps(path: string, date: Day): Generator<undefined> {
        const file = this.workspace.files.get(path);
        for (const id of file?.ids ?? []) {
            if (this.workspace.files.get(path) !== file) return;
            this.workspace.engine.at(date).of(this.judged, id);
            yield;
        }
    }

    /** Each rule's verdict on a declaration. */
    verdicts(id: Id, date: Day): ReadonlyMap<string, Verdict> {
        return new Map(this.standings(id, date).map(({ rule, verdict }) => [rule.id, verdict]));
    }

    /** Where each rule on a declaration stands at a date, or those of some rules. */
    standings(id: Id, date: Day, some?: ReadonlySet<Rule>): readonly Standing[] {
        return this.standingsOn(this.workspace.engine.at(date), id, some);
    }

    /** Everything that a rule looked at to come to its verdict on a declaration: `facts Seat file#Name` and the like. */
    restsOn(rule: Rule, id: Id, date: Day): ReadonlySet<string> {
        const entry = this.rulesOn(this.workspace.engine.at(date), id).find((one) => one.rule === rule);
        return entry ? this.workspace.engine.restsOn(entry.question, id, date) : new Set();
    }

    /** The norms behind a rule, the weightiest first. */
    cited(rule: Rule, date: Day): readonly CitedNorm[] {
        return cite(this.workspace.engine.at(date), rule.norms);
    }

    /** The verdicts of the first pass, asked for by a rule of the second and so recorded with what it rests on. */
    private seen(ask: Ask): Seen {
        return {
            on: (id) => (judgeable(ask, id) ? this.outcomesOf(ask.of(this.firstPass, id)) : nothing),
            by: (rule, id) => {
                const one = judgeable(ask, id) ? ask.inParts(this.firstPass, id).find((verdicts) => verdicts.rule === rule) : undefined;
                if (one) ask.rely(one.part);
                return one && seenOf(one);
            },
            rules: this.rules,
            isRun: (rule) => isRun(ask, rule),
        };
    }

    /** What is to be seen of some verdicts: several rules look at those of one declaration, one after another. */
    private outcomesOf(verdicts: readonly Verdicts[]): readonly SeenOutcome[] {
        if (verdicts !== this.looked.at) this.looked = { at: verdicts, outcomes: verdicts.filter(findsSomething).flatMap((one) => seenOf(one) ?? []) };
        return this.looked.outcomes;
    }

    /** The rules on a declaration that see no other. */
    private firstOn(ask: Ask, id: Id): readonly Entry[] {
        return this.rulesOn(ask, id).filter(({ rule }) => rule.pass !== 2);
    }

    /** Where nobody is at work, of a judgement it is kept what it rests on in the end, and not how it came about. */
    private aside(ask: Ask, id: Id): Ask {
        const path = pathOf(id);
        if (!this.workspace.engine.keepsTrack || this.isAtWork(path, ask.isAgain)) return ask;
        let aside = this.asides.get(path);
        if (!aside) {
            const own = `${path}#`;
            aside = new Aside((about) => about.startsWith(own) || about.includes(own, 1));
            this.asides.set(path, aside);
            // Those that come to a file in between, to judge something of another one, are few.
            for (const [old, gone] of this.asides) {
                if (this.asides.size <= 2 * judgedTogether) break;
                this.asides.delete(old);
                // V8 keeps what a map held for long after it was taken out, where other entries come and go all the time.
                gone.forget();
            }
        }
        return ask.aside(aside);
    }

    /** Where somebody is at work, each rule's verdict is an answer of its own: mostly a key changes but one. */
    private partOf(ask: Ask, { rule, question }: Entry, id: Id): Verdicts['part'] {
        return this.workspace.engine.keepsTrack && !ask.isAside ? ask.partBy(question, id) : ask.part(() => this.weighed(ask, rule, id));
    }

    private weighed(ask: Ask, rule: Rule, id: Id): readonly Weighed[] {
        let first: Weighed | undefined;
        let all: Weighed[] | undefined;
        for (const outcome of rule.judge(ask, id, rule.pass === 2 ? this.seen(ask) : nothingSeen)) {
            const one = weigh(ask, rule, outcome);
            if (first) (all ??= [first]).push(one);
            else first = one;
        }
        // There are very many of them, and a list that has grown holds room for more.
        return first ? (all?.slice() ?? [first]) : nothing;
    }

    /** A waiver of a rule that does not exist silences nothing, and nobody would notice. */
    private *unknownRules(ask: Ask, file: SpecFile): Generator<Finding> {
        this.knownNames ??= this.known.flatMap(({ id, formerly }) => [id, ...(formerly ?? [])]);
        const names = this.knownNames;
        for (const id of names.length > 0 ? file.ids : nothing) {
            const node = file.node(id);
            if (node?.$type !== 'Waiver') continue;
            const { rule } = header<ast.Waiver>(ask, id);
            if (rule === undefined || names.includes(rule)) continue;
            const { start, end } = ruleIn(file.source, node) ?? { start: node.$start, end: node.$end };
            const message = text('There is no rule {rule}. Did you mean {guess}?', { rule, guess: closest(rule, names) });
            yield { ...broken('names/unknown-rule', message, { path: file.path, start, end }), subject: id };
        }
    }

    private judge(ask: Ask, id: Id): Judged {
        const counts = { satisfied: 0, doesNotApply: 0, failed: 0 };
        const found: Finding[] = [];
        let isSound = !isBroken(ask, id);
        let { until } = always;
        for (const { rule, part } of isSound ? this.verdictsOn(ask, id) : nothing) {
            let verdict: Verdict;
            // Most rules find nothing: of those no more is made than is counted.
            if (isQuiet(part)) {
                verdict = verdictOf(part);
                until = Math.min(until, part.holds.until);
            } else {
                const standing = this.standingOf(ask, rule, part, id);
                verdict = standing.verdict;
                until = Math.min(until, standing.until);
                for (const finding of standing.findings) found.push(finding);
            }
            if (verdict === 'satisfied' && !this.hints.has(rule.id)) counts.satisfied++;
            else if (verdict === 'does not apply') counts.doesNotApply++;
            else if (verdict === 'failed') counts.failed++;
            else if (verdict === 'not judged') isSound = false;
        }
        return { counts, findings: found, isSound, until };
    }

    private rulesOn(ask: Ask, id: Id, some?: ReadonlySet<Rule>): readonly Entry[] {
        const entries = ask.of(this.run, kindOf(ask, id));
        return some ? entries.filter(({ rule }) => some.has(rule)) : entries;
    }

    private standingsOn(ask: Ask, id: Id, some?: ReadonlySet<Rule>): readonly Standing[] {
        if (!isBroken(ask, id)) return this.verdictsOn(ask, id, some).map(({ rule, part }) => this.standingOf(ask, rule, part, id));
        return this.rulesOn(ask, id, some).map(({ rule }) => ({
            rule,
            subject: id,
            verdict: 'not judged',
            because: undefined,
            findings: [],
            until: always.until,
            turns: [],
        }));
    }

    /** What each rule on a declaration came to, or some of them. */
    private verdictsOn(ask: Ask, id: Id, some?: ReadonlySet<Rule>): readonly Verdicts[] {
        const entries = this.rulesOn(ask, id, some);
        if (some) return entries.map(({ rule, question }) => ({ rule, part: ask.partBy(question, id) }));
        // They stand in the same order, those of the second pass behind.
        const first = ask.of(this.firstPass, id);
        return entries.map((entry, i) => first[i] ?? { rule: entry.rule, part: this.partOf(ask, entry, id) });
    }

    private standingOf(ask: Ask, rule: Rule, part: Verdicts['part'], id: Id): Standing {
        const { holds, doubtful } = part;
        const failed = (error: unknown): Standing => {
            const findings = [this.failure(ask, rule, id, error)];
            return { rule, subject: id, verdict: 'failed', because: undefined, findings, until: holds.until, turns: holds.turns };
        };
        if ('error' in part) return failed(part.error);
        const { value } = part;
        const [first] = value;
        if (first === undefined || isQuiet(part)) {
            const because = first && whyNothingIsSaid(first.outcome);
            return { rule, subject: id, verdict: verdictOf(part), because, findings: nothing, until: holds.until, turns: holds.turns };
        }
        try {
            const waivings = this.waivingsOf(ask, rule, id, value);
            const until = waivings.reduce((least, one) => Math.min(least, one.holds.until), holds.until);
            const level = levelOf(ask.read(levelsCell, ''), rule.id) as Severity | undefined;
            const found = value.flatMap((weighed) => this.toFinding(rule, id, weighed, until, waivings, level));
            const isDoubtful = doubtful && !found.some(({ verdict }) => verdict === 'violated');
            return {
                rule,
                subject: id,
                verdict: isDoubtful ? 'not judged' : verdictOn(value),
                because: found.length === 0 ? whyNothingIsSaid(first.outcome) : undefined,
                findings: isDoubtful ? [] : found,
                until,
                turns:
                    waivings.length === 0
                        ? holds.turns
                        : [holds, ...waivings.map((one) => one.holds)].filter((one) => one.until === until).flatMap((one) => one.turns),
            };
        } catch (error) {
            return failed(error);
        }
    }

    /** What waives a rule on a declaration, under its name and its former ones; nothing where it found nothing to waive. */
    private waivingsOf(ask: Ask, rule: Rule, subject: Id, value: readonly Weighed[]) {
        // A waiver of a rule on waivers would vouch for itself.
        if (!isWaivable(rule) || !value.some(({ outcome }) => outcome.verdict === 'violated')) return [];
        return [rule.id, ...(rule.formerly ?? [])].map((name) => ask.whole(waivings, targetOf(name, subject)));
    }

    private toFinding(
        rule: Rule,
        subject: Id,
        { outcome, severity, path, norms }: Weighed,
        end: Day,
        asked: readonly { readonly value: readonly Waiving[] }[],
        level: Severity | undefined,
    ): Finding[] {
        if (outcome.verdict === 'does not apply' || (outcome.verdict === 'unknown' && outcome.unread)) return [];
        const waiving = outcome.verdict === 'violated' ? asked.flatMap(({ value }) => value) : [];
        const live = waiving.find(({ state }) => state === 'live');
        const ownNotes = (outcome.verdict === 'violated' && outcome.notes) || nothing;
        const others = live ? nothing : waiving.flatMap((one) => noteOn(one));
        return [
            {
                rule: rule.id,
                verdict: outcome.verdict,
                severity: outcome.verdict === 'violated' ? (level ?? severity) : severity,
                subject,
                where: outcome.at,
                message: outcome.message,
                path,
                norms,
                cure: outcome.verdict === 'violated' ? outcome.cure : undefined,
                settle: outcome.verdict === 'unknown' ? outcome.settle : nothing,
                fixes: (outcome.verdict === 'violated' && outcome.fixes) || nothing,
                holdsUntil: Number.isFinite(end) ? end : undefined,
                waivedBy: live?.waiver,
                unnecessary: outcome.verdict === 'violated' && outcome.unnecessary === true,
                notes: others.length > 0 ? [...ownNotes, ...others] : ownNotes,
            },
        ];
    }

    private failure(ask: Ask, rule: Rule, subject: Id, error: unknown): Finding {
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
                name: title(ask, subject),
                reason,
            }),
        };
    }

    private inOrder(ask: Ask, file: SpecFile, findings: Finding[]): Finding[] {
        const here = `${file.path}#`;
        const offset = ({ where }: Finding) => {
            if ('start' in where) return where.start;
            // What stands in another file is in its order there.
            const isHere = where.id.startsWith(here);
            if (!isHere) ask.read(textCell, pathOf(where.id));
            const node = isHere ? file.node(where.id) : this.workspace.node(where.id);
            return node ? startOf(node, where.path) : 0;
        };
        return findings
            .map((finding, i) => ({ finding, i, at: offset(finding) }))
            .sort((a, b) => a.at - b.at || (a.finding.rule < b.finding.rule ? -1 : a.finding.rule > b.finding.rule ? 1 : a.i - b.i))
            .map(({ finding }) => finding);
    }
}

/** Whether a rule has looked and found nothing wrong, or does not apply, as most do. */
const isQuiet = (part: Verdicts['part']): part is Part<readonly Weighed[]> =>
    'value' in part && (part.value.length === 0 || (part.value.length === 1 && part.value[0]?.outcome.verdict === 'does not apply'));

/** What a rule that says nothing came to. */
const verdictOf = ({ value, doubtful }: Part<readonly Weighed[]>): 'satisfied' | 'does not apply' | 'not judged' =>
    doubtful ? 'not judged' : value.length > 0 ? 'does not apply' : 'satisfied';

function whyNothingIsSaid(outcome: Outcome): Message | undefined {
    if (outcome.verdict === 'does not apply') return outcome.because;
    return outcome.verdict === 'unknown' && outcome.unread ? outcome.message : undefined;
}

const weightiest = ['violated', 'unknown', 'does not apply'] as const;

function verdictOn(outcomes: readonly Weighed[]): Verdict {
    return weightiest.find((verdict) => outcomes.some(({ outcome }) => outcome.verdict === verdict)) ?? 'satisfied';
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
