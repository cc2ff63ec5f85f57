import {
    LSPErrorCodes,
    PrepareRenameRequest,
    type PrepareRenameResult,
    type RenameParams,
    RenameRequest,
    ResponseError,
    type TextDocumentPositionParams,
    type WorkspaceEdit,
} from 'vscode-languageserver';
import { type Name, nameAt, type Renamed, renameEdits, whyNotRenamed } from '../../language/editing.ts';
import type { Message } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

export const renameFeature: Feature = {
    capabilities: { renameProvider: { prepareProvider: true } },
    answers: [answers(PrepareRenameRequest.type, prepareRename), answers(RenameRequest.type, rename, { whole: true })],
};

/** What would be renamed, or why it cannot be. */
function prepareRename(session: Session, params: TextDocumentPositionParams): PrepareRenameResult | null {
    const found = renamedAt(session, params);
    if (!found) return null;
    const problem = whyNotRenamed(session.workspace, found.what);
    if (problem) throw refusal(session, problem);
    const { path, start, end } = found.name;
    return { range: session.range(found.name), placeholder: session.workspace.files.get(path)?.source.slice(start, end) ?? '' };
}

function* rename(session: Session, params: RenameParams): Steps<WorkspaceEdit | null> {
    const found = renamedAt(session, params);
    if (!found) return null;
    const renaming = yield* renameEdits(session.workspace, found.what, params.newName);
    if ('problem' in renaming) throw refusal(session, renaming.problem);
    return toWorkspaceEdit(session, renaming.edits);
}

const refusal = (session: Session, problem: Message): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, session.say(problem));

function renamedAt(session: Session, { textDocument, position }: TextDocumentPositionParams): { name: Name; what: Renamed } | undefined {
    const path = session.pathOf(textDocument.uri);
    const name = nameAt(session.workspace, path, session.offsetAt(path, position));
    if (name?.role === 'alias') return { name, what: { path, alias: name.alias } };
    if ((name?.role === 'declaration' || name?.role === 'reference') && name.id !== undefined) return { name, what: { id: name.id } };
    return undefined;
}
