import { sep } from 'node:path';

/** A path with places in it that stand for several: the folder to begin in, and what is asked of paths below it. */
export interface Pattern {
    readonly folder: string;
    readonly below: string;
}

/** What may stand for several names: a lone `[` or `{` does not. */
const several = /[*?]|\[[^\]/]+\]|\{[^{}]*,[^{}]*\}/;

/**
 * What an operand says as a pattern; nothing where it can only be a name. A backslash takes the meaning of what follows it away, but
 * parts folders on Windows, where brackets do the same: `[*]`.
 */
export function patternIn(operand: string, separator: string = sep): Pattern | undefined {
    const written = separator === '\\' ? operand.replaceAll('\\', '/') : operand;
    const meant = written.replace(/\\./g, '__');
    if (!several.test(meant)) return undefined;
    // A bracket before the first such place may belong to it; where it does not, the walk only begins a folder higher.
    const start = written.lastIndexOf('/', meant.search(/[*?[{]/)) + 1;
    return { folder: written.slice(0, start).replace(/\\(.)/g, '$1'), below: written.slice(start) };
}
