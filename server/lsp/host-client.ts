import type { Connection } from 'vscode-languageserver';
import { type Host, said } from './host.ts';
import {
    type FindFilesParams,
    type FindFilesResult,
    findFiles,
    type ReadFileParams,
    type ReadFileResult,
    type ReadFolderParams,
    type ReadFolderResult,
    readFile,
    readFolder,
} from './protocol.ts';
import { specsBelow } from './walk.ts';

/** So many folders are walked through where nothing can be searched: each is a question, perhaps to a machine far away. */
const mostFolders = 2000;

/** Where VS Code always has something that searches. Elsewhere a search may wait for it without end, so folders are walked through. */
const canBeSearched = (folder: string): boolean => /^(?:file|vscode-remote|vscode-vfs):/.test(folder);

/** Whoever has no files of its own, as a worker, has the client read them. */
export function clientHost(connection: Connection): Host {
    let left = 0;
    const list = async (uri: string) => {
        if (left-- === 0) connection.console.warn(`More than ${mostFolders} folders have been walked through; specs further on are read when they are opened.`);
        if (left < 0) return [];
        const params: ReadFolderParams = { uri };
        const { entries } = await connection.sendRequest<ReadFolderResult>(readFolder, params);
        return entries.map(([name, type]) => ({ name, kind: type === 1 ? 'file' : type === 2 ? 'folder' : 'other' }) as const);
    };
    return {
        machine: 'web worker',
        readFile: async (uri) => {
            const params: ReadFileParams = { uri };
            const { text, bytes } = await connection.sendRequest<ReadFileResult>(readFile, params);
            if (bytes) return said(Uint8Array.from(bytes));
            return text?.includes('\0') ? said(new TextEncoder().encode(text)) : (text ?? undefined);
        },
        listSpecs: async (folders) => {
            left = mostFolders;
            const params: FindFilesParams = { folders: folders.filter(canBeSearched) };
            const { uris } = params.folders.length === 0 ? { uris: [] } : await connection.sendRequest<FindFilesResult>(findFiles, params);
            const others = folders.filter((folder) => !canBeSearched(folder));
            const walked = await Promise.all(others.map((folder) => specsBelow(folder, list, (parent, name) => `${parent}/${encodeURIComponent(name)}`)));
            return [...uris, ...walked.flat()];
        },
    };
}
