import { describe, expect, test, vi } from 'vitest';
import { ownersRegister, type Shape } from '../../bench/owners.ts';
import { Judge, rules, type Workspace } from '../../language/index.ts';
import type { Ask } from '../../language/model/ask.ts';
import { closedRing, controlGap, wayToGap } from '../../language/model/control-gap.ts';
import { nextInControl } from '../../language/model/next-in-control.ts';
import { controllers, nearestInControl } from '../../language/model/ownership.ts';
import { provenance, stake } from '../../language/model/stakes.ts';
import { parsedOnce } from '../harness/generators.ts';
import { day, workspaceOf } from '../harness/spec.ts';
import { counted, watched } from '../harness/work.ts';

// Registers of a country take their time on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

/*
 * How the work grows with the number of owners. It is counted, not timed: every look that one question takes at another, recorded
 * or not, and every question that is answered.
 */

const date = day('2026-11-23');
const file = 'owners.terroir';
const id = (party: number): string => `${file}#P${party}`;
const europe = 'terroir:/jurisdictions.terroir#EU';

const withOwners = (source: string): Workspace => {
    const workspace = workspaceOf();
    workspace.set(file, source, parsedOnce(source));
    return workspace;
};

/** All that is kept of every party. */
function askOf(ask: Ask, party: string): void {
    nextInControl(ask, party);
    controlGap(ask, party);
    provenance(ask, party, europe);
    closedRing(ask, party);
}

const all = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

const shapes: readonly Shape[] = ['chain', 'two-parents', 'rings'];

/** One ring of all, each with a half of the next and a quarter of the one after. */
const oneRing = (count: number): string =>
    all(count)
        .map((i) => `organisation P${i} { seat FR  kind company  owned 45% by P${(i + 1) % count}  owned 25% by P${(i + 2) % count} }\n`)
        .join('');

/** One ring of all, each in the hands of the next. */
const closed = (count: number): string =>
    all(count)
        .map((i) => `organisation P${i} { seat FR  kind company  owned 60% by P${(i + 1) % count} }\n`)
        .join('');

/** Joint ventures of a long chain, each of two far from each other. */
const ventures = (count: number): string =>
    all(count)
        .map((i) =>
            i % 2 === 0
                ? `organisation P${i} { seat FR  kind company  owned 60% by P${i + 2} }\n`
                : `organisation P${i} { seat FR  kind company  owned 50% by P${i - 1}  owned 50% by P${Math.min(count - 1, i + 2 * (i % 50)) & ~1} }\n`,
        )
        .join('');

const registers: readonly (readonly [string, (count: number) => string])[] = [
    ...shapes.map((shape) => [shape, (count: number) => ownersRegister(count, shape)] as const),
    ['one ring of all', oneRing],
    ['one closed ring of all', closed],
    ['joint ventures along a chain', ventures],
];

describe('twice as many owners are at most 2.2 times the work', () => {
    test.each(registers)('to ask of every party: %s', (_, register) => {
        const work = [500, 1000, 2000].map((count) => {
            const ask = withOwners(register(count)).engine.at(date);
            return counted(() => {
                for (const party of all(count)) askOf(ask, id(party));
            });
        });
        for (const [i, more] of work.slice(1).entries()) expect(more / (work[i] as number)).toBeLessThanOrEqual(2.2);
    });

    test.each(registers)('from below upwards or from above downwards: %s', (_, register) => {
        for (const inOrder of [(parties: readonly number[]) => parties, (parties: readonly number[]) => parties.toReversed()]) {
            const work = [500, 1000].map((count) => {
                const ask = withOwners(register(count)).engine.at(date);
                return counted(() => {
                    for (const party of inOrder(all(count))) askOf(ask, id(party));
                });
            });
            expect((work[1] as number) / (work[0] as number)).toBeLessThanOrEqual(2.2);
        }
    });

    test.each(registers)('to ask who controls one, the nearest first: %s', (_, register) => {
        const work = [1000, 2000].map((count) => {
            const ask = withOwners(register(count)).engine.at(date);
            return counted(() => {
                expect([...nearestInControl(ask, id(0))].length).toBe([...controllers(ask, id(0)).keys()].length);
                stake(ask, id(0), id(count - 1));
            });
        });
        expect((work[1] as number) / (work[0] as number)).toBeLessThanOrEqual(2.2);
    });

    const contract = `service Cloud by P0 { stores in FR }
dataset Records { category health }
organisation Buyer { seat FR  kind state-administration }
contract Hosting { controller Buyer  processor P0  hosts Records on Cloud  signed 2026-01-01  term 3 years  requires SecNumCloud }
`;
    test.each(registers)('to judge them all with a contract at the bottom: %s', (_, register) => {
        const work = [100, 200, 400].map((count) => {
            const judge = new Judge(withOwners(`${register(count)}${contract}`), rules);
            return counted(() => judge.file(file, date));
        });
        for (const [i, more] of work.slice(1).entries()) expect(more / (work[i] as number)).toBeLessThanOrEqual(2.2);
    });
});

