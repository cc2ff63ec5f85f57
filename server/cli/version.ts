import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

declare const __TERROIR_VERSION__: string;

/** The version of this program: put in by the build, else read from the package it stands in. */
export function toolVersion(): string {
    if (typeof __TERROIR_VERSION__ === 'string') return __TERROIR_VERSION__;
    for (let folder = typeof __dirname === 'string' ? __dirname : process.cwd(); ; folder = dirname(folder)) {
        const version = versionIn(join(folder, 'package.json'));
        if (version !== undefined) return version;
        if (dirname(folder) === folder) return '0.0.0';
    }
}

function versionIn(manifest: string): string | undefined {
    try {
        const { name, version } = JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string; version?: string };
        return name === 'terroir' ? version : undefined;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
    }
}
