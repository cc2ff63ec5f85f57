import { listWaivers, nameOf, pathOf, type Rule, type Severity, say, text, title } from '../../../language/index.ts';
import { meaningOf } from '../codes.ts';
import type { Writing } from '../outputs.ts';
import { placeIn, type Range, type Report, type ReportedFinding } from '../report.ts';
import { jsonPieces, madeOf } from './pieces.ts';
import { notJudgedIn, remarksOn } from './words.ts';

/*
 * SARIF 2.1.0, as OASIS has it (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html) and as code scanning reads it.
 * An unknown is a result of the kind `open`: the rule was evaluated, and what is stated did not suffice to decide. The standard
 * wants the level `none` for it.
 */

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

const states = { new: 'new', known: 'unchanged', reopened: 'updated' } as const;

/** The report as one run of SARIF, its results in the order of the findings. */
export function* sarif(report: Report, writing: Writing): Generator<string> {
    const { failures, found, waivers } = overview(report);
    const rules = rulesOf(found, writing);
    const index = new Map(rules.map(({ id }, i) => [id, i]));
    const suppressions = suppressionsOf(waivers, writing);
    const told = [...failures.map(failed), ...notJudgedIn(report, writing).map(unread)];
    const log = {
        $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: {
                    driver: {
                        name: report.tool.name,
                        semanticVersion: report.tool.version,
                        language: languageTag(report),
                        rules,
                    },
                    extensions: [{ name: 'terroir-library', version: report.library.version, properties: { sha256: report.library.hash } }],
                },
                automationDetails: { id: 'terroir/' },
                language: languageTag(report),
                columnKind: 'unicodeCodePoints',
                // A lone CR ends a line as well; whoever is not told counts others.
                newlineSequences: ['\r\n', '\n', '\r'],
                originalUriBaseIds: { SRCROOT: { description: { text: 'The folder that paths are relative to: --root, or the one in which Terroir ran.' } } },
                invocations: [
                    {
                        executionSuccessful: failures.length === 0,
                        ...(told.length === 0 ? {} : { toolExecutionNotifications: told }),
                    },
                ],
                artifacts: report.files.map(({ path, sha256 }) => ({
                    location: artifact(path),
                    ...(sha256 === null ? {} : { hashes: { 'sha-256': sha256 } }),
                })),
                properties: { asOf: report.judged.asOf, withTodaysKnowledge: report.judged.withTodaysKnowledge, counts: report.counts },
                results: madeOf(report.findings, (finding) => ({
                    ruleId: finding.rule,
                    ruleIndex: index.get(finding.rule) ?? -1,
                    ...(finding.verdict === 'unknown' ? { kind: 'open', level: 'none' } : { level: levels[finding.severity] }),
                    message: { text: messageOf(finding, writing) },
                    locations: [{ ...locationOf(finding.file, finding.range), ...logicalOf(finding) }],
                    ...codeFlowOf(finding),
                    ...relatedTo(finding, writing),
                    ...fixesOf(finding),
                    partialFingerprints: { 'terroir/v1': finding.fingerprint },
                    ...(report.baseline === null || finding.origin === null ? {} : { baselineState: states[finding.origin] }),
                    suppressions: finding.waivedBy === null ? [] : [suppressions.get(finding.waivedBy) ?? { kind: 'inSource', status: 'accepted' }],
                    properties: { verdict: finding.verdict, holdsUntil: finding.holdsUntil, norms: finding.norms.map(({ name }) => name) },
                })),
            },
        ],
    };
    yield* jsonPieces(log);
    yield '\n';
}

/** What stands before the results and is about them: what could not be judged, the rules and codes that found something, and what silences. */
function overview({ findings }: Report) {
    const failures: ReportedFinding[] = [];
    const found = new Set<string>();
    const waivers = new Set<string>();
    for (const finding of findings) {
        found.add(finding.rule);
        if (finding.verdict === 'failed') failures.push(finding);
        if (finding.waivedBy !== null) waivers.add(finding.waivedBy);
    }
    return { failures, found, waivers };
}

const failed = ({ rule, message, file, range }: ReportedFinding) => ({
    descriptor: { id: rule },
    level: 'error',
    message: { text: message },
    locations: [locationOf(file, range)],
});

const unread = ({ message, file, range }: ReturnType<typeof notJudgedIn>[number]) => ({
    level: 'warning',
    message: { text: message },
    locations: [locationOf(file, range)],
});

const languageTag = ({ language }: Report): string => ({ en: 'en-US', fr: 'fr-FR' })[language];

// ---------------------------------------------------------------- rules

