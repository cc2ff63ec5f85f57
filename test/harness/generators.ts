import fc from 'fast-check';
import { parse } from '../../language/editing.ts';
import { type Day, type FileJudgement, type Finding, Judge, type Rule, rules, say, type Workspace } from '../../language/index.ts';
import type { ParsedSpec } from '../../language/syntax/parsed.ts';
import { workspaceOf } from './spec.ts';

/*
 * Properties and the specs they are tried on. The seed is fixed, so that a run can be repeated and no run fails by chance;
 * PROPERTY_SEED and PROPERTY_RUNS search further. A failing property prints its seed and the smallest spec that it shrank to.
 */

const seed = Number(process.env['PROPERTY_SEED'] ?? 20261123);
const factor = Number(process.env['PROPERTY_RUNS'] ?? 1);

/** Tries a property some times. */
export function holds<T>(property: fc.IProperty<T>, runs: number): void {
    fc.assert(property, { seed, numRuns: Math.max(1, Math.round(runs * factor)) });
}

// ---------------------------------------------------------------- parsing and judging, cheaply

const parsed = new Map<string, ParsedSpec>();

/** Parses a text once for a while: properties set the same text over and over. */
export function parsedOnce(source: string): ParsedSpec {
    let spec = parsed.get(source);
    if (spec) return spec;
    if (parsed.size > 1000) parsed.clear();
    parsed.set(source, (spec = parse(source)));
    return spec;
}

/** A workspace with the library and some files, as a host that has just started would have it. */
export function freshWorkspace(files: Readonly<Record<string, string>>): Workspace {
    const workspace = workspaceOf();
    for (const [path, source] of Object.entries(files)) workspace.set(path, source, parsedOnce(source));
    return workspace;
}

/** All that a person sees of the judgement of a workspace, as plain text and offsets. */
export function seen(workspace: Workspace, date: Day, some: readonly Rule[] = rules): unknown[] {
    return seenBy(new Judge(workspace, some), workspace, date);
}

/** The same by a judge who may have judged other texts before. */
export const seenBy = (judge: Judge, workspace: Workspace, date: Day): unknown[] => judge.all(date).map((judgement) => seenOfFile(workspace, judgement));

export function seenOfFile(workspace: Workspace, { path, findings, counts, notJudged }: FileJudgement): unknown {
    return { path, counts, notJudged, findings: findings.map((finding) => seenOfFinding(workspace, finding)) };
}

export function seenOfFinding(workspace: Workspace, finding: Finding): Record<string, unknown> {
    const { rule, verdict, severity, subject, where, message, path, norms, cure, settle, fixes, holdsUntil, waivedBy, notes, name } = finding;
    return {
        rule,
        verdict,
        severity,
        subject,
        where: 'start' in where ? where : workspace.span(where),
        message: say(message),
        path: path.map((step) => ({ say: say(step.say), at: workspace.span(step.at) })),
        norms: norms.map((norm) => norm.id),
        cure: cure && say(cure),
        settle,
        fixes: fixes.map(({ title, changes }) => ({ title: say(title), changes })),
        holdsUntil,
        waivedBy,
        notes: notes.map((note) => say(note)),
        name,
    };
}

// ---------------------------------------------------------------- who owns whom

/** A statement about the owners of a party; shares are in tenths of a percent. */
export type OwnerFact =
    | { readonly is: 'owned'; readonly share: number; readonly votes: number | undefined; readonly by: number; readonly appoints: boolean }
    | { readonly is: 'controlled' | 'appointed'; readonly by: number }
    | { readonly is: 'float'; readonly share: number }
    | { readonly is: 'unknown' };

export interface Party {
    readonly seat: string | undefined;
    readonly kind: string | undefined;
    readonly facts: readonly OwnerFact[];
}

/** Parties by number; `P0`, `P1` … in the text. */
export type Parties = readonly Party[];

const share = (tenths: number): string => `${Math.floor(tenths / 10)}${tenths % 10 === 0 ? '' : `.${tenths % 10}`}%`;

function printOwnerFact(fact: OwnerFact): string {
    switch (fact.is) {
        case 'owned':
            return `owned ${share(fact.share)}${fact.votes === undefined ? '' : ` votes ${share(fact.votes)}`} by P${fact.by}${fact.appoints ? ' appoints majority' : ''}`;
        case 'controlled':
            return `controlled by P${fact.by}`;
        case 'appointed':
            return `majority appointed by P${fact.by}`;
        case 'float':
            return `float ${share(fact.share)}`;
        case 'unknown':
            return 'owned unknown';
    }
}

