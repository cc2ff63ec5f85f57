import { distance } from 'fastest-levenshtein';
import type { Finding } from '../judging/judge.ts';
import { operator } from '../model/contracts.ts';
import { type Fix, hasGaps, stating, withGaps } from '../model/fixes.ts';
import { optIn, type SpecFile, type Workspace } from '../model/workspace.ts';
import { candidates } from '../names/candidates.ts';
import { type Id, nameOf, type Outline } from '../names/outline.ts';
import { canImport, importOf, isLibraryPath } from '../names/paths.ts';
import { resolve, type Wanted } from '../names/scope.ts';
import { kindsOf } from '../names/vocabularies.ts';
import { sayKind } from '../syntax/kinds.ts';
import { type Message, text } from '../syntax/message.ts';
import { piecesIn } from '../syntax/tokens.ts';
import { declareEdit } from './declaring.ts';
import { fixEdits } from './fixes.ts';
import type { Write } from './gaps.ts';
import { importEdit, importsEdit, inQuotes } from './imports.ts';
import { declarationAt } from './moving.ts';
import { filesOf, nameAt } from './references.ts';
import type { FileEdit, TextEdit } from './text-edit.ts';

/** Something that can be done about a finding, at a person's wish. */
export interface Mending {
    readonly title: Message;
    /** What it does: the same for two findings that are mended by one and the same change. */
    readonly key: string;
    readonly edits: (write: Write) => readonly FileEdit[];
    /** What one would most likely do. */
    readonly isPreferred?: boolean;
    /** What was meant is guessed: so nobody does this in many places at once. */
    readonly isGuess?: boolean;
    /** It leaves something to fill in. */
    readonly hasGaps?: boolean;
    /** It changes nothing that is stated, so it may be done unasked. */
    readonly isSafe?: boolean;
    /** The declaration that it changes by what a rule asks for. */
    readonly changes?: Id;
}

/** What can be done about a finding in a file, the likeliest first. */
export function mendings(workspace: Workspace, path: string, finding: Finding, called: Called = nameOf): readonly Mending[] {
    if (finding.waivedBy !== undefined) return [];
    if (finding.verdict === 'broken') return textMendings(workspace, path, finding, called);
    const fixes = [...finding.fixes].sort((a, b) => Number(hasGaps(a)) - Number(hasGaps(b)));
    return [...fixes, ...finding.settle.map(stating)].map((fix, i) => {
        const [change] = fix.changes;
        const changed = change && ('state' in change ? change.state.in : 'replace' in change ? change.replace.id : change.remove.id);
        return {
            title: titleOf(workspace, fix),
            key: JSON.stringify(fix.changes),
            edits: (write) => fixEdits(workspace, fix, write),
            isPreferred: i === 0 && !hasGaps(fix) && !fix.isConcession,
            hasGaps: hasGaps(fix),
            ...(changed === undefined ? {} : { changes: changed }),
        };
    });
}

/** Of a statement that goes on with a fact, the title says with which. */
function titleOf(workspace: Workspace, { title, changes }: Fix): Message {
    const [change] = changes;
    const settle = change && 'state' in change ? change.state : undefined;
    const span = settle?.behind && changes.length === 1 ? workspace.span(settle.behind) : undefined;
    if (!settle || !span || !hasGaps({ title, changes })) return title;
    const written = workspace.files.get(span.path)?.source.slice(span.start, span.end) ?? '';
    const fact = written.split(/\s+/).slice(0, 2).join(' ');
    return text('State “{statement}” behind “{fact}” in {name}', { statement: withGaps(settle), fact, name: nameOf(settle.in) });
}

function textMendings(workspace: Workspace, path: string, finding: Finding, called: Called): readonly Mending[] {
    const file = workspace.files.get(path);
    const span = 'start' in finding.where ? finding.where : workspace.span(finding.where);
    if (!file || !span || span.path !== path) return [];
    if (finding.mends) {
        const mends = finding.mends.map(({ title, changes, isSafe }, i) => ({
            title,
            edits: () => changes.map((change) => ({ path, ...change })),
            isPreferred: i === 0,
            ...(isSafe ? { isSafe } : { isGuess: true }),
        }));
        return keyed(finding, mends);
    }
    // Of `p.X` it is X that is looked for.
    const [first, last] = [span.start, span.end].map((offset) => nameAt(workspace, path, offset));
    const written = first?.role === 'alias' ? last : first;
    const wanted = written?.role === 'reference' ? written.wanted : undefined;
    return keyed(finding, byCode[finding.rule]?.({ workspace, file, finding, start: span.start, end: span.end, wanted, called }) ?? []);
}

