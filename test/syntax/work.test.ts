import fc from 'fast-check';
import { createDefaultCoreModule, createDefaultSharedCoreModule, EmptyFileSystem, inject } from 'langium';
import { expect, test, vi } from 'vitest';
import { createServices, parse } from '../../language/editing.ts';
import { langium } from '../../language/services.ts';
import { indentAt, meant } from '../../language/syntax/cutting.ts';
import { readSound } from '../../language/syntax/fast-reader.ts';
import { TerroirGeneratedModule, TerroirGeneratedSharedModule } from '../../language/syntax/generated/module.ts';
import { gathered, only, takeApart } from '../../language/syntax/statements.ts';
import { holds } from '../harness/generators.ts';
import { example } from '../harness/spec.ts';

/* A broken text is read at every key: the work that it makes grows as the text does, however much of it is broken. */

vi.setConfig({ testTimeout: 120_000 });

/** How many characters are looked at while something is done, one by one or by a search. */
function looks(work: () => void): number {
    const { charCodeAt, indexOf } = String.prototype;
    let count = 0;
    const replaced = {
        charCodeAt(this: string, at: number) {
            count++;
            return charCodeAt.call(this, at);
        },
        indexOf(this: string, what: string, from = 0) {
            const found = indexOf.call(this, what, from);
            count += (found < 0 ? this.length : found) - from;
            return found;
        },
    };
    Object.assign(String.prototype, replaced);
    try {
        work();
    } finally {
        Object.assign(String.prototype, { charCodeAt, indexOf });
    }
    return count;
}

/** Errors enough for whatever is kept of them to be kept. */
const warmUp = 'organisation A {\n    seat "x"\n    seat "\n}\norganisation B { /*\n';

test.each<[string, (n: number) => string]>([
    ['comments that are not closed', (n) => 'organisation A { /*\n'.repeat(n)],
    ['comments that are not closed, in one declaration', (n) => `organisation A {\n${'    seat FR /* "\n'.repeat(n)}`],
    ['marks before comments that are not closed', (n) => `organisation A {\n}\n${'// ;\n'.repeat(n)}${'; /*\norganisation B {\n}\n'.repeat(n)}`],
    ['statements that cannot be read', (n) => `organisation A {\n${'seat "\n'.repeat(n)}}\n`],
    ['words that begin no statement', (n) => `organisation A {\n${'seet\n'.repeat(n)}}\n`],
    ['blocks with a statement that cannot be read', (n) => `contract K {\n${'award {\nvalue "\n}\n'.repeat(n)}}\n`],
])('%s: twice as many take twice the work', (_, source) => {
    parse(warmUp);
    // Above what is told or read of broken pieces.
    const [some, more] = [500, 1000].map((n) => looks(() => parse(source(n)))) as [number, number];
    expect(some).toBeGreaterThan(500);
    expect(more / some).toBeLessThan(2.5);
});

