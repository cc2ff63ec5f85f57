import { hash } from 'node:crypto';
import { resolve, sep } from 'node:path';
import { defaultLimits, isLibraryPath, type Message, refuse, text, tooLarge } from '../../language/index.ts';
import { textIn } from '../spec-bytes.ts';
import { Ignoring, type Leaving, pathBelow, tooLongToHeed } from './ignoring.ts';
import { type Matching, matching } from './matching.ts';
import { brokenLink, type Disk, type Kind } from './outside.ts';
import { patternIn } from './patterns.ts';

/** Bytes of a file and braces open at once: what is above is refused unread. */
export interface ReadLimits {
    readonly size: number;
    readonly depth: number;
}

/** A file as it was read. Paths are relative to the root, with `/`. */
export interface Text {
    readonly path: string;
    readonly source: string;
    readonly sha256: string;
    /** It began with a byte order mark, which is not part of the source. */
    readonly marked: boolean;
}

/** There may be very many texts: of one no more is held than its bytes. Most of its letters are one, but in a string with one dash all are two. */
class ReadText implements Text {
    readonly path: string;
    readonly marked: boolean;
    private readonly bytes: Uint8Array;

    constructor(path: string, bytes: Uint8Array, marked: boolean) {
        this.path = path;
        this.bytes = bytes;
        this.marked = marked;
    }

    /** Without a byte order mark: the decoder takes it away. */
    get source(): string {
        return decoder.decode(this.bytes);
    }

    get sha256(): string {
        return hash('sha256', this.bytes, 'hex');
    }
}

/** A text that is as it was in an earlier run: it is read when somebody looks into it. */
class LaterText implements Text {
    readonly path: string;
    private readonly digest: string;
    private readonly read: (later: Text) => Text;
    private known: Text | undefined;

    /** @param digest in base64url */
    constructor(path: string, digest: string, read: (later: Text) => Text) {
        this.path = path;
        this.digest = digest;
        this.read = read;
    }

    get source(): string {
        return this.whole.source;
    }

    get marked(): boolean {
        return this.whole.marked;
    }

    get sha256(): string {
        return Buffer.from(this.digest, 'base64url').toString('hex');
    }

    private get whole(): Text {
        return (this.known ??= this.read(this));
    }
}

/** A file or folder of which nothing can be judged, and why. Line and column count from 1, columns in code points. */
export interface Unreadable {
    readonly path: string;
    readonly code:
        | 'input/unreadable'
        | 'input/not-utf8'
        | 'input/not-text'
        | 'input/nothing-matched'
        | 'syntax/too-large'
        | 'syntax/not-a-spec'
        | 'internal/file-failed';
    readonly message: Message;
    readonly line: number;
    readonly column: number;
    readonly offset: number;
}

/** Whether there is no spec in what was named, which is no fault of a file. */
export const isUnmatched = ({ code }: { readonly code: string }): boolean => code === 'input/nothing-matched';

/** What files, folders and patterns stand for. Paths are relative to the root. */
export interface Listed {
    /** In their order, each once. */
    readonly paths: readonly string[];
    readonly unreadable: readonly Unreadable[];
    /** By which operand each path was met; itself where it was named. */
    readonly by: ReadonlyMap<string, string>;
    /** What was met on the way and left out; folders end with `/`. */
    readonly leftOut: readonly LeftOut[];
}

export interface LeftOut {
    readonly path: string;
    readonly by: Leaving;
}

/** What the walk comes upon: a spec, what cannot be looked into, that there is nothing, or what is left out. */
interface Met {
    readonly place: string;
    readonly problem?: Message;
    readonly nothing?: Message;
    readonly leftOut?: Leaving;
    readonly isFolder?: boolean;
}

/** What is known of the texts of an earlier run, within the same limits. */
export interface TextsBefore {
    /** Whether a file was a text. */
    has(path: string): boolean;
    /** The SHA-256, in base64url, of the file at a place, where that is known to have the bytes that it had. */
    digestAt(path: string, place: string): string | undefined;
    /** Whether it was the text that these bytes are. */
    isAsRead(path: string, bytes: Uint8Array): boolean;
    /** Notes that a file of which that was known has become another meanwhile: there can be no verdict. */
    noteMoved(path: string): void;
}

