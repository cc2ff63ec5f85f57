import { createHash } from 'node:crypto';
import {
    affectedBy,
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
    keysBy,
    lookedInto,
    type Workspace,
} from '../../language/index.ts';
import { type Gravity, gravityOf, type WeighedJudgement } from './gravity.ts';
import { heldAtOnce, towards } from './in-turn.ts';
import type { KeptText, Memory } from './outside.ts';

/*
 * The judgements of an earlier run, each as long as nothing has changed that could affect it. What can is told by footprints, of the files as they
 * were then and as they are now (language/judging/affected.ts); a file whose text has changed, and each that this can affect, is judged again.
 * docs/decisions/0028-judgements-are-kept.md says what this rests on.
 */

/** What is kept of a file: the digest of its text, its footprint, and how it was judged, if it was. */
interface Line {
    readonly digest: string;
    readonly footprint: string;
    readonly verdict: Verdict | undefined;
}

/** How a file was judged, without its findings: between which days that stays so, if nothing changes that could affect it. */
interface Summary extends Omit<FileJudgement, 'path' | 'until' | 'findings'> {
    readonly since: Day;
    readonly until: Day | null;
    readonly gravity: Gravity;
}

/** Of most files it is enough to know what their findings amount to. */
interface Verdict {
    readonly summary: string;
    readonly findings: () => string;
}

/** So many files are kept together: they are unpacked, and kept anew, as soon as one of them is judged again. */
const perGroup = 16;

export class Remembered {
    private readonly memory: Memory;
    private readonly date: Day;
    private readonly about: string;
    private readonly known = new Map<string, Line>();
    private readonly before = new Map<string, Footprint>();
    private readonly digests = new Map<string, string>();
    private readonly lines = new Map<string, Line>();
    /** What was recalled, group by group. */
    private readonly groups: readonly Group[];
    private readonly norms: Norms;
    /** How many earlier judgements were taken. */
    taken = 0;

    /** @param rests all that judgements rest on beside the files and the date, and what was asked for: for something else other files may have been read */
    constructor(memory: Memory, date: Day, rests: readonly unknown[]) {
        this.memory = memory;
        this.date = date;
        this.about = JSON.stringify(['judgements', ...rests]);
        const [norms, ...parts] = memory.recall(this.about) ?? [];
        this.norms = new Norms(norms ? (JSON.parse(norms.content) as CitedNorm[]) : []);
        this.groups = Array.from({ length: parts.length / 2 }, (_, i) => new Group(parts[2 * i] as KeptText, parts[2 * i + 1] as KeptText));
        for (const { lines } of this.groups) {
            for (const [path, line] of lines) {
                this.known.set(path, line);
                this.before.set(path, JSON.parse(line.footprint) as Footprint);
            }
        }
    }

    /** What is in a file and what it imports, where it has the text that it had and can be read as a whole. */
    inside(path: string, source: string): { readonly contents: Contents; readonly imports: Footprint['imports'] } | undefined {
        const footprint = this.before.get(path);
        const contents = footprint && this.known.get(path)?.digest === this.digestOf(path, source) ? contentsBy(footprint) : undefined;
        return footprint && contents !== undefined ? { contents, imports: footprint.imports } : undefined;
    }

    /** Takes down how the files are, once all of them are read: from here on it is known what must be judged again. */
    compare(workspace: Workspace): void {
        const held = heldAtOnce(workspace.files.size);
        let made = 0;
        const make = (path: string) => {
            if (++made % held === 0) workspace.letGo();
            return footprintOf(workspace, path, shortDigestOf) as Footprint;
        };
        const mine = [...workspace.files.values()].filter(({ path }) => !isLibraryPath(path));
        const digests = new Map(mine.map(({ path, source }) => [path, this.digestOf(path, source)]));
        if (this.before.size === 0) {
            // Everything is looked at in any case, so the indexes that rules look into are made on the way.
            workspace.index(lookedInto, towards([...digests.keys()], workspace.files.keys()), held, (path) => {
                const digest = digests.get(path);
                if (digest !== undefined)
                    this.lines.set(path, { digest, footprint: JSON.stringify(footprintOf(workspace, path, shortDigestOf)), verdict: undefined });
            });
            return;
        }
        const changed = new Set([...digests].flatMap(([path, digest]) => (this.known.get(path)?.digest === digest ? [] : [path])));
        const now = footprintsNow(this.before, changed, digests.keys(), make);
        const affected = affectedBy(this.before, now);
        for (const [path, digest] of digests) {
            const known = this.known.get(path);
            const isSame = known?.digest === digest && now.get(path) === this.before.get(path);
            const footprint = isSame ? known.footprint : JSON.stringify(now.get(path));
            this.lines.set(path, isSame && !affected.has(path) ? known : { digest, footprint, verdict: affected.has(path) ? undefined : known?.verdict });
        }
        workspace.engine.supplyKeys(keysBy(now));
    }

