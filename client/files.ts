import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FindFilesParams, FindFilesResult, ReadFileParams, ReadFileResult, ReadFolderParams, ReadFolderResult } from '../server/lsp/protocol.ts';
import { findFiles, readFile, readFolder } from '../server/lsp/protocol.ts';

/** Reads for the server what it cannot read itself: everything for a worker, else what lies on no disk. There is no file where a folder is, nor the reverse. */
export function serveFiles(client: BaseLanguageClient): void {
    client.onRequest(readFile, read);
    client.onRequest(readFolder, list);
    client.onRequest(findFiles, find);
}

const read = ({ uri }: ReadFileParams): Promise<ReadFileResult> =>
    unlessMissing<ReadFileResult>({ text: null }, async () => {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
        const decoded = async () => ({ text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) });
        return decoded().catch(() => ({ text: null, bytes: [...bytes] }));
    });

const list = ({ uri }: ReadFolderParams): Promise<ReadFolderResult> =>
    unlessMissing({ entries: [] }, async () => ({ entries: await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri)) }));

async function find({ folders }: FindFilesParams): Promise<FindFilesResult> {
    const patterns = folders.map((folder) => new vscode.RelativePattern(vscode.Uri.parse(folder), '**/*.terroir'));
    const found = await Promise.all(patterns.map((pattern) => vscode.workspace.findFiles(pattern, '**/node_modules/**')));
    return { uris: found.flat().map(String) };
}

const unlessMissing = <R>(otherwise: R, ask: () => Promise<R>): Promise<R> =>
    ask().catch((error) => (error instanceof vscode.FileSystemError && /^File(Not|Is)/.test(error.code) ? otherwise : Promise.reject(error)));
