import { createHash } from 'node:crypto';
import { type Message, text } from '../../language/index.ts';
import type { Reading } from './report.ts';
import { type Choice, input } from './run.ts';

/*
 * A shard judges some of the files, so that several machines share the work; each reads them all, since any may bear on what it
 * judges. `terroir merge` makes one report of theirs.
 */

export interface Shard {
    readonly number: number;
    readonly of: number;
}

interface ShardOptions {
    readonly shard?: string | undefined;
    readonly 'update-baseline'?: true | undefined;
}

/** Reads `--shard 2/5`; nothing where it is not given. */
export function readShard({ shard, 'update-baseline': updates }: ShardOptions, operands: readonly string[]): Shard | { readonly problem: Message } | undefined {
    if (shard === undefined) return undefined;
    const [, number, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(shard) ?? []).map(Number) as [number, number?, number?];
    if (number === undefined || of === undefined || number < 1 || number > of)
        return { problem: text('--shard takes which shard of how many, such as 2/5; not {shard}.', { shard }) };
    if (operands.includes(input)) return { problem: text('--shard shares files out; the standard input is one.') };
    if (updates) return { problem: text('--update-baseline goes with terroir merge: a shard knows a part of what is found.') };
    return { number, of };
}

/** What a shard judges of what was asked for: the files are dealt out one by one, so that neighbours do not all fall to one. */
export function shardOf({ number, of }: Shard, { asked }: Reading): Choice {
    const paths = asked.filter((_, i) => i % of === number - 1);
    const hash = createHash('sha256').update(asked.join('\0')).digest('hex');
    return { paths, part: { is: 'shard', number, of, asked: hash } };
}
