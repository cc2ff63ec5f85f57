import {
    contractsIn,
    coverageOf,
    formatDay,
    nameOf,
    type Severity,
    type Standing,
    say,
    type Translate,
    text,
    title,
    type Verdict,
} from '../../language/index.ts';
import { coverageHtml } from './formats/coverage-html.ts';
import { coverageMarkdown } from './formats/coverage-markdown.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { placeIn, type Range, type ReportedNorm, type Run, reportOf, Texts, toNorm } from './report.ts';
import { gateOf, languageIn, readRun, runOptions } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';
import { toolVersion } from './version.ts';

export const coverageOptions = {
    ...runOptions,
    format: { takes: ['markdown', 'json', 'html'] },
    lang: { takes: languages },
} as const;

/** What each contract comes to, article by article, in one language, as plain data. */
export interface CoverageReport {
    readonly schemaVersion: 1;
    readonly tool: { readonly name: 'terroir'; readonly version: string };
    readonly judged: { readonly asOf: string; readonly withTodaysKnowledge: boolean };
    readonly language: Language;
    readonly contracts: readonly CoveredContract[];
    readonly notJudged: readonly string[];
}

export interface CoveredContract {
    readonly contract: string;
    readonly title: string;
    readonly file: string;
    readonly range: Range;
    readonly counts: Readonly<Record<Verdict, number>>;
    readonly articles: readonly CoveredArticle[];
}

/** A norm with the rules that stand under it. */
export interface CoveredArticle extends ReportedNorm {
    /** The worst of its rules. */
    readonly verdict: Verdict;
    readonly rules: readonly CoveredRule[];
}

export interface CoveredRule {
    readonly rule: string;
    readonly summary: string;
    /** What was judged: the contract, or something that it rests on. */
    readonly subject: string;
    readonly name: string;
    readonly verdict: Verdict;
    /** Why the rule says nothing: it does not apply, or the text that it is about has not been read. */
    readonly because: string | null;
    readonly findings: readonly { readonly severity: Severity; readonly verdict: string; readonly message: string; readonly waivedBy: string | null }[];
    /** The last day on which the verdict holds, as far as is stated. */
    readonly holdsUntil: string | null;
}

/** `terroir coverage`: for each contract, article by article, what is satisfied, violated, unknown, or does not apply and why. */
export function coverage(args: readonly string[], io: Io, environment: Language, misused: Misused): number {
    const read = readRun(args, coverageOptions, io);
    if ('problem' in read) return misused(read.problem);
    const { options, run } = read;
    const spoken = languageIn(run, environment);
    const language = options.format === 'json' ? (options.lang ?? 'en') : spoken;
    const translate = translateTo[language];
    const report = coverageReport(run, language, translate);
    switch (options.format ?? 'markdown') {
        case 'json':
            io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
            break;
        case 'html':
            io.stdout.write(coverageHtml(report, translate));
            break;
        case 'markdown':
            io.stdout.write(coverageMarkdown(report, translate));
    }
    if (report.contracts.length === 0) io.stderr.write(`terroir: ${say(text('No contract was found in what was judged.'), translate)}\n`);
    return gateOf(run, reportOf(run, new Texts(run.workspace), language, translate), io, translate);
}

const ranks: Readonly<Record<Verdict, number>> = { failed: 0, 'not judged': 1, violated: 2, unknown: 3, satisfied: 4, 'does not apply': 5 };

const worseOf = (one: Verdict, other: Verdict): Verdict => (ranks[other] < ranks[one] ? other : one);

function coverageReport(run: Run, language: Language, translate: Translate): CoverageReport {
    const { workspace, judge, judgements, date } = run;
    const ask = workspace.engine.at(date);
    const texts = new Texts(workspace);
    const ids = contractsIn(
        workspace,
        judgements.map(({ path }) => path),
    );
    return {
        schemaVersion: 1,
        tool: { name: 'terroir', version: toolVersion() },
        judged: { asOf: formatDay(date), withTodaysKnowledge: date < run.today },
        language,
        contracts: ids.map((contract) => {
            const standings = coverageOf(judge, ask, contract, date);
            const articles = new Map<string, { norm: ReportedNorm; rules: CoveredRule[] }>();
            for (const standing of standings) {
                const cited = judge.cited(standing.rule, date)[0];
                if (!cited) throw new Error(`The rule ${standing.rule.id} cites no norm.`);
                const article = articles.get(cited.name) ?? { norm: toNorm(cited, translate), rules: [] };
                article.rules.push(coveredRule(standing));
                articles.set(cited.name, article);
            }
            const counts: Record<Verdict, number> = { satisfied: 0, violated: 0, unknown: 0, 'does not apply': 0, 'not judged': 0, failed: 0 };
            for (const { verdict } of standings) counts[verdict]++;
            return {
                contract,
                title: title(ask, contract),
                ...placeIn(workspace, texts, { id: contract, path: 'name' }),
                counts,
                articles: [...articles]
                    .sort(([a], [b]) => (a < b ? -1 : 1))
                    .map(([, { norm, rules }]) => ({
                        ...norm,
                        verdict: rules.map(({ verdict }) => verdict).reduce(worseOf),
                        rules,
                    })),
            };
        }),
        notJudged: judgements.flatMap(({ notJudged }) => notJudged),
    };

    function coveredRule({ rule, subject, verdict, because, findings, until }: Standing): CoveredRule {
        return {
            rule: rule.id,
            summary: say(rule.summary, translate),
            subject,
            name: nameOf(subject),
            verdict,
            because: because ? say(because, translate) : null,
            findings: findings.map((finding) => ({
                severity: finding.severity,
                verdict: finding.verdict,
                message: say(finding.message, translate),
                waivedBy: finding.waivedBy ?? null,
            })),
            holdsUntil: Number.isFinite(until) ? formatDay(until) : null,
        };
    }
}
