import { text } from '../../language/index.ts';
import { unknownWord } from '../configuration/unknown-word.ts';
import { codesKnown } from './codes.ts';
import { commands } from './command-names.ts';
import { taken } from './commands.ts';
import { optionsIn, purposeOf } from './help.ts';
import type { Io } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { type Completed, completionOptions, script, shells } from './shells.ts';
import type { Language } from './translation.ts';

/** `terroir completion`: a script by which a shell completes the words of the command. */
export function completion(args: readonly string[], io: Io, language: Language, misused: Misused): number {
    const read = readOptions(args, completionOptions);
    if ('problem' in read) return misused(read.problem);
    const [word, more] = read.operands;
    if (word === undefined || more !== undefined) return misused(text('One shell is named: {words}.', { words: [...shells] }));
    const shell = shells.find((one) => one === word);
    if (shell === undefined)
        return misused(unknownWord(text('There is no completion for {shell}: {words}.', { shell: word, words: [...shells] }), word, shells));
    io.stdout.write(script(shell, completed(io, language)));
    return 0;
}

/** What may be typed, from the tables by which the commands read their words, and what their help says of it. */
function completed(io: Io, language: Language): readonly Completed[] {
    const explained = [...io.rules.map(({ id }) => id), ...codesKnown()].sort();
    const all = commands.map((name) => {
        const says = optionsIn(name, language);
        const { options, operands } = taken[name];
        return {
            name,
            says: purposeOf(name, language),
            options: [
                ...Object.entries(options).map(([name, option]) => ({ ...option, name, says: says.get(name) ?? '' })),
                { name: 'help', short: 'h', takes: 'nothing' as const, says: says.get('help') ?? '' },
            ],
            operands: operands.map((one) => (one === 'rule' ? explained : one)),
        };
    });
    return [...all, { name: 'help', says: purposeOf('help', language), options: [], operands: [commands] }];
}
