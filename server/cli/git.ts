import { posix, relative, resolve, sep } from 'node:path';
import { defaultLimits, type Message, text } from '../../language/index.ts';
import type { Answer, Io } from './io.ts';
import type { Disk, Kind } from './outside.ts';

/** A folder as git has it at a commit. What lies outside of its repository is as it is on the disk now. */
export interface Past {
    /** The commit, in hexadecimal digits. */
    readonly commit: string;
    readonly disk: Disk;
}

/**
 * What git has of a folder's repository since when HEAD left a revision behind: at the commit where both part, so that what others have
 * done there meanwhile is no change of ours.
 */
export function pastOf(io: Io, folder: string, revision: string): Past | { readonly problem: Message } {
    const run = (args: readonly string[], input?: string): Answer => io.git(args, folder, input);
    let prefix: Answer;
    try {
        prefix = run(['rev-parse', '--show-prefix']);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code !== 'ENOENT') throw error;
        return { problem: text('What was there before is asked of git, and there is no program git here.') };
    }
    if (prefix.status !== 0) {
        return /not a git repository/i.test(prefix.stderr)
            ? { problem: text('{folder} is in no git repository, so nobody knows what was there before.', { folder }) }
            : { problem: text('git says: {words}', { words: firstLine(prefix) }) };
    }
    // No revision begins with a hyphen, but an option of git would.
    const named = revision.startsWith('-') ? undefined : run(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
    if (named?.status !== 0)
        return { problem: text('git knows no commit {revision} here. Where not all of the history was fetched, fetch the rest.', { revision }) };
    const parting = run(['merge-base', lineOf(named), 'HEAD']);
    if (parting.status !== 0) {
        return { problem: text('HEAD and {revision} have no commit in common here. Where not all of the history was fetched, fetch the rest.', { revision }) };
    }
    const commit = lineOf(parting);
    const listed = run(['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
    if (listed.status !== 0) return { problem: text('git says: {words}', { words: firstLine(listed) }) };
    const entries = entriesIn(listed.stdout.toString('utf8'));
    const blobs = new Blobs(run, entries);
    const { lacking: file } = blobs;
    if (file !== undefined) return { problem: text('git has no longer what {file} was then: fetch it again, or mend the repository.', { file }) };
    return { commit, disk: new PastDisk(io.disk, folder, lineOf(prefix), entries, blobs) };
}

const lineOf = ({ stdout }: Answer): string => stdout.toString('utf8').replace(/\r?\n$/, '');

const firstLine = ({ stderr, status }: Answer): string => stderr.split('\n')[0] || String(status);

/** A file, a link or a submodule, as `ls-tree` lists it. */
interface Entry {
    readonly kind: Kind | 'link';
    readonly blob: string;
    readonly size: number;
}

function entriesIn(listing: string): ReadonlyMap<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const line of listing.split('\0')) {
        // Of what it has lost git lists that it is `BAD`.
        const [, mode = '', blob = '', size = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+) +(\d+|-|BAD)\t([\s\S]*)$/.exec(line) ?? [];
        if (path !== '') entries.set(path, { kind: mode === '120000' ? 'link' : mode === '160000' ? 'folder' : 'file', blob, size: Number(size) || 0 });
    }
    return entries;
}

/** The texts of files: those of all specs are asked for at once, whatever else is read one by one. */
class Blobs {
    private readonly run: (args: readonly string[], input?: string) => Answer;
    /** With each a file that has it. */
    private readonly wanted: ReadonlyMap<string, string>;
    private found: ReadonlyMap<string, Buffer> | undefined;

    constructor(run: (args: readonly string[], input?: string) => Answer, entries: ReadonlyMap<string, Entry>) {
        this.run = run;
        const isWanted = (path: string, { kind, size }: Entry) =>
            kind === 'link' || (kind === 'file' && size <= defaultLimits.size && /\.terroir$|(^|\/)(\.gitignore|terroir\.json)$/.test(path));
        this.wanted = new Map([...entries].flatMap(([path, entry]) => (isWanted(path, entry) ? [[entry.blob, path]] : [])));
    }

    /** A file of which git has lost what it was: nobody can say what rested on it. */
    get lacking(): string | undefined {
        return [...this.wanted].find(([blob]) => !this.texts.has(blob))?.[1];
    }

    private get texts(): ReadonlyMap<string, Buffer> {
        return (this.found ??= this.read([...this.wanted.keys()]));
    }

    bytes(blob: string): Buffer {
        const text = this.texts.get(blob) ?? this.read([blob]).get(blob);
        if (!text) throw Object.assign(new Error(`git has no object ${blob}.`), { code: 'EIO' });
        return text;
    }

