import { type Dirent, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { localeOf } from '../locale.ts';
import type { Host } from './host.ts';

const shipped = typeof __dirname === 'undefined' ? '' : join(__dirname, '..', 'library');

/** Files on disk. Other schemes are known to the editor only, through the documents it opens. */
export const nodeHost: Host = {
    // Beside the bundle this runs in; nothing where it runs from source.
    libraryRoot: existsSync(shipped) ? pathToFileURL(shipped).href : undefined,
    locale: localeOf(process.env),
    readFile: async (uri) => {
        if (!uri.startsWith('file:')) return undefined;
        try {
            // As editors do, without the mark that says in which order bytes are.
            return new TextDecoder().decode(await readFile(fileURLToPath(uri)));
        } catch (error) {
            if (isMissing(error)) return undefined;
            throw error;
        }
    },
    listSpecs: async (roots) => {
        const found: string[] = [];
        for (const root of roots) {
            if (root.startsWith('file:')) await collect(fileURLToPath(root), found);
        }
        return found;
    },
};

/** Links are not followed: a ring of them would never end, and what they lead to is found where it is. */
async function collect(folder: string, found: string[]): Promise<void> {
    let entries: Dirent[];
    try {
        entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
        // A folder that vanished or that nobody may read holds no specs for us.
        if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'EACCES') return;
        throw error;
    }
    for (const entry of entries) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) await collect(path, found);
        else if (entry.isFile() && entry.name.endsWith('.terroir')) found.push(pathToFileURL(path).href);
    }
}

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
