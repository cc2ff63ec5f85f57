import fc from 'fast-check';
import { CancellationTokenSource, FileChangeType, LSPErrorCodes } from 'vscode-languageserver/node';
import { asOf, folder, type LspSession, uriOf } from './lsp-session.ts';

/*
 * Somebody who edits at random: types pieces of real specs, deletes stretches, undoes, opens and closes, saves, makes, renames and
 * deletes files and folders, changes settings, and asks this and that, not always waiting for the answer.
 */

/** One thing that is done. What it is done to is a number, to be counted among what there is at the moment. */
export interface Stroke {
    readonly act: (typeof acts)[number];
    readonly file: number;
    readonly at: number;
    readonly other: number;
}

const weights = {
    type: 40,
    delete: 18,
    swap: 25,
    lower: 4,
    restore: 8,
    undo: 8,
    open: 6,
    close: 4,
    save: 4,
    make: 30,
    change: 4,
    remove: 2,
    rename: 2,
    // Mostly something is in the way.
    moveFolder: 8,
    removeFolder: 1,
    settings: 2,
    ask: 8,
    rest: 3,
} as const;
const acts = Object.keys(weights) as (keyof typeof weights)[];

export const someStroke: fc.Arbitrary<Stroke> = fc.record({
    act: fc.oneof(...acts.map((act) => ({ weight: weights[act], arbitrary: fc.constant(act) }))),
    file: fc.nat(),
    at: fc.nat(),
    other: fc.nat(),
});

/** Where files may be, a few dozen; some names are spelt otherwise in addresses. */
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'é (1)'].map((name) => `${name}.terroir`);
const folders = ['deep', 'deep/er', 'other', 'new', 'new/er'];
const places = ['', ...folders.slice(0, 4).map((one) => `${one}/`)].flatMap((one) => names.map((name) => one + name));
const days = [asOf, '2024-06-01', '2027-03-31', '2023-01-01', ''];
/** Words that stand for one another: a text in which one takes the place of another is as sound as before. */
const likes = [
    /\b(?:FR|US|IE|NO|DE|IN)\b/g,
    /\b\d\d?%/g,
    /\b(?:Host|Parent|Grand|Fund|Buyer|Office)\b/g,
    /\b20\d\d-\d\d-\d\d\b/g,
    /\b(?:health|contact-details|genetic)\b/g,
];
/** A file that has become so long is rather cut than added to. */
const longest = 3000;
const questions = ['hover', 'completion', 'definition', 'references', 'documentSymbol', 'codeAction', 'prepareRename', 'rename'].map(
    (what) => `textDocument/${what}`,
);
const refusals: ReadonlySet<number> = new Set([LSPErrorCodes.RequestCancelled, LSPErrorCodes.ContentModified, LSPErrorCodes.RequestFailed]);