    /** How a file was judged, where that still holds. */
    judgement(path: string): WeighedJudgement | undefined {
        const verdict = this.lines.get(path)?.verdict;
        if (!verdict) return undefined;
        const { since, until: last, ...rest } = JSON.parse(verdict.summary) as Summary;
        const until = last ?? Number.POSITIVE_INFINITY;
        if (this.date < since || this.date > until) return undefined;
        this.taken++;
        const { norms } = this;
        let findings: readonly Finding[] | undefined;
        return {
            ...rest,
            path,
            until,
            get findings() {
                findings ??= (JSON.parse(verdict.findings()) as Finding[]).map((finding) => norms.cited(finding));
                return findings;
            },
        };
    }

    /** Keeps how a file was judged. What failed is tried again. */
    note({ path, findings, ...judgement }: FileJudgement): void {
        const line = this.lines.get(path);
        const gravity = gravityOf(findings);
        if (!line || gravity.failed > 0) return;
        // What has no end is written as nothing.
        const summary = JSON.stringify({ ...judgement, since: this.date, gravity });
        const found = JSON.stringify(findings.map((finding) => this.norms.numbered(finding)));
        this.lines.set(path, { ...line, verdict: { summary, findings: () => found } });
    }

    /** Keeps all that a later run can rest on. */
    end(): void {
        const groups = Array.from({ length: groupsFor(this.lines.size) }, () => new Map<string, Line>());
        for (const [path, line] of this.lines) groups[hashOf(path) % groups.length]?.set(path, line);
        const isAsBefore = groups.length === this.groups.length;
        const parts = groups.flatMap((lines, i): readonly (string | KeptText)[] => {
            const known = isAsBefore ? this.groups[i] : undefined;
            return known?.isOf(lines) ? [known.heads, known.findings] : packed(lines);
        });
        this.memory.keep(this.about, [JSON.stringify(this.norms.all), ...parts]);
    }

    private digestOf(path: string, source: string): string {
        let digest = this.digests.get(path);
        if (digest === undefined) this.digests.set(path, (digest = digestOf(source)));
        return digest;
    }
}

/** Some files as they were kept: a line for each with all but its findings, and in the same order a line with those. */
class Group {
    readonly heads: KeptText;
    readonly findings: KeptText;
    readonly lines = new Map<string, Line>();
    private found: readonly string[] | undefined;

    constructor(heads: KeptText, findings: KeptText) {
        this.heads = heads;
        this.findings = findings;
        const { content } = heads;
        for (const [i, head] of (content === '' ? [] : content.split('\n')).entries()) {
            const [path = '', digest = '', footprint = '', summary = ''] = head.split('\t');
            const verdict = summary === '' ? undefined : { summary, findings: () => this.findingsAt(i) };
            this.lines.set(JSON.parse(path) as string, { digest, footprint, verdict });
        }
    }

    /** Whether these are its files, with the very same lines. */
    isOf(lines: ReadonlyMap<string, Line>): boolean {
        return lines.size === this.lines.size && [...lines].every(([path, line]) => this.lines.get(path) === line);
    }

    private findingsAt(i: number): string {
        this.found ??= this.findings.content.split('\n');
        return this.found[i] as string;
    }
}

/** A group as it is kept. */
function packed(lines: ReadonlyMap<string, Line>): readonly [heads: string, findings: string] {
    const heads = [...lines].map(([path, { digest, footprint, verdict }]) => [JSON.stringify(path), digest, footprint, verdict?.summary ?? ''].join('\t'));
    return [heads.join('\n'), [...lines.values()].map(({ verdict }) => verdict?.findings() ?? '').join('\n')];
}

/** A power of two, so that a few files more or less move none from its group. */
const groupsFor = (files: number): number => 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, files) / perGroup)));

/** FNV-1a: any number will do that is always the same for a path and spreads. */
function hashOf(path: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
    return hash >>> 0;
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