/** What is done about a text is done at a place of its own. */
type TextMending = Omit<Mending, 'key'>;

const keyed = ({ rule, where }: Finding, all: readonly TextMending[]): readonly Mending[] =>
    all.map((one, i) => ({ ...one, key: `${rule} ${JSON.stringify(where)} ${i}` }));

interface Found {
    readonly workspace: Workspace;
    readonly file: SpecFile;
    readonly finding: Finding;
    readonly start: number;
    readonly end: number;
    /** What is looked for where a name is the matter. */
    readonly wanted: Wanted | undefined;
    readonly called: Called;
}

/** What something is called in the language of whoever reads, where that is not its name. */
type Called = (id: Id) => string;

const byCode: Readonly<Record<string, (found: Found) => readonly TextMending[]>> = {
    'names/ambiguous': prefixed,
    'names/duplicate': renamed,
    'names/imports-itself': needless,
    'names/missing-import': otherFile,
    'names/no-such-alias': otherAlias,
    'names/not-imported': imported,
    'names/unknown': (found) => [...spelt(found), ...declared(found)],
    'names/unknown-rule': otherRule,
    'names/unused-import': needless,
    'names/wrong-kind': (found) => [...related(found), ...spelt(found)],
    'syntax/no-such-date': rewritten,
    'syntax/no-such-number': rewritten,
};

const replacing = ({ file: { path }, start, end }: Found, text: string): TextEdit => ({ path, start, end, text });

/** Another name in the place of the one that was written. */
const guess = (found: Found, name: string): TextMending => ({
    title: text('Did you mean {name}?', { name }),
    edits: () => [replacing(found, name)],
    isGuess: true,
});

/** Thousands apart by the mark that has but this meaning, or a day from the year on, with the zeros that it lacks. */
function rewritten(found: Found): readonly TextMending[] {
    const written = found.file.source.slice(found.start, found.end);
    const european = written.replace(/^(\d\d?)-(\d\d?)-(\d{4})$/, '$3-$2-$1');
    const name = european.replace(/[.,](?=\d{3}(?!\d))/, '_').replace(/-(?=\d(?!\d))/g, '-0');
    return name === written ? [] : [{ title: text('Write {name}', { name }), edits: () => [replacing(found, name)], isPreferred: true, isGuess: true }];
}

// ---------------------------------------------------------------- names

/** A name of a file that is not imported: the import, or the prefix under which it is imported. */
function imported({ workspace, file: { path }, finding: { name }, start }: Found): readonly TextMending[] {
    if (!name) return [];
    const files = name.files.filter((file) => canImport(path, file));
    return files.flatMap((file): readonly TextMending[] => {
        const isPreferred = files.length === 1;
        const alias = filesOf(workspace)
            .outline(path)
            ?.imports.find((one) => one.path === file)?.alias;
        if (alias !== undefined) {
            const full = `${alias}.${name.text}`;
            return [{ title: text('Write {name}', { name: full }), edits: () => [{ path, start, end: start, text: `${alias}.` }], isPreferred }];
        }
        const title = text('Import {name} from {file}', { name: name.text, file: importOf(path, file, workspace.home) });
        return [{ title, edits: () => present(importEdit(workspace, path, file)), isPreferred }];
    });
}

const present = (edit: TextEdit | undefined): readonly TextEdit[] => (edit ? [edit] : []);

/** A name that two imports bring in: one of them gets a prefix of its own. */
function prefixed({ workspace, file: { path }, finding: { name, message }, start }: Found): readonly TextMending[] {
    const files = message.values['files'];
    if (!name || !Array.isArray(files)) return [];
    return (files as readonly string[]).map((file) => {
        const outline = filesOf(workspace).outline(path);
        const alias = outline?.imports.find((one) => one.path === file && one.alias !== undefined)?.alias ?? freeAlias(outline, file);
        return {
            title: text('Write {name}, of {file}', { name: `${alias}.${name.text}`, file: importOf(path, file, workspace.home) }),
            edits: () => [...present(importsEdit(workspace, path, [{ path: file, alias }])), { path, start, end: start, text: `${alias}.` }],
        };
    });
}