/** A file that was taken for what it was has become another before it was read: there can be no verdict. */
export class MovedFile extends Error {
    readonly path: string;

    constructor(path: string) {
        super(`${path} has changed while it was judged`);
        this.path = path;
    }
}

/** Finds and reads specs below a root. What cannot be read is returned beside what can, never passed over. */
export class Sources {
    private readonly disk: Disk;
    private readonly root: string;
    private readonly limits: ReadLimits;
    private readonly ignoring: Ignoring;
    private readonly before: TextsBefore | undefined;
    /** Where a path was met on disk: there its letters may be composed otherwise. */
    private readonly onDisk = new Map<string, string>();
    /** Paths that are spelt otherwise there. */
    private readonly respelt = new Set<string>();
    /** Where the root lies, step by step, composed as paths are. */
    readonly home: readonly string[];

    constructor(disk: Disk, root: string, limits: ReadLimits, ignoring = new Ignoring(disk), before?: TextsBefore) {
        this.disk = disk;
        this.root = root;
        this.limits = limits;
        this.ignoring = ignoring;
        this.before = before;
        this.home = root.split(sep).map((step) => step.normalize());
    }

    /** The specs that files, folders and patterns given on the command line stand for. */
    list(given: readonly string[], from: string): Listed {
        const by = new Map<string, string>();
        const unreadable = new Map<string, Unreadable>();
        const leftOut = new Map<string, Leaving>();
        // A path belongs to the file that is spelt so, and only where there is none to one whose letters are composed otherwise.
        const later: (() => void)[] = [];
        for (const operand of given) {
            const named = resolve(from, operand);
            for (const { place, problem, nothing, leftOut: leaving, isFolder } of this.meant(operand, from)) {
                if (leaving) {
                    leftOut.set(this.below(place) + (isFolder ? '/' : ''), leaving);
                    continue;
                }
                const take = (): void => {
                    const path = this.pathOf(place);
                    if (problem) unreadable.set(path, nowhere(path, 'input/unreadable', problem));
                    else if (nothing) unreadable.set(path, nowhere(path, 'input/nothing-matched', nothing));
                    else if (isLibraryPath(path)) unreadable.set(path, nowhere(path, 'input/unreadable', takenByLibrary));
                    else if (!by.has(path)) by.set(path, place === named ? path : operand);
                };
                if (place === place.normalize()) take();
                else later.push(take);
            }
        }
        for (const take of later) take();
        return {
            paths: [...by.keys()].sort(),
            unreadable: [...unreadable.values()],
            by,
            leftOut: [...leftOut].map(([path, by]) => ({ path, by })).sort((a, b) => (a.path < b.path ? -1 : 1)),
        };
    }

    /** What an operand stands for: what is called so, else what a pattern finds. */
    private *meant(operand: string, from: string): Generator<Met> {
        const given = resolve(from, operand);
        // Somebody may have typed letters that are composed otherwise on the disk, and sees there what was asked for.
        const named = [given, given.normalize(), given.normalize('NFD')].find((one) => isThere(this.disk, one)) ?? given;
        const pattern = patternIn(operand);
        if (!pattern || isThere(this.disk, named)) {
            yield* this.walk(named);
            return;
        }
        const start = resolve(from, pattern.folder);
        if (!isThere(this.disk, start)) yield { place: named, nothing: nothingFits };
        else for (const met of this.walk(start, matching(pattern.below))) yield met.nothing ? { ...met, place: named } : met;
    }

