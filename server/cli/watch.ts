import { createHash } from 'node:crypto';
import { readlinkSync, watch as watchFolder } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Message, say, type Translate, text } from '../../language/index.ts';
import type { Io } from './io.ts';
import { answerOf, codeOf, type Disk, type Kind } from './outside.ts';

/*
 * `terroir check --watch` judges again when something that a run has read, listed or looked for is not what it was. What is watched is what the run
 * has looked at, folder by folder: it leaves out what the run leaves out, and goes where imports and links go.
 */

/** How changes are heard of, and when it is enough. Tests hand in their own. */
export interface Watching {
    /** Calls back when something in a folder may have changed, by its name if that is known; gives what ends that. What cannot be watched is thrown, at once or to `failed`. */
    readonly folder: (place: string, changed: (name: string | null) => void, failed: (error: unknown) => void) => () => void;
    /** Where a link says that it leads, be there something or not; nothing where there is no link. */
    readonly link: (place: string) => string | undefined;
    /** Calls back when the user has had enough. */
    readonly interrupted: (enough: () => void) => () => void;
    /** Milliseconds since 1970, UTC. */
    readonly now: () => number;
    /** Changes come in swarms: so many milliseconds of silence end one. */
    readonly silence: number;
}

export const processWatching: Watching = {
    folder(place, changed, failed) {
        const watcher = watchFolder(place, (_, name) => changed(name));
        watcher.on('error', failed);
        return () => watcher.close();
    },
    link(place) {
        try {
            return readlinkSync(place);
        } catch (error) {
            codeOf(error);
            return undefined;
        }
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
 * @param run gives the exit code, or nothing where it was told something that means nothing: at first no change of a file is waited for to mend that
 * @returns 130 as for whatever SIGINT ends, 2 where something cannot be watched or nothing could be run
 */
export function watching(
    run: (io: Io) => Promise<number | undefined>,
    io: Io,
    { folder, link, interrupted, now, silence }: Watching,
    translate: Translate,
): Promise<number> {
    const watched = new Map<string, () => void>();
    let heard: ReadonlyMap<string, Heard> = new Map();
    const unheard = new Set<string>();
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
            unheard.add(place);
            const reason = (error as NodeJS.ErrnoException).code ?? String(error);
            io.stderr.write(`terroir: ${say(text('{folder} cannot be watched: {reason}.', { folder: place, reason }), translate)}\n`);
            // Where it is only heard what comes or goes, as settings do in all folders above, no change of what was judged is missed.
            if (heard.get(place)?.isVital !== false) end(2);
        };
        const changed = (): void => {
            clearTimeout(timer);
            // A run looks again when it is done, and what happens meanwhile is seen then.
            if (isRunning || isOver) return;
            timer = setTimeout(() => {
                const places = seen.changed(io.disk).map((place) => relative(io.cwd, place) || place);
                if (places.length > 0) again(text('Judged again, since this has changed: {places}.', { places })).catch(reject);
                // A folder may have come in which something was looked for.
                else if (follow()) changed();
            }, silence);
        };
        const again = async (why: Message | undefined): Promise<void> => {
            if (why) io.stdout.write(`\n${'─'.repeat(20)}\n${say(why, translate)}\n\n`);
            seen = new Seen(io.disk);
            isRunning = true;
            const code = await run({ ...io, disk: seen.disk, now: now() });
            isRunning = false;
            if (isOver) return;
            // What meant something at first a change of a file has broken, and another one can mend it.
            if (code === undefined && why === undefined) return end(2);
            follow();
            changed();
        };
        again(undefined).catch(reject);

        /** Watches what the last run has looked at, and nothing else; whether there is something that was not watched. */
        function follow(): boolean {
            const wanted = seen.heard(leading(link));
            heard = wanted;
            let isMore = false;
            // Where a folder is not there it is heard above it when it comes. A map goes on with what is added to it on the way.
            for (const place of wanted.keys()) {
                if (watched.has(place) || unheard.has(place)) continue;
                try {
                    const hear = (name: string | null): void => {
                        const names = heard.get(place)?.names;
                        // The folder itself may have gone, and another one come in its place: whoever watches hears no more of that.
                        if (name === basename(place)) {
                            watched.get(place)?.();
                            watched.delete(place);
                            changed();
                        } else if (name === null || !names || names.has(name.normalize())) changed();
                    };
                    watched.set(
                        place,
                        folder(place, hear, (error) => failed(place, error)),
                    );
                    isMore = true;
                } catch (error) {
                    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') failed(place, error);
                    else if (dirname(place) !== place) listen(wanted, place, false);
                }
                if (isOver) return false;
            }
            for (const [place, stop] of watched) {
                if (wanted.has(place)) continue;
                stop();
                watched.delete(place);
            }
            return isMore;
        }
    });
}

/** What is heard of in a folder. */
interface Heard {
    /** Changes of what bears one of these names; nothing where all matter. */
    names: Set<string> | undefined;
    /** Something was listed or read there. */
    isVital: boolean;
}

