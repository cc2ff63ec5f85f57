import { atLeast, nameOf, pathOf, plainName, say, text } from '../../../language/index.ts';
import type { Writing } from '../outputs.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { remarksOn, saysNotJudged } from './words.ts';

/*
 * JUnit XML, in the dialect of Jenkins' xUnit plugin (junit-10.xsd), which GitLab, Azure and others read. A suite for each file, a
 * case for each finding, and one for the file itself. A case fails where the finding fails the run: a violation below
 * --fail-on and an unknown that nobody asked to fail on are skipped, which no reader counts as passed.
 */

/** The report as test suites, one for each file that was to be judged. */
export function* junit(report: Report, { gate, translate }: Writing): Generator<string> {
    // How much there is of everything stands before it.
    const all = { tests: 0, failures: 0, errors: 0 };
    const notJudged = new Map<string, string[]>();
    for (const id of report.notJudged) notJudged.set(pathOf(id), [...(notJudged.get(pathOf(id)) ?? []), plainName(id)]);
    for (const { path, judged } of report.files) {
        if (!judged) continue;
        all.tests++;
        if (notJudged.has(path)) all.errors++;
    }
    for (const finding of report.findings) {
        all.tests++;
        const kind = kindOf(finding);
        if (kind === 'failure') all.failures++;
        else if (kind === 'error') all.errors++;
    }
    const head = attributes({ name: 'terroir', ...all });
    const properties = Object.entries({
        asOf: report.judged.asOf,
        version: report.tool.version,
        library: report.library.version,
        libraryHash: report.library.hash,
    });
    const stated = properties.map(([name, value]) => `      <property${attributes({ name, value })}/>\n`).join('');
    yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n`;
    for (const [path, judged, findings] of suites(report)) yield draw(suiteOf(path, judged, findings), `    <properties>\n${stated}    </properties>\n`);
    yield '</testsuites>\n';

    function suiteOf(path: string, judged: boolean, findings: readonly ReportedFinding[]): Suite {
        const cases = findings.map((finding) => caseOf(path, finding));
        if (judged) cases.unshift(wholeOf(path));
        const count = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length;
        return { name: path, cases, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
    }

    /** The case of the file itself: whether all of it was judged. */
    function wholeOf(path: string): Case {
        const names = notJudged.get(path);
        const message = names ? say(saysNotJudged(names), translate) : '';
        return { name: say(text('judged'), translate), classname: path, kind: names && 'error', message, body: '' };
    }

    function caseOf(path: string, finding: ReportedFinding): Case {
        const { rule, subject, range, message, path: steps } = finding;
        const place = `${path}:${range.start.line}:${range.start.column}`;
        const name = subject === null ? rule : say(text('{rule} on {name}', { rule, name: nameOf(subject) }), translate);
        const more = [
            place,
            ...steps.map((step, i) => `${i + 1}. ${step.text} (${step.file}:${step.range.start.line})`),
            ...finding.norms.map(({ title, url }) => (url === null ? title : `${title}: ${url}`)),
            ...remarksOn(finding, translate),
        ];
        return {
            name: `${name} (${range.start.line}:${range.start.column})`,
            classname: path,
            kind: kindOf(finding),
            type: rule,
            message,
            body: more.join('\n'),
        };
    }

    function kindOf({ verdict, severity, waivedBy, origin }: ReportedFinding): Case['kind'] {
        if (verdict === 'failed') return 'error';
        if (waivedBy !== null || origin === 'known') return 'skipped';
        if (verdict === 'unknown') return gate.failOnUnknown ? 'failure' : 'skipped';
        return gate.failOn !== 'never' && atLeast(severity, gate.failOn) ? 'failure' : 'skipped';
    }
}

/** Every file that was judged or of which something was found, with that. Findings come in the order of their files, as files do. */
function* suites({ files, findings }: Report): Generator<readonly [path: string, judged: boolean, findings: readonly ReportedFinding[]]> {
    // What stands for a folder, or in the library where a spec relies on it, belongs to no file that was read; it comes last.
    const elsewhere = new Map<string, ReportedFinding[]>();
    let at = 0;
    let found: ReportedFinding[] = [];
    const ended = function* (before: string | undefined): ReturnType<typeof suites> {
        for (let file = files[at]; file && (before === undefined || file.path < before); file = files[++at]) {
            if (file.judged || found.length > 0) yield [file.path, file.judged, found];
            found = [];
        }
    };
    for (const finding of findings) {
        const { file } = finding;
        yield* ended(file);
        if (files[at]?.path === file) found.push(finding);
        else elsewhere.set(file, [...(elsewhere.get(file) ?? []), finding]);
    }
    yield* ended(undefined);
    for (const [path, others] of elsewhere) yield [path, false, others];
}

interface Suite {
    readonly name: string;
    readonly cases: readonly Case[];
    readonly failures: number;
    readonly errors: number;
    readonly skipped: number;
}

interface Case {
    readonly name: string;
    readonly classname: string;
    readonly kind: 'failure' | 'error' | 'skipped' | undefined;
    readonly type?: string;
    readonly message: string;
    readonly body: string;
}

function draw({ name, cases, failures, errors, skipped }: Suite, properties: string): string {
    const drawn = cases.map(({ name, classname, kind, type, message, body }) => {
        const head = attributes({ name, classname });
        if (kind === undefined) return `    <testcase${head}/>\n`;
        return `    <testcase${head}>\n      <${kind}${attributes({ type: type ?? '', message })}>${escaped(body)}</${kind}>\n    </testcase>\n`;
    });
    return `  <testsuite${attributes({ name, tests: cases.length, failures, errors, skipped })}>\n${properties}${drawn.join('')}  </testsuite>\n`;
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
    Object.entries(values)
        .map(([name, value]) => ` ${name}="${escaped(String(value)).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')}"`)
        .join('');

/** Text of others in XML; what XML 1.0 has no way to hold becomes the mark for an unknown character. */
const escaped = (words: string): string =>
    words
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
        .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
        .replace(/\r/g, '&#13;');
