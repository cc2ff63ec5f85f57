import type { WorkspaceEdit } from 'vscode-languageserver';
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
