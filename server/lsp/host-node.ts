import { type Dirent, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { localeOf } from '../locale.ts';
import { type Garbled, type Host, said } from './host.ts';
import { Reading } from './reading.ts';
import { type Listing, specsBelow } from './walk.ts';

const shipped = typeof __dirname === 'undefined' ? '' : join(__dirname, '..', 'library');

/** Files on disk; what has another scheme, as in a folder that is on no disk, the editor reads if it can. */
export function nodeHost(editor: Host): Host {
    const reading = new Reading();
    return {
        machine: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
        // Beside the bundle this runs in; nothing where it runs from source.
        libraryRoot: existsSync(shipped) ? pathToFileURL(shipped).href : undefined,
        locale: localeOf(process.env),
        readFile: (uri) => (isOnDisk(uri) ? textOf(fileURLToPath(uri), reading) : orElse(undefined, editor.readFile(uri))),
        listSpecs: async (folders) => {
            const here = await Promise.all(folders.filter(isOnDisk).map((folder) => specsBelow(fileURLToPath(folder), list, join)));
            const elsewhere = folders.filter((folder) => !isOnDisk(folder));
            const there = elsewhere.length === 0 ? [] : await orElse([], editor.listSpecs(elsewhere));
            return [...here.flat().map((path) => pathToFileURL(path).href), ...there];
        },
    };
}

const isOnDisk = (uri: string): boolean => uri.startsWith('file:');

/** Other editors than ours do not know the question: what is on no disk they show, and nobody else can read it. */
async function orElse<T>(otherwise: T, answer: Promise<T>): Promise<T> {
    try {
        return await answer;
    } catch (error) {
        if (error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound) return otherwise;
        throw error;
    }
}

async function textOf(path: string, reading: Reading): Promise<string | Garbled | undefined> {
    try {
        return said(await reading.bytes(path));
    } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
    }
}

async function list(folder: string): Promise<Listing> {
    try {
        return (await readdir(folder, { withFileTypes: true })).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
    } catch (error) {
        // A folder that vanished or that nobody may read holds no specs for us.
        if (isMissing(error) || ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
        throw error;
    }
}

const kindOf = (entry: Dirent) => (entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other');

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
