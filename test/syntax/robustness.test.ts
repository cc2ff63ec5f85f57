import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createServices, parse } from '../../language/editing.ts';
import { defaultLimits, Judge, refuse, say } from '../../language/index.ts';
import type { ParsedSpec } from '../../language/syntax/parsed.ts';
import { type Node, sameTree } from '../../language/syntax/tree.ts';
import { freshWorkspace, holds } from '../harness/generators.ts';
import { day, example } from '../harness/spec.ts';

// Properties take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const { parser } = createServices().terroir;
const clinic = example('examples/clinic.terroir')['examples/clinic.terroir'] ?? '';
const emc2 = example('examples/emc2/emc2.terroir')['examples/emc2/emc2.terroir'] ?? '';
const parties = example('examples/emc2/parties.terroir')['examples/emc2/parties.terroir'] ?? '';
const named = ({ tree }: ParsedSpec): Node[] => (tree.declarations ?? []) as unknown as Node[];

/** Where problems may begin: 0, once one at the end of a text is no longer put before its beginning. */
const lowest = -1;

/** What holds of whatever text is read. */
function expectSound(source: string, parsed: ParsedSpec): void {
    const { problems, broken, spoiled } = parsed;
    for (const { code, message, start, end } of problems) {
        expect(code).toMatch(/^syntax\//);
        expect(say(message)).not.toMatch(/[{}]\w*[{}]|undefined|NaN|\[object/);
        expect(start).toBeGreaterThanOrEqual(lowest);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(source.length);
    }
    for (const node of named(parsed)) {
        expect(typeof node['name']).toBe('string');
        expect(node.$start).toBeGreaterThanOrEqual(0);
        expect(node.$end).toBeLessThanOrEqual(source.length);
    }
    expect(spoiled.length > 0).toBe(problems.length > 0);
    for (const node of broken) expect(spoiled.some(({ start, end }) => start <= node.$start && node.$end <= end)).toBe(true);
    if (problems.length === 0) expect(broken).toEqual([]);
    for (const node of broken) expect(named(parsed)).toContain(node);
}

const read = (source: string): ParsedSpec => {
    const parsed = parse(source);
    expectSound(source, parsed);
    return parsed;
};

describe('a token taken out of an example', () => {
    /** Cuts out each token in turn, or each of some, and says what it did to the declarations it did not stand in. */
    const cutEach = (source: string, every: number, skip: (token: { image: string; startOffset: number }, top: Node | undefined) => boolean): string[] => {
        const whole = parse(source);
        const complaints: string[] = [];
        const { tokens } = parser.Lexer.tokenize(source);
        for (let i = 0; i < tokens.length; i += every) {
            const token = tokens[i];
            if (!token) continue;
            const top = named(whole).find((node) => node.$start <= token.startOffset && token.startOffset < node.$end);
            if (skip(token, top)) continue;
            const cut = source.slice(0, token.startOffset) + source.slice(token.startOffset + token.image.length);
            const parsed = read(cut);
            const at = `without “${token.image}” at ${token.startOffset}`;
            if (parsed.problems.length > 2) complaints.push(`${at}: ${parsed.problems.length} problems`);
            for (const node of named(whole)) {
                if (node === top) continue;
                const still = named(parsed).find((one) => one['name'] === node['name'] && one.$type === node.$type);
                if (!still || !sameTree(still, node)) complaints.push(`${at}: ${node['name']} is not what it was`);
                else if (parsed.broken.includes(still)) complaints.push(`${at}: ${node['name']} counts as broken`);
            }
        }
        return complaints;
    };
    const beginsDeclaration = (token: { startOffset: number }, top: Node | undefined): boolean => top?.$start === token.startOffset;

    test.each([
        ['clinic', clinic, 5],
        ['emc2', emc2, 2],
        ['parties', parties, 1],
    ] as const)(
        '%s: a few problems at most, and every other declaration stays as it is',
        (_, source, every) => {
            expect(cutEach(source, every, beginsDeclaration)).toEqual([]);
        },
        60_000,
    );

    test('so it is for the word that begins a declaration', () => {
        expect([emc2, parties].flatMap((source) => cutEach(source, 1, (token, top) => !beginsDeclaration(token, top)))).toEqual([]);
    });

    test('a token that is doubled or put in from elsewhere does no more harm', () => {
        const { tokens } = parser.Lexer.tokenize(parties);
        const inside = tokens.filter(({ startOffset }) => named(parse(parties)).every((node) => node.$start !== startOffset));
        const whole = parse(parties);
        holds(
            fc.property(fc.nat({ max: inside.length - 1 }), fc.nat({ max: tokens.length - 1 }), (to, from) => {
                const [place, piece] = [inside[to], tokens[from]];
                if (!place || !piece || ['{', '}', '"', 'import'].includes(piece.image) || /^(organisation|service)$/.test(piece.image)) return;
                const top = named(whole).find((node) => node.$start <= place.startOffset && place.startOffset < node.$end);
                const changed = `${parties.slice(0, place.startOffset)}${piece.image} ${parties.slice(place.startOffset)}`;
                const parsed = read(changed);
                expect(parsed.problems.length).toBeLessThanOrEqual(2);
                for (const node of named(whole)) {
                    if (node === top) continue;
                    expect(
                        named(parsed).some((one) => sameTree(one, node)),
                        `${node['name']} after ${piece.image} was put in at ${place.startOffset}`,
                    ).toBe(true);
                }
            }),
            150,
        );
    });
});

describe('whatever is read', () => {
    const words = [
        'organisation',
        'contract',
        'service',
        'dataset',
        'import',
        'A',
        'B',
        '{',
        '}',
        '"x"',
        '"',
        ',',
        'seat',
        'FR',
        'by',
        'from',
        'until',
        '2025-01-01',
        '60%',
        '3',
        'years',
        '.',
        ';',
        '\n',
        '//',
        '/*',
        '*/',
        'term',
        'award',
        'unknown',
        'owned',
        'a/b',
        '\u0000',
        '😀',
        '\uD800',
    ];

    test('any text gives a tree and problems with places in it, and is judged', () => {
        holds(
            fc.property(
                fc.oneof(
                    fc.string({ unit: 'binary', maxLength: 300 }),
                    fc.string({ maxLength: 300 }),
                    fc.array(fc.constantFrom(...words), { maxLength: 80 }).map((some) => some.join(' ')),
                ),
                (source) => {
                    read(source);
                },
            ),
            400,
        );
    });

    test('soup of tokens is judged without a failure', () => {
        holds(
            fc.property(
                fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((some) => `organisation A { ${some.join(' ')}`),
                (source) => {
                    const workspace = freshWorkspace({ 'spec.terroir': source });
                    const { counts } = new Judge(workspace, []).file('spec.terroir', day('2026-11-23'));
                    expect(counts.failed).toBe(0);
                },
            ),
            150,
        );
    });

    test('an example cut off anywhere keeps what stands whole before the cut', () => {
        const whole = parse(emc2);
        for (let end = 0; end <= emc2.length; end += 37) {
            const parsed = read(emc2.slice(0, end));
            for (const node of named(whole)) {
                if (node.$end > end) continue;
                expect(
                    named(parsed).some((one) => sameTree(one, node)),
                    `${node['name']}, cut at ${end}`,
                ).toBe(true);
            }
        }
    });

    test('bytes turned over in an example do no harm', () => {
        holds(
            fc.property(fc.array(fc.tuple(fc.nat({ max: emc2.length - 1 }), fc.integer({ min: 32, max: 126 })), { minLength: 1, maxLength: 6 }), (changes) => {
                let source = emc2;
                for (const [at, code] of changes) source = source.slice(0, at) + String.fromCharCode(code) + source.slice(at + 1);
                read(source);
            }),
            100,
        );
    });

    const quickly = (source: string, milliseconds: number): ParsedSpec => {
        const started = performance.now();
        const parsed = read(source);
        // A wide margin, for slow machines.
        expect(performance.now() - started).toBeLessThan(milliseconds);
        return parsed;
    };
    const repeated = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length));

    test.each([
        ['braces that open', '{', 200_000],
        ['braces that close', '}', 200_000],
        ['quotes', '"', 200_000],
        ['words', 'word ', 200_000],
        ['numbers', '1_', 200_000],
        ['one name', 'a', 200_000],
        ['lines', '\n', 200_000],
        ['comments that begin and never end', '/*', 50_000],
        ['quotes behind a backslash', '\\"', 5000],
        ['dots', 'a.b.', 100_000],
        ['commas', 'a, ', 50_000],
        ['dashes', '1-', 50_000],
        ['semicolons', ';', 5000],
        ['NULs', '\u0000', 5000],
        ['half characters', '\uD800', 5000],
        ['words that begin declarations', 'organisation ', 5000],
        ['declarations without an end', 'organisation A {\n', 5000],
    ] as const)(
        'any amount of %s is read',
        (_, piece, size) => {
            quickly(repeated(piece, size), 30_000);
            quickly(`organisation A {\n${repeated(piece, size)}`, 30_000);
        },
        30_000,
    );

    test('a problem at the end of a text stands at its end', () => {
        for (const source of [
            'organisation',
            'organisation A {\n    seat FR',
            'organisation A {\n    seat FR\n\n// a remark\n',
            'organisation A { seat FR }\ncontract',
        ]) {
            const [problem] = parse(source).problems;
            expect(problem?.start, source).toBe(source.replace(/\n\n.*\n$/, '').length);
            expect(problem?.end).toBe(problem?.start);
        }
    });

    test('a file of declarations of which each is broken', () => {
        const one = 'organisation O { seet FR kind company owned 60% by Nobody }\n';
        const source = Array.from({ length: 1000 }, (_, i) => one.replace(' O ', ` O${i} `)).join('');
        const { problems } = quickly(source, 30_000);
        // A hundred, and one that says so.
        expect(problems).toHaveLength(101);
        expect(problems.at(-1)?.code).toBe('syntax/too-many-errors');
    });

    test('deep nesting within the limit does not run out of stack', () => {
        const deep = `contract K { ${'award { '.repeat(defaultLimits.depth - 1)}`;
        expect(refuse(deep)).toBeUndefined();
        read(deep);
        read(`contract K { ${'award { '.repeat(500)}`);
    });
});

