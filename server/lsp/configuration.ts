import { DiagnosticSeverity } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Day, type Message, readDay, rules, text } from '../../language/index.ts';
import { type Filter, filterOf, leftOutBy } from '../configuration/filters.ts';
import { readConfiguration } from '../configuration/read.ts';
import { fileName, over, type Settings } from '../configuration/settings.ts';
import { canonical } from './addresses.ts';

/** Something wrong with a configuration, and where in its file. */
export interface Complaint {
    readonly path: string;
    readonly source: TextDocument;
    readonly message: Message;
    readonly start: number;
    readonly end: number;
}

/**
 * What the `terroir.json` of the workspace sets, as the command reads it, so that an editor and CI say the same. Of what the file may
 * set the editor heeds the levels of rules, the longest waiver, the date of judgement and which files are judged.
 */
export interface Configuration {
    readonly settings: Settings;
    /** Every file that was read, or looked for since another one extends it. */
    readonly files: ReadonlySet<string>;
    readonly complaints: readonly Complaint[];
    /** The date of judgement, where it sets one. */
    readonly day: Day | undefined;
    /** Whether a file is left out of what is judged. */
    leavesOut(path: string): boolean;
}

type Read = (path: string) => Promise<string | undefined>;

/** Where nothing is configured. */
export const unconfigured: Configuration = { settings: {}, files: new Set(), complaints: [], day: undefined, leavesOut: () => false };

/**
 * The configuration of a workspace: that of the first of its folders that has one, in it or above it. There is one judge for all
 * folders, so of several configurations one has to count.
 */
export async function configurationOf(folders: readonly string[], read: Read): Promise<Configuration> {
    for (const folder of folders) {
        for (const above of foldersAbove(folder)) {
            const source = await read(`${above}/${fileName}`);
            if (source !== undefined) return configured(`${above}/${fileName}`, source, read);
        }
    }
    return unconfigured;
}

/** A folder and those that it lies in, itself first. What is on no disk may end where the workspace begins. */
function foldersAbove(folder: string): string[] {
    if (!folder.startsWith('file:///')) return [folder];
    const steps = folder.split('/');
    return steps.slice(3).map((_, i) => steps.slice(0, steps.length - i).join('/'));
}

async function configured(path: string, source: string, read: Read): Promise<Configuration> {
    const files = new Set<string>();
    const complaints: Complaint[] = [];
    const filters: Filter[] = [];
    const settings = await load(path, source, []);
    // Half a configuration is none: what is wrong with it is told, and nothing of it counts.
    if (complaints.length > 0) return { ...unconfigured, files, complaints };
    const day = settings.asOf === undefined ? undefined : readDay(settings.asOf);
    const leavesOut = leftOutBy(filters, (folder, place) => (place.startsWith(`${folder}/`) ? decodeURIComponent(place.slice(folder.length + 1)) : undefined));
    return { settings, files, complaints, day: day && 'value' in day ? day.value : undefined, leavesOut: (place) => leavesOut(place, false) };

    async function load(path: string, source: string, above: readonly string[]): Promise<Settings> {
        files.add(path);
        const document = TextDocument.create(path, 'json', 0, source);
        const complain = (message: Message, start: number, end: number) => complaints.push({ path, source: document, message, start, end });
        const found = readConfiguration(source, rules);
        if ('problems' in found) {
            for (const { message, start, end } of found.problems) complain(message, start, end);
            return {};
        }
        let base: Settings = {};
        const place = found.places.get('extends') ?? 0;
        for (const written of found.extends) {
            const target = canonical(new URL(written, path).href);
            files.add(target);
            const one = [...above, path].includes(target) ? undefined : await read(target);
            if (one !== undefined) base = over(await load(target, one, [...above, path]), base);
            else if ([...above, path].includes(target))
                complain(text('It extends itself, by way of {file}.', { file: written }), place, place + '"extends"'.length);
            else complain(text('There is no file {file}.', { file: written }), place, place + '"extends"'.length);
        }
        filters.push(...filterOf(path.slice(0, path.lastIndexOf('/')), found.settings));
        return over(found.settings, base);
    }
}

/** What an editor shows of a configuration: everything that is wrong with it. */
export const diagnosticsOf = ({ complaints }: Configuration, path: string, say: (message: Message) => string) =>
    complaints
        .filter((one) => one.path === path)
        .map(({ source, message, start, end }) => ({
            range: { start: source.positionAt(start), end: source.positionAt(end) },
            severity: DiagnosticSeverity.Error,
            source: 'terroir',
            message: say(message),
        }));