/** A short name for an import, after its file, that no import of this file has. */
function freeAlias(outline: Outline | undefined, file: string): string {
    const plain = /([^/]*?)(?:\.terroir)?$/.exec(decodeURIComponent(file))?.[1]?.replace(/[^\p{L}\p{N}_-]/gu, '') ?? '';
    const base = /^[\p{L}_]/u.test(plain) ? plain : 'other';
    const taken = new Set(outline?.imports.map(({ alias }) => alias));
    let n = 1;
    while (taken.has(n === 1 ? base : `${base}-${n}`)) n++;
    return n === 1 ? base : `${base}-${n}`;
}

/** `p.X` where nothing is imported as `p`: another alias that has X, X itself, or an import as `p` of a file that declares it. */
function otherAlias(found: Found): readonly TextMending[] {
    const { workspace, file, finding, wanted } = found;
    const dot = finding.name?.text.indexOf('.') ?? -1;
    if (!finding.name || dot < 0 || !wanted) return [];
    const alias = finding.name.text.slice(0, dot);
    const plain = finding.name.text.slice(dot + 1);
    return [...candidates(filesOf(workspace), workspace.files.keys(), file.path, wanted)]
        .filter(({ name }) => name === plain || name.endsWith(`.${plain}`))
        .slice(0, likest)
        .map(({ name, importing }, i) =>
            importing === undefined
                ? { ...guess(found, name), isPreferred: i === 0 }
                : {
                      title: text('Import {file} as {alias}', { file: importOf(file.path, importing, workspace.home), alias }),
                      edits: () => present(importsEdit(workspace, file.path, [{ path: importing, alias }])),
                      isPreferred: i === 0,
                  },
        );
}

/** How many of the likest names are offered. */
const likest = 3;

/** Names that this one may be a slip of, or what is called so, in full or by its initials: FR for France, GB for UK. */
function spelt(found: Found): readonly TextMending[] {
    const { workspace, file, finding, wanted, called } = found;
    if (!finding.name || !wanted) return [];
    const written = finding.name.text;
    const letters = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const isCalledSo = (name: string) => [name, name.replace(/(?<=\p{L})\p{L}/gu, '')].some((one) => letters(one) === letters(written));
    return [...candidates(filesOf(workspace), workspace.files.keys(), file.path, wanted)]
        .filter(({ name }) => name !== written)
        .map((candidate) => ({
            candidate,
            apart: isCalledSo(called(candidate.id)) ? 0 : distance(written.toLowerCase(), candidate.name.toLowerCase()),
        }))
        .filter(({ candidate, apart }) => apart <= Math.max(1, Math.floor(candidate.name.length / 3)))
        .sort((a, b) => a.apart - b.apart)
        .slice(0, likest)
        .map(({ candidate: { name, importing } }, i) => ({
            ...guess(found, name),
            edits: () => [...(importing === undefined ? [] : present(importEdit(workspace, file.path, importing))), replacing(found, name)],
            isPreferred: i === 0,
        }));
}

/** A service where its operator is meant, or an operator where a service of his is. */
function related(found: Found): readonly TextMending[] {
    const { workspace, file, finding, wanted } = found;
    const files = filesOf(workspace);
    const named = wanted && finding.name && resolve(files, file.path, finding.name.text, { ...wanted, kind: 'Declaration' });
    if (!wanted || !named || !('found' in named)) return [];
    const ask = workspace.engine.at(Number.NaN);
    return [...candidates(files, [], file.path, wanted)]
        .filter(({ id }) => operator(ask, id) === named.found || operator(ask, named.found) === id)
        .slice(0, likest)
        .map(({ name }, i) => ({ ...guess(found, name), isPreferred: i === 0 }));
}