test('each of several comments that are not closed is told, and what stands between two of them is read', () => {
    const source = 'organisation A { /* "\norganisation B { seat FR }\n// /*\n; /* "\n  contract\ncontract C { seet }\norganisation D { seat FR /*';
    const { problems, broken, tree } = parse(source);
    expect(problems.map(({ start }) => start)).toEqual([source.indexOf('/*'), source.lastIndexOf('/* "'), source.indexOf('seet'), source.lastIndexOf('/*')]);
    expect(broken.map(({ name }) => name)).toEqual(['A', 'C', 'D']);
    expect(tree.declarations?.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D']);
});

test('of very many statements that cannot be read some go to the parser that recovers, and the error is told where it stands', () => {
    const read = vi.spyOn(langium(true).parser.LangiumParser, 'parse');
    const [sound, broken] = ['    seat FR\n', '    seat "\n'];
    const first = 'organisation A {\n';
    const after = '}\norganisation B { seet FR }\norganisation C { seat FR }\n';
    try {
        for (const above of [0, 99, 100, 101, 500]) {
            read.mockClear();
            const source = first + sound.repeat(above) + broken.repeat(500) + after;
            const { problems, spoiled, broken: spoilt, tree } = parse(source);
            // One more for each declaration that is broken, read whole.
            expect(read.mock.calls.length).toBeLessThanOrEqual(100 + 3);
            expect(problems.map(({ start }) => start)).toEqual([first.length + above * sound.length + broken.indexOf('"'), source.indexOf('seet')]);
            expect(spoiled.map(({ start }) => start)).toEqual([0, source.indexOf('organisation B')]);
            expect(spoilt.map(({ name }) => name)).toEqual(['A', 'B']);
            expect(tree.declarations?.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
        }
    } finally {
        read.mockRestore();
    }
});

const spec = example('examples/clinic.terroir')['examples/clinic.terroir'] ?? '';
const bits = ['"', '{', '}', ';', '%', '5', '\n', ' ', '/', '// ', '/* a */', '/*', 'seat', 'by', 'from 2026-01-31', 'award {'];
const slips = fc.array(fc.tuple(fc.nat({ max: spec.length }), fc.constantFrom(...bits)), { minLength: 1, maxLength: 12 });
const withSlips = slips.map((some) => some.reduce((text, [at, bit]) => text.slice(0, at) + bit + text.slice(at), spec));

test('whether pieces of a text can be read does not depend on where they stand', () => {
    let asked = 0;
    holds(
        fc.property(withSlips, (source) => {
            for (const chunk of source.split(/^(?=[a-z])/m)) {
                const words = meant(chunk).map(({ start, end }) => ({ image: chunk.slice(start, end), start, end, indent: indentAt(chunk, start) }));
                takeApart(words, {
                    beginsIn: () => ['seat', 'by', 'award', 'source', 'hosts'],
                    reads: (pieces) => {
                        asked++;
                        const reads = readSound(only(chunk, pieces)) !== undefined;
                        expect(readSound(gathered(chunk, pieces)) !== undefined).toBe(reads);
                        return reads;
                    },
                });
            }
        }),
        100,
    );
    expect(asked).toBeGreaterThan(1000);
});

/** Langium's parser for the grammar as it comes. */
function untouched() {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), TerroirGeneratedSharedModule);
    return inject(createDefaultCoreModule({ shared }), TerroirGeneratedModule, { parser: { ParserConfig: () => ({ recoveryEnabled: true }) } });
}

test('what is kept of the errors of a parser is what it would say anew', () => {
    const [kept, anew] = [createServices().terroir, untouched()].map(({ parser }) => (source: string) => {
        const { parserErrors } = parser.LangiumParser.parse(source);
        return parserErrors.map(({ name, message, token, context, ...rest }) => ({
            name,
            message,
            at: [token.startOffset, token.image],
            behind: (rest as { previousToken?: typeof token }).previousToken?.startOffset,
            stack: context.ruleStack,
            skipped: rest.resyncedTokens.length,
        }));
    }) as [(source: string) => unknown[], (source: string) => unknown[]];
    let errors = 0;
    holds(
        fc.property(withSlips, (source) => {
            const said = anew(source);
            errors += said.length;
            expect(kept(source)).toEqual(said);
        }),
        60,
    );
    expect(errors).toBeGreaterThan(100);
});

test('what might have stood in a place of the grammar is worked out once', () => {
    const { parser } = createServices().terroir;
    const works = vi.spyOn(parser.ParserErrorMessageProvider, 'buildNoViableAltMessage');
    for (const name of ['A', 'B']) {
        const { parserErrors } = parser.LangiumParser.parse(`organisation ${name} {\n${'seat "x"\n'.repeat(50)}}\n`);
        expect(parserErrors).toHaveLength(50);
    }
    expect(works).toHaveBeenCalledTimes(1);
});
