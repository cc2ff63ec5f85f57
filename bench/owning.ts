// Asks everything there is to ask of owners, and tells how many milliseconds that took: started by bench/ownership.ts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '../language/editing.ts';
import { Workspace } from '../language/index.ts';
import { controlGap } from '../language/model/control-gap.ts';
import { nextInControl } from '../language/model/next-in-control.ts';
import { provenance } from '../language/model/stakes.ts';
import { ownersRegister, type Shape } from './owners.ts';

const [shape, organisations, date] = process.argv.slice(2) as [Shape, string, string];
const file = 'owners.terroir';
const folder = join(import.meta.dirname, '../language/library');
const read = (path: string, source: string) => ({ path, source, tree: parse(source) });
const library = readdirSync(folder)
    .filter((name) => name.endsWith('.terroir'))
    .map((name) => read(`terroir:/${name}`, readFileSync(join(folder, name), 'utf8')));
const owners = read(file, ownersRegister(Number(organisations), shape));

const begin = performance.now();
const workspace = new Workspace();
for (const { path, source, tree } of [...library, owners]) workspace.set(path, source, tree);
const ask = workspace.engine.at(Number(date));
let answers = 0;
for (const id of workspace.files.get(file)?.ids ?? []) {
    nextInControl(ask, id);
    controlGap(ask, id);
    provenance(ask, id, 'terroir:/jurisdictions.terroir#EEA');
    answers++;
}
if (answers !== Number(organisations)) throw new Error(`${answers} of ${organisations} were asked about.`);
process.stdout.write(String(performance.now() - begin));