    /**
     * Every spec at or below a place, links followed, no folder entered twice; and what could not be looked into.
     *
     * @param asked which paths below the place are wanted; with a folder everything in it. All of them if not given, and the place itself
     */
    private *walk(start: string, asked?: Matching): Generator<Met> {
        // Whether everything in a folder was wanted when it was entered: it may be met again as one that is.
        const entered = new Map<string, boolean>();
        // With each what its folder says that it is: what that calls a file need not be looked at.
        const todo: { readonly place: string; readonly listedAs: Kind | 'link' | undefined; readonly isWanted: boolean }[] = [
            { place: start, listedAs: undefined, isWanted: asked === undefined },
        ];
        // Folders are entered by their own name before any link to them is followed.
        const links: typeof todo = [];
        let met = false;
        let left = false;
        for (let next = todo.pop(); next; next = todo.pop() ?? links.shift()) {
            const { place, listedAs, isWanted } = next;
            const isLink = listedAs === 'link';
            try {
                const kind = listedAs === 'file' ? 'file' : this.disk.look(place).kind;
                if (kind === 'folder' && isLink) links.push({ ...next, listedAs: undefined });
                else if (kind === 'folder') {
                    const real = this.disk.real(place);
                    const before = entered.get(real);
                    if (before === true || before === isWanted) continue;
                    entered.set(real, isWanted);
                    const inside = this.disk.list(place).filter(({ name }) => isWorthALook(name));
                    inside.sort((a, b) => (a.name < b.name ? 1 : -1));
                    for (const { name, kind } of inside) {
                        const inner = place.endsWith(sep) ? place + name : place + sep + name;
                        if (kind === 'file' && !isSpec(name)) continue;
                        const path = asked && pathBelow(start, inner);
                        const fits = isWanted || path === undefined || asked?.fits(path) === true;
                        if (!fits && (kind === 'file' || asked?.mayFitIn(path) !== true)) continue;
                        const leaving = this.ignoring.leavesOut(inner, kind === 'folder');
                        if (leaving === undefined) todo.push({ place: inner, listedAs: kind, isWanted: fits });
                        else {
                            left = true;
                            yield { place: inner, leftOut: leaving, isFolder: kind === 'folder' };
                        }
                    }
                } else if (isWanted && kind === 'file' && (place === start || isSpec(place))) {
                    met = true;
                    yield { place };
                } else if (isWanted && kind === 'other' && (place === start || isSpec(place))) {
                    met = true;
                    yield { place, problem: text('It is neither a file nor a folder.') };
                }
            } catch (error) {
                // A link to nowhere, or to itself, that is not named like a spec is nobody's loss.
                if (isLink && (isMissing(error) || codeOf(error) === 'ELOOP') && !(isWanted && isSpec(place))) continue;
                met = true;
                yield { place, problem: misnamed(error, place) ?? whyUnreadable(error, place === start) };
            }
        }
        if (!met) yield { place: start, nothing: asked ? (left ? noFittingLeft : nothingFits) : left ? nothingLeft : nothingThere };
    }

    /** The file that an import means; nothing if there is none, which the judge will say. */
    readImported(path: string): Text | Unreadable | undefined {
        if (isLibraryPath(path) || path.startsWith('/') || /^[a-z][\w+.-]+:/i.test(path)) return undefined;
        for (const spelt of this.onDisk.has(path) ? [path] : [path, path.normalize('NFD')]) {
            const place = this.onDisk.get(path) ?? resolve(this.root, spelt);
            try {
                if (this.disk.look(place).kind !== 'file') return undefined;
            } catch (error) {
                if (isMissing(error) || isNoName(error)) continue;
                return nowhere(path, 'input/unreadable', whyUnreadable(error, false));
            }
            this.onDisk.set(path, place);
            if (spelt !== path) this.respelt.add(path);
            return this.read(path);
        }
        return undefined;
    }

    read(path: string): Text | Unreadable {
        const place = this.onDisk.get(path) ?? resolve(this.root, path);
        const digest = this.respelt.has(path) ? undefined : this.before?.digestAt(path, place);
        return digest === undefined ? this.readAt(path, place) : new LaterText(path, digest, this.readLater);
    }