/** Every rule that was run, whether it found something or not, and every code that is in the report; in the order of their names. */
function rulesOf(found: ReadonlySet<string>, { reading, translate }: Writing) {
    const words = (message: Parameters<typeof say>[0]) => say(message, translate);
    const ruled = reading.judge.rules.map((rule) => ({
        id: rule.id,
        name: pascal(rule.id),
        shortDescription: { text: words(rule.summary) },
        fullDescription: { text: words(rule.why) },
        help: helpOn(rule, reading, words),
        defaultConfiguration: { level: defaultLevel(rule, reading) },
        properties: {
            tags: [rule.id.slice(0, rule.id.indexOf('/')), ...rule.norms].slice(0, 10),
            precision: 'high',
            'problem.severity': { error: 'error', warning: 'warning', note: 'recommendation' }[defaultLevel(rule, reading)],
        },
    }));
    const coded = [...found].flatMap((id) => {
        const meaning = meaningOf(id);
        if (!meaning) return [];
        const about = words(meaning);
        return {
            id,
            name: pascal(id),
            shortDescription: { text: about },
            fullDescription: { text: about },
            help: { text: about, markdown: about },
            defaultConfiguration: { level: 'error' },
            properties: { tags: [id.slice(0, id.indexOf('/'))], precision: 'very-high', 'problem.severity': 'error' },
        };
    });
    return [...ruled, ...coded].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function helpOn(rule: Rule, { judge, date }: Writing['reading'], words: (message: Parameters<typeof say>[0]) => string) {
    const norms = judge.cited(rule, date);
    const prose = [words(rule.summary), words(rule.why)];
    return {
        text: [...prose, ...norms.map(({ title, url }) => (url === undefined ? title : `${title}: ${url}`))].join('\n'),
        markdown: [...prose, norms.map(({ title, url }) => `- ${url === undefined ? title : `[${title}](${url})`}`).join('\n')]
            .filter((one) => one !== '')
            .join('\n\n'),
    };
}

/** What a violation weighs unless it names a norm of its own: the force of the rule's weightiest norm. */
function defaultLevel(rule: Rule, { judge, date }: Writing['reading']): 'error' | 'warning' | 'note' {
    if (rule.severity) return levels[rule.severity] as 'error' | 'warning' | 'note';
    const [norm] = judge.cited(rule, date);
    if (norm?.force === 'law') return norm.verified === undefined ? 'warning' : 'error';
    return norm?.force === 'doctrine' ? 'warning' : 'note';
}

/** `reach/no-foreign-control` as the readable name that SARIF asks for. */
const pascal = (id: string): string => id.replace(/(?:^|[/-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

// ---------------------------------------------------------------- results

function messageOf(finding: ReportedFinding, { translate }: Writing): string {
    const { message, holdsUntil } = finding;
    const until = holdsUntil === null ? [] : [say(text('Holds until {until}.', { until: holdsUntil }), translate)];
    return [message, ...remarksOn(finding, translate), ...until].join('\n');
}

const locationOf = (file: string, range: Range) => ({ physicalLocation: { artifactLocation: artifact(file), region: regionOf(range) } });

/** An empty region stands for a whole file, or for the place before a character. */
const regionOf = ({ start, end }: Range) => ({ startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column });

/** Files of the library stand in no repository; theirs is an address of its own. */
const artifact = (path: string) => (path.startsWith('terroir:/') ? { uri: path } : { uri: relativeUri(path), uriBaseId: 'SRCROOT' });

/** What ends the path of an address, or its scheme, is part of the name here. */
const relativeUri = (path: string): string => encodeURI(path).replace(/[#?:]/g, encodeURIComponent);

const logicalOf = ({ subject }: ReportedFinding) =>
    subject === null ? {} : { logicalLocations: [{ name: nameOf(subject), fullyQualifiedName: subject, kind: 'declaration' }] };

/** The facts that prove the finding, step by step. */
function codeFlowOf({ path }: ReportedFinding) {
    if (path.length === 0) return {};
    const locations = path.map(({ text, file, range, evidence }) => ({
        location: { ...locationOf(file, range), message: { text } },
        properties: { evidence },
    }));
    return { codeFlows: [{ threadFlows: [{ locations }] }] };
}

/** Where an unknown is to be settled, and the waiver that silences. */
function relatedTo({ settle, waivedBy }: ReportedFinding, { reading, texts }: Writing) {
    const places = [...settle.map(({ in: id, write }) => ({ id, says: write })), ...(waivedBy === null ? [] : [{ id: waivedBy, says: nameOf(waivedBy) }])];
    if (places.length === 0) return {};
    return {
        relatedLocations: places.map(({ id, says }, i) => {
            const { file, range } = placeIn(reading.workspace, texts, { id, path: 'name' });
            return { id: i + 1, ...locationOf(file, range), message: { text: says } };
        }),
    };
}

/** The change that ends it, file by file. An empty region is the place before a character: there something is put in. */
function fixesOf({ fix }: ReportedFinding) {
    if (fix === null) return {};
    const files = [...new Set(fix.edits.map(({ file }) => file))];
    const artifactChanges = files.map((file) => ({
        artifactLocation: artifact(file),
        replacements: fix.edits.flatMap((edit) => (edit.file === file ? [{ deletedRegion: regionOf(edit.range), insertedContent: { text: edit.text } }] : [])),
    }));
    return { fixes: [{ description: { text: fix.title }, artifactChanges }] };
}

/** What each waiver that silences something says for itself. */
function suppressionsOf(waivers: ReadonlySet<string>, { reading, texts }: Writing) {
    const ask = reading.workspace.engine.at(reading.date);
    const paths = [...new Set(Array.from(waivers, pathOf))].sort();
    return new Map(
        listWaivers(reading.judge, reading.workspace, paths, reading.date).map(({ id, reason, approver }) => {
            const { file, range } = placeIn(reading.workspace, texts, { id, path: 'name' });
            const justification = [reason, approver === undefined ? undefined : title(ask, approver)].filter((one) => one !== undefined).join(' — ');
            return [id, { kind: 'inSource', status: 'accepted', justification, location: locationOf(file, range) }];
        }),
    );
}
