import { type FileOperationRegistrationOptions, type RenameFilesParams, WillRenameFilesRequest, type WorkspaceEdit } from 'vscode-languageserver';
import { importEdits, movedBy } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** Specs, and folders, which may hold some. */
export const whatMoves: FileOperationRegistrationOptions = {
    filters: [{ pattern: { glob: '**/*.terroir', matches: 'file' } }, { pattern: { glob: '**', matches: 'folder' } }],
};

export const fileMovesFeature: Feature = {
    capabilities: { workspace: { fileOperations: { willRename: whatMoves } } },
    answers: [answers(WillRenameFilesRequest.type, willRenameFiles, { whole: true, once: true })],
};

/** Before specs, or folders with specs, are moved: what imports them is written anew, and what they import. Nothing for what is a spec no longer. */
function* willRenameFiles(session: Session, { files }: RenameFilesParams): Steps<WorkspaceEdit | null> {
    const moves = files
        .map(({ oldUri, newUri }) => ({ from: session.pathOf(withoutSlash(oldUri)), to: session.pathOf(withoutSlash(newUri)) }))
        .filter(({ from, to }) => !from.endsWith('.terroir') || to.endsWith('.terroir'));
    const edits = yield* importEdits(session.workspace, movedBy(moves));
    return edits.length === 0 ? null : toWorkspaceEdit(session, edits);
}

/** Some editors end the address of a folder with one. */
const withoutSlash = (uri: string): string => uri.replace(/\/$/, '');
