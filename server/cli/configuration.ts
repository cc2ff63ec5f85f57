import { createHash } from 'node:crypto';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Message, text } from '../../language/index.ts';
import { type Filter, filterOf } from '../configuration/filters.ts';
import { readConfiguration } from '../configuration/read.ts';
import { fileName, keys, over, type Settings } from '../configuration/settings.ts';
import type { Io } from './io.ts';
import { brokenLink } from './outside.ts';
import { Lines } from './positions.ts';
import { isMissing, whyUnread } from './sources.ts';

/** The options that say where settings come from. */
export const configurationOptions = { config: { takes: 'file' }, 'no-config': { takes: 'nothing' } } as const;

/** Where a setting comes from: `terroir.json:3`, `TERROIR_FAIL_ON`, `--fail-on`. What comes from nowhere is the default. */
export type Origins = ReadonlyMap<string, string>;

/** What is set for a run, and by whom: flags before the environment before files before defaults. */
export interface Configuration {
    readonly settings: Settings;
    readonly origins: Origins;
    /** Every configuration file that was read, the base of others first; paths relative to the root. */
    readonly files: readonly { readonly path: string; readonly sha256: string }[];
    readonly filters: readonly Filter[];
}

const mostBytes = 1_000_000;

/** Settings that the environment may give, with the option that gives the same. */
const variables: Readonly<Record<string, { readonly variable: string; readonly option: string }>> = {
    asOf: { variable: 'TERROIR_AS_OF', option: 'as-of' },
    failOn: { variable: 'TERROIR_FAIL_ON', option: 'fail-on' },
    failOnUnknown: { variable: 'TERROIR_FAIL_ON_UNKNOWN', option: 'fail-on-unknown' },
    hints: { variable: 'TERROIR_HINTS', option: 'hints' },
    language: { variable: 'TERROIR_LANG', option: 'lang' },
};

/**
 * The settings of a run. The file is the one of `--config` or TERROIR_CONFIG, else the nearest `terroir.json` from the current
 * folder upwards; what it `extends` is read first.
 *
 * @param options the options of the command as they were read
 * @param root the folder that paths in reports are relative to
 */
export function configurationOf(options: Readonly<Record<string, unknown>>, io: Io, root: string): Configuration | { readonly problem: Message } {
    const files: { path: string; sha256: string }[] = [];
    const origins = new Map<string, string>();
    const filters: Filter[] = [];
    const named = (options['config'] as string | undefined) ?? (io.env['TERROIR_CONFIG'] || undefined);
    const place = options['no-config'] === true ? undefined : named === undefined ? nearest(io) : resolve(io.cwd, named);
    const read = place === undefined ? {} : load(place, []);
    if ('problem' in read) return read as { problem: Message };
    let settings: Settings = read;
    for (const [key, { variable, option }] of Object.entries(variables)) {
        const given = io.env[variable];
        if (given !== undefined && given !== '') {
            const value = readConfiguration(JSON.stringify({ [key]: given === 'true' ? true : given === 'false' ? false : given }), io.rules);
            if ('problems' in value) return { problem: text('{variable}: {problem}', { variable, problem: value.problems[0]?.message ?? '' }) };
            settings = over(value.settings, settings);
            origins.set(key, variable);
        }
        if (options[option] === undefined) continue;
        settings = over({ [key]: options[option] }, settings);
        origins.set(key, `--${option}`);
    }
    return { settings, origins, files, filters };

    /** @param from where it is named, if a configuration names it */
    function load(place: string, above: readonly string[], from?: Named): Settings | { readonly problem: Message } {
        const path = relative(root, place).split(sep).join('/') || '.';
        const refused = (problem: Message) => ({ problem: from ? text('{file}:{line}:{column}: {problem}', { ...from, problem }) : problem });
        if (above.includes(place))
            return refused(text('{file}: it extends itself, by way of {others}.', { file: path, others: above.map((one) => relative(root, one)) }));
        let bytes: Uint8Array;
        try {
            bytes = io.disk.read(place, mostBytes + 1);
        } catch (error) {
            return refused(text('{file}: {reason}.', { file: path, reason: whyUnread(error) }));
        }
        if (bytes.length > mostBytes) return refused(text('{file}: {reason}.', { file: path, reason: text('a configuration is not so long') }));
        const source = new TextDecoder('utf-8').decode(bytes);
        const lines = new Lines(source);
        const found = readConfiguration(source, io.rules);
        if ('problems' in found) {
            const [first] = found.problems;
            const { line, column } = lines.at(first?.start ?? 0);
            return { problem: text('{file}:{line}:{column}: {problem}', { file: path, line, column, problem: first?.message ?? '' }) };
        }
        let base: Settings = {};
        for (const written of found.extends) {
            const below = load(resolve(dirname(place), written), [...above, place], { file: path, ...lines.at(found.places.get('extends') ?? 0) });
            if ('problem' in below) return below;
            base = over(below, base);
        }
        files.push({ path, sha256: createHash('sha256').update(bytes).digest('hex') });
        filters.push(...filterOf(dirname(place), found.settings));
        for (const [key, offset] of found.places) origins.set(key, `${path}:${lines.at(offset).line}`);
        const { baseline } = found.settings;
        // Relative to the file that names it, wherever the run begins.
        const own =
            baseline?.file === undefined ? found.settings : { ...found.settings, baseline: { ...baseline, file: resolve(dirname(place), baseline.file) } };
        return over(own, base);
    }
}

/** A place in a configuration. */
interface Named {
    readonly file: string;
    readonly line: number;
    readonly column: number;
}

function nearest({ cwd, disk }: Io): string | undefined {
    for (let folder = resolve(cwd); ; folder = dirname(folder)) {
        const place = join(folder, fileName);
        try {
            disk.look(place);
            return place;
        } catch (error) {
            // What is there and cannot be looked at is told by whoever reads it, as is a link that leads nowhere: what it was to set must not be lost in silence.
            if (!isMissing(error) || (error as NodeJS.ErrnoException).code === brokenLink) return place;
        }
        if (dirname(folder) === folder) return undefined;
    }
}

const defaults: Readonly<Record<string, unknown>> = { asOf: 'today', horizonYears: 5, failOn: 'error', failOnUnknown: false, hints: false, rules: {} };

/** Every setting with its value and where it comes from, one a line, in the order of docs/terroir.schema.json. */
export function printConfiguration({ settings, origins, files }: Configuration, sayDefault: string): string {
    const rows: [string, unknown, string][] = [];
    const add = (key: string, value: unknown) => rows.push([key, value, origins.get(key) ?? sayDefault]);
    for (const key of Object.keys(keys)) {
        const value = (settings as Readonly<Record<string, unknown>>)[key] ?? defaults[key];
        if (key === '$schema' || key === 'extends') continue;
        if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
            for (const [name, inner] of Object.entries(value)) add(`${key}.${name}`, inner);
        } else add(key, value);
    }
    const width = Math.max(...rows.map(([key]) => key.length));
    const lines = rows.map(([key, value, from]) => `${key.padEnd(width)}  ${value === undefined ? '-' : JSON.stringify(value)}  (${from})`);
    return `${[...files.map(({ path }) => path), ...lines].join('\n')}\n`;
}
