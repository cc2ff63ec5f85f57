import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Judge, rules, say } from '../language/index.ts';
import type { Node } from '../language/syntax/tree.ts';
import { parsedOnce } from './harness/generators.ts';
import { day, root, workspaceOf } from './harness/spec.ts';

/*
 * The examples that got it right, and for each a twin in which one fact differs. What the comment at the head of a twin says is run:
 *
 *     /** Twin of bank.terroir: the exit was never tested. On 2026-11-23 exactly these fire: finance/exit-is-tested. *
 *
 * An example itself has no finding at all on the date that its own comment names; hints aside, which are no findings.
 */

const read = (name: string) => readFileSync(join(root, 'examples', name), 'utf8');
const specsIn = (folder: string) => readdirSync(join(root, 'examples', folder)).filter((name) => name.endsWith('.terroir'));

/** What a person is told of a file: `verdict rule`, each once. */
function told(path: string, date: string): readonly string[] {
    const workspace = workspaceOf({ [path]: read(path) });
    const { findings, notJudged } = new Judge(workspace, rules).file(path, day(date));
    expect(notJudged).toEqual([]);
    return [
        ...new Set(
            findings
                .filter(({ severity }) => severity !== 'hint')
                .map(({ verdict, rule, message }) => `${verdict} ${rule}${verdict === 'broken' ? `: ${say(message)}` : ''}`),
        ),
    ].sort();
}

const headOf = (source: string) =>
    /^\/\*\*([\s\S]*?)\*\//
        .exec(source)?.[1]
        ?.replace(/^\s*\*/gm, ' ')
        .replace(/\s+/g, ' ') ?? '';
const dayIn = (head: string) => /\b\d{4}-\d{2}-\d{2}\b/.exec(head)?.[0] ?? '';

/** Every statement of a spec with the declaration that it stands in. */
function statements(source: string): readonly string[] {
    const said = (node: Node): string => source.slice(node.$start, node.$end).replace(/\s+/g, ' ');
    return ((parsedOnce(source).tree.declarations ?? []) as readonly Node[]).flatMap((node) => {
        const facts = (node['facts'] ?? []) as readonly Node[];
        const first = facts[0];
        const head = first ? source.slice(node.$start, first.$start).replace(/\s+/g, ' ') : said(node);
        // A block counts by its own statements: one of them may be the one that differs.
        return [
            head,
            ...facts
                .flatMap((fact) =>
                    Array.isArray(fact['facts']) ? (fact['facts'] as readonly Node[]).map((one) => `${fact.$type}: ${said(one)}`) : [said(fact)],
                )
                .map((one) => `${String(node['name'])}: ${one}`),
        ];
    });
}

const examples = specsIn('.');
const twins = specsIn('twins');

test('there are at least six examples, each with a twin', () => {
    expect(examples.length).toBeGreaterThanOrEqual(6);
    for (const example of examples)
        expect(
            twins.some((twin) => headOf(read(`twins/${twin}`)).includes(`Twin of ${example}:`)),
            example,
        ).toBe(true);
});

describe.each(examples)('%s', (example) => {
    test('says nothing that anything is wrong with, and nothing is unknown', () => {
        const date = dayIn(headOf(read(example)));
        expect(date).not.toBe('');
        expect(told(example, date)).toEqual([]);
    });
});

describe.each(twins)('twins/%s', (twin) => {
    const path = `twins/${twin}`;
    const head = headOf(read(path));
    const of = /Twin of (\S+):/.exec(head)?.[1] ?? '';

    test('differs in one fact', () => {
        const [mine, theirs] = [statements(read(path)), statements(read(of))];
        const [more, less] = [mine.filter((one) => !theirs.includes(one)), theirs.filter((one) => !mine.includes(one))];
        expect(Math.max(more.length, less.length), JSON.stringify({ more, less })).toBe(1);
        expect(more.length + less.length, JSON.stringify({ more, less })).toBeGreaterThan(0);
    });

    test('exactly the rules fire that it says', () => {
        const listed = (/exactly these fire: ([^.]*)\./.exec(head)?.[1] ?? '').split(',').map((one) => one.trim());
        expect(listed.length).toBeGreaterThan(0);
        expect(told(path, dayIn(head))).toEqual(listed.map((one) => (one.includes(' ') ? one : `violated ${one}`)).sort());
    });
});
