import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyChanges, formatChanges } from '../../language/editing.ts';
import { compare, type Workspace } from '../../language/index.ts';
import { corpus, reordered } from '../harness/corpus.ts';
import { freshWorkspace, holds, parsedOnce } from '../harness/generators.ts';
import { example, workspaceOf } from '../harness/spec.ts';

/* What changes in meaning between two states of some specs, and what does not. */

/** The statements that differ, as `- before` and `+ after`, with the declaration and the block that they stand in. */
function changed(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>, by = freshWorkspace): string[] {
    return told(by(before), by(after));
}

function told(before: Workspace, after: Workspace): string[] {
    const { declarations, notCompared } = compare(before, after);
    return [
        ...declarations.flatMap(({ before, after, statements }) => {
            const id = after ?? before ?? '';
            const head = before === undefined ? [`new ${id}`] : after === undefined ? [`gone ${id}`] : [];
            const lines = statements.flatMap(({ within, before, after }) =>
                [before && `${id} ${within}- ${before.words}`, after && `${id} ${within}+ ${after.words}`].filter((line) => line !== undefined),
            );
            return [...head, ...lines];
        }),
        ...notCompared.map((id) => `not compared: ${id}`),
    ];
}

/** A shuffle that depends on nothing but its seed. */
function shuffle(seed: number): <T>(list: readonly T[]) => readonly T[] {
    let state = seed;
    const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648);
    return (list) => {
        const left = [...list];
        return list.map(() => left.splice(next() % left.length, 1)[0] as (typeof left)[number]);
    };
}

/** Another layout of the same: the formatter's, with remarks, or all on few lines. */
function laidOut(source: string, way: number): string {
    if (way === 0) return applyChanges(source, formatChanges(source, parsedOnce(source)));
    const strings = /"(?:\\.|[^"\\\r\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
    if (way === 1) return `// a remark\n${source.replace(strings, (found) => (found.startsWith('"') ? found : `${found}\n`)).replaceAll('{', '{ /* here */')}`;
    return source.replace(/\n/g, '\r\n\t');
}

const sound = corpus.filter(({ source }) => parsedOnce(source).problems.length === 0).map(({ source }) => source);
const anOrder = fc.integer({ min: 1, max: 1e6 });

test('another layout and another order is no change', () => {
    expect(sound.length).toBeGreaterThan(500);
    const [one, other] = [freshWorkspace({}), freshWorkspace({})];
    let seen = 0;
    holds(
        fc.property(fc.nat({ max: sound.length - 1 }), anOrder, fc.nat({ max: 2 }), (n, seed, way) => {
            const source = sound[n] ?? '';
            const turned = laidOut(reordered(source, shuffle(seed)), way);
            for (const [workspace, text] of [
                [one, source],
                [other, turned],
            ] as const)
                workspace.set('a.terroir', text, parsedOnce(text));
            seen += one.files.get('a.terroir')?.ids.length ?? 0;
            expect(told(one, other), turned).toEqual([]);
        }),
        300,
    );
    expect(seen).toBeGreaterThan(500);
});

test('a changed value gives exactly its change, wherever it is moved to', () => {
    const head = 'organisation Clinic { seat FR }\norganisation Host { seat DE }\norganisation Holding { seat LU }\norganisation Fund { seat US }\n';
    /** Statements of one kind or more, each with what it may become. */
    const pairs: readonly (readonly [string, string])[] = [
        ['controller Clinic', 'controller Clinic, Fund'],
        ['processor Host', 'processor Holding'],
        ['term 2 years', 'term 3 years'],
        ['signed 2026-01-01', 'signed 2026-01-02'],
        ['purpose "Care" as care', 'purpose "Care and research" as care'],
        ['breach notice 48 hours', 'breach notice 72 hours'],
        ['clauses security, audit', 'clauses security'],
        ['stays in EU', 'stays in EEA'],
        ['renewal 1 year tacit', 'renewal 1 year'],
    ];
    const spec = (lines: readonly string[], names: string) => ({ 'a.terroir': `${head}contract Hosting "${names}" {\n${lines.join('\n')}\n}\n` });
    holds(
        fc.property(fc.subarray([...pairs.keys()]), anOrder, fc.boolean(), (which, seed, renames) => {
            const before = spec(
                pairs.map(([was]) => was),
                'Hosting',
            );
            const after = spec(shuffle(seed)(pairs.map(([was, is], i) => (which.includes(i) ? is : was))), renames ? 'Other' : 'Hosting');
            const expected = [
                ...(renames ? ['- contract Hosting "Hosting"', '+ contract Hosting "Other"'] : []),
                ...which.flatMap((i) => [`- ${pairs[i]?.[0]}`, `+ ${pairs[i]?.[1]}`]),
            ];
            expect(changed(before, after).sort()).toEqual(expected.map((line) => `a.terroir#Hosting ${line}`).sort());
        }),
        60,
    );
});