/** Has it be heard of when something under a place changes, comes or goes. */
function listen(heard: Map<string, Heard>, place: string, isVital: boolean): void {
    const folder = dirname(place);
    const here = heard.get(folder) ?? { names: new Set(), isVital: false };
    here.names?.add(basename(place).normalize());
    here.isVital ||= isVital;
    heard.set(folder, here);
}

/** What a run has read, listed and looked for, and what came back. */
class Seen {
    readonly disk: Disk;
    private readonly answers = new Map<string, Answered>();
    private readonly inside = new Map<string, ReadonlyMap<string, Kind | 'link'>>();

    constructor(real: Disk) {
        this.disk = {
            ...real,
            look: (place) =>
                this.noted(
                    'look',
                    place,
                    (disk) => disk.look(place),
                    ({ kind }) => kind,
                    real,
                ),
            list: (place) => {
                const inside = this.noted('list', place, (disk) => disk.list(place), listed, real);
                this.inside.set(place, new Map(inside.map(({ name, kind }) => [name, kind])));
                return inside;
            },
            real: (place) =>
                this.noted(
                    'real',
                    place,
                    (disk) => disk.real(place),
                    (path) => path,
                    real,
                ),
            read: (place, most) => this.noted('read', place, (disk) => disk.read(place, most), digest, real),
            glance: (place, most, look) => look(this.disk.read(place, most)),
        };
    }

    /** What is not what it was. */
    changed(disk: Disk): readonly string[] {
        const changed = [...this.answers.values()].filter((one) => !this.isTold(one) && answerOf(() => one.ask(disk)) !== one.answer);
        return [...new Set(changed.map(({ place }) => place))];
    }

    /** The folders in which it is heard of it when one of these becomes another, told where links lead. */
    heard(lead: ReturnType<typeof leading>): Map<string, Heard> {
        const heard = new Map<string, Heard>();
        for (const one of this.answers.values()) {
            const { kind, place, answer } = one;
            if (this.isTold(one)) continue;
            const isThere = !answer.startsWith('!');
            const { end, links } = this.listedAs(place) === 'file' ? { end: place, links: [] } : lead(place);
            // Each of them may come to lead elsewhere.
            for (const one of links) listen(heard, one, false);
            if (kind === 'list' && isThere) {
                heard.set(place, { names: undefined, isVital: true });
                continue;
            }
            const isVital = kind === 'read' && isThere;
            listen(heard, place, isVital);
            // What a link leads to changes elsewhere.
            listen(heard, end, isVital);
        }
        return new Map([...heard].sort(([, one], [, other]) => Number(other.isVital) - Number(one.isVital)));
    }

    /** What a folder says that something is. */
    private listedAs(place: string): Kind | 'link' | undefined {
        return this.inside.get(dirname(place))?.get(basename(place));
    }

    /**
     * Whether an answer cannot be another one as long as its folder has in it what it had: where a link leads shows in what is read or listed there, unless
     * it leads nowhere.
     */
    private isTold({ kind, place, answer }: Answered): boolean {
        const isBroken = answer.startsWith('!') && this.listedAs(place) === 'link';
        return (kind === 'look' || kind === 'real') && !isBroken && this.inside.has(dirname(place));
    }

    private noted<T>(kind: Answered['kind'], place: string, ask: (disk: Disk) => T, sum: (answer: T) => string, real: Disk): T {
        const note = (answer: string) => this.answers.set(`${kind} ${place}`, { kind, place, answer, ask: (disk) => sum(ask(disk)) });
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

/** A question to the disk, and what came back. */
interface Answered {
    readonly kind: 'look' | 'list' | 'real' | 'read';
    readonly place: string;
    readonly answer: string;
    readonly ask: (disk: Disk) => string;
}

/** The links on the way to a place, and where they end, be there something or not. */
function leading(link: Watching['link']): (place: string) => { readonly end: string; readonly links: readonly string[] } {
    const known = new Map<string, { readonly end: string; readonly links: readonly string[] }>();
    const led = (place: string, steps: number): { readonly end: string; readonly links: readonly string[] } => {
        const above = dirname(place);
        const before = known.get(place);
        if (before || above === place) return before ?? { end: place, links: [] };
        const { end: folder, links } = led(above, steps);
        const own = join(folder, basename(place));
        const target = steps === 0 ? undefined : link(own);
        const on = target === undefined ? { end: own, links: [] } : led(resolve(folder, target), steps - 1);
        const all = { end: on.end, links: target === undefined ? links : [...links, own, ...on.links] };
        known.set(place, all);
        return all;
    };
    return (place) => led(place, mostLinks);
}

/** Links that lead one to the next, as Linux has it: they may lead round through what is not there. */
const mostLinks = 40;

/** What is in a folder that a run may go into or read; the reports that it writes there are not. */
const listed = (inside: ReturnType<Disk['list']>): string =>
    inside
        .filter(({ name, kind }) => kind !== 'file' || /\.terroir$|^terroir\.json$|^\.gitignore$/.test(name))
        .map(({ name, kind }) => `${kind} ${name}`)
        .sort()
        .join('\n');

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
