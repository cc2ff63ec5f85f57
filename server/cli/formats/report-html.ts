import { changes, formatDay, judges, type Message, nameOf, pathOf, pictureOf, say, sayCause, text, title, type views } from '../../../language/index.ts';
import { baselineLine } from '../baseline.ts';
import type { Writing } from '../outputs.ts';
import type { Report, ReportedFinding } from '../report.ts';
import { escapeHtml, htmlPage } from './html.ts';
import { verdictOf } from './markdown-report.ts';
import { lastLine } from './text.ts';
import { remarksOn, saysNotJudged, settingsOf } from './words.ts';

/** So many days to come are told of a contract. */
const mostDays = 4;

/** So many contracts have their pictures in the report: each takes some ten thousand characters. */
const mostDrawn = 50;

/** How far the days to come are looked for, in days. */
const horizon = 5 * 366;

/** One page that a director reads and prints: for each contract what was found, why, by which norms, and what comes next. */
export function html(report: Report, { reading, translate, drawing }: Writing): Iterable<string> {
    const { workspace, judge, date } = reading;
    const ask = workspace.engine.at(date);
    const words = (message: Message) => escapeHtml(say(message, translate));
    // Of a contract that no rule was asked about, as beside a plan, nothing may be said: least of all that nothing was found.
    const isAsked = judge.rules.some((rule) => judges(rule).includes('Contract'));
    const contracts = report.files
        .flatMap(({ path, judged }) => (judged && isAsked ? (workspace.files.get(path)?.ids ?? []) : []))
        .filter((id) => workspace.node(id)?.$type === 'Contract');
    const isOnContract = new Set(contracts);
    // Of these it may not be said either that nothing was found.
    const unread = new Set(report.notJudged);
    const others: ReportedFinding[] = [];
    const onContracts = new Map<string, ReportedFinding[]>();
    for (const finding of report.findings) {
        const { subject } = finding;
        const on = subject !== null && isOnContract.has(subject) ? onContracts.get(subject) : others;
        if (on) on.push(finding);
        else onContracts.set(subject as string, [finding]);
    }

    const name = text('What was judged');
    const intro = text('Judged as of {day}. What a spec states, and what follows from it; no legal advice.', { day: report.judged.asOf });
    const parts = [
        `<h1>${words(name)}</h1>`,
        `<p>${words(intro)}</p>`,
        `<p class="sum">${escapeHtml(lastLine(report, translate))}</p>`,
        ...[...baselineLine(report, translate), ...settingsOf(report, translate)].map((line) => `<p>${escapeHtml(line)}</p>`),
        contracts.length > mostDrawn
            ? `<p>${words(text('There are pictures of the first {n} contracts; terroir draw makes those of the others.', { n: mostDrawn }))}</p>`
            : '',
        contracts.length > 1 ? contents() : '',
        drawing && contracts.length > 0 ? drawing.sharedByPictures() : '',
        ...contracts.map(drawContract),
        others.length === 0 ? '' : `<section>\n<h2>${words(text('What else was found'))}</h2>\n${tables(others)}\n</section>`,
        report.notJudged.length === 0 ? '' : notJudged(report.notJudged),
        provenance(),
    ];
    return [htmlPage(report.language, say(name, translate), parts.filter((part) => part !== '').join('\n'))];

    function contents(): string {
        const seen = new Set<string>();
        const doubled = new Set(contracts.map((id) => title(ask, id)).filter((name) => seen.size === seen.add(name).size));
        const items = contracts.map((id) => {
            const name = title(ask, id);
            // Of contracts that are called alike it is told where each stands.
            const where = doubled.has(name) ? ` <span class="faint">${whereIs(id)}</span>` : '';
            return `<li><a href="#${anchor(id)}">${escapeHtml(name)}</a>${where} ${sums(findingsOn(id))}</li>`;
        });
        return `<nav aria-label="${words(text('Contracts'))}">\n<ul>\n${items.join('\n')}\n</ul>\n</nav>`;
    }

    function findingsOn(id: string): readonly ReportedFinding[] {
        return onContracts.get(id) ?? [];
    }

    function drawContract(id: string): string {
        const found = findingsOn(id);
        const clean = words(text('Nothing was found that is violated or unknown.'));
        return `<section id="${anchor(id)}">
<h2>${escapeHtml(title(ask, id))}</h2>
<p class="faint">${whereIs(id)}</p>
${found.length === 0 ? '' : `<p>${sums(found)}</p>`}
${pictures(id)}
${found.length > 0 ? tables(found) : unread.has(id) ? notJudged([id]) : `<p>${clean}</p>`}
${comingUp(id)}
</section>`;
    }

    function notJudged(ids: readonly string[]): string {
        return `<p>${words(saysNotJudged(ids.map(nameOf)))}</p>`;
    }

    /** Who gets at the data, and what runs until when: for those who see, beside what the tables and the days say in words. */
    function pictures(id: string): string {
        const n = contracts.indexOf(id);
        if (!drawing || n >= mostDrawn) return '';
        const draw = (view: (typeof views)[number]) =>
            `<figure class="wide">\n${drawing.drawWithin(pictureOf(view, judge, workspace, [id], date), translate, report.language, `${view}-${n}`)}</figure>`;
        return `${draw('reach')}\n${draw('timeline')}`;
    }

    /** How many findings there are of each weight, the gravest first. */
    function sums(found: readonly ReportedFinding[]): string {
        const counts = new Map<string, { finding: ReportedFinding; n: number }>();
        for (const finding of found) {
            const word = verdictOf(finding).template;
            counts.set(word, { finding, n: (counts.get(word)?.n ?? 0) + 1 });
        }
        return [...counts.values()]
            .sort((a, b) => rank(a.finding) - rank(b.finding))
            .map(({ finding, n }) => mark(finding, `${n} × `))
            .join(' · ');
    }

    function tables(found: readonly ReportedFinding[]): string {
        const head = [text('verdict'), text('what'), text('why'), text('norms'), text('holds until')].map((one) => `<th scope="col">${words(one)}</th>`);
        const rows = [...found].sort((a, b) => rank(a) - rank(b)).map(drawFinding);
        return `<div class="wide">\n<table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n</div>`;
    }

    function drawFinding(finding: ReportedFinding): string {
        const { rule, message, path, norms, file, range, holdsUntil } = finding;
        const more = remarksOn(finding, translate);
        const what = [
            `<p>${escapeHtml(message)}</p>`,
            ...more.map((one) => `<p class="faint">${escapeHtml(one)}</p>`),
            `<p class="faint"><code>${escapeHtml(rule).replace('/', '/<wbr>')}</code> ${escapeHtml(`${file}:${range.start.line}`)}</p>`,
        ];
        const why = path.map((step) => `<li>${escapeHtml(step.text)} <span class="faint">(${words(evidence[step.evidence])})</span></li>`);
        const cited = norms.map(({ title, url }) =>
            url !== null && /^https?:/.test(url) ? `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>` : escapeHtml(title),
        );
        const cells = [what.join(''), why.length > 0 ? `<ol>${why.join('')}</ol>` : '', cited.map((one) => `<p>${one}</p>`).join(''), holdsUntil ?? ''];
        return `<tr><th scope="row">${mark(finding)}</th>${cells.map((one) => `<td>${one}</td>`).join('')}</tr>`;
    }

    /** The next days on which a verdict on a contract changes, and why. */
    function comingUp(id: string): string {
        const found = changes(judge, [id], date, date + horizon, mostDays);
        if (found.length === 0) return '';
        const days = [...new Set(found.map(({ day }) => day))].map((day) => {
            const on = found.filter((one) => one.day === day);
            const causes = [...new Set(on.flatMap(({ causes }) => causes.map((turn) => say(sayCause(workspace.engine.at(day), turn), translate))))];
            const rules = on.map(({ rule }) => `<code>${escapeHtml(rule.id).replace('/', '/<wbr>')}</code>`);
            return `<dt>${formatDay(day)}</dt><dd>${causes.map(escapeHtml).join(' ')} ${rules.join(', ')}</dd>`;
        });
        return `<h3>${words(text('What changes next'))}</h3>\n<dl>\n${days.join('\n')}\n</dl>`;
    }

    /** What makes the verdicts reproducible. */
    function provenance(): string {
        const { tool, library, files } = report;
        const said = [
            text('Terroir {version}, library {library} (SHA-256 {hash})', { version: tool.version, library: library.version, hash: library.hash }),
            ...files.map(({ path, sha256 }) => text('{file}: SHA-256 {hash}', { file: path, hash: sha256 ?? '—' })),
        ];
        return `<footer>\n<h2>${words(text('What this was made of'))}</h2>\n<ul class="faint">\n${said.map((one) => `<li>${words(one)}</li>`).join('\n')}\n</ul>\n</footer>`;
    }

    function mark(finding: ReportedFinding, before = ''): string {
        return `<span class="verdict ${lookOf(finding)}">${before}${words(verdictOf(finding))}</span>`;
    }
}

const evidence = { asserted: text('asserted'), evidenced: text('evidenced') } as const;

const whereIs = (id: string): string => escapeHtml(`${nameOf(id)}, ${pathOf(id)}`);

const anchor = (id: string): string => `c-${encodeURIComponent(id)}`;

const lookOf = ({ verdict, waivedBy }: ReportedFinding): string => (waivedBy !== null ? 'waived' : verdict);

/** What could not be judged first, then by weight; what is waived comes last. */
function rank({ verdict, severity, waivedBy }: ReportedFinding): number {
    if (waivedBy !== null) return 9;
    if (verdict === 'failed') return 0;
    if (verdict === 'unknown') return 6;
    return { error: 1, warning: 2, information: 3, hint: 7 }[severity];
}
