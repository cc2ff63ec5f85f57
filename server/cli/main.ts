import { type Message, say, text } from '../../language/index.ts';
import type { CacheTrouble } from './cache.ts';
import { check } from './check.ts';
import { completion } from './completion.ts';
import { coverage } from './coverage.ts';
import { diff } from './diff.ts';
import { draw } from './draw.ts';
import { explain } from './explain.ts';
import { exportFacts } from './export.ts';
import { format } from './format.ts';
import { type Command, commands, helpOn } from './help.ts';
import { horizon } from './horizon.ts';
import { importRegister } from './import.ts';
import { init } from './init.ts';
import { type Io, processIo } from './io.ts';
import { library } from './library.ts';
import { merge } from './merge.ts';
import { noServer } from './no-server.ts';
import { unknownWord } from './options.ts';
import type { Outside } from './outside.ts';
import { rage } from './rage.ts';
import { reconcile } from './reconcile.ts';
import { listRules } from './rules.ts';
import { type Language, languageOf, languages, translateTo } from './translation.ts';
import { toolVersion } from './version.ts';
import { waivers } from './waivers.ts';

/** The words of the command line to its exit code: 0 clean, 1 findings, 2 could not judge, 3 undecided. */
export async function main(argv: readonly string[], given: Partial<Io> = {}): Promise<number> {
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
        io.stderr.write(helpOn(undefined, language));
        return 2;
    }
    if (word === '--version' || word === '-v') {
        io.stdout.write(`${toolVersion()}\n`);
        return 0;
    }
    if (word === '--help' || word === '-h' || word === 'help') {
        const about = rest.find((one) => !one.startsWith('-'));
        if (word === 'help' && about !== undefined && !isCommand(about)) return misused(noSuchCommand(about));
        io.stdout.write(helpOn(word === 'help' && about !== undefined && isCommand(about) ? about : undefined, language));
        return 0;
    }
    if (word.startsWith('-')) return misused(text('A command comes first, its options behind it; {word} is an option.', { word }));
    if (!isCommand(word)) return misused(noSuchCommand(word));
    if (rest.some((one) => one === '--help' || one === '-h')) {
        io.stdout.write(helpOn(word, language));
        return 0;
    }
    switch (word) {
        case 'check':
            return check(rest, io, language, (problem) => misused(problem, word));
        case 'merge':
            return merge(rest, io, (problem) => misused(problem, word));
        case 'diff':
            return diff(rest, io, language, (problem) => misused(problem, word));
        case 'horizon':
            return horizon(rest, io, language, (problem) => misused(problem, word));
        case 'coverage':
            return coverage(rest, io, language, (problem) => misused(problem, word));
        case 'format':
            return format(rest, io, language, (problem) => misused(problem, word));
        case 'draw':
            return draw(rest, io, language, (problem) => misused(problem, word));
        case 'library':
            return library(rest, io, language, (problem) => misused(problem, word));
        case 'explain':
            return explain(rest, io, language, (problem) => misused(problem, word));
        case 'rules':
            return listRules(rest, io, language, (problem) => misused(problem, word));
        case 'waivers':
            return waivers(rest, io, language, (problem) => misused(problem, word));
        case 'init':
            return init(rest, io, language, (problem) => misused(problem, word));
        case 'completion':
            return completion(rest, io, language, (problem) => misused(problem, word));
        case 'rage':
            return rage(rest, io, language, (problem) => misused(problem, word));
        case 'export':
            return exportFacts(rest, io, language, (problem) => misused(problem, word));
        case 'import':
            return importRegister(rest, io, language, (problem) => misused(problem, word));
        case 'reconcile':
            return reconcile(rest, io, language, (problem) => misused(problem, word));
        case 'lsp':
            return noServer(rest, (problem) => misused(problem, word));
    }
}

/** Says what is wrong with the cache of runs: a note, since it keeps nothing from being judged. */
export function tellOfCache({ is, file, reason }: CacheTrouble, argv: readonly string[], { env, stderr }: Outside): void {
    const note =
        is === 'damaged'
            ? text('{file} is damaged ({reason}): everything is judged anew.', { file, reason })
            : text('{file} cannot be written ({reason}): the next run judges everything anew. {setting} keeps nothing.', {
                  file,
                  reason,
                  setting: 'TERROIR_CACHE=off',
              });
    stderr.write(`terroir: ${say(note, translateTo[languageAsked(argv) ?? languageOf(env)])}\n`);
}

const isCommand = (word: string): word is Command => (commands as readonly string[]).includes(word);

const noSuchCommand = (word: string): Message => unknownWord(text('There is no command {word}.', { word }), word, commands);

/** The language is known before the options are read, so that what is wrong with them is said in it. */
function languageAsked(argv: readonly string[]): Language | undefined {
    const at = argv.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
    const word = at < 0 ? undefined : argv[at] === '--lang' ? argv[at + 1] : argv[at]?.slice('--lang='.length);
    return languages.find((language) => language === word);
}
