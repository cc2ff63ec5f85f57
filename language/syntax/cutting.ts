import type { Change } from './fast-reader.ts';
import { kinds } from './generated/words.ts';
import type { Stretch } from './parsed.ts';
import * as scanner from './scanner.ts';

/*
 * A broken text is cut into pieces that are read by themselves, so that an error spoils its own piece only. Of a text that has
 * been changed only what the change may have cut elsewhere is looked at again.
 */

export const declarationWords: ReadonlySet<string> = new Set(
    'import jurisdiction vocabulary norm adequacy scheme calendar organisation service dataset commitment authorisation contract waiver'.split(' '),
);

const beginsDeclaration = new RegExp(`^(?:${[...declarationWords].join('|')})\\b`, 'gm');

/** Where a line begins with the first word of a declaration, from here on; the end of the text where none does. */
export function nextDeclaration(source: string, from: number): number {
    beginsDeclaration.lastIndex = from;
    return beginsDeclaration.exec(source)?.index ?? source.length;
}

/** How a text was cut that has been changed since. */
interface CutBefore {
    readonly cuts: readonly number[];
    readonly change: Change;
}

/**
 * Where the pieces of a text begin; the first one at its beginning. It is cut before every word that begins a declaration: at
 * the start of a line, or outside all braces where no header is being written. In `contract contract {` the second word is a name.
 */
export function cut(source: string, before?: CutBefore): readonly number[] {
    const old = before?.cuts ?? [];
    const at = (n: number) => old[n] ?? Number.POSITIVE_INFINITY;
    const { start: changed, end: last, moved } = before?.change ?? { start: 0, end: 0, moved: 0 };
    // A quote on the same line may have been closed.
    const first = source.lastIndexOf('\n', changed - 1) + 1;
    // At a cut nothing of what stands before it matters any longer, and one that has another behind it before the change has its whole word there, too.
    let kept = 0;
    while (at(kept + 2) < first) kept++;
    let same = Math.max(1, kept);
    while (at(same) < last) same++;

    const cuts = kept === 0 ? [0] : old.slice(0, kept);
    let depth = 0;
    let word = kept === 0 ? undefined : '}';
    // How far the statements of the declaration are indented.
    let inner: number | undefined;
    try {
        for (scanner.begin(source, old[kept]); scanner.kind !== kinds.end; scanner.next()) {
            if (scanner.kind === kinds.none) continue;
            const { start } = scanner;
            const image = scanner.image();
            const indent = indentAt(source, start);
            const begins = indent === 0 || (depth === 0 && (word === undefined || word === '}' || indent !== undefined));
            const isBehind = depth === 0 && word === '}' && image !== '}' && start > (cuts.at(-1) ?? 0);
            const before = cuts.length;
            if (declarationWords.has(image) && image !== 'import' && begins) {
                if (start > 0) cuts.push(start);
                depth = 0;
                inner = undefined;
            } else if (isBehind && (indent ?? 0) < Math.max(1, inner ?? Number.POSITIVE_INFINITY)) {
                // Behind a whole declaration something begins, whatever its first word was meant to be. What is indented like its statements is one of them.
                cuts.push(start);
                inner = undefined;
            } else if (start > (cuts.at(-1) ?? 0) && image !== '{' && image !== '}') inner ??= indent;
            if (image === '{') depth++;
            else if (image === '}') depth = Math.max(0, depth - 1);
            word = image;
            if (cuts.length === before) continue;
            while (at(same) + moved < start) same++;
            if (at(same) + moved === start) return [...cuts, ...old.slice(same + 1).map((one) => one + moved)];
        }
        return cuts;
    } finally {
        scanner.finish();
    }
}

/** Where the tokens of a text stand that mean something. */
export function meant(source: string): Stretch[] {
    const found: Stretch[] = [];
    try {
        for (scanner.begin(source); scanner.kind !== kinds.end; scanner.next())
            if (scanner.kind !== kinds.none) found.push({ start: scanner.start, end: scanner.end });
        return found;
    } finally {
        scanner.finish();
    }
}

/** How far into its line a word stands that is the first of it. */
export function indentAt(source: string, offset: number): number | undefined {
    let begin = offset;
    while (begin > 0 && (source[begin - 1] === ' ' || source[begin - 1] === '\t')) begin--;
    return begin === 0 || source[begin - 1] === '\n' || source[begin - 1] === '\r' ? offset - begin : undefined;
}