/** A declaration of the kind that is expected, with places to fill. */
function declared({ workspace, file, finding: { name }, wanted, start }: Found): readonly TextMending[] {
    if (!name || !wanted || name.text.includes('.')) return [];
    const { kind, vocabulary } = wanted;
    return (kindsOf[kind] ?? [kind]).flatMap((one): readonly TextMending[] => {
        const before = declarationAt(workspace, file.path, start);
        const what = { kind: one, vocabulary, name: name.text };
        if (!declareEdit(file, undefined, what)) return [];
        const node = before === undefined ? undefined : workspace.node(before);
        const title =
            one === 'Term'
                ? text('Add {name} to the vocabulary {vocabulary}', { name: name.text, vocabulary: vocabulary ?? '' })
                : text('Declare {name}, {kind}', { name: name.text, kind: sayKind(one) });
        return [{ title, edits: (write) => present(declareEdit(file, node, what, write)), hasGaps: true }];
    });
}

/** The second of a name gets another one. */
function renamed(found: Found): readonly TextMending[] {
    const { workspace, file, finding } = found;
    const plain = nameOf(finding.subject ?? '').replace(/~\d+$/, '');
    if (plain === '' || plain.includes('.')) return [];
    const declares = filesOf(workspace).outline(file.path)?.declares;
    let n = 2;
    while (declares?.has(`${plain}-${n}`)) n++;
    const name = `${plain}-${n}`;
    return [{ title: text('Call this one {name}', { name }), edits: () => [replacing(found, name)], isPreferred: true }];
}

function otherRule(found: Found): readonly TextMending[] {
    const name = found.finding.message.values['guess'];
    if (typeof name !== 'string') return [];
    return [{ ...guess(found, name), isPreferred: true }];
}

// ---------------------------------------------------------------- imports

/** An import that nothing rests on. */
function needless({ file, start, end }: Found): readonly TextMending[] {
    const edit = importRemoval(file, start, end);
    return [{ title: text('Take the import out'), edits: () => [edit], isPreferred: true, isSafe: true }];
}

/** Takes out an import with its line; with the last one the empty line behind it. */
function importRemoval({ path, source, parsed }: SpecFile, start: number, end: number): TextEdit {
    const line = /^[ \t]*(\/\/[^\r\n]*)?(\r?\n)?/.exec(source.slice(end))?.[0].length ?? 0;
    const isOnly = (parsed.tree.imports ?? []).length === 1;
    const empty = isOnly ? (/^[ \t]*\r?\n/.exec(source.slice(end + line))?.[0].length ?? 0) : 0;
    return { path, start, end: end + line + empty, text: '' };
}

/** An import of a file that is not there: one that is called nearly so, a new one, or none. */
function otherFile({ workspace, file, start, end }: Found): readonly TextMending[] {
    const node = (file.parsed.tree.imports ?? []).find((one) => one.$start === start);
    const target = filesOf(workspace)
        .outline(file.path)
        ?.imports.find((one) => one.written === node?.path)?.path;
    const quoted = piecesIn(file.source, { start, end }).find(({ kind }) => kind === 'text');
    if (target === undefined || !quoted) return [];
    // The ending is easily forgotten, and says nothing of which file is meant.
    const base = (path: string) =>
        path
            .slice(path.lastIndexOf('/') + 1)
            .replace(/\.terroir$/, '')
            .toLowerCase();
    const others = [...workspace.files.keys()].filter((path) => path !== file.path && canImport(file.path, path) && (!isLibraryPath(path) || optIn.has(path)));
    const near = others
        .map((path) => ({ path, apart: distance(base(path), base(target)) }))
        .filter(({ path, apart }) => apart <= Math.max(2, Math.floor(base(path).length / 4)))
        .sort((a, b) => a.apart - b.apart || distance(a.path, target) - distance(b.path, target))
        .slice(0, likest);
    const edit = importRemoval(file, start, end);
    const written = (path: string) => importOf(file.path, path, workspace.home);
    return [
        ...near.map(({ path }, i) => ({
            title: text('Did you mean {name}?', { name: written(path) }),
            edits: () => [{ path: file.path, start: quoted.start + 1, end: quoted.end - 1, text: inQuotes(written(path)) }],
            isPreferred: i === 0,
            isGuess: true,
        })),
        ...(!canImport(file.path, target) || isLibraryPath(target) || !target.endsWith('.terroir')
            ? []
            : [{ title: text('Create {file}', { file: written(target) }), edits: () => [{ create: target, text: '' }] }]),
        { title: text('Take the import out'), edits: () => [edit] },
    ];
}
