// Holds a register as the editor or as the command does, and tells what that takes: started by bench/memory.ts with `--expose-gc`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../language/editing.ts';
import { contentsOf, Judge, lookedInto, rules, Workspace } from '../language/index.ts';
import { heldAtOnce, inTurn, towards } from '../server/cli/in-turn.ts';
import { processOutside } from '../server/cli/outside.ts';
import { Sources, type Text } from '../server/cli/sources.ts';
import { keptRead, keptWhole } from '../server/lsp/host.ts';

const [folder, date, by] = process.argv.slice(2) as [string, string, 'editor' | 'command'];
const library = join(import.meta.dirname, '../language/library');

const isFollowed = by === 'editor';
const workspace = new Workspace(isFollowed);
const sources = new Sources(processOutside().disk, folder, { size: 1_000_000, depth: 100 });
const hold = (path: string, file: string): void => {
    const source = readFileSync(file, 'utf8');
    workspace.set(path, source, parse(source));
};
/** As the editor has a file that nobody has opened in it. */
const putAway = (path: string, file: string): void => {
    hold(path, file);
    workspace.putAway(path);
    spareMemory(path);
};
const spareMemory = (path: string): void => {
    workspace.heed(path);
    if (workspace.opened > keptRead) workspace.letGo();
};
for (const name of readdirSync(library).filter((one) => one.endsWith('.terroir'))) hold(`terroir:/${name}`, join(library, name));

const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.terroir'))
    .sort();
const empty = bytesHeld();
for (const path of paths) {
    if (isFollowed) putAway(path, join(folder, path));
    else lend(sources.read(path) as Text);
}
if (!isFollowed) workspace.letGo();
const held = bytesHeld();
const judge = new Judge(workspace, rules, { isAtWork: () => workspace.files.size <= keptWhole });
let findings = 0;
if (isFollowed) {
    for (const path of paths) {
        findings += workspace.engine.follow(path, Number(date), (ask) => judge.file(path, Number(date), ask).findings.length);
        spareMemory(path);
    }
} else {
    workspace.index(lookedInto, towards(paths, workspace.files.keys()), heldAtOnce(workspace.files.size));
    for (const one of inTurn({ workspace, judge, date: Number(date) }, paths, true)) if ('judgement' in one) findings += one.judgement.findings.length;
    workspace.letGo();
}
if (findings < paths.length) throw new Error('The rules found less than one thing a file: nothing was judged.');
const judged = bytesHeld();
// What was judged is still asked for, so nothing of it may have been thrown away.
if (workspace.files.size < paths.length) throw new Error('Files are missing.');
process.stdout.write(JSON.stringify({ files: paths.length, held: held - empty, judged: judged - empty }));

/** As the command has a file that can be read whole. */
function lend(text: Text): void {
    const parsed = parse(text.source);
    const contents = contentsOf(text.path, parsed);
    if (contents === undefined) throw new Error(`${text.path} is not sound.`);
    workspace.lend(text.path, text, contents, parsed);
}

function bytesHeld(): number {
    if (!globalThis.gc) throw new Error('Start it with --expose-gc.');
    for (let i = 0; i < 3; i++) globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
}