    /** Behind a line with the name, the kind and the length stands each text, and a line end. */
    private read(blobs: readonly string[]): Map<string, Buffer> {
        const texts = new Map<string, Buffer>();
        if (blobs.length === 0) return texts;
        const { stdout } = this.run(['cat-file', '--batch'], `${blobs.join('\n')}\n`);
        for (let at = 0; at < stdout.length; ) {
            const end = stdout.indexOf(0x0a, at);
            if (end < 0) break;
            const [blob = '', , length] = stdout.toString('latin1', at, end).split(' ');
            if (length === undefined || !/^\d+$/.test(length)) {
                at = end + 1;
                continue;
            }
            texts.set(blob, stdout.subarray(end + 1, end + 1 + Number(length)));
            at = end + 2 + Number(length);
        }
        return texts;
    }
}

const failure = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code });

/** The tree of a commit as a disk, links followed. Nothing can be written to it. */
class PastDisk implements Disk {
    private readonly now: Disk;
    private readonly base: string;
    private readonly prefix: string;
    private readonly blobs: Blobs;
    private readonly entries = new Map<string, Entry>();
    private readonly folders = new Map<string, Map<string, Kind | 'link'>>([['', new Map()]]);

    /** @param prefix where `base` lies in the repository, with a slash behind it unless it is its top */
    constructor(now: Disk, base: string, prefix: string, entries: ReadonlyMap<string, Entry>, blobs: Blobs) {
        this.now = now;
        this.base = base;
        this.prefix = prefix;
        this.blobs = blobs;
        for (const [path, entry] of entries) {
            this.entries.set(path, entry);
            this.enlist(path, entry.kind);
        }
    }

    look(place: string): { readonly kind: Kind; readonly size: number } {
        const path = this.pathOf(place);
        if (path === undefined) return this.now.look(place);
        const found = this.find(path);
        return typeof found === 'string' ? { kind: 'folder', size: 0 } : { kind: found.kind as Kind, size: found.size };
    }

    list(place: string): readonly { readonly name: string; readonly kind: Kind | 'link' }[] {
        const path = this.pathOf(place);
        if (path === undefined) return this.now.list(place);
        const found = this.find(path);
        if (typeof found !== 'string') {
            if (found.kind === 'folder') return [];
            throw failure('ENOTDIR', place);
        }
        return [...(this.folders.get(found) ?? [])].map(([name, kind]) => ({ name, kind }));
    }

    real(place: string): string {
        const path = this.pathOf(place);
        if (path === undefined) return this.now.real(place);
        return `git:${this.follow(path)}`;
    }

    glance<T>(place: string, most: number, look: (bytes: Uint8Array) => T): T {
        return look(this.read(place, most));
    }

    read(place: string, most: number): Uint8Array {
        const path = this.pathOf(place);
        if (path === undefined) return this.now.read(place, most);
        const found = this.find(path);
        if (typeof found === 'string' || found.kind !== 'file') throw failure('EISDIR', place);
        return this.blobs.bytes(found.blob).subarray(0, most);
    }

    write(place: string): never {
        throw failure('EROFS', place);
    }

    append(place: string): never {
        throw failure('EROFS', place);
    }

    private enlist(path: string, kind: Kind | 'link'): void {
        const folder = path.includes('/') ? posix.dirname(path) : '';
        const inside = this.folders.get(folder);
        if (inside) inside.set(posix.basename(path), kind);
        else {
            this.folders.set(folder, new Map([[posix.basename(path), kind]]));
            this.enlist(folder, 'folder');
        }
    }

    /** A place as a path from the top of the repository; nothing where it lies outside, or is git's own. */
    private pathOf(place: string): string | undefined {
        const path = posix.normalize(this.prefix + relative(this.base, resolve(place)).split(sep).join('/')).replace(/\/$/, '');
        if (path === '..' || path.startsWith('../') || path === '.git' || path.startsWith('.git/')) return undefined;
        return path === '.' ? '' : path;
    }

    /** An entry, or the path of a folder. */
    private find(path: string): Entry | string {
        const there = this.follow(path);
        const entry = this.entries.get(there);
        if (entry) return entry;
        if (this.folders.has(there)) return there;
        throw failure('ENOENT', path);
    }

    /** The path without links; one that leads out of the repository leads nowhere. */
    private follow(path: string, most = 40): string {
        const names = path.split('/');
        for (let n = 1; n <= names.length; n++) {
            const part = names.slice(0, n).join('/');
            const entry = this.entries.get(part);
            if (entry?.kind !== 'link') continue;
            if (most === 0) throw failure('ELOOP', path);
            const target = posix.join(posix.dirname(part), this.blobs.bytes(entry.blob).toString('utf8'), ...names.slice(n));
            return this.follow(target === '.' ? '' : target, most - 1);
        }
        return path;
    }
}