    private readonly readLater = ({ path, sha256 }: Text): Text => {
        const now = this.readAt(path, this.onDisk.get(path) ?? resolve(this.root, path));
        if ('source' in now && now.sha256 === sha256) return now;
        this.before?.noteMoved(path);
        throw new MovedFile(path);
    };

    private readAt(path: string, place: string): Text | Unreadable {
        const { size: most } = this.limits;
        let bytes: Uint8Array;
        try {
            // There may be very many files: of one that was small enough it is asked only when there is more of it than may be.
            const wasRead = this.before?.has(path);
            const { size } = wasRead ? { size: 0 } : this.disk.look(place);
            if (size > most) return nowhere(path, 'syntax/too-large', tooLarge(size, most));
            // One byte more than is allowed tells whether the file has grown since.
            bytes = this.disk.read(place, most + 1);
            if (wasRead && bytes.length > most) return nowhere(path, 'syntax/too-large', tooLarge(this.disk.look(place).size, most));
        } catch (error) {
            return nowhere(
                path,
                'input/unreadable',
                misnamed(error, path) ?? (isMissing(error) ? text('The file was there a moment ago and has vanished.') : whyUnreadable(error, false)),
            );
        }
        return this.textOf(path, bytes);
    }

    /** The text that comes in, or why there is none. It is called as if it were the file that is named. */
    typed(named: string, from: string, stdin: (most: number) => Uint8Array): Text | Unreadable {
        const { size: most } = this.limits;
        const path = this.pathOf(resolve(from, named));
        if (isLibraryPath(path)) return nowhere(path, 'input/unreadable', takenByLibrary);
        try {
            const bytes = stdin(most + 1);
            return bytes.length > most ? nowhere(path, 'syntax/too-large', tooMuch(most)) : this.textOf(path, bytes);
        } catch (error) {
            if (codeOf(error) === '') throw error;
            return nowhere(path, 'input/unreadable', whyUnreadable(error, false));
        }
    }

    /** The text that some bytes are, or why they are none. */
    private textOf(path: string, bytes: Uint8Array): Text | Unreadable {
        const { size: most, depth } = this.limits;
        // The decoder takes a byte order mark away.
        const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
        if (this.before?.isAsRead(path, bytes)) return new ReadText(path, bytes, marked);
        if (bytes.length > most) return nowhere(path, 'syntax/too-large', tooLarge(bytes.length, most));
        const source = textIn(bytes);
        if (typeof source !== 'string') return somewhere(path, source.code, source.message, bytes.subarray(0, source.sound));
        const refused = refuse(source, { size: Number.POSITIVE_INFINITY, depth });
        if (refused) return { path, code: refused.code, message: refused.message, ...positionAfter(source.slice(0, refused.at)) };
        return new ReadText(path, bytes, marked);
    }

    /** Puts another text in the place of one that was read; a link stays one. What goes wrong is thrown. */
    write(read: Text, source: string): void {
        const { path } = read;
        const place = this.onDisk.get(path) ?? resolve(this.root, path);
        this.disk.write(place, markOf(read) + source);
    }

    private below(place: string): string {
        return pathBelow(this.root, place);
    }

    /** How a place on disk is called in reports and imports. */
    private pathOf(place: string): string {
        const spelt = this.below(place) || '.';
        const path = spelt.normalize('NFC');
        const taken = this.onDisk.get(path);
        // Two files may differ in nothing but how their letters are composed.
        const own = taken === undefined || taken === place ? path : spelt;
        this.onDisk.set(own, place);
        if (own !== spelt) this.respelt.add(own);
        return own;
    }
}

/** Nobody has waited for its end. */
const tooMuch = (limit: number): Message =>
    text('More comes in than the limit of {limit} bytes, so nothing of it is judged. --max-size raises the limit.', { limit });

const takenByLibrary = text('A path that begins with terroir:/ is taken by the library.');

const nothingThere = text('There is no .terroir file in this folder, nor in those below it.');
const nothingLeft = text('No .terroir file in this folder or below it is left: what is there, .gitignore or the configuration leaves out.');

