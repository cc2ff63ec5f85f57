import type { Connection } from 'vscode-languageserver';
import type { Host } from './host.ts';
import { type FindFilesResult, findFiles, type ReadFileParams, type ReadFileResult, readFile } from './protocol.ts';

/** A worker has no files: the client reads them for it. */
export function browserHost(connection: Connection): Host {
    return {
        readFile: async (uri) => {
            const params: ReadFileParams = { uri };
            return (await connection.sendRequest<ReadFileResult>(readFile, params)).text ?? undefined;
        },
        listSpecs: async () => (await connection.sendRequest<FindFilesResult>(findFiles)).uris,
    };
}
