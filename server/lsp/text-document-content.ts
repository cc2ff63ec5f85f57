import { type TextDocumentContentParams, TextDocumentContentRequest, type TextDocumentContentResult } from 'vscode-languageserver';
import { isLibraryPath } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { type LibraryFileParams, type LibraryFileResult, libraryFile as libraryFileRequest } from './protocol.ts';
import type { Session } from './session.ts';

export const textDocumentContentFeature: Feature = {
    // Our own client shows the library itself; two providers of one scheme would be one too many.
    capabilities: ({ capabilities, initializationOptions }) =>
        capabilities.workspace?.textDocumentContent !== undefined && initializationOptions?.terroirScheme !== true
            ? { workspace: { textDocumentContent: { schemes: ['terroir'] } } }
            : {},
    answers: [answers(TextDocumentContentRequest.type, textDocumentContent), answers(libraryFileRequest, libraryFile)],
};

/** The text of a library file, for editors that show documents of servers; nothing if there is no such file. */
function textDocumentContent(session: Session, { uri }: TextDocumentContentParams): TextDocumentContentResult | null {
    const text = libraryText(session, uri);
    return text === undefined ? null : { text };
}

/** The same for our own client, which shows the scheme `terroir` itself. */
function libraryFile(session: Session, { uri }: LibraryFileParams): LibraryFileResult {
    const text = libraryText(session, uri);
    if (text === undefined) throw new Error(`The library has no file ${uri}.`);
    return { text };
}

function libraryText(session: Session, uri: string): string | undefined {
    const path = session.pathOf(uri);
    return isLibraryPath(path) ? session.workspace.files.get(path)?.source : undefined;
}
