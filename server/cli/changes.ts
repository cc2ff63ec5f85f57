import { resolve } from 'node:path';
import { parse } from '../../language/editing.ts';
import { affectedIn, type Former, isLibraryPath, type Message, outlineOf, say, type Translate, text } from '../../language/index.ts';
import { configurationOf } from './configuration.ts';
import { harmless } from './formats/cells.ts';
import { type Past, pastOf } from './git.ts';
import { Ignoring } from './ignoring.ts';
import type { Io } from './io.ts';
import { configurationIn, type Reading, type Run } from './report.ts';
import { type Choice, folderOf, input, limitsOf, orHere, type runOptions, type Told } from './run.ts';
import { Sources } from './sources.ts';

/*
 * A check of what has changed since a commit, and of what that can affect. Everything is read; what is left out is said.
 */

export const changesOptions = { since: { takes: 'text' }, changed: { takes: 'nothing' } } as const;

type Asked = Told<typeof runOptions & typeof changesOptions & { readonly shard: { readonly takes: 'text' } }>;

/** The past that a check is limited by; nothing where it is not limited. */
export function pastAsked(told: Asked, io: Io): Past | { readonly problem: Message } | undefined {
    const { since, changed, shard } = told.options;
    if (since === undefined && changed === undefined) return undefined;
    if (since !== undefined && changed) return { problem: text('{one} and {other} cannot stand beside each other.', { one: '--since', other: '--changed' }) };
    if (shard !== undefined)
        return { problem: text('{one} and {other} cannot stand beside each other.', { one: since === undefined ? '--changed' : '--since', other: '--shard' }) };
    if (told.operands.includes(input)) return { problem: text('What has changed is asked of git, and the standard input is no file that it knows.') };
    const [first = '.'] = told.operands;
    // What is not committed yet has changed since the last commit.
    return pastOf(io, folderOf(io, resolve(io.cwd, first)), since ?? 'HEAD');
}

/** The files that were asked for and that a change can affect. */
export function affectedSince(past: Past, told: Asked, reading: Reading, io: Io): Choice {
    const part = { is: 'changes', since: past.commit } as const;
    const then = { ...io, disk: past.disk };
    const configuration = configurationOf(told.options, then, told.root);
    // With other settings every verdict may be another one.
    if ('problem' in configuration || JSON.stringify(configurationIn({ configuration })) !== JSON.stringify(configurationIn(reading)))
        return { paths: reading.asked, part };
    const sources = new Sources(past.disk, told.root, limitsOf(told.options), new Ignoring(past.disk, configuration.filters));
    // What was not there yet is not among them, which is no failure.
    const asked = new Set(sources.list(orHere(told.operands), then.cwd).paths);
    const affected = affectedIn(reading.workspace, formerIn(sources, asked, reading));
    // A file that nobody asked for then had no findings, whether or not something imported it.
    return { paths: reading.asked.filter((path) => affected.has(path) || !asked.has(path)), part };
}

/** Every file that has another text now, or is read on one side only, as it was. As now, whatever the files imported was read, too, as far as that led. */
function formerIn(sources: Sources, asked: ReadonlySet<string>, { workspace, texts }: Reading): ReadonlyMap<string, Former> {
    const now = new Map(texts.map((one) => [one.path, one]));
    const former = new Map<string, Former>([...workspace.files.keys()].filter((path) => !isLibraryPath(path)).map((path) => [path, undefined]));
    // A set goes on with what is added to it on the way.
    const todo = new Set(asked);
    for (const path of todo) {
        const read = sources.readImported(path);
        if (!read) continue;
        const was = 'code' in read ? undefined : read.source;
        const same = isSame(was, now.get(path)?.source) ? workspace.files.get(path) : undefined;
        // What could not be read was there, so whoever imported it was not told that it is missing.
        const file = same ?? { source: was ?? '', parsed: parse(was ?? '') };
        if (same) former.delete(path);
        else former.set(path, file);
        for (const one of outlineOf(file.parsed.tree, path, workspace.home).imports) todo.add(one.path);
    }
    return former;
}

/** Of two texts, if they could be read. A checkout may have put the line ends of its system in. */
const isSame = (was: string | undefined, is: string | undefined): boolean =>
    was === undefined || is === undefined ? was === is : withoutReturns(was) === withoutReturns(is);

const withoutReturns = (source: string): string => source.replaceAll('\r\n', '\n');

/** What was left out, and why; at most so many names of it. */
export function leftOut(past: Past, { asked, judgements }: Run, names: number, translate: Translate): string {
    const kept = new Set(judgements.map(({ path }) => path));
    const left = asked.filter((path) => !kept.has(path));
    const head = text('Left out, since nothing that has changed since {commit} can affect it: {n} of {all} files.', {
        commit: past.commit.slice(0, 12),
        n: left.length,
        all: asked.length,
    });
    const more = left.length - names;
    const listed = left.slice(0, names).map((path) => `  ${harmless(path)}\n`);
    if (names > 0 && more > 0) listed.push(`  ${say(text('and {n} more', { n: more }), translate)}\n`);
    return `terroir: ${say(head, translate)}\n${listed.join('')}`;
}
