import { parse } from '../../language/editing.ts';
import { Judge, type Rule, rules, say } from '../../language/index.ts';
import { day, underlined, workspaceOf } from './spec.ts';

/*
 * Specs with marks. In a text such as
 *
 *     hosts Records on Cloud
 * //                   ^^^^^ violated "controls it"
 *
 * the comment says what is expected of the line above it: the text over the carets is underlined by the rule under test,
 * with this verdict, and the message contains the words in quotes. A finding without a mark fails the test, and so does a
 * mark without a finding.
 */

export interface Block {
    /** `fails`, `passes`, `unknown`, `does-not-apply` or `fixed`. */
    readonly expect: string;
    readonly asOf: string;
    readonly source: string;
    /** The line of the page on which the block begins. */
    readonly line: number;
    /** The heading or line of prose before it. */
    readonly title: string;
}

/** The runnable blocks of a page: those whose fence reads ```terroir and a word. */
export function blocksOf(page: string): Block[] {
    const blocks: Block[] = [];
    const lines = page.split('\n');
    let title = '';
    for (let i = 0; i < lines.length; i++) {
        const line = lines[i] ?? '';
        const fence = /^```terroir\s+([a-z-]+)(?:\s+as-of=(\S+))?\s*$/.exec(line);
        if (fence) {
            const end = lines.indexOf('```', i);
            blocks.push({
                expect: fence[1] ?? '',
                asOf: fence[2] ?? '2026-11-23',
                source: `${lines.slice(i + 1, end).join('\n')}\n`,
                line: i + 1,
                title,
            });
            i = end;
        } else if (line.startsWith('```')) {
            i = lines.indexOf('```', i + 1);
        } else if (line.trim() !== '') title = line.replace(/^#+\s*/, '').trim();
    }
    return blocks;
}

interface Mark {
    readonly start: number;
    readonly end: number;
    readonly verdict: string;
    readonly words: string | undefined;
}

export function marksOf(source: string, verdict: string): Mark[] {
    const marks: Mark[] = [];
    let offset = 0;
    let above = 0;
    for (const line of source.split('\n')) {
        const match = /^\s*\/\/\s*(\^+)(?:\s+(violated|unknown))?(?:\s+"([^"]*)")?\s*$/.exec(line);
        if (match) {
            const column = line.indexOf('^');
            const width = match[1]?.length ?? 0;
            marks.push({ start: above + column, end: above + column + width, verdict: match[2] ?? verdict, words: match[3] });
        } else above = offset;
        offset += line.length + 1;
    }
    return marks;
}

/** What is wrong with a block: nothing where the rule finds just what is marked. Written to be read in a failing test. */
export function check(block: Block, rule: Rule): string[] {
    const workspace = workspaceOf({ 'spec.terroir': block.source });
    const judge = new Judge(workspace, [...rules.filter(({ id }) => id !== rule.id), rule]);
    const date = day(block.asOf);
    const judged = judge.file('spec.terroir', date);
    const notJudged = judged.notJudged;
    const findings = judged.findings.filter((finding) => finding.rule === rule.id || !['violated', 'unknown'].includes(finding.verdict));
    const expected = marksOf(block.source, block.expect === 'unknown' ? 'unknown' : 'violated');
    const complaints: string[] = [];
    for (const id of notJudged) complaints.push(`${id} was not judged`);
    const left = [...expected];
    for (const finding of findings) {
        const { start, end, text } = underlined(workspace, finding);
        const message = say(finding.message);
        const i = left.findIndex((mark) => mark.start === start && mark.end === end && mark.verdict === finding.verdict);
        if (i < 0) {
            complaints.push(`unmarked: ${finding.verdict} ${finding.rule} at “${text}” (${start}-${end}): ${message}`);
            continue;
        }
        const [mark] = left.splice(i, 1);
        if (mark?.words && !message.includes(mark.words)) complaints.push(`“${mark.words}” is not in: ${message}`);
    }
    for (const { start, end, verdict } of left) complaints.push(`not found: ${verdict} at “${block.source.slice(start, end)}” (${start}-${end})`);
    if (block.expect === 'fails' && !expected.some(({ verdict }) => verdict === 'violated')) complaints.push('a block that fails needs a mark');
    if (block.expect === 'unknown' && !expected.some(({ verdict }) => verdict === 'unknown')) complaints.push('a block of unknowns needs a mark');
    if (['passes', 'does-not-apply'].includes(block.expect)) {
        if (expected.length > 0) complaints.push('a block without findings must have no marks');
        const wanted = block.expect === 'passes' ? 'satisfied' : 'does not apply';
        const ids = workspace.files.get('spec.terroir')?.ids ?? [];
        const verdicts = ids.map((id) => judge.verdicts(id, date).get(rule.id)).filter((verdict) => verdict !== undefined);
        if (!verdicts.includes(wanted)) complaints.push(`nothing here is “${wanted}”; the verdicts are: ${verdicts.join(', ') || 'none'}`);
    }
    return complaints;
}

/** The text that the first fix of the first finding of a block makes. */
export async function fixed(block: Block, rule: Rule): Promise<string | undefined> {
    const { fixEdits } = await import('../../language/editing.ts');
    const workspace = workspaceOf({ 'spec.terroir': block.source });
    // Beside the others, since it may judge what they came to.
    const judge = new Judge(workspace, [...rules.filter(({ id }) => id !== rule.id), rule]);
    const fix = judge.file('spec.terroir', day(block.asOf)).findings.flatMap((finding) => (finding.rule === rule.id ? finding.fixes : []))[0];
    if (!fix) return undefined;
    let text = block.source;
    for (const edit of [...fixEdits(workspace, fix)].sort((a, b) => b.start - a.start)) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
    if (parse(text).problems.length > 0) throw new Error(`The fix breaks the text:\n${text}`);
    return text;
}

/** A text without its marks, to compare what a fix made with what a page shows. */
export const unmarked = (source: string): string =>
    source
        .split('\n')
        .filter((line) => !/^\s*\/\/\s*\^+/.test(line))
        .join('\n');
