import { readdirSync, readFileSync } from 'node:fs';

/** The texts of all files below a folder whose names end so. */
export function* texts(folder, ending) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) yield* texts(path, ending);
        else if (entry.name.endsWith(ending)) yield readFileSync(path);
    }
}
