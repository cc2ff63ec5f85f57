import type { FileEdit } from '../../language/editing.ts';

/** Files by path, and their texts. */
export type Files = Readonly<Record<string, string>>;

/** The files once edits are carried out: what is made first, what goes last, and in a text from the end, so that offsets stay true. */
export function carriedOut(files: Files, edits: readonly FileEdit[]): Files {
    const after: Record<string, string> = { ...files };
    for (const edit of edits) if ('create' in edit) after[edit.create] = edit.text;
    const texts = edits.filter((edit) => 'start' in edit).map((edit, i) => ({ ...edit, i }));
    // Of what is put in at one place the first stands first.
    for (const edit of texts.toSorted((a, b) => b.start - a.start || b.end - a.end || b.i - a.i)) {
        const source = after[edit.path] ?? '';
        after[edit.path] = source.slice(0, edit.start) + edit.text + source.slice(edit.end);
    }
    for (const edit of edits) if ('remove' in edit) delete after[edit.remove];
    return after;
}

/** Work in steps, done at once. */
export function done<R>(steps: Generator<undefined, R>): R {
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}
