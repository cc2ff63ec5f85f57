import {
    type Day,
    evidenceOf,
    formatDay,
    type Id,
    inTurn,
    isLibraryPath,
    label,
    linesAbout,
    nameOf,
    pathOf,
    say,
    type Translate,
    text,
    title,
    verifiedOn,
    Workspace,
} from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { libraryVersion } from '../../language/library/version.ts';
import { harmless, wrap } from './formats/cells.ts';
import { styleOf } from './formats/style.ts';
import { type Io, todayOf } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const libraryOptions = {
    format: { takes: ['text', 'json'] },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
} as const;

/** Something that the library asserts. */
interface Entry {
    readonly kind: string;
    readonly name: string;
    readonly title: string;
    readonly file: string;
    /** What is asserted, each with its label. */
    readonly asserts: readonly { readonly label: string; readonly values: readonly string[] }[];
    readonly sources: readonly { readonly text: string; readonly url: string | null; readonly on: string | null }[];
    /** When somebody last read the text; null: known by heart. */
    readonly verified: string | null;
}

/** Terms say what words mean and carry their norms; the places are listed by whatever is about them. */
const kinds = ['Norm', 'Adequacy', 'Scheme', 'Calendar', 'Jurisdiction', 'Organisation', 'Service'];

/** `terroir library`: what the library asserts, from which source, read when. */
export function library(args: readonly string[], io: Io, spoken: Language, misused: Misused): number {
    const read = readOptions(args, libraryOptions);
    if ('problem' in read) return misused(read.problem);
    const { options, operands } = read;
    const isJson = options.format === 'json';
    const translate = translateTo[isJson ? (options.lang ?? 'en') : spoken];
    const entries = entriesOf(todayOf(io), translate).filter((entry) => operands.every((word) => isAbout(entry, word)));
    if (entries.length === 0) return misused(text('The library has nothing named {words}.', { words: operands.join(' ') }));
    if (isJson) io.stdout.write(`${JSON.stringify({ schemaVersion: 1, library: libraryVersion, entries }, null, 2)}\n`);
    else io.stdout.write(listing(entries, io, translate, options.color ?? 'auto'));
    return 0;
}

const isAbout = ({ name, title, kind }: Entry, word: string): boolean => `${kind} ${name} ${title}`.toLowerCase().includes(word.toLowerCase());

function entriesOf(today: Day, translate: Translate): readonly Entry[] {
    const workspace = new Workspace();
    workspace.shelve(libraryFiles);
    const ask = workspace.engine.at(today);
    const ids = [...workspace.files.values()].filter(({ path }) => isLibraryPath(path)).flatMap((file) => file.ids);
    const rank = (id: Id) => kinds.indexOf(workspace.node(id)?.$type ?? '');
    return ids
        .filter((id) => rank(id) >= 0)
        .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
        .map((id) => ({
            kind: (workspace.node(id)?.$type ?? '').toLowerCase(),
            name: nameOf(id),
            title: say(label(title(ask, id)), translate),
            file: pathOf(id),
            asserts: linesAbout(workspace, id, today).map((line) => ({
                label: say(line.label, translate),
                values: line.values.map((value) => say(value.say, translate)),
            })),
            sources: evidenceOf(ask, id).map((source) => ({
                text: source.text,
                url: source.url ?? null,
                on: source.on === undefined ? null : formatDay(source.on),
            })),
            verified: ((day) => (day === undefined ? null : formatDay(day)))(verifiedOn(ask, id)),
        }));
}

function listing(entries: readonly Entry[], io: Io, translate: Translate, colour: 'auto' | 'always' | 'never'): string {
    const style = styleOf(colour, io);
    const width = Math.max(40, Math.min(io.stdout.columns ?? 80, 110));
    const blocks = entries.map(({ kind, name, title: called, asserts, sources }) => {
        const lines = [`${style('faint', kind)} ${style('place', name)}`, ...wrap(harmless(called), width - 4).map((line) => `    ${line}`)];
        for (const { label: about, values } of asserts) {
            const head = say(text('{label}:', { label: about }), translate);
            const [first = '', ...rest] = wrap(`${head} ${say(inTurn(values), translate)}`, width - 6);
            lines.push(`    ${style('label', first.slice(0, head.length))}${first.slice(head.length)}`, ...rest.map((line) => `      ${line}`));
        }
        for (const { text: words, url, on } of sources) {
            const cited = [words, ...(on === null ? [] : [on]), ...(url === null ? [] : [url])].join(', ');
            lines.push(...wrap(harmless(cited), width - 6).map((line, i) => (i === 0 ? '    ' : '      ') + style('faint', line)));
        }
        return lines.join('\n');
    });
    return `${say(text('Library {version}. Entries: {n}.', { version: libraryVersion, n: entries.length }), translate)}\n\n${blocks.join('\n\n')}\n`;
}
