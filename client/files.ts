import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { FindFilesParams, FindFilesResult, ReadFileParams, ReadFileResult, ReadFolderParams, ReadFolderResult } from '../server/lsp/protocol.ts';
import { findFiles, readFile, readFolder } from '../server/lsp/protocol.ts';

/** Reads for the server what it cannot read itself: everything for a worker, else what lies on no disk. */
export function serveFiles(client: BaseLanguageClient): void {
    client.onRequest(readFile, read);
    client.onRequest(readFolder, list);
    client.onRequest(findFiles, find);
}

const read = ({ uri }: ReadFileParams): Promise<ReadFileResult> =>
    unlessMissing<ReadFileResult>({ text: null }, async () => ({ text: new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri))) }));

const list = ({ uri }: ReadFolderParams): Promise<ReadFolderResult> =>
    unlessMissing({ entries: [] }, async () => ({ entries: await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri)) }));

async function find({ folders }: FindFilesParams): Promise<FindFilesResult> {
    const patterns = folders.map((folder) => new vscode.RelativePattern(vscode.Uri.parse(folder), '**/*.terroir'));
    const found = await Promise.all(patterns.map((pattern) => vscode.workspace.findFiles(pattern, '**/node_modules/**')));
    return { uris: found.flat().map(String) };
}

async function unlessMissing<R>(otherwise: R, ask: () => Promise<R>): Promise<R> {
    try {
        return await ask();
    } catch (error) {
        if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return otherwise;
        throw error;
    }
}
