import type { Id } from './outline.ts';
import { canImport, isLibraryPath } from './paths.ts';
import { type Files, visible, type Wanted } from './scope.ts';
import { kindsOf } from './vocabularies.ts';

/** A name that may stand at a place. */
export interface Candidate {
    /** As it is to be written there. */
    readonly name: string;
    readonly id: Id;
    /** The file to import first; nothing where the name is in scope already. */
    readonly importing: string | undefined;
}

/**
 * The names that may stand at a place of a file: those in scope, nearest first, then those of the other files, which it
 * would have to import.
 */
export function* candidates(files: Files, others: Iterable<string>, path: string, wanted: Wanted): Generator<Candidate> {
    const seen = new Set<string>();
    for (const { name, id } of visible(files, path, wanted)) {
        seen.add(name);
        yield { name, id, importing: undefined };
    }
    const kinds = kindsOf[wanted.kind] ?? [wanted.kind];
    const near = new Set([path, ...files.ambient(), ...(files.outline(path)?.imports ?? []).map((one) => one.path)]);
    // What the workspace declares comes before what the library says about real companies.
    const far = [...others]
        .filter((file) => !near.has(file) && canImport(path, file))
        .sort((a, b) => Number(isLibraryPath(a)) - Number(isLibraryPath(b)) || (a < b ? -1 : 1));
    for (const file of far) {
        for (const [name, { id, kind }] of files.outline(file)?.declares ?? []) {
            if (kinds.includes(kind) && !seen.has(name)) yield { name, id, importing: file };
        }
    }
}
