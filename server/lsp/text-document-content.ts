import type { TextDocumentContentParams, TextDocumentContentResult } from 'vscode-languageserver';
import { isLibraryPath } from '../../language/index.ts';
import type { LibraryFileParams, LibraryFileResult } from './protocol.ts';
import type { Session } from './session.ts';

/** The text of a library file, for editors that show documents of servers; nothing if there is no such file. */
export function textDocumentContent(session: Session, { uri }: TextDocumentContentParams): TextDocumentContentResult | null {
    const text = libraryText(session, uri);
    return text === undefined ? null : { text };
}

/** The same for our own client, which shows the scheme `terroir` itself. */
export function libraryFile(session: Session, { uri }: LibraryFileParams): LibraryFileResult {
    const text = libraryText(session, uri);
    if (text === undefined) throw new Error(`The library has no file ${uri}.`);
    return { text };
}

function libraryText(session: Session, uri: string): string | undefined {
    const path = session.pathOf(uri);
    return isLibraryPath(path) ? session.workspace.files.get(path)?.source : undefined;
}
