import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type CacheTrouble, digest, digestOnce, keep, mostBytes, read, used } from './kept-file.ts';
import { answerOf, type Kept, type Memory } from './outside.ts';
import type { Recording } from './recording.ts';

/**
 * What runs may know again, beside the runs themselves and like them. Beside it lies what has changed since it was kept, as long as that is little: hardly
 * anything is written after a small change, however much there is.
 */
export function memoryIn(folder: string, program: () => string, tell: (trouble: CacheTrouble) => void, now: number, recording?: Recording): Memory {
    const fileOf = (about: string) => join(folder, `${digest(JSON.stringify([program(), about]))}.judgements`);
    const changesIn = (file: string) => `${file}.changes`;
    /** The parts that were kept whole, by what they are about. */
    const whole = new Map<string, Whole>();
    return {
        recall(about) {
            const [files, ...parts] = recalled(about) ?? [];
            if (files) recording?.compareWith(JSON.parse(Buffer.from(files.bytes).toString()));
            return files && parts;
        },
        keep(about, parts) {
            const files = Buffer.from(JSON.stringify(recording?.filesRead() ?? []));
            keepAll(fileOf(about), whole.get(about), [files, ...parts]);
        },
        isAsKept: (place) => recording?.isAsBefore(place) === true,
        digestOf: digestOnce,
    };

    function recalled(about: string): readonly Kept[] | undefined {
        const file = fileOf(about);
        const bytes = read(file, tell);
        if (!bytes) return undefined;
        used(file, now);
        const parts = unbound(bytes).parts;
        const base = { digest: digestOnce(bytes), numbers: new Map(parts.map((part, number) => [part, number])), length: bytes.length };
        whole.set(about, base);
        const changed = read(changesIn(file), tell);
        if (!changed) return changed === undefined ? parts : undefined;
        used(changesIn(file), now);
        const { parts: fresh, since } = unbound(changed);
        // They may be changes of what another run has kept meanwhile.
        return since?.of === base.digest ? since.parts.map((number) => (number < 0 ? fresh[-1 - number] : parts[number]) as Kept) : parts;
    }

    function keepAll(file: string, base: Whole | undefined, parts: readonly (string | Uint8Array | Kept)[]): void {
        const known = parts.map((part) => base?.numbers.get(part));
        const fresh = parts.filter((_, i) => known[i] === undefined).map(bytesOf);
        let next = 0;
        const changes = base && bound(fresh, { of: base.digest, parts: known.map((number) => number ?? -1 - next++) });
        if (base && changes && changes.length <= base.length * mostChanged) write(changesIn(file), changes);
        else {
            write(file, bound(parts.map(bytesOf)));
            remove(changesIn(file));
        }
    }

    function write(file: string, bytes: Buffer): void {
        const trouble: CacheTrouble | undefined = bytes.length > mostBytes ? { is: 'unwritable', file, reason: 'EFBIG' } : keep(folder, file, bytes);
        if (trouble) tell(trouble);
    }
}

/** Parts that were kept whole, with the digest of all of them. */
interface Whole {
    readonly digest: string;
    readonly numbers: ReadonlyMap<unknown, number>;
    readonly length: number;
}

/** Where more than that has changed since, all is kept anew. */
const mostChanged = 1 / 8;

/** Names are said over and over: a tenth is left, and is written and summed up sooner. */
const packed = (text: string): Uint8Array => deflateRawSync(text, { level: 1 });

class KeptPart implements Kept {
    readonly bytes: Uint8Array;

    constructor(bytes: Uint8Array) {
        this.bytes = bytes;
    }

    get content(): string {
        return inflateRawSync(this.bytes).toString();
    }
}

const bytesOf = (part: string | Uint8Array | Kept): Uint8Array => (typeof part === 'string' ? packed(part) : 'bytes' in part ? part.bytes : part);

/** Of which parts these are changes, and which parts there are now: by the number that each had, or from -1 on downwards one that is new. */
interface Since {
    readonly of: string;
    readonly parts: readonly number[];
}

/** Parts one behind the other, behind a line that says how long each is, and of what they are changes. */
const bound = (parts: readonly Uint8Array[], since?: Since): Buffer =>
    Buffer.concat([Buffer.from(`${JSON.stringify({ lengths: parts.map(({ length }) => length), since })}\n`), ...parts]);

function unbound(bytes: Buffer): { readonly parts: readonly Kept[]; readonly since: Since | undefined } {
    let at = bytes.indexOf('\n');
    const { lengths, since } = JSON.parse(bytes.toString('latin1', 0, at++)) as { readonly lengths: readonly number[]; readonly since?: Since };
    return { parts: lengths.map((length) => new KeptPart(bytes.subarray(at, (at += length)))), since };
}

/** Where it cannot be removed it is of something else, as whoever reads it sees. */
function remove(file: string): void {
    answerOf(() => rmSync(file, { force: true }));
}
