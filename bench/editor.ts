import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ended, processorTimeOf } from './measure.ts';

/** What is shown of a text, as far as the bench looks at it. */
export interface Shown {
    readonly range: { readonly start: Position; readonly end: Position };
    readonly severity?: number;
    readonly code?: string | number;
    readonly message: string;
}
export interface Position {
    readonly line: number;
    readonly character: number;
}

interface Published {
    readonly uri: string;
    readonly version?: number;
    readonly diagnostics: readonly Shown[];
}

interface Message {
    readonly id?: number | string;
    readonly method?: string;
    readonly params?: unknown;
    readonly result?: unknown;
    readonly error?: { readonly message: string };
}

/** What an editor says of itself. */
export interface Manner {
    readonly textDocument: object;
    readonly options: object;
}

const waiting: Manner = { textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } }, options: {} };

/** Milliseconds without a message and without work after which a server is taken to be done. */
const calm = 700;
/** How long a server may take to tell of an edit, and to come to rest, before the bench gives up; in milliseconds. */
const patience = { edit: 120_000, rest: 1_800_000 };

/**
 * An editor in few words: it starts a language server, speaks JSON-RPC with it over its standard input and output, and is told of
 * diagnostics. Nothing of the server's own code stands between, so its time is its own.
 */
export class Editor {
    readonly pid: number;
    /** The message that told last of each file, by URI; as bytes, since we would have to go through objects of ten thousand files whenever our own memory is collected. */
    private readonly last = new Map<string, Buffer>();
    /** When the last diagnostics came, by the clock of `performance.now()`. */
    lastPublished = 0;
    private readonly server: ChildProcess;
    private readonly folder: string;
    private readonly texts = new Map<string, { text: string; version: number }>();
    private readonly listeners = new Set<(published: Published) => void>();
    private readonly answers = new Map<number, (message: Message) => void>();
    /** What has come of what is not taken yet. */
    private pieces: Buffer[] = [];
    private held = 0;
    /** The length of the message whose head was taken; negative where none was. */
    private length = -1;
    /** When the last piece came: what we do with a message is not the server's time. */
    private arrived = 0;
    private requests = 0;
    /** Told when the server is gone, and nothing more will come. */
    private readonly waiting = new Set<(why: Error) => void>();
    private readonly kill = () => void this.server.kill();

