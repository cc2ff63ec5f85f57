// Holds a register as the judge does, and tells what that takes: started by bench/memory.ts with `--expose-gc`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../language/editing.ts';
import { Judge, rules, Workspace } from '../language/index.ts';

const [folder, date] = process.argv.slice(2) as [string, string];
const library = join(import.meta.dirname, '../language/library');

const workspace = new Workspace();
const hold = (path: string, file: string): void => {
    const source = readFileSync(file, 'utf8');
    workspace.set(path, source, parse(source));
};
for (const name of readdirSync(library).filter((one) => one.endsWith('.terroir'))) hold(`terroir:/${name}`, join(library, name));

const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.terroir'))
    .sort();
const empty = bytesHeld();
for (const path of paths) hold(path, join(folder, path));
const held = bytesHeld();
const judge = new Judge(workspace, rules);
let findings = 0;
for (const path of paths) findings += judge.file(path, Number(date)).findings.length;
if (findings < paths.length) throw new Error('The rules found less than one thing a file: nothing was judged.');
const judged = bytesHeld();
// What was judged is still asked for, so nothing of it may have been thrown away.
if (workspace.files.size < paths.length) throw new Error('Files are missing.');
process.stdout.write(JSON.stringify({ files: paths.length, held: held - empty, judged: judged - empty }));

function bytesHeld(): number {
    if (!globalThis.gc) throw new Error('Start it with --expose-gc.');
    for (let i = 0; i < 3; i++) globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
}
