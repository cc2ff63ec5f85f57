import { atLeast, nameOf, say, text } from '../../../language/index.ts';
import type { Writing } from '../outputs.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { remarksOn } from './words.ts';

/*
 * JUnit XML, in the dialect of Jenkins' xUnit plugin (junit-10.xsd), which GitLab, Azure and others read. A suite for each file, a
 * case for each finding, and one for the file itself. A case fails where the finding fails the run: a violation below
 * --fail-on and an unknown that nobody asked to fail on are skipped, which no reader counts as passed.
 */

/** The report as test suites, one for each file that was to be judged. */
export function junit(report: Report, { gate, translate }: Writing): string {
    const suites = report.files
        .filter(({ path, judged }) => judged || report.findings.some(({ file }) => file === path))
        .map(({ path, judged }) =>
            suiteOf(
                path,
                judged,
                report.findings.filter(({ file }) => file === path),
            ),
        );
    // What stands for a folder, or in the library where a spec relies on it, belongs to no file that was read.
    const named = new Set(report.files.map(({ path }) => path));
    const elsewhere = [...new Set(report.findings.map(({ file }) => file).filter((file) => !named.has(file)))].sort();
    suites.push(
        ...elsewhere.map((path) =>
            suiteOf(
                path,
                false,
                report.findings.filter(({ file }) => file === path),
            ),
        ),
    );
    const sum = (count: (suite: Suite) => number) => suites.reduce((so, suite) => so + count(suite), 0);
    const head = attributes({
        name: 'terroir',
        tests: sum(({ cases }) => cases.length),
        failures: sum(({ failures }) => failures),
        errors: sum(({ errors }) => errors),
    });
    const properties = Object.entries({
        asOf: report.judged.asOf,
        version: report.tool.version,
        library: report.library.version,
        libraryHash: report.library.hash,
    });
    const stated = properties.map(([name, value]) => `      <property${attributes({ name, value })}/>\n`).join('');
    const drawn = suites.map((suite) => draw(suite, `    <properties>\n${stated}    </properties>\n`));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${drawn.join('')}</testsuites>\n`;

    function suiteOf(path: string, judged: boolean, findings: readonly ReportedFinding[]): Suite {
        const cases = findings.map((finding) => caseOf(path, finding));
        if (judged) cases.unshift({ name: say(text('judged'), translate), classname: path, kind: undefined, message: '', body: '' });
        const count = (kind: Case['kind']) => cases.filter((one) => one.kind === kind).length;
        return { name: path, cases, failures: count('failure'), errors: count('error'), skipped: count('skipped') };
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
