import { type Message, say, text } from '../../language/index.ts';
import { unknownWord } from '../configuration/unknown-word.ts';
import type { CacheUse } from './cache.ts';
import { type Command, commands } from './command-names.ts';
import { type Io, processIo } from './io.ts';
import type { CacheTrouble } from './kept-file.ts';
import type { Misused } from './options.ts';
import type { Outside } from './outside.ts';
import { inWords } from './sources.ts';
import { type Language, languageOf, languages, translateTo } from './translation.ts';
import { toolVersion } from './version.ts';

/** What is done for a command: with the words behind it, in a language, and with whoever says that they are misused. */
export type Doing = (words: readonly string[], io: Io, language: Language, misused: Misused) => number | Promise<number>;

/** What the first word of the command line may lead to. */
export interface Rooms {
    readonly doing: (command: Command) => Doing;
    readonly helpOn: (command: Command | undefined, language: Language, columns: number | undefined) => string;
}

/** The words of the command line to its exit code: 0 clean, 1 findings, 2 could not judge, 3 undecided. */
export async function commandLine(argv: readonly string[], given: Partial<Io>, { doing, helpOn }: Rooms): Promise<number> {
    const io = { ...processIo(), ...given };
    const language = languageAsked(argv) ?? languageOf(io.env);
    const [word, ...rest] = argv;
    const misused = (problem: Message, about?: Command): number => {
        const translate = translateTo[language];
        const more = text('See {command} for what may stand there.', { command: about ? `terroir ${about} --help` : 'terroir --help' });
        io.stderr.write(`terroir: ${say(problem, translate)}\n${say(more, translate)}\n`);
        return 2;
    };

    if (word === undefined) {
        io.stderr.write(helpOn(undefined, language, io.stdout.columns));
        return 2;
    }
    if (word === '--version' || word === '-v') {
        io.stdout.write(`${toolVersion()}\n`);
        return 0;
    }
    if (word === '--help' || word === '-h' || word === 'help') {
        const about = rest.find((one, i) => !one.startsWith('-') && rest[i - 1] !== '--lang');
        if (word === 'help' && about !== undefined && !isCommand(about)) return misused(noSuchCommand(about));
        io.stdout.write(helpOn(word === 'help' && about !== undefined && isCommand(about) ? about : undefined, language, io.stdout.columns));
        return 0;
    }
    if (word.startsWith('-')) return misused(text('A command comes first, its options behind it; {word} is an option.', { word }));
    if (!isCommand(word)) return misused(noSuchCommand(word));
    // Behind `--` stand paths, whatever they are called: a gate that is handed one does not explain itself and pass.
    const options = rest.includes('--') ? rest.slice(0, rest.indexOf('--')) : rest;
    if (options.some((one) => one === '--help' || one === '-h')) {
        io.stdout.write(helpOn(word, language, io.stdout.columns));
        return 0;
    }
    return doing(word)(rest, io, language, (problem) => misused(problem, word));
}

/** Says what is wrong with the cache of runs, or how it was used: a note, since it keeps nothing from being judged. */
export function tellOfCache(news: CacheTrouble | CacheUse, argv: readonly string[], { env, stderr }: Outside): void {
    stderr.write(`terroir: ${say(noteOn(news), translateTo[languageAsked(argv) ?? languageOf(env)])}\n`);
}

/** Says that what was to be printed could not be: the verdict is lost, and the run fails. */
export function tellOfOutput(reason: string, argv: readonly string[], { env, stderr }: Pick<Outside, 'env' | 'stderr'>): void {
    const translate = translateTo[languageAsked(argv) ?? languageOf(env)];
    stderr.write(`terroir: ${say(text('What was to be printed cannot be written: {reason}.', { reason: inWords(reason) }), translate)}\n`);
}

function noteOn(news: CacheTrouble | CacheUse): Message {
    if (!('file' in news)) return uses[news.is];
    const { is, file, reason } = news;
    return is === 'damaged'
        ? text('{file} is damaged ({reason}): everything is judged anew.', { file, reason })
        : text('{file} cannot be written ({reason}): the next run judges everything anew. {setting} keeps nothing.', {
              file,
              reason: inWords(reason),
              setting: 'TERROIR_CACHE=off',
          });
}

const uses: Readonly<Record<CacheUse['is'], Message>> = {
    repeated: text('Cache: used. All that this rests on is as it was, so nothing was judged again.'),
    kept: text('Cache: no earlier run fits. This run is kept.'),
    'not kept': text('Cache: no earlier run fits. This run is not kept.'),
    'not asked': text('Cache: not asked.'),
};

const isCommand = (word: string): word is Command => (commands as readonly string[]).includes(word);

const noSuchCommand = (word: string): Message => unknownWord(text('There is no command {word}.', { word }), word, commands);

/** The language is known before the options are read, so that what is wrong with them is said in it. */
function languageAsked(argv: readonly string[]): Language | undefined {
    const at = argv.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
    const word = at < 0 ? undefined : argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
    return languages.find((language) => language === word);
}
