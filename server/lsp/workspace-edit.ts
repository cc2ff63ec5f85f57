import { type AnnotatedTextEdit, type ChangeAnnotation, StringValue, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { FileEdit, TextEdit } from '../../language/editing.ts';
import type { Session } from './session.ts';

/** What an edit changes, in words. */
export type Annotation = Pick<ChangeAnnotation, 'label' | 'description'>;

/** The one change that an edit may speak of. */
const annotationId = 'change';

/**
 * Edits as the editor takes them, with the versions they were made for where it understands those. Files are made before texts are
 * changed, and moved or deleted after.
 */
export function toWorkspaceEdit(session: Session, edits: readonly FileEdit[], annotation?: Annotation): WorkspaceEdit {
    const { wishes } = session;
    const texts = byFile(edits.filter((edit) => 'start' in edit));
    const said = annotation && wishes.annotatedEdits ? annotation : undefined;
    const mark = said ? { annotationId } : {};
    const changed = [...texts].map(([path, changes]): TextDocumentEdit => {
        const lines = changes.map((edit): AnnotatedTextEdit | { range: AnnotatedTextEdit['range']; newText: string } => ({
            range: session.range(edit),
            newText: edit.text,
            ...mark,
        }));
        return { textDocument: documentOf(session, path), edits: lines };
    });
    if (!wishes.versionedEdits)
        return { changes: Object.fromEntries(changed.map(({ textDocument, edits }) => [textDocument.uri, edits as AnnotatedTextEdit[]])) };
    const made = edits.flatMap((edit) => ('create' in edit ? [edit] : []));
    const gone = edits.flatMap((edit) => ('remove' in edit ? [edit] : []));
    const top = { line: 0, character: 0 };
    return {
        documentChanges: [
            ...made.map(({ create }) => ({ kind: 'create' as const, uri: session.uriOf(create) ?? create, options: { ignoreIfExists: false } })),
            ...made
                .filter(({ text }) => text !== '')
                .map(({ create, text }) => ({ textDocument: documentOf(session, create), edits: [{ range: { start: top, end: top }, newText: text }] })),
            ...changed,
            ...edits.flatMap((edit) =>
                'move' in edit ? [{ kind: 'rename' as const, oldUri: session.uriOf(edit.move) ?? edit.move, newUri: session.uriOf(edit.to) ?? edit.to }] : [],
            ),
            ...gone.map(({ remove }) => ({ kind: 'delete' as const, uri: session.uriOf(remove) ?? remove })),
        ],
        ...(said ? { changeAnnotations: { [annotationId]: { ...said, needsConfirmation: false } } } : {}),
    };
}

/** Edits whose text is a template: `seat ${1:jurisdiction}`. Only for editors that take templates. */
export function toTemplateEdit(session: Session, edits: readonly FileEdit[]): WorkspaceEdit {
    const texts = edits.filter((edit) => 'start' in edit).map((edit) => onItsOwnLine(session.workspace.files.get(edit.path)?.source ?? '', edit));
    return {
        documentChanges: [...byFile(texts)].map(([path, changes]) => ({
            textDocument: documentOf(session, path),
            edits: changes.map((edit) => ({ range: session.range(edit), snippet: StringValue.createSnippet(edit.text) })),
        })),
    };
}

const documentOf = (session: Session, path: string) => ({ uri: session.uriOf(path) ?? path, version: session.version(path) ?? null });

function byFile(edits: readonly TextEdit[]): ReadonlyMap<string, readonly TextEdit[]> {
    const files = new Map<string, TextEdit[]>();
    for (const edit of edits) files.set(edit.path, [...(files.get(edit.path) ?? []), edit]);
    return files;
}

/** A line behind another begins where the next line begins: an editor indents what a template has behind the end of a line. */
function onItsOwnLine(source: string, edit: TextEdit): TextEdit {
    const eol = /^\r?\n/.exec(edit.text)?.[0];
    const rest = /^[ \t]*\r?\n/.exec(source.slice(edit.start))?.[0];
    if (eol === undefined || rest === undefined || edit.start !== edit.end) return edit;
    const start = edit.start + rest.length;
    return { path: edit.path, start, end: start, text: edit.text.slice(eol.length) + eol };
}
