import fc from 'fast-check';
import { expect, test } from 'vitest';
import { affectedBy, Judge, rules, type Workspace } from '../../language/index.ts';
import { freshWorkspace, holds, parsedOnce, printed, seenOfFile, someEdit, startingWorld } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

/* What a change can affect is told before anything is judged. The oracle is to judge everything before and after. */

type Files = Readonly<Record<string, string>>;

const differing = (before: Files, after: Files) => [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => before[path] !== after[path]);

const former = (before: Files, after: Files) =>
    new Map(
        differing(before, after).map((path) => {
            const source = before[path];
            return [path, source === undefined ? undefined : { source, parsed: parsedOnce(source) }];
        }),
    );

/** All that is said of each file. */
const said = (workspace: Workspace): ReadonlyMap<string, string> =>
    new Map(new Judge(workspace, rules).all(day('2026-11-23')).map((judgement) => [judgement.path, JSON.stringify(seenOfFile(workspace, judgement))]));

const parties = 'organisation Clinic { seat FR  kind mutual }\norganisation Host { seat FR  kind company }\norganisation Bank { seat FR  kind company }\n';
const contract = (name: string, who: string, more = '') => `import "./parties.terroir"\ncontract ${name} { controller ${who}  ${more} }\n`;
const register: Files = {
    'parties.terroir': parties,
    'owners.terroir': 'organisation Fund { seat US  kind company }\n',
    'host.terroir': 'import "./parties.terroir"\nimport "./owners.terroir"\nservice Cloud by Host { stores in FR }\norganisation Held { owned 60% by Fund }\n',
    'a.terroir': contract('A', 'Clinic'),
    'b.terroir': contract('B', 'Bank'),
    'c.terroir': 'import "./host.terroir"\ndataset D { category health }\ncontract C { hosts D on Cloud }\n',
    'd.terroir': 'import "./host.terroir"\nimport "./c.terroir"\ncontract E { hosts D on Cloud }\n',
    'waiver.terroir':
        'import "./a.terroir"\nimport "./parties.terroir"\nwaiver W of term/is-stated on A { because "x"  approved by Clinic on 2026-01-01  until 2026-12-31 }\n',
    'promise.terroir': 'import "./parties.terroir"\ncommitment P by Clinic { leave Host  made 2026-01-01  within 1 month }\n',
    'unsure.terroir': 'contract U { controller Nobody }\n',
};

/** Other texts for files of the register, beside its own. */
const others: readonly (readonly [string, string | undefined])[] = [
    ['owners.terroir', 'organisation Fund { seat DE  kind company }\n'],
    ['host.terroir', `${register['host.terroir']}service Second by Host { certified SecNumCloud version "3.2"  from 2026-01-01 until 2028-01-01 }\n`],
    ['a.terroir', contract('A', 'Clinic', 'term 2 years')],
    ['a.terroir', undefined],
    ['b.terroir', contract('B', 'Bank', 'signed 2026-01-01 processor Host term 1 year')],
    ['c.terroir', 'import "./host.terroir"\ncontract C {}\n'],
    [
        'd.terroir',
        'import "./host.terroir"\nimport "./c.terroir"\nimport "./parties.terroir"\ncontract E { controller Clinic  hosts D on Cloud  signed 2026-01-01  effective 2026-01-01 }\n',
    ],
    ['waiver.terroir', undefined],
    ['promise.terroir', 'import "./parties.terroir"\ncommitment P by Bank { leave Host  made 2026-01-01  within 1 month }\n'],
    ['new.terroir', 'import "./a.terroir"\norganisation Nobody { seat FR }\nwaiver V of facts/are-used on A { because "x" }\n'],
];

test('whatever comes out otherwise after a change is among what it can affect', () => {
    let left = 0;
    let woken = 0;
    const turn = fc.array(fc.constantFrom(...others), { maxLength: 2 });
    holds(
        fc.property(fc.array(someEdit, { maxLength: 3 }), fc.array(someEdit, { maxLength: 1 }), turn, turn, (first, then, once, twice) => {
            const world = first.reduce((so, { edit }) => edit(so), startingWorld());
            const beside = (some: typeof once, files: Files): Files =>
                Object.fromEntries(Object.entries({ ...files, ...Object.fromEntries(some) }).filter((file): file is [string, string] => file[1] !== undefined));
            const was = beside(once, register);
            const inFolder = (files: Files): Files => Object.fromEntries(Object.entries(files).map(([path, source]) => [`register/${path}`, source]));
            const before = { ...printed(world), ...inFolder(was) };
            const after = { ...printed(then.reduce((so, { edit }) => edit(so), world)), ...inFolder(beside(twice, was)) };
            const workspace = freshWorkspace(after);
            const affected = affectedBy(workspace, former(before, after));
            const said0 = said(freshWorkspace(before));
            for (const [path, now] of said(workspace)) {
                if (affected.has(path)) woken++;
                else {
                    left++;
                    expect(now, `${path} after ${then.map(({ name }) => name).join(', ')} and ${twice.map(([file]) => file).join(', ')}`).toBe(said0.get(path));
                }
            }
        }),
        30,
    );
    // It would be no bound worth having if hardly anything were left out, nor a test if nothing ever changed.
    expect(left).toBeGreaterThan(100);
    expect(woken).toBeGreaterThan(100);
});

test.each<[string, string, string | undefined, string[]]>([
    ['a contract that nobody imports', 'b.terroir', contract('B', 'Bank', 'term 2 years'), ['b.terroir', 'parties.terroir']],
    [
        'a contract, its waiver, and the promise of whom it is of',
        'a.terroir',
        contract('A', 'Clinic', 'term 2 years'),
        ['a.terroir', 'parties.terroir', 'promise.terroir', 'waiver.terroir'],
    ],
    ['a waiver, and what it is of', 'waiver.terroir', undefined, ['a.terroir', 'parties.terroir']],
    [
        'an owner, three files away',
        'owners.terroir',
        'organisation Fund { seat DE  kind company }\n',
        ['c.terroir', 'd.terroir', 'host.terroir', 'owners.terroir', 'promise.terroir'],
    ],
    [
        'another contract on the same service',
        'd.terroir',
        'import "./host.terroir"\nimport "./c.terroir"\ncontract E { hosts D on Cloud  term 1 year }\n',
        ['c.terroir', 'd.terroir', 'host.terroir', 'promise.terroir'],
    ],
    ['a name that somebody missed', 'new.terroir', 'organisation Nobody { seat FR }\n', ['new.terroir', 'promise.terroir', 'unsure.terroir']],
    [
        'what all import',
        'parties.terroir',
        `${parties}// a remark\n`,
        Object.keys(register)
            .filter((path) => path !== 'owners.terroir' && path !== 'unsure.terroir')
            .sort(),
    ],
    ['the law', 'law.terroir', 'norm Own { force law }\n', [...Object.keys(register), 'law.terroir'].sort()],
])('%s', (_, path, source, expected) => {
    const { [path]: old, ...others } = register;
    const before = old === undefined ? others : register;
    const after = source === undefined ? others : { ...register, [path]: source };
    const workspace = freshWorkspace(after);
    expect([...affectedBy(workspace, former(before, after))].sort()).toEqual(expected);
    expect(workspace.files.get(path)?.source).toBe(source);
});
