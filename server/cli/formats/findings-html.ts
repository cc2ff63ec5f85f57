import { type Message, say, type Translate, text } from '../../../language/index.ts';
import type { ReportedFinding } from '../report.ts';
import { escapeHtml, linked, ruleCode } from './html.ts';
import { remarksOn, verdictOf } from './words.ts';

/** A table of findings, the gravest first: each with what was found, why, by which norms, and until when it holds. */
export function findingsTable(found: readonly ReportedFinding[], translate: Translate): string {
    const head = [text('verdict'), text('what'), text('why'), text('norms'), text('holds until')].map(
        (one) => `<th scope="col">${escapeHtml(say(one, translate))}</th>`,
    );
    const rows = [...found].sort((a, b) => rank(a) - rank(b)).map((finding) => drawFinding(finding, translate));
    return `<div class="wide">\n<table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n</div>`;
}

/** How many findings there are of each weight, the gravest first. */
export function sums(found: readonly ReportedFinding[], translate: Translate): string {
    const counts = new Map<string, { finding: ReportedFinding; n: number }>();
    for (const finding of found) {
        const word = verdictOf(finding).template;
        counts.set(word, { finding, n: (counts.get(word)?.n ?? 0) + 1 });
    }
    return [...counts.values()]
        .sort((a, b) => rank(a.finding) - rank(b.finding))
        .map(({ finding, n }) => mark(finding, translate, `${n} × `))
        .join(' · ');
}

function drawFinding(finding: ReportedFinding, translate: Translate): string {
    const { rule, message, path, norms, file, range, holdsUntil } = finding;
    const words = (said: Message) => escapeHtml(say(said, translate));
    const what = [
        `<p>${escapeHtml(message)}</p>`,
        ...remarksOn(finding, translate).map((one) => `<p class="faint">${escapeHtml(one)}</p>`),
        `<p class="faint">${ruleCode(rule)} ${escapeHtml(`${file}:${range.start.line}`)}</p>`,
    ];
    const why = path.map((step) => `<li>${escapeHtml(step.text)} <span class="faint">(${words(evidence[step.evidence])})</span></li>`);
    const cited = norms.map(({ title, url }) => `<p>${linked(title, url)}</p>`);
    const cells = [what.join(''), why.length > 0 ? `<ol>${why.join('')}</ol>` : '', cited.join(''), holdsUntil ?? ''];
    return `<tr><th scope="row">${mark(finding, translate)}</th>${cells.map((one) => `<td>${one}</td>`).join('')}</tr>`;
}

const mark = (finding: ReportedFinding, translate: Translate, before = ''): string =>
    `<span class="verdict ${lookOf(finding)}">${before}${escapeHtml(say(verdictOf(finding), translate))}</span>`;

const evidence = { asserted: text('asserted'), evidenced: text('evidenced') } as const;

const lookOf = ({ verdict, waivedBy }: ReportedFinding): string => (waivedBy !== null ? 'waived' : verdict);

/** What could not be judged first, then by weight; what is waived comes last. */
function rank({ verdict, severity, waivedBy }: ReportedFinding): number {
    if (waivedBy !== null) return 9;
    if (verdict === 'failed') return 0;
    if (verdict === 'unknown') return 6;
    return { error: 1, warning: 2, information: 3, hint: 7 }[severity];
}
