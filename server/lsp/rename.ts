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
import {
    type FileEdit,
    importEdits,
    insideQuotes,
    movedBy,
    type Name,
    newPlace,
    type Renamed,
    renameEdits,
    type Span,
    whyNotMoved,
    whyNotRenamed,
} from '../../language/editing.ts';
import { type Message, text } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

export const renameFeature: Feature = {
    capabilities: { renameProvider: { prepareProvider: true } },
    answers: [answers(PrepareRenameRequest.type, prepareRename), answers(RenameRequest.type, rename, { whole: true })],
};

/** What would be renamed, or why it cannot be: a declaration, the name of an import, or the file that an import means. */
function prepareRename(session: Session, params: TextDocumentPositionParams): PrepareRenameResult | null {
    const name = session.nameAt(params);
    const what = name && renamed(name);
    if (!name || (name.role !== 'import' && !what)) return null;
    const problem = name.role === 'import' ? whyNoFile(session, name) : what && whyNotRenamed(session.workspace, what);
    if (problem) throw refusal(session, problem);
    if (name.role === 'import') return { range: session.range(insideQuotes(name)), placeholder: name.written };
    return { range: session.range(name), placeholder: textAt(session, name) };
}

const textAt = (session: Session, { path, start, end }: Span): string => session.workspace.files.get(path)?.source.slice(start, end) ?? '';

function* rename(session: Session, params: RenameParams): Steps<WorkspaceEdit | null> {
    const name = session.nameAt(params);
    if (name?.role === 'import') return toWorkspaceEdit(session, yield* fileEdits(session, name, params.newName));
    const what = name && renamed(name);
    if (!what) return null;
    const renaming = yield* renameEdits(session.workspace, what, params.newName);
    if ('problem' in renaming) throw refusal(session, renaming.problem);
    return toWorkspaceEdit(session, renaming.edits);
}

/** Moves the file that an import means. An editor that asks before it moves files is told then what is to be written otherwise; else it is told now. */
function* fileEdits(session: Session, name: Name & { readonly role: 'import' }, newName: string): Steps<readonly FileEdit[]> {
    const problem = whyNoFile(session, name);
    if (problem) throw refusal(session, problem);
    const place = newPlace(session.workspace, name, newName);
    if ('problem' in place) throw refusal(session, place.problem);
    const { to } = place;
    if (to === name.target) return [];
    const edits = session.wishes.asksBeforeMoves ? [] : yield* importEdits(session.workspace, movedBy([{ from: name.target, to }]));
    return [...edits, { move: name.target, to }];
}

const whyNoFile = (session: Session, name: Name & { readonly role: 'import' }): Message | undefined =>
    session.wishes.fileChanges.includes('rename') ? whyNotMoved(session.workspace, name) : text('This editor lets nobody rename files by an edit.');

const refusal = (session: Session, problem: Message): ResponseError => new ResponseError(LSPErrorCodes.RequestFailed, session.say(problem));

function renamed(name: Name): Renamed | undefined {
    if (name.role === 'alias') return { path: name.path, alias: name.alias };
    return (name.role === 'declaration' || name.role === 'reference') && name.id !== undefined ? { id: name.id } : undefined;
}
