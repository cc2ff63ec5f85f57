import { type Message, say, sayVerdict, type Translate, text } from '../../../language/index.ts';
import type { CoverageReport, CoveredRule } from '../coverage.ts';
import { cell } from './markdown.ts';
import { saysJudged } from './words.ts';

/** A heading and a table for each contract: a row for each rule, under the article that it stands for. */
export function coverageMarkdown({ contracts, judged }: CoverageReport, translate: Translate): string {
    const words = (message: Message) => say(message, translate);
    const head = [text('article'), text('rule'), text('verdict'), text('why'), text('holds until')].map(words);
    const parts = contracts.map(({ contract, title, file, range, counts, articles }) => {
        const sums = (['satisfied', 'violated', 'unknown', 'does not apply', 'not judged', 'failed'] as const)
            .filter((verdict) => counts[verdict] > 0)
            .map((verdict) => `${counts[verdict]} × ${words(sayVerdict(verdict))}`);
        const rows = articles.flatMap((article) =>
            article.rules.map((rule, i) => [
                i === 0 ? cell(article.title) : '',
                `\`${rule.rule}\`${rule.subject === contract ? '' : ` (${cell(rule.name)})`}`,
                `**${words(sayVerdict(rule.verdict))}**`,
                cell(whyOf(rule, translate)),
                rule.holdsUntil ?? '',
            ]),
        );
        return [
            `## ${cell(title)}`,
            '',
            `${cell(file)}:${range.start.line}. ${sums.join(', ')}.`,
            '',
            row(head),
            row(head.map(() => '---')),
            ...rows.map(row),
        ].join('\n');
    });
    return `# ${words(text('Coverage'))}\n\n${[words(saysJudged(judged.asOf)), ...parts].join('\n\n')}\n`;
}

/** What a rule found, or why it has nothing to say; what is true where it is satisfied. */
export function whyOf({ because, findings, summary }: CoveredRule, translate: Translate): string {
    if (because !== null) return because;
    if (findings.length === 0) return summary;
    return findings.map(({ message, waivedBy }) => (waivedBy === null ? message : `${message} (${say(text('waived'), translate)})`)).join(' ');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
