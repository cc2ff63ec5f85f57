import { type Message, say, sayVerdict, type Translate, text, type Verdict } from '../../../language/index.ts';
import type { CoverageReport, CoveredArticle, CoveredContract } from '../coverage.ts';
import { whyOf } from './coverage-markdown.ts';
import { escapeHtml, htmlPage, linked, ruleCode } from './html.ts';
import { saysJudged } from './words.ts';

/** One page that can be opened, printed and mailed: for each contract a table, article by article. */
export function coverageHtml({ contracts, judged, language }: CoverageReport, translate: Translate): string {
    const words = (message: Message) => escapeHtml(say(message, translate));
    return htmlPage(
        language,
        say(text('Coverage'), translate),
        [`<h1>${words(text('Coverage'))}</h1>`, `<p>${words(saysJudged(judged.asOf))}</p>`, ...contracts.map(drawContract)].join('\n'),
    );

    function drawContract({ contract, title, file, range, counts, articles }: CoveredContract): string {
        const sums = (Object.keys(counts) as Verdict[]).filter((verdict) => counts[verdict] > 0).map((verdict) => `${mark(verdict, `${counts[verdict]} × `)}`);
        const head = [text('article'), text('rule'), text('verdict'), text('why'), text('holds until')].map((one) => `<th scope="col">${words(one)}</th>`);
        return `<section>
<h2>${escapeHtml(title)}</h2>
<p class="faint">${escapeHtml(file)}:${range.start.line}</p>
<p>${sums.join(' · ')}</p>
<div class="wide">
<table>
<thead><tr>${head.join('')}</tr></thead>
<tbody>
${articles.map((article) => drawArticle(article, contract)).join('\n')}
</tbody>
</table>
</div>
</section>`;
    }

    function drawArticle({ title, url, rules }: CoveredArticle, contract: string): string {
        const name = linked(title, url);
        return rules
            .map((rule, i) => {
                const article = i === 0 ? `<th scope="rowgroup" rowspan="${rules.length}" style="white-space: normal">${name}</th>` : '';
                return `<tr>${article}<td>${ruleCode(rule.rule)}${rule.subject === contract ? '' : `<br><span class="faint">${escapeHtml(rule.name)}</span>`}</td><td>${mark(rule.verdict)}</td><td>${escapeHtml(whyOf(rule, translate))}</td><td>${rule.holdsUntil ?? ''}</td></tr>`;
            })
            .join('\n');
    }

    function mark(verdict: Verdict, before = ''): string {
        return `<span class="verdict ${verdict.replaceAll(' ', '-')}">${before}${words(sayVerdict(verdict))}</span>`;
    }
}
