import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Script } from 'node:vm';
import { makeFolder, writtenWhole } from './whole-file.ts';

/*
 * Bundles with what V8 compiled of them in earlier runs. Node can keep that by itself, but only of what is compiled while a bundle is loaded: the
 * functions that are called after that would be compiled in every run, which is a quarter of a short one.
 */

/**
 * The folder in which it is kept what was compiled of a program; nothing where there can be none, or where Node is too old, as that of an editor may be.
 *
 * @param program what tells the program from every other; of the others nothing is kept any more
 */
export function compiledFolder(folder: string | undefined, program: () => string): string | undefined {
    if (folder === undefined || !('getBuiltinModule' in process)) return undefined;
    const all = join(folder, 'compiled');
    const own = join(all, program());
    const here = join(own, `${process.version}-${process.arch}`);
    try {
        const isNew = !existsSync(own);
        makeFolder(here, 0o700);
        // The folder may be anybody's: only what is called like a program is one.
        for (const other of isNew ? readdirSync(all) : [])
            if (isProgram.test(other) && other !== program()) rmSync(join(all, other), { recursive: true, force: true });
        return here;
    } catch (error) {
        mustBeOfTheDisk(error);
        return undefined;
    }
}

/** A SHA-256. */
const isProgram = /^[\w-]{43}$/;

/** What a bundle is, once it is compiled. */
type Body = (exports: unknown, require: (name: string) => unknown, module: Module, file: string, folder: string) => void;
interface Module {
    exports: unknown;
}

/** A bundle is a function of what it is given. Columns are counted as in its file. */
const head = '(function (exports, require, module, __filename, __dirname) { ';
const foot = '\n})';

/** Bundles that lie beside each other; each is loaded once. */
export class Bundles {
    private readonly folder: string;
    private readonly kept: string | undefined;
    private readonly loaded = new Map<string, Module>();
    /** Those that were compiled here, each with what was kept of it. */
    private readonly scripts = new Map<string, { readonly script: Script; readonly known: Kept | undefined }>();

    /** @param kept where it is kept what was compiled of them */
    constructor(folder: string, kept: string | undefined) {
        this.folder = folder;
        this.kept = kept;
    }

    load(name: string): unknown {
        const file = join(this.folder, name);
        const native = createRequire(file);
        if (this.kept === undefined) return native(file);
        const known = this.loaded.get(name);
        if (known) return known.exports;
        const module: Module = { exports: {} };
        this.loaded.set(name, module);
        const required = (wanted: string): unknown => (wanted.startsWith('./') ? this.load(wanted.slice(2)) : native(wanted));
        this.body(file, join(this.kept, name))(module.exports, required, module, file, this.folder);
        return module.exports;
    }

    private body(file: string, kept: string): Body {
        const { Script } = process.getBuiltinModule('node:vm');
        const known = read(kept);
        const options = { filename: file, columnOffset: -head.length, ...(known ? { cachedData: known.data } : {}) };
        const script = new Script(head + readFileSync(file, 'utf8') + foot, options);
        // It may be that of a V8 that is set otherwise.
        this.scripts.set(kept, { script, known: script.cachedDataRejected === true ? undefined : known });
        return script.runInThisContext() as Body;
    }

    /** Keeps what was compiled of them, for the runs to come. Other runs call other functions, so it is looked again, after ever longer. */
    keep(): void {
        for (const [kept, { script, known }] of this.scripts) {
            if (known && !isDue(kept, known)) continue;
            const data = script.createCachedData();
            // V8 forgets of a long run what that has not called for long.
            if (known && known.data.length >= data.length) write(kept, { data: known.data, looks: known.looks + 1 });
            else write(kept, { data, looks: known ? known.looks + 1 : 0 });
        }
    }
}

/** What V8 gave to be kept, and how often it was looked whether there was more of it since. */
interface Kept {
    readonly data: Buffer;
    readonly looks: number;
}

/** As the same bytes twice and one for the looks: V8 believes what it is given, and to compare is done before anything is loaded that could sum up. */
function read(kept: string): Kept | undefined {
    let bytes: Buffer;
    try {
        bytes = readFileSync(kept);
    } catch (error) {
        mustBeOfTheDisk(error);
        return undefined;
    }
    const length = (bytes.length - 1) / 2;
    const data = bytes.subarray(0, length);
    return length > 0 && data.equals(bytes.subarray(length, -1)) ? { data, looks: bytes.at(-1) as number } : undefined;
}

/** What cannot be written is compiled again, and nothing else follows from it. */
function write(kept: string, { data, looks }: Kept): void {
    try {
        writtenWhole(kept, (beside) => writeFileSync(beside, Buffer.concat([data, data, Buffer.of(Math.min(looks, mostLooks))]), { mode: 0o600 }));
    } catch (error) {
        mustBeOfTheDisk(error);
    }
}

/** A second after it was first kept, then two, then four, up to some weeks. */
const isDue = (kept: string, { looks }: Kept): boolean => Math.abs(Date.now() - (statSync(kept, { throwIfNoEntry: false })?.mtimeMs ?? 0)) > 1000 * 2 ** looks;
const mostLooks = 21;

/** Any other error is thrown on. */
function mustBeOfTheDisk(error: unknown): void {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
}
