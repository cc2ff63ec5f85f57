import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Spec } from './spec.ts';

/** Writes specs below a folder in some form as they come, and holds none; gives how many files and bytes it wrote. */
export function writeSpecs(folder: string, specs: Iterable<Spec>, ending: string, form: (spec: Spec) => string): { files: number; bytes: number } {
    let [files, bytes] = [0, 0];
    let made = '';
    for (const spec of specs) {
        const file = join(folder, `${spec.path}.${ending}`);
        const parent = dirname(file);
        if (parent !== made) mkdirSync(parent, { recursive: true });
        made = parent;
        const text = form(spec);
        writeFileSync(file, text);
        files++;
        bytes += Buffer.byteLength(text);
    }
    return { files, bytes };
}
