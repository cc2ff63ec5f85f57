import { say, text } from '../../language/index.ts';
import { conclude, conclusionOptions, intentOf } from './conclude.ts';
import { printConfiguration } from './configuration.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { reportOf, Texts } from './report.ts';
import { languageIn, readTold, runOf, runOptions } from './run.ts';
import { readShard, shardOf } from './sharding.ts';
import { type Language, translateTo } from './translation.ts';
import { verify } from './verify.ts';

export const checkOptions = {
    ...runOptions,
    ...conclusionOptions,
    'print-config': { takes: 'nothing' },
    verify: { takes: 'file' },
    shard: { takes: 'text' },
} as const;

/** `terroir check`: judges files at a date and says what it found, in as many reports as are asked for. */
export async function check(args: readonly string[], io: Io, environment: Language, misused: Misused): Promise<number> {
    const told = readTold(args, checkOptions, io);
    if ('problem' in told) return misused(told.problem);
    const { options, operands, configuration } = told;
    const spoken = languageIn(told, environment);
    if (options['print-config']) {
        io.stdout.write(printConfiguration(configuration, say(text('default'), translateTo[spoken])));
        return 0;
    }
    if (options.verify !== undefined) {
        const more = operands[0] ?? (['as-of', 'shard'] as const).flatMap((name) => (options[name] === undefined ? [] : [`--${name}`]))[0];
        if (more !== undefined) return misused(text('--verify judges what its report judged, at its date; {more} cannot stand beside it.', { more }));
        return verify(options.verify, told, io, environment, misused);
    }
    const shard = readShard(options, operands);
    if (shard && 'problem' in shard) return misused(shard.problem);
    const intent = intentOf(told, io);
    if ('problem' in intent) return misused(intent.problem);
    const run = runOf(told, io, shard && ((reading) => shardOf(shard, reading)));
    if ('problem' in run) return misused(run.problem);
    const texts = new Texts(run.workspace);
    const nothing = shard ? text('This shard has nothing to judge: there are not so many files.') : text('Nothing was judged: no file could be read.');
    const reportIn = (language: Language) => reportOf(run, texts, language, translateTo[language]);
    return conclude({ reading: run, texts, reportIn, nothing }, intent, told, io, spoken);
}
