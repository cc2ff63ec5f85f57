import { createHash } from 'node:crypto';
import {
    affectedBy,
    type CitedNorm,
    type Day,
    type FileJudgement,
    type Finding,
    type Footprint,
    footprintOf,
    footprintsNow,
    isLibraryPath,
    type Known,
    keysBy,
    knownBy,
    type Workspace,
} from '../../language/index.ts';
import type { Memory } from './outside.ts';

/*
 * The judgements of an earlier run, each as long as nothing has changed that could affect it. What can is told by footprints, of the files as they
 * were then and as they are now (language/judging/affected.ts); a file whose text has changed, and each that this can affect, is judged again.
 * docs/decisions/0028-judgements-are-kept.md says what this rests on.
 */

/** What is kept of a file: the digest of its text, its footprint, and how it was judged, if it was. */
interface Line {
    readonly digest: string;
    readonly footprint: string;
    readonly judgement: string | undefined;
}

/** A judgement as it is kept: between which days it stays as it is, if nothing changes that could affect it. */
type Kept = Omit<FileJudgement, 'path' | 'until'> & { readonly since: Day; readonly until: Day | null };

export class Remembered {
    private readonly memory: Memory;
    private readonly date: Day;
    private readonly about: string;
    private readonly known = new Map<string, Line>();
    private readonly before = new Map<string, Footprint>();
    private readonly digests = new Map<string, string>();
    private readonly lines = new Map<string, Line>();
    private readonly norms: Norms;
    /** How many earlier judgements were taken. */
    taken = 0;

    /** @param rests all that judgements rest on beside the files and the date, and what was asked for: for something else other files may have been read */
    constructor(memory: Memory, date: Day, rests: readonly unknown[]) {
        this.memory = memory;
        this.date = date;
        this.about = JSON.stringify(['judgements', ...rests]);
        const [norms = '[]', ...lines] = memory.recall(this.about) ?? [];
        this.norms = new Norms(JSON.parse(norms) as CitedNorm[]);
        for (const line of lines) {
            const [path = '', digest = '', footprint = '', judgement = ''] = line.split('\t');
            this.known.set(JSON.parse(path) as string, { digest, footprint, judgement: judgement || undefined });
            this.before.set(JSON.parse(path) as string, JSON.parse(footprint) as Footprint);
        }
    }

    /** What is in a file, where it has the text that it had and can be read as a whole. */
    contents(path: string, source: string): Known | undefined {
        const footprint = this.before.get(path);
        return footprint && this.known.get(path)?.digest === this.digestOf(path, source) ? knownBy(path, source, footprint) : undefined;
    }

    /** Takes down how the files are, once all of them are read: from here on it is known what must be judged again. */
    compare(workspace: Workspace): void {
        const make = (path: string) => footprintOf(workspace, path, shortDigestOf) as Footprint;
        const mine = [...workspace.files.values()].filter(({ path }) => !isLibraryPath(path));
        const digests = new Map(mine.map(({ path, source }) => [path, this.digestOf(path, source)]));
        if (this.before.size === 0) {
            for (const [path, digest] of digests) this.lines.set(path, { digest, footprint: JSON.stringify(make(path)), judgement: undefined });
            return;
        }
        const changed = new Set([...digests].flatMap(([path, digest]) => (this.known.get(path)?.digest === digest ? [] : [path])));
        const now = footprintsNow(this.before, changed, digests.keys(), make);
        const affected = affectedBy(this.before, now);
        for (const [path, digest] of digests) {
            const known = this.known.get(path);
            const footprint = known && now.get(path) === this.before.get(path) ? known.footprint : JSON.stringify(now.get(path));
            this.lines.set(path, { digest, footprint, judgement: affected.has(path) ? undefined : known?.judgement });
        }
        workspace.engine.supplyKeys(keysBy(now));
    }

    /** How a file was judged, where that still holds. */
    judgement(path: string): FileJudgement | undefined {
        const kept = this.lines.get(path)?.judgement;
        if (kept === undefined) return undefined;
        const { since, until: last, findings, ...rest } = JSON.parse(kept) as Kept;
        const until = last ?? Number.POSITIVE_INFINITY;
        if (this.date < since || this.date > until) return undefined;
        this.taken++;
        return { ...rest, path, until, findings: findings.map((finding) => this.norms.cited(finding)) };
    }

    /** Keeps how a file was judged. What failed is tried again. */
    note(judgement: FileJudgement): void {
        const line = this.lines.get(judgement.path);
        if (!line || judgement.counts.failed > 0) return;
        // What has no end is written as nothing.
        const kept = { ...judgement, path: undefined, since: this.date, findings: judgement.findings.map((finding) => this.norms.numbered(finding)) };
        this.lines.set(judgement.path, { ...line, judgement: JSON.stringify(kept) });
    }

    /** Keeps all that a later run can rest on. */
    end(): void {
        const lines = [JSON.stringify(this.norms.all)];
        for (const [path, { digest, footprint, judgement }] of this.lines) lines.push([JSON.stringify(path), digest, footprint, judgement ?? ''].join('\t'));
        this.memory.keep(this.about, lines);
    }

    private digestOf(path: string, source: string): string {
        let digest = this.digests.get(path);
        if (digest === undefined) this.digests.set(path, (digest = digestOf(source)));
        return digest;
    }
}

/** Norms are cited by finding after finding; each is kept once. */
class Norms {
    readonly all: CitedNorm[];
    private readonly numbers = new Map<string, number>();
    private readonly ofText: Map<string, number>;

    constructor(all: readonly CitedNorm[]) {
        this.all = [...all];
        this.ofText = new Map(all.map((norm, number) => [JSON.stringify(norm), number]));
    }

    numbered(finding: Finding): unknown {
        return { ...finding, norms: finding.norms.map((norm) => this.numberOf(norm)) };
    }

    cited(finding: Finding): Finding {
        return { ...finding, norms: finding.norms.map((number) => this.all[number as unknown as number] as CitedNorm) };
    }

    /** At one date a norm is one thing. */
    private numberOf(norm: CitedNorm): number {
        let number = this.numbers.get(norm.id);
        if (number === undefined) {
            const text = JSON.stringify(norm);
            number = this.ofText.get(text) ?? this.all.push(norm) - 1;
            this.numbers.set(norm.id, number);
        }
        return number;
    }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
/** 96 bits: of the declarations of one file no two versions will share them. */
const shortDigestOf = (text: string): string => digestOf(text).slice(0, 16);
