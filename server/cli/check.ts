import { say, text } from '../../language/index.ts';
import { affectedSince, changesOptions, leftOut, pastAsked } from './changes.ts';
import { conclude, conclusionOptions, intentOf } from './conclude.ts';
import { printConfiguration } from './configuration.ts';
import type { Io } from './io.ts';
import { Narration } from './narration.ts';
import type { Misused } from './options.ts';
import { filesIn, type Output } from './outputs.ts';
import { gravityIn, type Reading, reportOf, Texts } from './report.ts';
import { all, input, judgedForGood, languageIn, orHere, readingOf, readTold, runOptions, type Told, whyNothing } from './run.ts';
import { readShard, shardOf } from './sharding.ts';
import { MovedFile } from './sources.ts';
import { type Language, translateTo } from './translation.ts';
import { verify } from './verify.ts';
import { watching } from './watch.ts';
import { whyNotOver } from './written-over.ts';

export const checkOptions = {
    ...runOptions,
    ...conclusionOptions,
    'print-config': { takes: 'nothing' },
    verify: { takes: 'file' },
    shard: { takes: 'text' },
    ...changesOptions,
    watch: { takes: 'nothing' },
} as const;

/** `terroir check`: judges files at a date and says what it found, in as many reports as are asked for; once, or whenever they change. */
export async function check(args: readonly string[], io: Io, environment: Language, misused: Misused): Promise<number> {
    const told = readTold(args, checkOptions, io);
    if ('problem' in told) return misused(told.problem);
    if (!told.options.watch) return checkOnce(told, io, environment, misused);
    const cannot = told.operands.includes(input) ? input : beside(told, ['verify', 'update-baseline', 'print-config']);
    if (cannot !== undefined) return misused(text('--watch judges files again and again; {more} cannot stand beside it.', { more: cannot }));
    const again = async (io: Io): Promise<number | undefined> => {
        let refused = false;
        const refusing: Misused = (problem) => {
            refused = true;
            return misused(problem);
        };
        // Settings may be what has changed.
        const now = readTold(args, checkOptions, io);
        const code = 'problem' in now ? refusing(now.problem) : await checkOnce(now, io, environment, refusing);
        return refused ? undefined : code;
    };
    return watching(again, io, io.watching, translateTo[languageIn(told, environment)]);
}

/** The first of some options that is given. */
const beside = ({ options }: Told<typeof checkOptions>, names: readonly (keyof typeof checkOptions)[]): string | undefined =>
    names.flatMap((name) => (options[name] === undefined ? [] : [`--${name}`]))[0];

/** What is done with a report, of which there is none where one is verified. */
const aboutReports = ['format', 'fail-on', 'fail-on-unknown', 'hints', 'max-findings', 'baseline', 'update-baseline', 'accept-new'] as const;

/** With `--quiet`, text on the standard output is its last line, which tells no finding. */
const isLineAtMost = ({ format, file }: Output): boolean => format === 'text' && file === undefined;

/** Files may change on the way, wherever they are looked into: while they are compared, judged, or quoted in a report. */
async function checkOnce(told: Told<typeof checkOptions>, io: Io, environment: Language, misused: Misused): Promise<number> {
    try {
        return await checkStill(told, io, environment, misused);
    } catch (error) {
        if (!(error instanceof MovedFile)) throw error;
        const problem = text('{file} has changed while it was judged, so there is no verdict. Give the command again.', { file: error.path });
        io.stderr.write(`terroir: ${say(problem, translateTo[languageIn(told, environment)])}\n`);
        return 2;
    }
}

async function checkStill(told: Told<typeof checkOptions>, io: Io, environment: Language, misused: Misused): Promise<number> {
    const { options, operands, configuration } = told;
    const spoken = languageIn(told, environment);
    if (options['print-config']) {
        io.stdout.write(printConfiguration(configuration, say(text('default'), translateTo[spoken])));
        return 0;
    }
    if (options.verify !== undefined) {
        const more = operands[0] ?? beside(told, ['as-of', 'shard', 'since', 'changed', ...aboutReports]);
        if (more !== undefined) return misused(text('--verify judges what its report judged, at its date; {more} cannot stand beside it.', { more }));
        return verify(options.verify, told, io, environment, misused);
    }
    const shard = readShard(options, operands);
    if (shard && 'problem' in shard) return misused(shard.problem);
    const past = pastAsked(told, io);
    if (past && 'problem' in past) return misused(past.problem);
    const intent = intentOf(told, io);
    if ('problem' in intent) return misused(intent.problem);
    const choose = past ? (reading: Reading) => affectedSince(past, told, reading, io) : shard && ((reading: Reading) => shardOf(shard, reading));
    const keepsFindings = !(options.quiet && intent.baseline === undefined && intent.outputs.every(isLineAtMost));
    const reading = readingOf({ ...told, operands: orHere(operands) }, io, io.memory);
    if ('problem' in reading) return misused(reading.problem);
    const problem = whyNotOver(filesIn(intent.outputs), told, reading, io);
    if (problem) return misused(problem);
    const run = judgedForGood(reading, choose?.(reading) ?? all(reading), keepsFindings);
    const { taken = 0, moved } = run.remembered ?? {};
    // A rule that looked into it has failed by it.
    if (moved !== undefined) throw new MovedFile(moved);
    if (options.verbose && taken > 0) new Narration(io.stderr, translateTo[spoken]).taken(run.judgements.length - taken, run.judgements.length);
    const texts = new Texts(run.workspace);
    const nothing =
        run.asked.length === 0
            ? whyNothing(run)
            : past
              ? text('Nothing was judged: nothing of it can be affected by what has changed.')
              : shard
                ? text('This shard has nothing to judge: there are not so many files.')
                : whyNothing(run);
    const reportIn = (language: Language) => reportOf(run, texts, language, translateTo[language]);
    const code = await conclude({ reading: run, texts, reportIn, nothing, gravity: gravityIn(run) }, intent, told, io, spoken);
    if (past) io.stderr.write(leftOut(past, run, options.quiet ? 0 : 20, translateTo[spoken]));
    return code;
}