const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % Math.max(1, all.length)];
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export class Fingers {
    private readonly session: LspSession;
    private readonly specs: readonly string[];
    /** Earlier texts of open files, for undoing. */
    private readonly before = new Map<string, string[]>();
    /** What the settings say. */
    wishes: { asOf: string; unknowns: 'show' | 'hide' } = { asOf, unknowns: 'show' };
    /** How often a text was changed, in the editor or on the disk: each letter typed counts, whatever is asked or set does not. */
    edits = 0;
    /** How often each thing was done: a run in which something is never done proves little. */
    readonly done = new Map<Stroke['act'], number>();

    /** Files that belong together, for what leads from one to another. */
    private readonly world: Readonly<Record<string, string>>;

    constructor(session: LspSession, specs: readonly string[], world: Readonly<Record<string, string>>) {
        this.session = session;
        this.specs = specs;
        this.world = world;
    }

    /** Does it, unless there is nothing to do it to. */
    async do(stroke: Stroke): Promise<void> {
        if (await this[stroke.act](stroke)) this.done.set(stroke.act, (this.done.get(stroke.act) ?? 0) + 1);
    }

    // ------------------------------------------------------------ in the editor

    private async type({ file, at, other }: Stroke): Promise<boolean> {
        const path = pick(this.opened, file) ?? (await this.openOne(file));
        if (path === undefined) return false;
        const text = this.session.textOf(path);
        if (text.length > longest) return this.cut(path, at, 1000);
        const start = at % (text.length + 1);
        // By the letter, the word, or all at once, as what is pasted.
        const step = pick([1, 7, 1000, 1000], other) ?? 1;
        const piece = this.lines(other).slice(0, 30 * step);
        for (let done = 0; done < piece.length; done += step) {
            await this.edit(path, start + done, start + done, piece.slice(done, done + step));
            if (done % 4 === 3) await pause(0);
        }
        return true;
    }

    private async delete({ file, at, other }: Stroke): Promise<boolean> {
        const path = pick(this.opened, file);
        return path !== undefined && this.cut(path, at, other % 200);
    }

    /** Another seat, another share, another owner. */
    private async swap({ file, at, other }: Stroke): Promise<boolean> {
        const path = pick([...new Set([...this.opened, ...this.files])], file);
        if (path === undefined) return false;
        const text = this.textOf(path);
        const like = pick(likes, other) ?? /x/g;
        const found = [...text.matchAll(like)];
        const one = pick(found, at);
        const [by = ''] = pick(found, other) ?? [];
        if (one === undefined || by === one[0]) return false;
        await this.put(path, one.index, one.index + one[0].length, by);
        return true;
    }

    /** Everything moves down a line or two, and says what it said. */
    private async lower({ file, other }: Stroke): Promise<boolean> {
        const path = pick([...new Set([...this.opened, ...this.files])], file);
        if (path !== undefined) await this.put(path, 0, 0, other % 2 === 0 ? '\n' : '// A remark.\n\n');
        return path !== undefined;
    }

    /** What belongs together is whole again, in the editor where it is open, else on the disk. */
    private async restore(): Promise<boolean> {
        for (const [path, text] of Object.entries(this.world)) await this.put(path, 0, this.textOf(path).length, text);
        return true;
    }

    private async undo({ file, other }: Stroke): Promise<boolean> {
        const path = pick(this.opened, file);
        const [text] = this.before.get(path ?? '')?.splice(-1 - (other % 5)) ?? [];
        if (path === undefined || text === undefined) return false;
        this.edits++;
        await this.session.write(path, text);
        return true;
    }

    private async open({ file, other }: Stroke): Promise<boolean> {
        return (await this.openOne(file, other % 10 === 0)) !== undefined;
    }

    private async close({ file, other }: Stroke): Promise<boolean> {
        const path = pick(this.opened, file);
        if (path === undefined) return false;
        if (other % 2 === 0) await this.saveIt(path);
        await this.shut(path);
        return true;
    }

    private async save({ file }: Stroke): Promise<boolean> {
        const path = pick(this.opened, file);
        return path !== undefined && this.saveIt(path);
    }

    // ------------------------------------------------------------ on the disk

    private async make({ file, other }: Stroke): Promise<boolean> {
        const path = pick(places, file) ?? '';
        if (this.session.disk.has(uriOf(path))) return false;
        this.edits++;
        await this.session.touch(path, pick(this.specs, other) ?? '');
        return true;
    }

    private async change({ file, at, other }: Stroke): Promise<boolean> {
        const path = pick(this.files, file);
        if (path === undefined) return false;
        const text = this.session.disk.get(uriOf(path)) ?? '';
        const start = at % (text.length + 1);
        this.edits++;
        await this.session.touch(path, text.slice(0, start) + (text.length > longest ? '' : this.lines(other)) + text.slice(start + (other % 200)));
        return true;
    }

    /** In the editor, which closes it first, or behind its back. */
    private async remove({ file, other }: Stroke): Promise<boolean> {
        const path = pick(this.files, file);
        if (path === undefined) return false;
        if (other % 2 === 0 && this.session.documents.has(path)) await this.shut(path);
        this.edits++;
        await this.session.touch(path, undefined);
        return true;
    }

    private async rename({ file, other }: Stroke): Promise<boolean> {
        const path = pick(this.files, file);
        const to = pick(places, other);
        if (path === undefined || to === undefined || !this.isFree(to)) return false;
        await this.move([[path, to]]);
        await this.watched([path, FileChangeType.Deleted], [to, FileChangeType.Created]);
        return true;
    }

    /** In the editor, which tells of the folder, or behind its back, where a watcher does. */
    private async moveFolder({ file, other, at }: Stroke): Promise<boolean> {
        const [from = '', to = ''] = [pick(folders, file), pick(folders, other)];
        const moves = this.inside(from).map((path): [string, string] => [path, to + path.slice(from.length)]);
        if (`${to}/`.startsWith(`${from}/`) || moves.length === 0 || !moves.every(([, path]) => this.isFree(path))) return false;
        await this.move(moves);
        if (at % 2 === 0) await this.tell('workspace/didRenameFiles', { files: [{ oldUri: uriOf(from), newUri: uriOf(to) }] });
        else await this.watched([from, FileChangeType.Deleted], [to, FileChangeType.Created]);
        return true;
    }

    private async removeFolder({ file, at }: Stroke): Promise<boolean> {
        const from = pick(folders, file) ?? '';
        const inside = this.inside(from);
        for (const path of inside) {
            if (this.session.documents.has(path)) await this.shut(path);
            this.edits++;
            this.session.disk.delete(uriOf(path));
        }
        if (at % 2 === 0) await this.tell('workspace/didDeleteFiles', { files: [{ uri: uriOf(from) }] });
        else await this.watched([from, FileChangeType.Deleted]);
        return inside.length > 0;
    }

    // ------------------------------------------------------------ settings, questions, rest

    private async settings({ at, other }: Stroke): Promise<boolean> {
        this.wishes = { asOf: pick(days, at) ?? '', unknowns: other % 3 === 0 ? 'hide' : 'show' };
        await this.tell('workspace/didChangeConfiguration', { settings: { terroir: this.wishes } });
        return true;
    }

    private async ask({ file, at, other }: Stroke): Promise<boolean> {
        const path = pick(this.opened, file);
        if (path === undefined) return false;
        const document = this.session.documents.get(path);
        const position = document?.positionAt(at % (document.getText().length + 1));
        const range = { start: position, end: position };
        const context = { includeDeclaration: true, diagnostics: this.session.diagnosticsNow(path) };
        const params = { textDocument: { uri: uriOf(path) }, position, range, context, newName: 'Other', query: 'o' };
        const token = new CancellationTokenSource();
        const answer = this.session.client.sendRequest(pick(questions, other) ?? '', params, token.token).catch((error: { code: number }) => {
            // What cannot be done is refused, what nobody waits for is cancelled; everything else is a fault.
            if (!refusals.has(error.code)) throw error;
        });
        if (at % 3 === 0) token.cancel();
        if (at % 3 === 1) await answer;
        return true;
    }

    private async rest({ other }: Stroke): Promise<boolean> {
        await pause(other % 20);
        return true;
    }

    // ------------------------------------------------------------ hands

    private get opened(): string[] {
        return [...this.session.documents.keys()].sort();
    }

    private get files(): string[] {
        return [...this.session.disk.keys()].map((uri) => uri.slice(folder.length + 1)).sort();
    }

    private inside(from: string): string[] {
        return this.files.filter((path) => path.startsWith(`${from}/`));
    }

    private isFree(path: string): boolean {
        return !this.session.disk.has(uriOf(path)) && !this.session.documents.has(path);
    }

    /** A few lines of a spec. */
    private lines(n: number): string {
        const all = (pick(this.specs, n) ?? '').split('\n');
        const start = (n >> 3) % all.length;
        return `${all.slice(start, start + 1 + (n % 5)).join('\n')}\n`;
    }

    private async openOne(n: number, isNew = false): Promise<string | undefined> {
        const path = isNew ? 'untitled:Untitled-1' : pick(this.files, n);
        if (path === undefined || this.session.documents.has(path)) return undefined;
        await this.session.open(path, isNew ? this.lines(n) : undefined);
        return path;
    }

    private async shut(path: string): Promise<void> {
        this.before.delete(path);
        await this.session.shut(path);
    }

    private async saveIt(path: string): Promise<boolean> {
        if (path.startsWith('untitled:')) return false;
        const type = this.session.disk.has(uriOf(path)) ? FileChangeType.Changed : FileChangeType.Created;
        this.session.disk.set(uriOf(path), this.session.textOf(path));
        await this.tell('textDocument/didSave', { textDocument: { uri: uriOf(path) } });
        await this.watched([path, type]);
        return true;
    }

    private async cut(path: string, at: number, length: number): Promise<boolean> {
        const { length: all } = this.session.textOf(path);
        const start = at % (all + 1);
        await this.edit(path, start, Math.min(all, start + length), '');
        return true;
    }

    private textOf(path: string): string {
        return this.session.documents.get(path)?.getText() ?? this.session.disk.get(uriOf(path)) ?? '';
    }

    /** In the editor where the file is open, else on the disk. */
    private async put(path: string, start: number, end: number, text: string): Promise<void> {
        if (this.session.documents.has(path)) return this.edit(path, start, end, text);
        const before = this.textOf(path);
        this.edits++;
        await this.session.touch(path, before.slice(0, start) + text + before.slice(end));
    }

    private async edit(path: string, start: number, end: number, text: string): Promise<void> {
        const texts = this.before.get(path) ?? [];
        this.edits++;
        this.before.set(path, [...texts.slice(-20), this.session.textOf(path)]);
        await this.session.edit(path, start, end, text);
    }

    /** An editor closes what is open under the old name and opens it under the new one, with what was not saved. */
    private async move(moves: readonly (readonly [string, string])[]): Promise<void> {
        const { session } = this;
        for (const [from, to] of moves) {
            const text = session.documents.get(from)?.getText();
            this.edits++;
            if (text !== undefined) await this.shut(from);
            session.disk.set(uriOf(to), session.disk.get(uriOf(from)) ?? '');
            session.disk.delete(uriOf(from));
            if (text !== undefined) await session.open(to, text);
        }
    }

    private watched(...changes: [path: string, type: FileChangeType][]): Promise<void> {
        return this.tell('workspace/didChangeWatchedFiles', { changes: changes.map(([path, type]) => ({ uri: uriOf(path), type })) });
    }

    private tell(method: string, params: object): Promise<void> {
        return this.session.client.sendNotification(method, params);
    }
}
