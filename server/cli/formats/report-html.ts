import {
    changes,
    formatDay,
    judges,
    type Message,
    nameOf,
    pathOf,
    pictureOf,
    say,
    sayCause,
    type Translate,
    text,
    title,
    type views,
} from '../../../language/index.ts';
import { baselineLine } from '../baseline.ts';
import type { Writing } from '../outputs.ts';
import type { Reading, Report, ReportedFinding } from '../report.ts';
import { findingsTable, sums } from './findings-html.ts';
import { escapeHtml, htmlPage, ruleCode } from './html.ts';
import { lastLine, saysJudged, saysNotJudged, settingsOf } from './words.ts';

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
    const contracts = contractsIn(report, reading);
    // Of these it may not be said that nothing was found.
    const unread = new Set(report.notJudged);
    const { onContracts, others } = sorted(report.findings, new Set(contracts));

    const name = text('What was judged');
    const parts = [
        `<h1>${words(name)}</h1>`,
        `<p>${words(saysJudged(report.judged.asOf))}</p>`,
        `<p class="sum">${escapeHtml(lastLine(report, translate))}</p>`,
        ...[...baselineLine(report, translate), ...settingsOf(report, translate)].map((line) => `<p>${escapeHtml(line)}</p>`),
        contracts.length > mostDrawn
            ? `<p>${words(text('There are pictures of the first {n} contracts; terroir draw makes those of the others.', { n: mostDrawn }))}</p>`
            : '',
        contracts.length > 1 ? contents() : '',
        drawing && contracts.length > 0 ? drawing.sharedByPictures() : '',
        ...contracts.map(drawContract),
        others.length === 0 ? '' : `<section>\n<h2>${words(text('What else was found'))}</h2>\n${findingsTable(others, translate)}\n</section>`,
        report.notJudged.length === 0 ? '' : notJudged(report.notJudged),
        provenance(report, translate),
    ];
    return [htmlPage(report.language, say(name, translate), parts.filter((part) => part !== '').join('\n'))];

    function contents(): string {
        const seen = new Set<string>();
        const doubled = new Set(contracts.map((id) => title(ask, id)).filter((name) => seen.size === seen.add(name).size));
        const items = contracts.map((id) => {
            const name = title(ask, id);
            // Of contracts that are called alike it is told where each stands.
            const where = doubled.has(name) ? ` <span class="faint">${whereIs(id)}</span>` : '';
            return `<li><a href="#${anchor(id)}">${escapeHtml(name)}</a>${where} ${sums(onContracts.get(id) ?? [], translate)}</li>`;
        });
        return `<nav aria-label="${words(text('Contracts'))}">\n<ul>\n${items.join('\n')}\n</ul>\n</nav>`;
    }

    function drawContract(id: string, n: number): string {
        const found = onContracts.get(id) ?? [];
        const clean = words(text('Nothing was found that is violated or unknown.'));
        return `<section id="${anchor(id)}">
<h2>${escapeHtml(title(ask, id))}</h2>
<p class="faint">${whereIs(id)}</p>
${found.length === 0 ? '' : `<p>${sums(found, translate)}</p>`}
${n < mostDrawn ? pictures(id, n) : ''}
${found.length > 0 ? findingsTable(found, translate) : unread.has(id) ? notJudged([id]) : `<p>${clean}</p>`}
${comingUp(id, reading, translate)}
</section>`;
    }

    function notJudged(ids: readonly string[]): string {
        return `<p>${words(saysNotJudged(ids.map(nameOf)))}</p>`;
    }

    /** Who gets at the data, and what runs until when: for those who see, beside what the tables and the days say in words. */
    function pictures(id: string, n: number): string {
        if (!drawing) return '';
        const draw = (view: (typeof views)[number]) =>
            `<figure class="wide">\n${drawing.drawWithin(pictureOf(view, judge, workspace, [id], date), translate, report.language, `${view}-${n}`)}</figure>`;
        return `${draw('reach')}\n${draw('timeline')}`;
    }
}

/** Those of whose verdicts the page tells. Of a contract that no rule was asked about, as beside a plan, nothing may be said: least of all that nothing was found. */
function contractsIn({ files }: Report, { workspace, judge }: Reading): readonly string[] {
    if (!judge.rules.some((rule) => judges(rule).includes('Contract'))) return [];
    return files.flatMap(({ path, judged }) => (judged ? (workspace.files.get(path)?.ids ?? []) : [])).filter((id) => workspace.node(id)?.$type === 'Contract');
}

/** The findings on each of some contracts, and all others. */
function sorted(
    findings: Iterable<ReportedFinding>,
    contracts: ReadonlySet<string>,
): { onContracts: ReadonlyMap<string, readonly ReportedFinding[]>; others: readonly ReportedFinding[] } {
    const onContracts = new Map<string, ReportedFinding[]>();
    const others: ReportedFinding[] = [];
    for (const finding of findings) {
        const { subject } = finding;
        const on = subject !== null && contracts.has(subject) ? onContracts.get(subject) : others;
        if (on) on.push(finding);
        else onContracts.set(subject as string, [finding]);
    }
    return { onContracts, others };
}

/** The next days on which a verdict on a contract changes, and why. */
function comingUp(id: string, { workspace, judge, date }: Reading, translate: Translate): string {
    const found = changes(judge, [id], date, date + horizon, mostDays);
    if (found.length === 0) return '';
    const days = [...new Set(found.map(({ day }) => day))].map((day) => {
        const on = found.filter((one) => one.day === day);
        const causes = [...new Set(on.flatMap(({ causes }) => causes.map((turn) => say(sayCause(workspace.engine.at(day), turn), translate))))];
        const rules = on.map(({ rule }) => ruleCode(rule.id));
        return `<dt>${formatDay(day)}</dt><dd>${causes.map(escapeHtml).join(' ')} ${rules.join(', ')}</dd>`;
    });
    return `<h3>${escapeHtml(say(text('What changes next'), translate))}</h3>\n<dl>\n${days.join('\n')}\n</dl>`;
}

/** What makes the verdicts reproducible. */
function provenance({ tool, library, files }: Report, translate: Translate): string {
    const said = [
        text('Terroir {version}, library {library} (SHA-256 {hash})', { version: tool.version, library: library.version, hash: library.hash }),
        ...files.map(({ path, sha256 }) => text('{file}: SHA-256 {hash}', { file: path, hash: sha256 ?? '—' })),
    ];
    const words = (message: Message) => escapeHtml(say(message, translate));
    return `<footer>\n<h2>${words(text('What this was made of'))}</h2>\n<ul class="faint">\n${said.map((one) => `<li>${words(one)}</li>`).join('\n')}\n</ul>\n</footer>`;
}

const whereIs = (id: string): string => escapeHtml(`${nameOf(id)}, ${pathOf(id)}`);

const anchor = (id: string): string => `c-${encodeURIComponent(id)}`;
