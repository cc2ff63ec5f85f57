import ignore, { type Ignore } from 'ignore';
import { defaultLimits } from '../../language/index.ts';

/** What a folder says of the files in it and below. */
interface Folder {
    /** Those of its `.gitignore`. */
    readonly rules: Ignore | undefined;
    /** No folder above has anything to say: a repository begins here. */
    readonly isTop: boolean;
}

type Read = (path: string) => Promise<string | undefined>;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Which files of a workspace `.gitignore` leaves out, as the command passes them over. What bears on a file has to be read once, which
 * takes its time; after that it is told at once.
 */
export class Ignored {
    private readonly roots: readonly string[];
    private readonly read: Read;
    private readonly tooLong: (path: string) => void;
    private readonly folders = new Map<string, Folder>();
    /** All reading under way: of two who learn of the same folder nobody goes on before all above it is known. */
    private learning: Promise<void> = Promise.resolve();

    /**
     * @param roots the folders of the workspace; of what lies in none of them nothing is left out
     * @param tooLong told of a `.gitignore` that the command does not read for its length: it leaves out nothing here
     */
    constructor(roots: readonly string[], read: Read, tooLong: (path: string) => void = () => {}) {
        this.roots = roots;
        this.read = read;
        this.tooLong = tooLong;
    }

    /** Reads what bears on some files and is not known yet. */
    learn(paths: readonly string[]): Promise<void> {
        const inside = paths.filter((path) => this.rootOf(path) !== undefined);
        this.learning = this.learning.then(async () => {
            for (const path of inside) {
                for (const folder of this.foldersAbove(path)) {
                    if (this.folders.has(folder)) break;
                    const found = await this.look(folder);
                    this.folders.set(folder, found);
                    if (found.isTop) break;
                }
            }
        });
        return this.learning;
    }

    /** What some folders say may be something else: they went, or came. It is read again when something in them is learnt of. */
    forget(isOne: (folder: string) => boolean): void {
        for (const folder of this.folders.keys()) if (isOne(folder)) this.folders.delete(folder);
    }

    /** Whether a file is left out, or a folder that it lies in. */
    has(path: string): boolean {
        const root = this.rootOf(path);
        if (root === undefined) return false;
        for (let end = path.indexOf('/', root.length + 1); end >= 0; end = path.indexOf('/', end + 1)) if (this.leavesOut(path.slice(0, end + 1))) return true;
        return this.leavesOut(path);
    }

    /** As git does: the nearest `.gitignore` that has something to say decides. That of a folder ends with `/`. */
    private leavesOut(path: string): boolean {
        const above = this.foldersAbove(path.replace(/\/$/, ''));
        const top = above.findIndex((folder) => this.folders.get(folder)?.isTop);
        // Outside of a repository only the folder itself is asked.
        for (const folder of above.slice(0, Math.max(0, top) + 1)) {
            const said = this.folders.get(folder)?.rules?.test(decodeURIComponent(path.slice(folder.length + 1)));
            if (said?.ignored) return true;
            if (said?.unignored) return false;
        }
        return false;
    }

    private async look(folder: string): Promise<Folder> {
        const path = `${folder}/.gitignore`;
        const text = await this.read(path);
        const isTooLong = text !== undefined && bytesOf(text) > defaultLimits.size;
        if (isTooLong) this.tooLong(path);
        // A repository is known by its folder; a further working tree of one, or one in another, by a file.
        const isRepository = async () => (await this.read(`${folder}/.git/HEAD`)) !== undefined || (await this.read(`${folder}/.git`)) !== undefined;
        const isTop = isOnDisk(folder) ? await isRepository() : this.roots.includes(folder);
        return { rules: text === undefined || isTooLong ? undefined : ignore().add(text), isTop };
    }

    /** The folders that a file lies in, the nearest first. What is on no disk ends where the workspace begins. */
    private foldersAbove(path: string): string[] {
        const least = isOnDisk(path) ? 'file:///'.length : (this.rootOf(path)?.length ?? path.length);
        const folders: string[] = [];
        for (let end = path.lastIndexOf('/'); end >= least; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
        return folders;
    }

    private rootOf(path: string): string | undefined {
        return this.roots.find((root) => path.startsWith(`${root}/`));
    }
}

const isOnDisk = (path: string): boolean => path.startsWith('file:///');
