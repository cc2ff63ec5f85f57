import { parse } from '../../language/editing.ts';
import { defaultLimits, libraryVersion, type Message, say, text } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { type Kind, keys, type Settings } from '../configuration/settings.ts';
import { type Configuration, configurationOf, configurationOptions } from './configuration.ts';
import { Ignoring } from './ignoring.ts';
import type { Io } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { libraryIn } from './report.ts';
import { Sources } from './sources.ts';
import { type Language, languages, translateTo } from './translation.ts';
import { toolVersion } from './version.ts';

export const rageOptions = { ...configurationOptions, lang: { takes: languages } } as const;

/** Variables that change what the command does: that they are set is told, never to what. */
const variables = /^(TERROIR_\w+|NO_COLOR|FORCE_COLOR|CI|GITHUB_ACTIONS|GITLAB_CI|LC_ALL|LC_MESSAGES|LANG)$/;

/**
 * `terroir rage`: what whoever mends Terroir has to know, to paste into a report. Nothing that a spec says is in it, no name, no value that
 * somebody wrote freely, and of paths only what lies in this folder: elsewhere they may name people.
 */
export function rage(args: readonly string[], io: Io, spoken: Language, misused: Misused): number {
    const read = readOptions(args, rageOptions);
    if ('problem' in read) return misused(read.problem);
    const tell = (message: Message) => say(message, translateTo[spoken]);
    const configuration = configurationOf(read.options, io, io.cwd);
    const sections: readonly (readonly [Message, readonly string[]])[] = [
        [
            text('Versions'),
            [
                `terroir ${toolVersion()}`,
                `${tell(text('library'))} ${libraryVersion}, SHA-256 ${libraryIn({ libraryFiles }).hash}`,
                `node ${process.versions.node}`,
            ],
        ],
        [text('Machine'), [`${process.platform} ${process.arch}`, terminal(io)]],
        [text('Environment'), Object.keys(io.env).filter((name) => variables.test(name) && io.env[name]).sort()], // biome-ignore format: a row of the table
        [text('Settings'), 'problem' in configuration ? [tell(text('They cannot be read; terroir check says why.'))] : settings(configuration)],
        [text('Specs'), 'problem' in configuration ? [] : specs(read.operands.length > 0 ? read.operands : ['.'], configuration, io, tell)],
    ];
    for (const [name, lines] of sections) io.stdout.write(`${tell(name)}\n${(lines.length > 0 ? lines : ['-']).map((line) => `  ${line}\n`).join('')}`);
    return 0;
}

const terminal = ({ stdout }: Io): string => (stdout.isTerminal ? `terminal, ${stdout.columns ?? '?'} columns` : 'no terminal');

/** Which settings there are and where each stands; a value only where it is a word or number of ours. */
function settings({ settings, origins, files }: Configuration): readonly string[] {
    const set = [...origins].flatMap(([key, from]) => {
        const kind = kindOf(key);
        if (kind === undefined || kind.takes === 'keys' || kind.takes === 'levels') return [];
        const value = ofOurs.has(kind.takes) ? ` ${JSON.stringify(settingAt(settings, key))}` : '';
        return [`${key}${value} (${variables.test(from) ? from : shortened(from)})`];
    });
    const levels = Object.entries(settings.rules ?? {}).map(([rule, level]) => `rules.${rule} ${JSON.stringify(level)}`);
    return [...files.map(({ path, sha256 }) => `${shortened(path)}, SHA-256 ${sha256}`), ...set, ...levels];
}

/** What takes these holds nothing that somebody wrote freely. */
const ofOurs: ReadonlySet<Kind['takes']> = new Set(['date', 'number', 'truth', 'word']);

function kindOf(key: string): Kind | undefined {
    const [first = '', second] = key.split('.');
    const kind = Object.hasOwn(keys, first) ? keys[first as keyof typeof keys] : undefined;
    return kind?.takes === 'keys' && second !== undefined ? kind.keys[second] : second === undefined ? kind : undefined;
}

const settingAt = (settings: Settings, key: string): unknown =>
    key.split('.').reduce<unknown>((of, name) => (of as Readonly<Record<string, unknown>> | undefined)?.[name], settings);

/** Of a file only whether it is called as usual, and whether it lies in this folder: what people call files and folders is theirs. */
const shortened = (from: string): string =>
    from.replace(/^(?:(.*)\/)?([^/]*?)(:\d+)?$/, (_, folder: string | undefined, name: string, line: string | undefined) => {
        return `${folder === undefined ? '' : '…/'}${name === 'terroir.json' ? name : '….json'}${line ?? ''}`;
    });

/** How many specs there are and what is declared in them: numbers alone. */
function specs(given: readonly string[], { filters }: Configuration, io: Io, tell: (message: Message) => string): readonly string[] {
    const sources = new Sources(io.disk, io.cwd, defaultLimits, new Ignoring(io.disk, filters));
    const { paths, unreadable } = sources.list(given, io.cwd);
    const kinds = new Map<string, number>();
    const refused = new Map<string, number>();
    const count = (of: Map<string, number>, name: string) => of.set(name, (of.get(name) ?? 0) + 1);
    let length = 0;
    let problems = 0;
    for (const { code } of unreadable) count(refused, code);
    for (const path of paths) {
        const read = sources.read(path);
        if ('code' in read) {
            count(refused, read.code);
            continue;
        }
        const { tree, problems: found } = parse(read.source);
        length += read.source.length;
        problems += found.length;
        for (const { $type } of (tree.declarations ?? []) as readonly { readonly $type: string }[]) count(kinds, $type.toLowerCase());
    }
    const listed = (of: Map<string, number>) => [...of].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, n]) => `${name} ${n}`); // biome-ignore format: one thought
    return [
        tell(text('files: {files}, characters: {characters}, problems of syntax: {problems}', { files: paths.length, characters: length, problems })),
        ...listed(kinds),
        ...listed(refused),
    ];
}
