import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';

/** How the bytes of a file are had. What goes wrong is thrown with Node's error codes. */
interface Ways {
    readonly atOnce: (path: string) => Uint8Array;
    readonly inTime: (path: string) => Promise<Uint8Array>;
    /** Milliseconds. */
    readonly now: () => number;
}

// A pipe in the place of a file must not hold the server for ever, nor a device that never ends fill it.
const unwaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

const node: Ways = {
    atOnce(path) {
        const file = openSync(path, unwaiting);
        try {
            mustBeFile(fstatSync(file));
            return readFileSync(file);
        } finally {
            closeSync(file);
        }
    },
    async inTime(path) {
        const file = await open(path, unwaiting);
        try {
            mustBeFile(await file.stat());
            return await file.readFile();
        } finally {
            await file.close();
        }
    },
    now: () => performance.now(),
};

/** What is no file is as a folder to whoever wants to read it: there is no spec. */
function mustBeFile(stats: Stats): void {
    if (!stats.isFile()) throw Object.assign(new Error('It is not a file.'), { code: 'EISDIR' });
}

/** A file that takes longer is not at hand, in milliseconds; to ask for one and be told takes some 0.1 of our own time. */
const atHand = 0.5;
/** So many are then asked for before it is tried again. */
const askedFor = 100;

/**
 * Reads files. From a disk that has them at hand each is read at once: most of the time would go into asking and being told. One that is slow, or far
 * away, is asked, so that the server listens meanwhile and several files are under way.
 */
export class Reading {
    private readonly ways: Ways;
    private left = 0;

    constructor(ways = node) {
        this.ways = ways;
    }

    async bytes(path: string): Promise<Uint8Array> {
        const { atOnce, inTime, now } = this.ways;
        if (this.left > 0) {
            this.left--;
            return inTime(path);
        }
        const begin = now();
        try {
            return atOnce(path);
        } finally {
            if (now() - begin > atHand) this.left = askedFor;
        }
    }
}
