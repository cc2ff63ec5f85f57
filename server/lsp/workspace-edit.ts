import { StringValue, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../../language/editing.ts';
import type { Session } from './session.ts';

/** Offset edits as the editor takes them, with the versions they were made for where it understands those. */
export function toWorkspaceEdit(session: Session, edits: readonly TextEdit[]): WorkspaceEdit {
    const byFile = new Map<string, { range: ReturnType<Session['range']>; newText: string }[]>();
    for (const edit of edits) byFile.set(edit.path, [...(byFile.get(edit.path) ?? []), { range: session.range(edit), newText: edit.text }]);
    const files = [...byFile].map(([path, changes]) => ({ uri: session.uriOf(path) ?? path, version: session.version(path) ?? null, changes }));
    if (!session.wishes.versionedEdits) return { changes: Object.fromEntries(files.map(({ uri, changes }) => [uri, changes])) };
    return { documentChanges: files.map(({ uri, version, changes }) => ({ textDocument: { uri, version }, edits: changes })) };
}

/** Edits whose text is a template: `seat ${1:jurisdiction}`. Only for editors that take templates. */
export function toTemplateEdit(session: Session, edits: readonly TextEdit[]): WorkspaceEdit {
    return {
        documentChanges: edits.map((edit) => {
            const { path, start, end, text } = onItsOwnLine(session.workspace.files.get(edit.path)?.source ?? '', edit);
            const document = { uri: session.uriOf(path) ?? path, version: session.version(path) ?? null };
            return { textDocument: document, edits: [{ range: session.range({ path, start, end }), snippet: StringValue.createSnippet(text) }] };
        }),
    };
}

/** A line behind another begins where the next line begins: an editor indents what a template has behind the end of a line. */
function onItsOwnLine(source: string, edit: TextEdit): TextEdit {
    const eol = /^\r?\n/.exec(edit.text)?.[0];
    const rest = /^[ \t]*\r?\n/.exec(source.slice(edit.start))?.[0];
    if (eol === undefined || rest === undefined || edit.start !== edit.end) return edit;
    const start = edit.start + rest.length;
    return { path: edit.path, start, end: start, text: edit.text.slice(eol.length) + eol };
}