const nothingFits = text('No .terroir file is called as this pattern asks.');
const noFittingLeft = text('No .terroir file that this pattern asks for is left: what is there, .gitignore or the configuration leaves out.');

const isSpec = (place: string): boolean => place.endsWith('.terroir');

/** Folders of packages and of tools hold nobody's specs. A file may begin with a dot if it is named like a spec. */
const isWorthALook = (name: string): boolean => name !== 'node_modules' && (!name.startsWith('.') || isSpec(name));

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR', brokenLink].includes(codeOf(error));

/** Whether something has a name on the disk, whatever it is. What cannot be looked at is told by whoever looks into it. */
export function isThere(disk: Disk, place: string): boolean {
    try {
        disk.look(place);
    } catch (error) {
        return !isMissing(error);
    }
    return true;
}

/** Why a file that somebody named could not be read, to stand behind its name. What has no code is no answer of the disk, and is thrown. */
export function whyUnread(error: unknown): Message {
    if (codeOf(error) === '') throw error;
    if (codeOf(error) === 'EISDIR') return isFolder;
    if (codeOf(error) === brokenLink) return text('its symbolic link leads nowhere');
    return isMissing(error) ? text('there is no such file') : text('it cannot be read: {reason}', { reason: reasonIn(error) });
}

/** Why the disk has not done what was asked of it, in words; what seldom befalls anybody keeps its code. */
export const inWords = (reason: string): Message | string => reasons[reason] ?? reason;

export const reasonIn = (error: unknown): Message | string => inWords(codeOf(error) || String(error));

const isFolder = text('it is a folder, not a file');
const notPermitted = text('that is not permitted');

const reasons: Readonly<Record<string, Message>> = {
    EACCES: notPermitted,
    EISDIR: isFolder,
    ELOOP: text('its symbolic links lead round in a circle'),
    ENOSPC: text('the disk is full'),
    ENOTDIR: text('a file stands where its path needs a folder'),
    EPERM: notPermitted,
    EROFS: text('the disk can only be read'),
};

/** No file can be called so: the name is too long, or has a character that none may have. */
const isNoName = (error: unknown): boolean => ['ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE'].includes(codeOf(error));

/** A name that is not UTF-8 is had with other letters than it is written in, and nobody can open anything by that. */
const misnamed = (error: unknown, path: string): Message | undefined =>
    isMissing(error) && path.includes('\uFFFD') ? text('Its name is not UTF-8, so it cannot be opened. Give it another name.') : undefined;

function whyUnreadable(error: unknown, isGiven: boolean): Message {
    const code = codeOf(error);
    if (isMissing(error)) return isGiven && code !== brokenLink ? text('There is no such file or folder.') : text('It leads nowhere.');
    if (code === 'EACCES' || code === 'EPERM') return text('Reading it is not permitted.');
    if (code === 'EISDIR') return text('It is a folder, not a text.');
    if (code === tooLongToHeed)
        return text('A .gitignore in it or above it has more than {limit} bytes, so nobody can tell what is to be left out.', { limit: defaultLimits.size });
    if (code === 'ELOOP') return text('Its symbolic links lead round in a circle.');
    return text('It cannot be read: {reason}.', { reason: code || String(error) });
}

const nowhere = (path: string, code: Unreadable['code'], message: Message): Unreadable => ({ path, code, message, line: 1, column: 1, offset: 0 });

function somewhere(path: string, code: Unreadable['code'], message: Message, before: Uint8Array): Unreadable {
    return { path, code, message, ...positionAfter(new TextDecoder('utf-8').decode(before)) };
}

function positionAfter(before: string): { line: number; column: number; offset: number } {
    const lines = before.split(/\r\n|\r|\n/);
    return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1, offset: before.length };
}

/** The byte order mark that a text began with, if it did. */
export const markOf = ({ marked }: Text): string => (marked ? '\uFEFF' : '');

const decoder = new TextDecoder('utf-8', { fatal: true });
