import { parseArgs } from 'node:util';
import { type Message, text } from '../../language/index.ts';
import { unknownWord } from '../configuration/unknown-word.ts';

/** Says what was wrong with the words of a command; gives the exit code. */
export type Misused = (problem: Message) => number;

/** What an option takes: nothing, any text, a file or folder by its path, a whole number, or one of a few words. */
export type Takes = 'nothing' | 'text' | 'file' | 'folder' | 'number' | readonly string[];

export interface Option {
    readonly takes: Takes;
    readonly short?: string;
    readonly many?: true;
    /** What a text may begin with, for shells that complete it. */
    readonly suggests?: readonly string[];
}
export type OptionTable = Readonly<Record<string, Option>>;

type ValueOf<T extends Takes> = T extends 'nothing'
    ? true
    : T extends 'number'
      ? number
      : T extends 'text' | 'file' | 'folder'
        ? string
        : T extends readonly (infer W)[]
          ? W
          : never;
export type Options<T extends OptionTable> = {
    readonly [K in keyof T]?: T[K] extends { readonly many: true } ? readonly ValueOf<T[K]['takes']>[] : ValueOf<T[K]['takes']>;
};

export type ReadOptions<T extends OptionTable> = { readonly options: Options<T>; readonly operands: readonly string[] } | { readonly problem: Message };

/**
 * Reads the words behind a command. Strict: a word that is not understood ends the run, since a gate that ignores half of
 * what it was told is no gate. (parseArgs' own strictness speaks English only.)
 */
export function readOptions<const T extends OptionTable>(args: readonly string[], table: T): ReadOptions<T> {
    const options: Record<string, unknown> = {};
    const operands: string[] = [];
    for (const token of tokensOf(args, table)) {
        // Taken for a path it would be this folder.
        if (token.kind === 'positional' && token.value === '')
            return {
                problem: text('One of the words is empty, as a variable leaves it that nobody has set. If this folder is meant, give {here} for it.', {
                    here: '.',
                }),
            };
        if (token.kind === 'positional') operands.push(token.value);
        if (token.kind !== 'option') continue;
        const option = token.rawName;
        const takes = Object.hasOwn(table, token.name) ? table[token.name]?.takes : undefined;
        if (takes === undefined)
            return {
                problem: unknownWord(
                    text('There is no option {option}.', { option }),
                    option,
                    Object.keys(table).map((name) => `--${name}`),
                ),
            };
        if (takes === 'nothing') {
            if (token.value !== undefined) return { problem: text('The option {option} takes no value.', { option }) };
            options[token.name] = true;
            continue;
        }
        const value = token.value;
        if (value === undefined || value === '' || (!token.inlineValue && value.startsWith('-')))
            return { problem: text('The option {option} needs a value.', { option }) };
        if (takes === 'number') {
            if (!/^[0-9][0-9_]*$/.test(value) || !Number.isSafeInteger(Number(value.replace(/_/g, '')))) {
                return { problem: text('The option {option} takes a whole number; {value} is none.', { option, value }) };
            }
            take(token.name, Number(value.replace(/_/g, '')));
        } else {
            if (typeof takes !== 'string' && !takes.includes(value)) {
                const problem = text('The option {option} takes {words}; not {value}.', { option, words: [...takes], value });
                return { problem: unknownWord(problem, value, takes) };
            }
            take(token.name, value);
        }
    }
    return { options: options as Options<T>, operands };

    function take(name: string, value: string | number): void {
        options[name] = table[name]?.many ? [...((options[name] as unknown[] | undefined) ?? []), value] : value;
    }
}

function tokensOf(args: readonly string[], table: OptionTable) {
    const known = Object.entries(table).map(([name, { takes, short }]) => [
        name,
        { type: takes === 'nothing' ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}) },
    ]);
    return parseArgs({ args: [...args], options: Object.fromEntries(known), strict: false, allowPositionals: true, tokens: true }).tokens;
}
