import { createHash } from 'node:crypto';
import { watch as watchFolder } from 'node:fs';
import { dirname, relative } from 'node:path';
import { type Message, say, type Translate, text } from '../../language/index.ts';
import type { Io } from './io.ts';
import { answerOf, codeOf, type Disk } from './outside.ts';

/*
 * `terroir check --watch` judges again when something that a run has read or listed is not what it was. What is watched is what the run
 * has looked at, folder by folder: it leaves out what the run leaves out, and goes where imports go.
 */

/** How changes are heard of, and when it is enough. Tests hand in their own. */
export interface Watching {
    /** Calls back when something in a folder may have changed; gives what ends that. What cannot be watched is thrown, at once or to `failed`. */
    readonly folder: (place: string, changed: () => void, failed: (error: unknown) => void) => () => void;
    /** Calls back when the user has had enough. */
    readonly interrupted: (enough: () => void) => () => void;
    /** Milliseconds since 1970, UTC. */
    readonly now: () => number;
    /** Changes come in swarms: so many milliseconds of silence end one. */
    readonly silence: number;
}

export const processWatching: Watching = {
    folder(place, changed, failed) {
        const watcher = watchFolder(place, changed);
        watcher.on('error', failed);
        return () => watcher.close();
    },
    interrupted(enough) {
        process.on('SIGINT', enough);
        return () => process.off('SIGINT', enough);
    },
    now: Date.now,
    silence: 100,
};

/**
 * Runs again whenever what a run has read is something else, until the user has had enough.
 *
 * @param run gives the exit code, or nothing where it was told something that no change of a file can mend
 * @returns 130 as for whatever SIGINT ends, 2 where something cannot be watched or nothing could be run
 */
export function watching(
    run: (io: Io) => Promise<number | undefined>,
    io: Io,
    { folder, interrupted, now, silence }: Watching,
    translate: Translate,
): Promise<number> {
    const watched = new Map<string, () => void>();
    let seen = new Seen(io.disk);
    let timer: NodeJS.Timeout | undefined;
    let isRunning = false;
    let isOver = false;
    return new Promise((resolve, reject) => {
        const end = (code: number): void => {
            isOver = true;
            clearTimeout(timer);
            for (const stop of [...watched.values(), letGo]) stop();
            resolve(code);
        };
        const letGo = interrupted(() => end(130));
        const failed = (place: string, error: unknown): void => {
            const reason = (error as NodeJS.ErrnoException).code ?? String(error);
            io.stderr.write(`terroir: ${say(text('{folder} cannot be watched: {reason}.', { folder: place, reason }), translate)}\n`);
            end(2);
        };
        const changed = (): void => {
            clearTimeout(timer);
            // A run looks again when it is done, and what happens meanwhile is seen then.
            if (isRunning || isOver) return;
            timer = setTimeout(() => {
                const places = seen.changed(io.disk).map((place) => relative(io.cwd, place) || '.');
                if (places.length > 0) again(text('Judged again, since this has changed: {places}.', { places })).catch(reject);
            }, silence);
        };
        const again = async (why: Message | undefined): Promise<void> => {
            if (why) io.stdout.write(`\n${'─'.repeat(20)}\n${say(why, translate)}\n\n`);
            seen = new Seen(io.disk);
            isRunning = true;
            const code = await run({ ...io, disk: seen.disk, now: now() });
            isRunning = false;
            if (isOver) return;
            if (code === undefined) end(2);
            else if (follow()) changed();
        };
        again(undefined).catch(reject);

        /** Watches what the last run has looked at, and nothing else; whether that can be. */
        function follow(): boolean {
            const folders = seen.folders();
            for (const [place, stop] of watched) {
                if (folders.has(place)) continue;
                stop();
                watched.delete(place);
            }
            for (const place of folders) {
                if (watched.has(place)) continue;
                try {
                    watched.set(
                        place,
                        folder(place, changed, (error) => failed(place, error)),
                    );
                } catch (error) {
                    // A folder that is gone already is seen by whoever listed it.
                    if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
                    failed(place, error);
                    return false;
                }
            }
            return true;
        }
    });
}

/** What a run has read and listed, and what came back. */
class Seen {
    readonly disk: Disk;
    private readonly answers = new Map<string, { readonly folder: string; readonly answer: string; readonly ask: (disk: Disk) => string }>();

    constructor(real: Disk) {
        this.disk = {
            ...real,
            list: (place) => this.noted(place, place, (disk) => disk.list(place), listed, real),
            read: (place, most) => this.noted(place, dirname(place), (disk) => disk.read(place, most), digest, real),
            glance: (place, most, look) => look(this.disk.read(place, most)),
        };
    }

    /** What is not what it was. */
    changed(disk: Disk): readonly string[] {
        return [...this.answers].filter(([, { ask, answer }]) => answerOf(() => ask(disk)) !== answer).map(([place]) => place);
    }

    /** The folders in which a change would be one of these. */
    folders(): ReadonlySet<string> {
        return new Set([...this.answers.values()].map(({ folder }) => folder));
    }

    private noted<T>(place: string, folder: string, ask: (disk: Disk) => T, sum: (answer: T) => string, real: Disk): T {
        const note = (answer: string) => this.answers.set(place, { folder, answer, ask: (disk) => sum(ask(disk)) });
        try {
            const answer = ask(real);
            note(sum(answer));
            return answer;
        } catch (error) {
            note(codeOf(error));
            throw error;
        }
    }
}

/** What is in a folder that a run may go into or read; the reports that it writes there are not. */
const listed = (inside: ReturnType<Disk['list']>): string =>
    inside
        .filter(({ name, kind }) => kind !== 'file' || /\.terroir$|^terroir\.json$|^\.gitignore$/.test(name))
        .map(({ name, kind }) => `${kind} ${name}`)
        .sort()
        .join('\n');

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
