import { hash } from 'node:crypto';
import {
    affectedBy,
    type Catalogue,
    type CitedNorm,
    type Contents,
    contentsBy,
    type Day,
    type FileJudgement,
    type Finding,
    type Footprint,
    footprintOf,
    footprintsNow,
    isLibraryPath,
    listedUnder,
    lookedInto,
    type Workspace,
    words,
} from '../../language/index.ts';
import { type Gravity, gravityOf, type WeighedJudgement } from './gravity.ts';
import { heldAtOnce, towards } from './in-turn.ts';
import { type Entry, Ledger, lineOf, printed, read } from './ledger.ts';
import type { Memory } from './outside.ts';
import { standsWithin } from './report.ts';
import type { TextsBefore } from './sources.ts';

/*
 * The judgements of an earlier run, each as long as nothing has changed that could affect it. What can is told by footprints, of the files as they
 * were then and as they are now (language/judging/affected.ts); a file whose text has changed, and each that this can affect, is judged again.
 * docs/decisions/0028-judgements-are-kept.md says what this rests on.
 */

/** How a file was judged, without its findings: between which days that stays so, if nothing changes that could affect it. */
interface Summary extends Omit<FileJudgement, 'path' | 'until' | 'findings'> {
    readonly since: Day;
    readonly until: Day | null;
    readonly gravity: Gravity;
    readonly isWithin: boolean;
}

/** In the place of a digest, where what is there is no text that could be read. */
const unreadable = '!';

export class Remembered implements Catalogue, TextsBefore {
    private readonly memory: Memory;
    private readonly date: Day;
    private readonly about: string;
    private readonly ledger: Ledger;
    private readonly entries = new Map<string, Entry>();
    private readonly digests = new Map<string, string>();
    private readonly norms: Norms;
    /** Summaries by what is kept of them: most files are judged like another one. */
    private readonly summaries = new Map<string, Summary>();
    /** How many earlier judgements were taken. */
    taken = 0;
    /** A file that was taken for what it was, and has become another while others were judged. */
    moved: string | undefined;

    /** @param rests all that judgements rest on beside the files and the date, and what was asked for: for something else other files may have been read */
    constructor(memory: Memory, date: Day, rests: readonly unknown[]) {
        this.memory = memory;
        this.date = date;
        this.about = JSON.stringify(['judgements', ...rests]);
        const [norms, ...parts] = memory.recall(this.about) ?? [];
        this.norms = new Norms(norms ? (JSON.parse(norms.content) as CitedNorm[]) : []);
        this.ledger = new Ledger(parts);
    }

    has(path: string): boolean {
        const digest = this.ledger.entries.get(path)?.digest;
        return digest !== undefined && digest !== unreadable;
    }

    digestAt(path: string, place: string): string | undefined {
        const digest = this.ledger.entries.get(path)?.digest;
        if (digest === undefined || digest === unreadable || !this.memory.isAsKept(place)) return undefined;
        this.digests.set(path, digest);
        return digest;
    }

    isAsRead(path: string, bytes: Uint8Array): boolean {
        const digest = this.memory.digestOf(bytes);
        this.digests.set(path, digest);
        return this.ledger.entries.get(path)?.digest === digest;
    }

    noteMoved(path: string): void {
        this.moved ??= path;
    }

    /** The paths that a file imports, where it has the bytes that it had and can be read as a whole. */
    importsOf(path: string): readonly string[] | undefined {
        const known = this.ledger.entries.get(path);
        return known?.isSound && known.digest === this.digests.get(path) ? known.imports : undefined;
    }

    contents(path: string): Contents {
        return contentsBy(this.ledger.of(path) as Footprint) as Contents;
    }

    ofKind(kind: string): Iterable<string> {
        return this.ledger.with(words.has(kind));
    }

    declaring(name: string): Iterable<string> {
        return this.ledger.with(words.declares(name));
    }