    constructor([program, ...words]: readonly string[], folder: string, env: NodeJS.ProcessEnv = {}) {
        this.folder = folder;
        this.server = spawn(program as string, words, { cwd: folder, env: { ...process.env, LC_ALL: 'C', ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
        this.pid = this.server.pid as number;
        this.server.once('exit', (code) => {
            const died = new Error(`The server ended with ${code ?? 'a signal'}.`);
            for (const reject of this.waiting) reject(died);
        });
        process.once('exit', this.kill);
        this.server.stdout?.on('data', (chunk: Buffer) => this.take(chunk));
    }

    uri(file: string): string {
        return pathToFileURL(join(this.folder, file)).href;
    }

    /** Says hello, as an editor does that waits to be told of diagnostics or as another one. */
    async begin(asOf: string, { textDocument, options }: Manner = waiting): Promise<void> {
        const uri = pathToFileURL(this.folder).href;
        await this.ask('initialize', {
            processId: process.pid,
            rootUri: uri,
            workspaceFolders: [{ uri, name: 'register' }],
            capabilities: { textDocument, workspace: { workspaceFolders: true } },
            initializationOptions: { asOf, ...options },
        });
        this.tell('initialized', {});
    }

    /** Asks something; gives the answer, and the milliseconds until it came. */
    async answered(method: string, params: object): Promise<{ readonly result: unknown; readonly took: number }> {
        const since = performance.now();
        const result = await this.ask(method, params);
        return { result, took: this.arrived - since };
    }

    open(file: string): void {
        const text = readFileSync(join(this.folder, file), 'utf8');
        this.texts.set(file, { text, version: 1 });
        this.tell('textDocument/didOpen', { textDocument: { uri: this.uri(file), languageId: 'terroir', version: 1, text } });
    }

    close(file: string): void {
        this.texts.delete(file);
        this.tell('textDocument/didClose', { textDocument: { uri: this.uri(file) } });
    }

    textOf(file: string): string {
        return this.known(file).text;
    }

    /** What is shown of a file now. */
    shownOf(file: string): readonly Shown[] {
        const bytes = this.last.get(this.uri(file));
        return bytes ? (JSON.parse(bytes.toString()) as { params: Published }).params.diagnostics : [];
    }

    /** Puts something in the place of a stretch of a line. */
    change(file: string, { line, character }: Position, length: number, text: string): void {
        const known = this.known(file);
        const at = offsetOf(known.text, line) + character;
        known.text = known.text.slice(0, at) + text + known.text.slice(at + length);
        known.version++;
        const range = { start: { line, character }, end: { line, character: character + length } };
        this.tell('textDocument/didChange', { textDocument: { uri: this.uri(file), version: known.version }, contentChanges: [{ range, text }] });
    }

    /** Done when the server has told of the present version of a file; gives when that was. */
    told(file: string): Promise<number> {
        const [uri, { version }] = [this.uri(file), this.known(file)];
        return this.heard((published) => published.uri === uri && (published.version ?? version) >= version, `diagnostics of ${file}`);
    }

    /** Changes a file; gives the milliseconds until the server has told of it. */
    async heardAfterChange(file: string, at: Position, text: string, length = 0): Promise<number> {
        const begin = performance.now();
        this.change(file, at, length, text);
        return (await this.told(file)) - begin;
    }

    /** Done when something was published that is waited for. */
    heard(isIt: (published: Published) => boolean, what: string): Promise<number> {
        return new Promise((resolve, reject) => {
            const listener = (published: Published) => {
                if (!isIt(published)) return;
                done();
                resolve(this.arrived);
            };
            const fail = (why: Error) => {
                done();
                reject(why);
            };
            const done = () => {
                clearTimeout(giving);
                this.listeners.delete(listener);
                this.waiting.delete(fail);
            };
            const giving = setTimeout(() => fail(new Error(`The server never published ${what}.`)), patience.edit);
            this.listeners.add(listener);
            this.waiting.add(fail);
        });
    }

    /** Calls back for whatever is published until the function that it gives is called. */
    listen(listener: (uri: string) => void): () => void {
        const inner = ({ uri }: Published) => listener(uri);
        this.listeners.add(inner);
        return () => this.listeners.delete(inner);
    }

    /**
     * Asks from now on how an open file folds, for which nothing but its text is needed: so it is asked whether the server listens, and nothing is
     * worked out on the way that it would have to do anyhow. Gives how to end that, which gives the longest wait in milliseconds.
     */
    foldNowAndThen(file: string): () => Promise<number> {
        const textDocument = { uri: this.uri(file) };
        let [isOver, longest] = [false, 0];
        const folding = (async () => {
            while (!isOver) {
                const since = performance.now();
                await this.ask('textDocument/foldingRange', { textDocument });
                longest = Math.max(longest, performance.now() - since);
                await pause(250);
            }
        })();
        return async () => {
            isOver = true;
            await folding;
            return longest;
        };
    }

    /** Done when the server has neither said nor done anything for a while. */
    async quiet(): Promise<void> {
        const giving = performance.now() + patience.rest;
        for (let [since, before] = [performance.now(), processorTimeOf(this.pid)]; performance.now() - since < calm; ) {
            await pause(calm / 7);
            const now = processorTimeOf(this.pid);
            // A process that waits still wakes now and then.
            if (now - before > 0.01 || this.lastPublished > since) since = performance.now();
            before = now;
            if (performance.now() > giving) throw new Error('The server does not come to rest.');
        }
    }

    async end(): Promise<void> {
        const gone = ended(this.server);
        await this.ask('shutdown', null);
        this.tell('exit', undefined);
        await gone;
        process.off('exit', this.kill);
    }

    private known(file: string): { text: string; version: number } {
        const known = this.texts.get(file);
        if (!known) throw new Error(`${file} is not open.`);
        return known;
    }

    private ask(method: string, params: unknown): Promise<unknown> {
        const id = ++this.requests;
        return new Promise((resolve, reject) => {
            this.waiting.add(reject);
            this.answers.set(id, ({ result, error }) => {
                this.waiting.delete(reject);
                if (error) reject(new Error(`${method}: ${error.message}`));
                else resolve(result);
            });
            this.send({ id, method, params });
        });
    }

    private tell(method: string, params: unknown): void {
        this.send({ method, params });
    }

    private send(message: object): void {
        const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
        this.server.stdin?.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
    }

    /** A message is put together once all of it has come: long ones come in many pieces. */
    private take(chunk: Buffer): void {
        this.arrived = performance.now();
        this.pieces.push(chunk);
        this.held += chunk.length;
        while (this.held >= Math.max(this.length, 1)) {
            const bytes = this.pieces.length === 1 ? (this.pieces[0] as Buffer) : Buffer.concat(this.pieces);
            const taken = this.length < 0 ? this.takeHead(bytes) : this.takeBody(bytes);
            this.pieces = [bytes.subarray(taken)];
            this.held = bytes.length - taken;
            if (taken === 0) return;
        }
    }

    private takeHead(bytes: Buffer): number {
        const end = bytes.indexOf('\r\n\r\n');
        if (end < 0) return 0;
        this.length = Number(/Content-Length: (\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1]);
        return end + 4;
    }

    private takeBody(bytes: Buffer): number {
        const { length } = this;
        this.length = -1;
        this.heed(bytes.subarray(0, length));
        return length;
    }

    private heed(bytes: Buffer): void {
        const { id, method, params, ...rest } = JSON.parse(bytes.toString()) as Message;
        if (method === 'textDocument/publishDiagnostics') {
            const published = params as Published;
            this.lastPublished = this.arrived;
            // A copy: the bytes are a stretch of whatever came along with them.
            this.last.set(published.uri, Buffer.from(bytes));
            for (const listener of [...this.listeners]) listener(published);
        } else if (method !== undefined && id !== undefined) {
            // Whatever it asks for, such as to register something: there is nothing to say.
            this.send({ id, result: null });
        } else if (typeof id === 'number') {
            this.answers.get(id)?.(rest);
            this.answers.delete(id);
        }
    }
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function offsetOf(text: string, line: number): number {
    let at = 0;
    for (let i = 0; i < line; i++) at = text.indexOf('\n', at) + 1;
    return at;
}
