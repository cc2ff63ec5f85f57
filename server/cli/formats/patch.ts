import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Style } from './style.ts';

/** The unified difference between two texts of one file. */
export function patch(path: string, before: string, after: string, style: Style): string {
    const lines = createTwoFilesPatch(path, path, before, after, undefined, undefined, { headerOptions: FILE_HEADERS_ONLY }).split('\n');
    return lines.map((line) => coloured(line, style)).join('\n');
}

function coloured(line: string, style: Style): string {
    if (/^(---|\+\+\+) /.test(line)) return style('place', line);
    if (line.startsWith('@@')) return style('label', line);
    if (line.startsWith('+')) return style('added', line);
    return line.startsWith('-') ? style('removed', line) : line;
}
