import type { Lines } from '../positions.ts';
import type { Range } from '../report.ts';
import { cells, harmless } from './cells.ts';

const tab = 4;

/**
 * The first line of a range and the marks under it, in so many cells. A line that is too long is cut so that the range, or
 * at least where it begins, is seen.
 */
export function excerpt(lines: Lines, { start, end }: Range, width: number): { readonly line: string; readonly marks: string } {
    const { text, start: lineStart } = lines.line(start.line);
    const from = Math.min(start.offset - lineStart, text.length);
    const to = Math.max(from, Math.min(end.offset - lineStart, text.length));
    // What lies far off is cut at once: a file may be a single line of megabytes.
    const left = wholeCharacter(text, Math.max(0, from - 4 * width));
    const right = wholeCharacter(text, Math.min(text.length, from + 4 * width));
    const near = text.slice(left, right);

    const shown: { character: string; at: number; width: number; offset: number }[] = [];
    let at = 0;
    for (const { character, width: own, offset } of cells(near)) {
        const drawn = character === '\t' ? ' '.repeat(tab - (at % tab)) : harmless(character);
        const taken = character === '\t' ? drawn.length : Math.max(own, character !== drawn ? 1 : 0);
        shown.push({ character: drawn, at, width: taken, offset: left + offset });
        at += taken;
    }
    const cellAt = (offset: number): number => (offset >= left + near.length ? at : (shown.findLast((cell) => cell.offset <= offset)?.at ?? 0));
    const first = cellAt(from);
    const last = Math.max(first + 1, to > from ? endCell(shown, to) : first + 1);

    const isWhole = left === 0 && right >= text.length && at <= width;
    if (isWhole) return { line: shown.map(({ character }) => character).join(''), marks: ' '.repeat(first) + '^'.repeat(last - first) };

    // The window: all of the range if it fits, with some of what stands before it.
    const room = width - 2;
    const lead = Math.max(0, Math.min(Math.floor(room / 3), room - (last - first)));
    const windowStart = left === 0 && last <= room ? 0 : Math.max(0, Math.min(first - lead, at - room));
    const cutLeft = left > 0 || windowStart > 0;
    const cutRight = right < text.length || windowStart + room < at;
    const seen = shown.filter((cell) => cell.at >= windowStart && cell.at + cell.width <= windowStart + room);
    const origin = (seen[0]?.at ?? windowStart) - (cutLeft ? 1 : 0);
    const marksEnd = Math.min(last, (seen.at(-1)?.at ?? 0) + (seen.at(-1)?.width ?? 0) + (first >= at ? 1 : 0));
    return {
        line: `${cutLeft ? '…' : ''}${seen.map(({ character }) => character).join('')}${cutRight ? '…' : ''}`,
        marks: ' '.repeat(Math.max(0, first - origin)) + '^'.repeat(Math.max(1, marksEnd - first)),
    };
}

/** Not between the halves of a character beyond U+FFFF. */
const wholeCharacter = (text: string, offset: number): number => (/[\udc00-\udfff]/.test(text.charAt(offset)) ? offset - 1 : offset);

function endCell(shown: readonly { at: number; width: number; offset: number }[], to: number): number {
    const last = shown.findLast((cell) => cell.offset < to);
    return last ? last.at + last.width : 0;
}