describe('a share that changed', () => {
    /** Every party twice: a chain, and beside it a chain of others. */
    const beside = (count: number): string => {
        const chain = (name: string) =>
            all(count)
                .map((i) => `organisation ${name}${i} { seat FR  kind company  owned 60% by ${name}${i + 1}  owned 10% by Fund }\n`)
                .join('');
        return `${chain('P')}${chain('Q')}organisation P${count} { seat FR  kind mutual }\norganisation Q${count} { seat FR  kind mutual }\norganisation Fund { seat FR  kind mutual }\n`;
    };
    const source = beside(60);
    const party = (name: string): string => `${file}#${name}`;
    const edited = (from: string, to: string, ask: (ask: Ask) => void): readonly string[] => {
        const workspace = withOwners(source);
        for (const one of workspace.files.get(file)?.ids ?? []) askOf(workspace.engine.at(date), one);
        expect(source).toContain(from);
        const after = source.replace(from, to);
        workspace.set(file, after, parsedOnce(after));
        return watched(() => ask(workspace.engine.at(date)));
    };
    const changed = ['organisation P40 { seat FR  kind company  owned 60% by P41', 'organisation P40 { seat FR  kind company  owned 30% by P41'] as const;

    test('is looked at again by whoever stands below it, and by nobody else', () => {
        const askAll = (ask: Ask) => {
            for (const one of all(60)) for (const name of ['P', 'Q']) askOf(ask, party(`${name}${one}`));
        };
        const again = edited(...changed, askAll);
        const parties = new Set(again.map((question) => /#(\w+)$/.exec(question)?.[1] as string));
        expect([...parties].filter((one) => !/^P([0-9]|[123][0-9]|40)$/.test(one))).toEqual([]);
        expect(parties.has('P0')).toBe(true);
        expect(again.length).toBeLessThanOrEqual(41 * 12);
    });

    test('elsewhere answers nothing again but what is read off the text that changed', () => {
        const read = /^(declaration|facts|condition|header|keys|label|title|sources)\b.*#P40$/;
        const askSome = (names: readonly string[]) => (ask: Ask) => {
            for (const name of names) askOf(ask, party(name));
        };
        expect(edited(...changed, askSome(all(60).map((one) => `Q${one}`))).filter((question) => !read.test(question))).toEqual([]);
        expect(edited(...changed, askSome(all(19).map((one) => `P${41 + one}`))).filter((question) => !read.test(question))).toEqual([]);
    });

    test('elsewhere, on a day, ends no verdict', () => {
        const here = `organisation Buyer { seat FR  kind state-administration }
organisation Host { seat FR  kind company  owned 60% by Above }
organisation Above { seat US  kind company }
service Cloud by Host { stores in FR }
dataset Records { category health }
contract Hosting { controller Buyer  processor Host  hosts Records on Cloud  signed 2026-01-01  term 3 years  requires SecNumCloud }
`;
        const elsewhere = (until: string) =>
            `organisation Else { seat FR  kind company  owned 60% by Other${until} }\norganisation Other { seat FR  kind mutual }\n`;
        const until = (source: string) =>
            new Judge(withOwners(source), rules)
                .file(file, date)
                .findings.filter(({ subject }) => /#(Cloud|Hosting|Host)$/.test(subject ?? ''))
                .map(({ rule, holdsUntil }) => [rule, holdsUntil]);
        const now = until(`${here}${elsewhere(' until 2026-12-15')}`);
        expect(now.length).toBeGreaterThan(3);
        expect(now).toEqual(until(`${here}${elsewhere('')}`));
    });

    test('that leaves control as it was stops right below', () => {
        const more = ['organisation P40 { seat FR  kind company  owned 60% by P41', 'organisation P40 { seat FR  kind company  owned 70% by P41'] as const;
        const again = edited(...more, (ask) => {
            for (const one of all(60)) {
                nextInControl(ask, party(`P${one}`));
                controlGap(ask, party(`P${one}`));
            }
        });
        expect(new Set(again.map((question) => /#(\w+)$/.exec(question)?.[1]))).toEqual(new Set(['P39', 'P40']));
    });

    test('three owners away judges those contracts again that depend on it, and no other', () => {
        const files: Record<string, string> = {
            'top.terroir':
                'organisation Top0 { seat FR  kind mutual }\norganisation Top1 { seat FR  kind mutual }\norganisation Abroad { seat US  kind company }\n',
        };
        for (const i of all(12)) {
            files[`${i}.terroir`] = `import "./top.terroir"
organisation Buyer${i} { seat FR  kind state-administration }
organisation Second${i} { seat FR  kind company  owned 80% by Third${i % 3} }
organisation First${i} { seat FR  kind company  owned 80% by Second${i} }
organisation Host${i} { seat FR  kind company  owned 80% by First${i} }
service Cloud${i} by Host${i} { stores in FR }
dataset Records${i} { category health }
contract Hosting${i} { controller Buyer${i}  processor Host${i}  hosts Records${i} on Cloud${i}  signed 2026-01-01  term 3 years  requires SecNumCloud }
`;
        }
        const third = (i: number, share: number) =>
            `organisation Third${i} { seat FR  kind company  owned ${share}% by Abroad  owned ${100 - share}% by Top0 }\n`;
        files['top.terroir'] += all(3)
            .map((i) => third(i, 40))
            .join('');
        const workspace = workspaceOf(files);
        const judge = new Judge(workspace, rules);
        judge.all(date);
        const after = (files['top.terroir'] as string).replace(third(1, 40), third(1, 60));
        workspace.set('top.terroir', after, parsedOnce(after));
        const again = watched(() => judge.all(date));
        const contracts = new Set(again.flatMap((question) => /^verdict .*#(Hosting\d+)$/.exec(question)?.[1] ?? []));
        expect([...contracts].sort()).toEqual(
            all(12)
                .filter((i) => i % 3 === 1)
                .map((i) => `Hosting${i}`)
                .sort(),
        );
    });
});

describe('a hundred thousand owners', () => {
    const count = 100_000;
    /** Far longer than the stack is deep. */
    test('one above the other: from the bottom it is found where knowledge ends', () => {
        const source = all(count)
            .map((i) => `organisation P${i} { seat FR  kind company  ${i + 1 < count ? `owned 60% by P${i + 1}` : ''} }\n`)
            .join('');
        const ask = withOwners(source).engine.at(date);
        expect(controlGap(ask, id(0))?.party).toBe(id(count - 1));
        expect(wayToGap(ask, id(0)).length).toBe(count - 1);
        const [top] = nearestInControl(ask, id(0), (one) => one === id(count - 1));
        expect(top).toEqual({ controller: id(count - 1), distance: count - 1 });
    });

    test('with rings: from the bottom all of them are gone through', () => {
        const { engine } = withOwners(ownersRegister(count, 'rings'));
        const { questionsAnswered } = engine.work;
        controlGap(engine.at(date), id(0));
        expect(engine.work.questionsAnswered - questionsAnswered).toBeGreaterThan(count);
    });
});
