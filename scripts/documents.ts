import { readFileSync, writeFileSync } from 'node:fs';

/** Puts a table between the marks `<!-- name -->` and `<!-- /name -->` of a document; fails where they are missing. */
export function fill(path: string, name: string, table: string): void {
    const document = readFileSync(path, 'utf8');
    const [open, close] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
    const [from, to] = [document.indexOf(open), document.indexOf(close)];
    if (from < 0 || to < from) throw new Error(`${path} has no place for ${name}: ${open.trim()} … ${close}`);
    writeFileSync(path, `${document.slice(0, from)}${open}\n${table}\n${document.slice(to)}`);
}

/** A table of Markdown; a bar in a cell does not end it. */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
    [heads, heads.map(() => '---'), ...rows.map((row) => row.map((cell) => cell.replace(/\|/g, '\\|')))].map((row) => `| ${row.join(' | ')} |\n`).join('');