/** One declaration per party. */
export function printParties(parties: Parties): string[] {
    return parties.map(({ seat, kind, facts }, i) => {
        const lines = [...(seat ? [`seat ${seat}`] : []), ...(kind ? [`kind ${kind}`] : []), ...facts.map(printOwnerFact)];
        return `organisation P${i} {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
    });
}

/**
 * Parties that own each other. Without `rings` an owner always has a greater number than what it owns. The shares stated of
 * a party never add up to more than the whole, of capital or of votes.
 */
export function someParties({ rings, most, statements = true }: { rings: boolean; most: number; statements?: boolean }): fc.Arbitrary<Parties> {
    const kinds = ['company', 'company', 'company', 'state', 'natural-person', 'mutual', undefined];
    return fc.integer({ min: 2, max: most }).chain((size) =>
        fc.tuple(
            ...Array.from({ length: size }, (_, i) =>
                fc
                    .record({
                        seat: fc.constantFrom('FR', 'DE', 'US', 'NO', undefined),
                        kind: fc.constantFrom(...kinds),
                        slices: fc.array(
                            fc.record({
                                by: rings ? fc.nat({ max: size - 1 }) : fc.integer({ min: i + 1, max: Math.max(i + 1, size - 1) }),
                                weight: fc.integer({ min: 1, max: 20 }),
                                voting: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined, freq: 3 }),
                                appoints: statements ? fc.integer({ min: 0, max: 19 }).map((n) => n === 0) : fc.constant(false),
                            }),
                            { maxLength: 4 },
                        ),
                        half: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
                        total: fc.constantFrom(1000, 1000, 999, 800, 501, 500),
                        float: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
                        statement: fc.constantFrom(
                            ...(statements ? (['controlled', 'appointed', 'unknown'] as const) : []),
                            ...Array.from({ length: 12 }, () => undefined),
                        ),
                    })
                    .map(({ seat, kind, slices, half, total, float, statement }): Party => {
                        const by = slices.map((slice) => slice.by).filter((owner) => owner < size);
                        const facts: OwnerFact[] = [];
                        const [one, other] = by;
                        if (half && one !== undefined && other !== undefined) {
                            for (const owner of [one, other]) facts.push({ is: 'owned', share: 500, votes: undefined, by: owner, appoints: false });
                            return { seat, kind, facts };
                        }
                        const weights = slices.reduce((sum, slice) => sum + slice.weight, 0);
                        const voting = slices.reduce((sum, slice) => sum + (slice.voting ?? slice.weight), 0);
                        for (const slice of slices) {
                            if (slice.by >= size) continue;
                            const capital = Math.floor((total * slice.weight) / weights);
                            const differs = slices.some((one) => one.voting !== undefined) && voting > 0;
                            const votes = differs ? Math.floor((1000 * (slice.voting ?? slice.weight)) / voting) : undefined;
                            facts.push({ is: 'owned', share: capital, votes, by: slice.by, appoints: slice.appoints });
                        }
                        if (float) facts.push({ is: 'float', share: 1000 - total });
                        if (statement === 'unknown') facts.push({ is: 'unknown' });
                        else if (statement && one !== undefined) facts.push({ is: statement, by: one });
                        return { seat, kind, facts };
                    }),
            ),
        ),
    );
}

// ---------------------------------------------------------------- small worlds that change

/** A declaration as lines, so that one can be changed, moved or dropped. */
export interface Block {
    readonly head: string;
    readonly lines: readonly string[];
}

export interface TextFile {
    readonly imports: readonly string[];
    readonly blocks: readonly Block[];
}

const printBlock = ({ head, lines }: Block): string => `${head} {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;

const printFile = ({ imports, blocks }: TextFile): string =>
    `${imports.map((path) => `import "${path}"\n`).join('')}${blocks.map((block) => printBlock(block)).join('\n')}`;

const organisations = ['Host', 'Parent', 'Grand', 'Fund', 'Buyer', 'Office'];
const place = fc.constantFrom('FR', 'DE', 'IE', 'US', 'NO', 'CN', 'Elsewhere');
const organisation = fc.constantFrom(...organisations, ...organisations, 'Nobody');
const percent = fc.constantFrom('5%', '10%', '24%', '24.1%', '30%', '39%', '50%', '50.01%', '60%', '76%', '100%');

/** A day in the weeks around the judgement, so that much begins and ends while one looks. */
const dayNear = fc.integer({ min: 0, max: 70 }).map((n) => new Date(Date.UTC(2026, 9, 20) + n * 86_400_000).toISOString().slice(0, 10));
const period = fc.oneof(
    { weight: 4, arbitrary: fc.constant('') },
    dayNear.map((day) => ` from ${day}`),
    dayNear.map((day) => ` until ${day}`),
    fc.tuple(dayNear, dayNear).map(([a, b]) => (a < b ? ` from ${a} until ${b}` : ` from ${b} until ${a}`)),
);
const length = fc.constantFrom('3 days', '2 weeks', '1 month', '2 months', '1 year', '3 years', '2 years 6 months', '10 working days', '72 hours');

const line = (...parts: (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
    fc.tuple(...parts.map((one) => (typeof one === 'string' ? fc.constant(one) : one))).map((words) => words.join(''));

const organisationLine = fc.oneof(
    line('seat ', place, period),
    line('managed from ', place, period),
    line('kind ', fc.constantFrom('company', 'state', 'natural-person', 'state-administration', 'mutual', 'public-interest-group')),
    line('owned ', percent, ' by ', organisation, period),
    line('owned ', percent, ' votes ', percent, ' by ', organisation, period),
    line('controlled by ', organisation, period),
    line('majority appointed by ', organisation, period),
    line('option ', percent, ' by ', organisation, period),
    line('float ', percent),
    line('owned unknown', period),
);
const serviceLine = fc.oneof(
    line('stores in ', place, period),
    line('discloses technical-data to ', organisation, ' in ', place, period),
    line('encrypts ', fc.constantFrom('at-rest', 'client-side'), ' keys held by ', organisation, period),
    line(fc.constantFrom('never reads in clear', 'reads in clear'), period),
    line('runs on ', fc.constantFrom('Cloud', 'Below', 'Missing'), period),
    line('certified SecNumCloud version "3.2"', period),
    line('certified HDS version "2.0"', period, ' source "Certificate" on 2026-01-01'),
    line('provides hds-1, hds-2'),
);
const datasetLine = fc.oneof(
    line('category ', fc.constantFrom('health', 'genetic', 'no-such-category', 'invented'), period),
    line('sensitivity medical-secret', period),
    line('subjects patients in ', place),
    line('from ', fc.constantFrom('snds', 'care')),
);
const contractLine = fc.oneof(
    line('controller ', organisation, period),
    line('processor ', organisation, period),
    line('hosts ', fc.constantFrom('Records', 'Trial'), ' on ', fc.constantFrom('Cloud', 'Below'), period),
    line('signed ', dayNear),
    line('effective ', dayNear),
    line('term ', length),
    line('term until ', dayNear),
    line('renewal ', length, fc.constantFrom(' tacit at most 2 times', ' exercised', ' tacit')),
    line('requires SecNumCloud', period),
    line('transitional at most ', length, ' since ', dayNear),
    line('transitional'),
    line('authorised by ', fc.constantFrom('Permit', 'Nothing'), period),
    line('derogation { under sren-31  minister Office on ', dayNear, '  validated by Office on ', dayNear, ' }'),
    line('clauses security, no-third-country-law'),
);
const commitmentLine = fc.oneof(line('made ', dayNear), line('within ', length), line('leave ', organisation), line('fulfilled ', dayNear));
const authorisationLine = fc.oneof(
    line('given ', dayNear),
    line('lasts ', length),
    line('challenged before Office', fc.constantFrom('', ' from 2026-11-01', ' until 2026-12-01'), fc.constantFrom('', ' dismissed')),
);
const waiverLine = fc.oneof(line('because "', fc.constantFrom('reason', ' '), '"'), line('approved by Buyer on ', dayNear), line('until ', dayNear));
const rule = fc.constantFrom('reach/no-foreign-control', 'reach/no-foreign-seat', 'term/transition-within-limit', 'health/host-is-certified', 'no/such-rule');

const lineOf = (head: string): fc.Arbitrary<string> => {
    const kind = head.slice(0, head.indexOf(' '));
    const lines: Record<string, fc.Arbitrary<string>> = {
        organisation: organisationLine,
        service: serviceLine,
        dataset: datasetLine,
        contract: contractLine,
        commitment: commitmentLine,
        authorisation: authorisationLine,
        waiver: waiverLine,
        vocabulary: fc.constantFrom('invented is health', 'invented is genetic', 'invented "New"', 'health is special'),
    };
    return lines[kind] ?? organisationLine;
};

const heads = [
    ...organisations.map((name) => `organisation ${name}`),
    'service Cloud by Host',
    'service Below "The layer below" by Parent',
    'dataset Records',
    'dataset Trial "Trial data"',
    'contract Hosting',
    'contract Second "Second contract"',
    'commitment Promise by Buyer to Office',
    'authorisation Permit by Office',
    'vocabulary category',
];

const aHead = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...heads) },
    rule.map((name) => `waiver W of ${name} on Hosting`),
);
const aBlock: fc.Arbitrary<Block> = aHead.chain((head) => fc.record({ head: fc.constant(head), lines: fc.array(lineOf(head), { maxLength: 5 }) }));

const paths = ['a.terroir', 'b.terroir', 'c/d.terroir', 'c/e.terroir'];
const importLine = fc.constantFrom('./a.terroir', './b.terroir', './c/d.terroir', '../b.terroir', '../a.terroir', './e.terroir', './gone.terroir');

/** One change that somebody makes to the files. */
export type Edit = (files: ReadonlyMap<string, TextFile>) => Map<string, TextFile>;

const changeFile =
    (at: number, change: (file: TextFile) => TextFile): Edit =>
    (files) => {
        const all = [...files.keys()];
        const path = all[at % Math.max(1, all.length)];
        const file = path === undefined ? undefined : files.get(path);
        return path === undefined || !file ? new Map(files) : new Map(files).set(path, change(file));
    };
const changeBlock = (at: number, which: number, change: (block: Block) => Block | undefined): Edit =>
    changeFile(at, (file) => ({
        ...file,
        blocks: file.blocks.flatMap((block, i) => {
            const changed = i === which % file.blocks.length ? change(block) : block;
            return changed ? [changed] : [];
        }),
    }));

const nat = fc.nat({ max: 30 });

/** A named edit, so that a failing script can be read. */
export interface NamedEdit {
    readonly name: string;
    readonly edit: Edit;
}

const named = (name: string, edit: Edit): NamedEdit => ({ name, edit });

/** Edits of every sort: of facts, declarations, imports, comments, whole files, and slips that break the text. */
export const someEdit: fc.Arbitrary<NamedEdit> = fc.oneof(
    {
        weight: 6,
        arbitrary: fc.tuple(nat, nat, nat, fc.nat()).map(([f, b, l, n]) =>
            named(
                `change line ${f}/${b}/${l}`,
                changeBlock(f, b, (block) => changeLine(block, l, n)),
            ),
        ),
    },
    {
        weight: 2,
        arbitrary: fc.tuple(nat, nat, nat).map(([f, b, l]) =>
            named(
                `drop line ${f}/${b}/${l}`,
                changeBlock(f, b, (block) => ({ ...block, lines: block.lines.filter((_, i) => i !== l % block.lines.length) })),
            ),
        ),
    },
    {
        weight: 2,
        arbitrary: fc.tuple(nat, nat).map(([f, b]) =>
            named(
                `turn lines ${f}/${b}`,
                changeBlock(f, b, (block) => ({ ...block, lines: [...block.lines].reverse() })),
            ),
        ),
    },
    {
        weight: 2,
        arbitrary: fc.tuple(nat, aBlock).map(([f, block]) =>
            named(
                `add ${block.head}`,
                changeFile(f, (file) => ({ ...file, blocks: [...file.blocks, block] })),
            ),
        ),
    },
    {
        weight: 1,
        arbitrary: fc.tuple(nat, nat).map(([f, b]) =>
            named(
                `drop block ${f}/${b}`,
                changeBlock(f, b, () => undefined),
            ),
        ),
    },
    {
        weight: 1,
        arbitrary: fc.tuple(nat, nat, aHead).map(([f, b, head]) =>
            named(
                `rename to ${head}`,
                changeBlock(f, b, (block) => ({ ...block, head })),
            ),
        ),
    },
    {
        weight: 1,
        arbitrary: nat.map((f) =>
            named(
                `turn blocks ${f}`,
                changeFile(f, (file) => ({ ...file, blocks: [...file.blocks].reverse() })),
            ),
        ),
    },
    {
        weight: 1,
        arbitrary: fc.tuple(nat, fc.array(importLine, { maxLength: 3 })).map(([f, imports]) =>
            named(
                `imports ${imports.join(' ')}`,
                changeFile(f, (file) => ({ ...file, imports })),
            ),
        ),
    },
    {
        weight: 1,
        arbitrary: fc.tuple(nat, nat).map(([f, b]) =>
            named(
                `comment ${f}/${b}`,
                changeBlock(f, b, (block) => ({ ...block, lines: ['// nothing but a remark', ...block.lines] })),
            ),
        ),
    },
    {
        weight: 1,
        arbitrary: fc.tuple(nat, nat, fc.constantFrom(';', 'seet FR', '"open', '}', '{', 'owned 140% by Host', 'signed 2026-13-01')).map(([f, b, slip]) =>
            named(
                `slip ${slip}`,
                changeBlock(f, b, (block) => ({ ...block, lines: [...block.lines, slip] })),
            ),
        ),
    },
    {
        weight: 1,
        arbitrary: fc.constantFrom(...paths).map((path) =>
            named(`remove ${path}`, (files) => {
                const left = new Map(files);
                left.delete(path);
                return left;
            }),
        ),
    },
    {
        weight: 1,
        arbitrary: fc
            .tuple(fc.constantFrom(...paths), fc.array(aBlock, { maxLength: 3 }))
            .map(([path, blocks]) => named(`write ${path}`, (files) => new Map(files).set(path, { imports: ['./a.terroir'], blocks }))),
    },
    { weight: 1, arbitrary: fc.tuple(nat, nat, fc.constantFrom(...paths)).map(([f, b, to]) => named(`move block to ${to}`, moveBlock(f, b, to))) },
);

/** Another line of the same kind of declaration, found by number so that a script can be shrunk. */
function changeLine(block: Block, at: number, n: number): Block {
    const [fresh] = fc.sample(lineOf(block.head), { seed: n, numRuns: 1 });
    if (fresh === undefined) return block;
    if (block.lines.length === 0) return { ...block, lines: [fresh] };
    return { ...block, lines: block.lines.map((old, i) => (i === at % block.lines.length ? fresh : old)) };
}

const moveBlock =
    (from: number, which: number, to: string): Edit =>
    (files) => {
        const all = [...files.keys()];
        const path = all[from % Math.max(1, all.length)];
        const file = path === undefined ? undefined : files.get(path);
        const block = file?.blocks[which % Math.max(1, file.blocks.length)];
        if (path === undefined || !file || !block || path === to) return new Map(files);
        const there = files.get(to) ?? { imports: [], blocks: [] };
        return new Map(files)
            .set(path, { ...file, blocks: file.blocks.filter((one) => one !== block) })
            .set(to, { ...there, blocks: [...there.blocks, block] });
    };

/** A world in which every rule has something to say, spread over files that import each other. */
export const startingWorld = (): Map<string, TextFile> =>
    new Map<string, TextFile>([
        [
            'a.terroir',
            {
                imports: [],
                blocks: [
                    { head: 'organisation Host', lines: ['seat FR', 'kind company', 'owned 60% by Parent', 'owned 30% by Fund'] },
                    { head: 'organisation Parent', lines: ['seat IE', 'kind company', 'owned 100% by Grand'] },
                    { head: 'organisation Grand', lines: ['seat US', 'kind company', 'float 100%'] },
                    { head: 'organisation Fund', lines: ['seat NO', 'kind state'] },
                ],
            },
        ],
        [
            'b.terroir',
            {
                imports: ['./a.terroir'],
                blocks: [
                    {
                        head: 'service Cloud by Host',
                        lines: ['stores in FR', 'discloses technical-data to Parent in IE', 'certified SecNumCloud version "3.2" until 2026-12-05'],
                    },
                    { head: 'organisation Buyer', lines: ['seat FR', 'kind state-administration'] },
                    { head: 'organisation Office', lines: ['seat FR', 'kind court'] },
                    { head: 'dataset Records', lines: ['category health', 'sensitivity medical-secret', 'subjects patients in FR'] },
                ],
            },
        ],
        [
            'c/d.terroir',
            {
                imports: ['../a.terroir', '../b.terroir'],
                blocks: [
                    {
                        head: 'contract Hosting',
                        lines: [
                            'controller Buyer',
                            'processor Host',
                            'hosts Records on Cloud',
                            'signed 2026-10-25',
                            'term 2 months',
                            'transitional at most 1 month since 2026-11-01',
                            'authorised by Permit',
                        ],
                    },
                    { head: 'authorisation Permit by Office', lines: ['given 2025-11-30', 'lasts 1 year'] },
                    { head: 'commitment Promise by Buyer to Office', lines: ['made 2026-09-01', 'within 3 months', 'leave Host'] },
                    {
                        head: 'waiver W of reach/no-foreign-control on Hosting',
                        lines: ['because "no offer"', 'approved by Buyer on 2026-11-20', 'until 2026-12-10'],
                    },
                ],
            },
        ],
    ]);

/** Files as a host has them. */
export const printed = (files: ReadonlyMap<string, TextFile>): Record<string, string> =>
    Object.fromEntries([...files].map(([path, file]) => [path, printFile(file)]));
