import { createHash, type Hash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { digestOnce, mostBytes } from './kept-file.ts';
import { type Deed, type Files, type KeptRun, type Question, sums } from './kept-run.ts';
import { codeOf, type Outside } from './outside.ts';
import type { Output } from './standard-output.ts';

// What is needed only where a run is made, and so lies in a bundle of its own.
export { keep } from './kept-file.ts';
export { memoryIn } from './memory.ts';

/** @param stays whether files have stayed as they were */
export const recordingOf = (outside: Outside, stays: (files: Files) => boolean): Recording => new Recording(outside, stays);

/** An outside that remembers what it was asked and told. */
export class Recording {
    readonly outside: Outside;
    private readonly asked = new Map<string, Question>();
    private readonly done: Deed[] = [];
    /** How many characters that was. */
    private said = 0;
    /** What folders were seen to have in them. */
    private readonly listed = new Map<string, ReadonlySet<string>>();
    /** What files were read, each with the digest of its bytes. */
    private readonly files = new Map<string, string>();
    /** What was read, folder after folder. */
    private readonly read: Files[] = [];
    /** What is being read. */
    private reading: Reading | undefined;
    /** What was read earlier, by where it lies; and which of it is known to be as it was. */
    private before: ReadonlyMap<string, Files> = new Map();
    private readonly stayed = new Map<Files, boolean>();
    private readonly stays: (files: Files) => boolean;
    /** The same question got two answers, or one was asked that cannot be asked again; or more was said than is kept. */
    private torn = false;

    constructor(real: Outside, stays: (files: Files) => boolean) {
        const { disk } = real;
        this.stays = stays;
        this.outside = {
            ...real,
            stdout: this.listening('out', real.stdout),
            stderr: this.listening('err', real.stderr),
            env: new Proxy(real.env, {
                get: (env, name) => {
                    if (typeof name === 'string') this.note(['env', name, env[name] ?? null]);
                    return env[name as string];
                },
                ownKeys: (env) => {
                    this.torn = true;
                    return Reflect.ownKeys(env);
                },
            }),
            disk: {
                look: (path) => this.asking('look', path, () => disk.look(path)),
                list: (path) => {
                    const inside = this.asking('list', path, () => disk.list(path));
                    this.listed.set(path, new Set(inside.map(({ name }) => name)));
                    return inside;
                },
                real: (path) => this.asking('real', path, () => disk.real(path)),
                read: (path, most) => {
                    try {
                        const bytes = disk.read(path, most);
                        this.noteFile(path, most, bytes);
                        return bytes;
                    } catch (error) {
                        // What cannot be read is not there; or it is, and is asked for by another run, too.
                        this.note(['look', path, codeOf(error)]);
                        throw error;
                    }
                },
                glance: (path, most, look) => look(this.outside.disk.read(path, most)),
                write: (path, text) => {
                    disk.write(path, text);
                    this.did('write', path, text);
                },
                append: (path, text) => {
                    disk.append(path, text);
                    this.did('append', path, text);
                },
            },
        };
    }

    kept(code: number): KeptRun | undefined {
        if (this.torn) return undefined;
        const read = this.filesRead();
        let lengths: ReadonlyMap<string, string> | undefined;
        const lengthOf = (path: string): string | undefined => (lengths ??= new Map(read.flatMap(lengthsOf))).get(path);
        // A run reads nothing that it writes: it has asked whether it may.
        const isAsked = (question: Question): boolean => !this.isTold(question, lengthOf) && !this.done.some(([, path]) => path === question[1]);
        return { asked: [...this.asked.values()].filter(isAsked), read, done: this.done, code };
    }

    /** What files were read until now. */
    filesRead(): readonly Files[] {
        this.endFolder();
        return this.read;
    }

    /** Takes files that were read earlier for what files may be as. */
    compareWith(earlier: readonly Files[]): void {
        const places = new Map<string, Files>();
        for (const files of earlier) for (const name of files[2].split('/')) places.set(files[1] + name, files);
        this.before = places;
    }

    /** Whether a file is known to be as it was read earlier, so that nobody need read it: the run rests on that as if it had. */
    isAsBefore(place: string): boolean {
        const files = this.before.get(place);
        if (!files) return false;
        let is = this.stayed.get(files);
        if (is === undefined) {
            this.stayed.set(files, (is = this.stays(files)));
            if (is) this.read.push(files);
        }
        return is;
    }

    /** Whether an answer follows from what folders have in them, and from the bytes of files, which are asked for anyway. */
    private isTold([kind, path, answer]: Question, lengthOf: (path: string) => string | undefined): boolean {
        const folder = dirname(path);
        const name = basename(path);
        const inside = this.listed.get(folder);
        if (!inside?.has(name)) return inside !== undefined && answer === '!ENOENT';
        // That a folder can be gone into is told by what is in it.
        const isFolder = this.listed.has(path);
        if (kind === 'real') return isFolder && answer === join(this.asked.get(`real ${folder}`)?.[2] ?? '', name);
        if (answer?.startsWith('folder ')) return isFolder;
        return answer?.startsWith('file ') === true && answer === `file ${lengthOf(path)}`;
    }

    private listening(name: 'out' | 'err', output: Output): Output {
        return {
            isTerminal: output.isTerminal,
            columns: output.columns,
            write: (text) => {
                this.did(name, text);
                output.write(text);
            },
        };
    }

    /** Of a run that says very much nothing is kept: how files were judged is known again all the same. */
    private did(...deed: Deed): void {
        if ((this.said += (deed.at(-1) as string).length) > mostBytes / 10) this.torn = true;
        else this.done.push(deed);
    }

    private asking<T>(kind: keyof typeof sums, path: string, ask: () => T): T {
        try {
            const answer = ask();
            this.note([kind, path, sums[kind](answer as never)]);
            return answer;
        } catch (error) {
            this.note([kind, path, codeOf(error)]);
            throw error;
        }
    }

    private note(question: Question): void {
        const key = `${question[0]} ${question[1]}`;
        const before = this.asked.get(key);
        if (before && before[2] !== question[2]) this.torn = true;
        this.asked.set(key, question);
    }

    private noteFile(path: string, most: number, bytes: Uint8Array): void {
        const known = this.before.get(path);
        if (known && this.stayed.get(known)) return;
        const digest = digestOnce(bytes);
        const before = this.files.get(path);
        if (before !== undefined) {
            if (before !== digest) this.torn = true;
            return;
        }
        this.files.set(path, digest);
        const at = path.search(/[^/\\]*$/);
        const folder = path.slice(0, at);
        if (this.reading?.most !== most || this.reading.folder !== folder) {
            this.endFolder();
            this.reading = { most, folder, names: [], lengths: '', sum: createHash('sha256') };
        }
        this.reading.names.push(path.slice(at));
        this.reading.lengths += `${bytes.length}/`;
        this.reading.sum.update(bytes);
    }

    private endFolder(): void {
        if (!this.reading) return;
        const { most, folder, names, lengths, sum } = this.reading;
        this.read.push([most, folder, names.join('/'), lengths + sum.digest('base64url')]);
        this.reading = undefined;
    }
}

/** Files of a folder while they are read, one after the other. */
interface Reading {
    readonly most: number;
    readonly folder: string;
    readonly names: string[];
    lengths: string;
    readonly sum: Hash;
}

/** Where files lie, each with how long it is, where that was seen. */
function lengthsOf([most, folder, names, answers]: Files): readonly (readonly [path: string, length: string])[] {
    const lengths = answers.split('/');
    return names.split('/').flatMap((name, i) => (Number(lengths[i]) < most ? [[folder + name, lengths[i] as string]] : []));
}
