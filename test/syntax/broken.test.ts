import { expect, test, vi } from 'vitest';
import { createServices, parse } from '../../language/editing.ts';
import type { ParsedSpec } from '../../language/syntax/parsed.ts';
import { type Node, sameTree } from '../../language/syntax/tree.ts';
import { example, firstSpecOf } from '../harness/spec.ts';

/*
 * Most of the time that somebody writes a spec, it is broken somewhere. Each harm below is done to each word of a spec: it is told
 * once, and whatever does not stand in the statement that was harmed is read as if nothing had happened.
 */

vi.setConfig({ testTimeout: 300_000 });

const { Lexer } = createServices().terroir.parser;

interface Harm {
    readonly what: string;
    /** The stretch of the sound text that it is done to. */
    readonly at: number;
    readonly until: number;
    readonly text: string;
}

type Harming = (source: string, start: number, end: number) => string | undefined;

const replaced = (source: string, start: number, end: number, by: string): string => source.slice(0, start) + by + source.slice(end);

const harms: Readonly<Record<string, Harming>> = {
    'taken out': (source, start, end) => replaced(source, start, end, ''),
    'taken out with the next word': (source, start, end) => replaced(source, start, behindNext(source, end), ''),
    doubled: (source, start, end) => replaced(source, end, end, ` ${source.slice(start, end)}`),
    'without its first quote': (source, start) => (source[start] === '"' ? replaced(source, start, start + 1, '') : undefined),
    'without its last quote': (source, start, end) => (source[start] === '"' ? replaced(source, end - 1, end, '') : undefined),
    'behind a brace that opens': (source, start) => replaced(source, start, start, '{ '),
    'behind a brace that closes': (source, start) => replaced(source, start, start, '} '),
    'behind a comment that is not closed': (source, start) => (source.includes('*/', start) ? undefined : replaced(source, start, start, '/* ')),
    'behind a quote': (source, start) => replaced(source, start, start, '" '),
    'behind a semicolon': (source, start) => replaced(source, start, start, '; '),
};

const behindNext = (source: string, end: number): number => end + (/^\s*(?:"[^"\n]*"|[^\s{}",]+|[{}",])/.exec(source.slice(end))?.[0].length ?? 0);

function* harmsTo(source: string, some: readonly string[], every: number): Generator<Harm> {
    const words = Lexer.tokenize(source).tokens;
    for (const [i, { startOffset: at, image }] of words.entries()) {
        if (i % every > 0) continue;
        for (const what of some) {
            const text = harms[what]?.(source, at, at + image.length);
            if (text === undefined) continue;
            const end = at + image.length;
            yield { what: `${image} at ${at} ${what}`, at, until: what.endsWith('next word') ? behindNext(source, end) : end, text };
        }
    }
}

const named = ({ tree }: ParsedSpec): readonly Node[] => (tree.declarations ?? []) as unknown as readonly Node[];

/** What a harm has done beyond the declaration that it was done to. */
function* damage(whole: readonly Node[], { what, at, until, text }: Harm): Generator<string> {
    const broken = parse(text);
    if (broken.problems.length > 1) yield `${what}: ${broken.problems.length} problems`;
    for (const node of whole) {
        const still = named(broken).find((one) => one['name'] === node['name'] && one.$type === node.$type);
        const isHarmed = node.$start < until && at < node.$end;
        if (isHarmed) {
            // The outline shows it all the same, if its first words are there.
            const isNamed = until <= node.$start || at > (node['$nameStart'] as number);
            if (!still && isNamed) yield `${what}: ${node['name']} is gone`;
        } else if (!still || !sameTree(still, node)) yield `${what}: ${node['name']} is not what it was`;
        else if (broken.broken.includes(still)) yield `${what}: ${node['name']} counts as broken`;
    }
}

const readMe = firstSpecOf('README.md');
const page = firstSpecOf('docs/language.md');
const emc2 = example('examples/emc2/emc2.terroir')['examples/emc2/emc2.terroir'] ?? '';
const bank = example('examples/bank.terroir')['examples/bank.terroir'] ?? '';
const all = Object.keys(harms);

test.each<[string, string, readonly string[], number]>([
    ['the spec of the read-me', readMe, all, 1],
    ['the spec of the language page', page, all, 2],
    ['EMC2', emc2, all, 6],
    ['the bank, the largest example', bank, ['taken out'], 3],
])('%s: a harm is told once, and no other declaration feels it', (_, source, some, every) => {
    const sound = parse(source);
    expect(sound.problems).toEqual([]);
    const done = [...harmsTo(source, some, every)];
    expect(done.length).toBeGreaterThan(150);
    expect(done.flatMap((harm) => [...damage(named(sound), harm)])).toEqual([]);
});