const file = (source: string) => ({ 'a.terroir': source });
const award = (inside: string) => file(`contract C { award { procedure open  ${inside} } }`);

test.each<[string, Record<string, string>, Record<string, string>, string[]]>([
    ['a number written otherwise', file('organisation A { float 50% }'), file('organisation A { float 50.0 % }'), []],
    ['two weeks are fourteen days', file('contract C { breach notice 2 weeks }'), file('contract C { breach notice 14 days }'), []],
    ['the order of a list', file('organisation A {}\nservice S by A { stores in FR, DE }'), file('organisation A {}\nservice S by A { stores in DE, FR }'), []],
    ['a list that is shorter', award('on 2026-01-01'), award(''), ['a.terroir#C award- on 2026-01-01']],
    ['in a block', award('value 1_000 EUR'), award('value 1000.0 EUR'), []],
    ['a value in a block', award('value 1_000 EUR'), award('value 2_000 EUR'), ['a.terroir#C award- value 1_000 EUR', 'a.terroir#C award+ value 2_000 EUR']],
    [
        'the head of a block',
        file('contract C { transfer to US { assessed 2026-01-01 } }'),
        file('contract C { transfer to JP { assessed 2026-01-01 } }'),
        ['a.terroir#C - transfer to US', 'a.terroir#C + transfer to JP'],
    ],
    ['a statement that is said twice', file('organisation A { float 1% float 1% }'), file('organisation A { float 1% }'), ['a.terroir#A - float 1%']],
    [
        'the one that is most alike',
        file('organisation A { owned 10% by B  owned 20% by C }\norganisation B {}\norganisation C {}'),
        file('organisation A { owned 30% by C }\norganisation B {}\norganisation C {}'),
        ['a.terroir#A - owned 20% by C', 'a.terroir#A + owned 30% by C', 'a.terroir#A - owned 10% by B'],
    ],
    [
        'a source of a statement, and one of all',
        file('organisation A {\n seat FR\n source "Register" on 2026-01-01\n}'),
        file('organisation A {\n seat FR source "Register" on 2026-01-01\n}'),
        ['a.terroir#A - source "Register" on 2026-01-01', 'a.terroir#A - seat FR', 'a.terroir#A + seat FR source "Register" on 2026-01-01'],
    ],
    ['a new declaration', {}, file('organisation A { seat FR }'), ['new a.terroir#A', 'a.terroir#A + seat FR']],
    ['one that is gone', file('organisation A { seat FR }'), {}, ['gone a.terroir#A']],
    ['another kind of the same name', file('dataset A {}'), file('scheme A {}'), ['gone a.terroir#A', 'new a.terroir#A']],
    ['what is broken', file('organisation A { seat FR }'), file('organisation A { seet FR }'), ['not compared: a.terroir#A']],
    ['what is broken as it was', file('organisation A { seet FR }'), file('organisation A { seet  FR }'), []],
    [
        'a name that means another one',
        { ...file('import "./b.terroir"\ncontract C { controller A }'), 'b.terroir': 'organisation A {}', 'c.terroir': 'organisation A {}' },
        { ...file('import "./c.terroir"\ncontract C { controller A }'), 'b.terroir': 'organisation A {}', 'c.terroir': 'organisation A {}' },
        ['a.terroir#C - controller A', 'a.terroir#C + controller A'],
    ],
    [
        'a declaration that moves to another file',
        { ...file('import "./b.terroir"\ncontract C { controller A }'), 'b.terroir': 'organisation A { seat FR }' },
        { ...file('import "./c.terroir"\ncontract C { controller A }'), 'c.terroir': 'organisation A { seat FR }' },
        [],
    ],
    [
        'one that moves and changes',
        file('organisation A { seat FR }'),
        { 'b.terroir': 'organisation A { seat DE }' },
        ['b.terroir#A - seat FR', 'b.terroir#A + seat DE'],
    ],
])('%s', (_, before, after, expected) => expect(changed(before, after)).toEqual(expected));

test('the examples are what they are', () => {
    const files = example('examples/clinic.terroir', 'examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir', 'examples/bank.terroir');
    expect(changed(files, files, workspaceOf)).toEqual([]);
});