    /**
     * Takes down how the files are, once all of them are read: from here on it is known what must be judged again.
     *
     * @param texts the files that could be read
     */
    compare(workspace: Workspace, texts: { has(path: string): boolean }): void {
        const held = heldAtOnce(workspace.files.size);
        let made = 0;
        const make = (path: string) => {
            if (++made % held === 0) workspace.letGo();
            return footprintOf(workspace, path, shortDigestOf) as Footprint;
        };
        const mine = [...workspace.files.keys()].filter((path) => !isLibraryPath(path));
        const digestOf = (path: string): string => (texts.has(path) && this.digests.get(path)) || unreadable;
        const begin = (path: string, footprint: Footprint): void => {
            const imports = footprint.imports.map((one) => one.path);
            this.entries.set(path, { digest: digestOf(path), isSound: footprint.isSound, imports, summary: '', footprint: printed(footprint) });
        };
        const before = this.ledger.entries;
        if (before.size === 0) {
            // Everything is looked at in any case, so the indexes that rules look into are made on the way.
            workspace.index(lookedInto, towards(mine, workspace.files.keys()), held, (path) => {
                if (!isLibraryPath(path)) begin(path, footprintOf(workspace, path, shortDigestOf) as Footprint);
            });
            return;
        }
        const changed = new Set(mine.filter((path) => before.get(path)?.digest !== digestOf(path)));
        const now = footprintsNow(this.ledger, changed, mine, make);
        const affected = affectedBy(now);
        for (const path of mine) {
            const known = before.get(path);
            const fresh = now.differing.get(path);
            if (fresh) begin(path, fresh);
            else if (known) this.entries.set(path, affected.has(path) ? { ...known, summary: '' } : known);
        }
        workspace.engine.supplyMembers({ isOf: (id) => !isLibraryPath(id), under: (index, key) => listedUnder(now, index, key) });
    }

    /** How a file was judged, where that still holds. */
    judgement(path: string): WeighedJudgement | undefined {
        const { summary, findings: fresh } = this.entries.get(path) ?? { summary: '' };
        if (summary === '') return undefined;
        let known = this.summaries.get(summary);
        if (!known) this.summaries.set(summary, (known = JSON.parse(summary) as Summary));
        if (this.date < known.since || this.date > (known.until ?? Number.POSITIVE_INFINITY)) return undefined;
        this.taken++;
        return new Recalled(path, known, () => (read(fresh ?? this.ledger.findings(path)) as Finding[]).map((finding) => this.norms.cited(finding)));
    }

    /** Keeps how a file was judged. What failed is tried again. */
    note(noted: FileJudgement): void {
        const { path, findings, ...judgement } = noted;
        const entry = this.entries.get(path);
        const gravity = gravityOf(findings);
        if (!entry || gravity.failed > 0) return;
        // What has no end is written as nothing.
        const summary = JSON.stringify({ ...judgement, since: this.date, gravity, isWithin: standsWithin(noted) });
        this.entries.set(path, { ...entry, summary, findings: lineOf(findings.map((finding) => this.norms.numbered(finding))) });
    }

    /** Keeps all that a later run can rest on. */
    end(): void {
        if (this.moved === undefined) this.memory.keep(this.about, [JSON.stringify(this.norms.all), ...this.ledger.following(this.entries)]);
    }
}

/** How a file was judged in an earlier run. */
class Recalled implements WeighedJudgement {
    readonly path: string;
    readonly counts: WeighedJudgement['counts'];
    readonly notJudged: WeighedJudgement['notJudged'];
    readonly until: Day;
    readonly gravity: Gravity;
    readonly isWithin: boolean;
    private readonly find: () => readonly Finding[];

    constructor(path: string, { counts, notJudged, until, gravity, isWithin }: Summary, find: () => readonly Finding[]) {
        this.path = path;
        this.counts = counts;
        this.notJudged = notJudged;
        this.until = until ?? Number.POSITIVE_INFINITY;
        this.gravity = gravity;
        this.isWithin = isWithin;
        this.find = find;
    }

    /** Read anew whenever somebody looks: there are very many. */
    get findings(): readonly Finding[] {
        return this.find();
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

/** 96 bits: of the declarations of one file no two versions will share them. */
const shortDigestOf = (text: string): string => hash('sha256', text, 'base64url').slice(0, 16);
