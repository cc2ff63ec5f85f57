import { expect, test } from 'vitest';
import { defineRule, Judge, type Rule, say, summaryOf, text, unknown, violated } from '../../language/index.ts';
import { facts } from '../../language/model/declarations.ts';
import { day, workspaceOf } from '../harness/spec.ts';

/* What stands above a contract is what rules say of it, each kind counted by itself, in words that fit its number. */

type What = 'violated' | 'waived' | 'hint' | 'unknown' | 'failed' | 'kept';

/** Rules of which each finds one thing about the contract. */
const finding = (all: readonly What[]): Rule[] =>
    all.map((what, i) =>
        defineRule({
            id: `test/${what}-${i}`,
            on: 'Contract',
            summary: text('It is told.'),
            why: text('To count it.'),
            norms: [],
            severity: what === 'hint' ? 'hint' : 'warning',
            *judge(_, contract) {
                if (what === 'failed') throw new Error('out of order');
                const found = { at: { id: contract, path: 'name' }, message: text('It is told.'), path: [] };
                if (what === 'unknown') yield unknown({ ...found, settle: [] });
                else if (what !== 'kept') yield violated(found);
            },
        }),
    );

test.each<[said: string, ...all: What[]]>([
    ['no violation, nothing unknown', 'kept'],
    ['no violation, nothing unknown', 'hint'],
    ['1 violation', 'violated', 'kept'],
    ['2 violations, 1 unknown', 'violated', 'unknown', 'violated'],
    ['2 unknowns', 'unknown', 'unknown'],
    ['1 under a waiver', 'waived'],
    ['1 violation, 2 under a waiver', 'waived', 'violated', 'waived'],
    ['1 rule failed', 'failed', 'kept'],
    ['1 violation, 2 rules failed', 'failed', 'violated', 'failed'],
])('%s', (said, ...all) => {
    const rules = finding(all);
    const waivers = rules
        .filter(({ id }) => id.startsWith('test/waived'))
        .map(({ id }, i) => `waiver W${i} of ${id} on C { because "x"  approved by A on 2026-11-01  until 2026-12-01 }\n`);
    const workspace = workspaceOf({ 'a.terroir': `organisation A { seat FR  kind mutual }\ncontract C { controller A }\n${waivers.join('')}` });
    expect(say(summaryOf(new Judge(workspace, rules), 'a.terroir#C', day('2026-11-24')).say)).toBe(said);
});

test.each([
    ['1 rule could not judge', 1],
    ['2 rules could not judge', 2],
])('what rests on broken text elsewhere: %s', (said, n) => {
    const reading = Array.from({ length: n }, (_, i) =>
        defineRule({
            id: `test/reads-${i}`,
            on: 'Contract',
            summary: text('It is told.'),
            why: text('To count it.'),
            norms: [],
            severity: 'warning',
            judge: (ask) => {
                facts(ask, 'a.terroir#A', 'Seat');
                return [];
            },
        }),
    );
    const workspace = workspaceOf({ 'a.terroir': 'organisation A { seat FR  kynd mutual }\ncontract C { term 1 year }\n' });
    expect(say(summaryOf(new Judge(workspace, [...reading, ...finding(['kept'])]), 'a.terroir#C', day('2026-11-24')).say)).toBe(said);
});