describe('what is refused unread', () => {
    test('a text above the size, and none at it', () => {
        expect(refuse('a'.repeat(11), { ...defaultLimits, size: 10 })?.at).toBe(0);
        expect(refuse('a'.repeat(10), { ...defaultLimits, size: 10 })).toBeUndefined();
        expect(say(refuse('a'.repeat(11), { ...defaultLimits, size: 10 })?.message ?? { template: '', values: {} })).toContain('11 > 10');
    });

    test('blocks nested deeper than the limit, at the brace that is one too many', () => {
        expect(refuse('{'.repeat(32))).toBeUndefined();
        expect(refuse(`ab${'{'.repeat(33)}`)?.at).toBe(34);
        expect(refuse('{}'.repeat(1000))).toBeUndefined();
        expect(refuse(`${'}'.repeat(1000)}{`)).toBeUndefined();
    });

    test('a NUL, where it stands', () => {
        expect(refuse('organisation \u0000')?.at).toBe(13);
        expect(refuse('organisation A { seat FR }\n')).toBeUndefined();
    });

    test('no example and nothing of the library', () => {
        for (const source of [clinic, emc2, parties, ...[...freshWorkspace({}).files.values()].map((file) => file.source)])
            expect(refuse(source)).toBeUndefined();
    });

    test('braces in texts and comments are no blocks', () => {
        expect(refuse(`// ${'{'.repeat(40)}\norganisation A "${'{'.repeat(40)}" { seat FR }\n`)).toBeUndefined();
    });
});
