import { expect, test } from 'vitest';
import { defineRule, Judge, type Rule, rules, text, violated } from '../../../language/index.ts';
import { day, workspaceOf } from '../../harness/spec.ts';

/*
 * How much the findings of waiver/* weigh, and what becomes of them where the rule or the declaration that a waiver names
 * cannot be judged.
 */

const date = day('2026-11-23');
const world =
    'organisation Clinic { seat FR  kind health-institution }\ncontract Bridge { controller Clinic  effective 2026-01-01  term 1 year  transitional }\n';
const full = 'because "A bridge"  approved by Clinic on 2026-10-01  until 2027-03-31';

function judge(waivers: string, some: readonly Rule[] = rules, before = world) {
    return new Judge(workspaceOf({ 'spec.terroir': `${before}${waivers}\n` }), some);
}

const weigh = (facts: string, asOf = date): string[] =>
    judge(`waiver W-1 of term/transition-has-limit on Bridge { ${facts} }`)
        .file('spec.terroir', asOf)
        .findings.filter(({ rule }) => rule.startsWith('waiver/'))
        .map(({ rule, severity, unnecessary }) => `${rule} ${severity}${unnecessary ? ' faded' : ''}`);

test('a sound waiver that is needed says nothing', () => {
    expect(weigh(full)).toEqual([]);
});

test('what a waiver lacks is a warning, each told once', () => {
    expect(weigh('')).toEqual(['waiver/is-dated warning', 'waiver/is-reasoned warning', 'waiver/is-signed warning']);
    expect(weigh('because "A bridge"  approved by Clinic on 2026-10-01')).toEqual(['waiver/is-dated warning']);
    expect(weigh('because "A bridge"  approved by Clinic  until 2027-03-31')).toEqual(['waiver/is-signed warning']);
    expect(weigh('because "…"  approved by Clinic on 2026-10-01  until 2027-03-31')).toEqual(['waiver/is-reasoned warning']);
});

test('one that has ended is a warning, one that is about to is information', () => {
    expect(weigh('because "A bridge"  approved by Clinic on 2026-10-01  until 2026-11-22')).toEqual(['waiver/is-live warning']);
    expect(weigh('because "A bridge"  approved by Clinic on 2026-10-01  until 2026-11-23')).toEqual(['waiver/is-live information']);
});

test('one that silences nothing is a warning and faded; of two each is a warning, and neither is', () => {
    const used = (waivers: string, before?: string) =>
        judge(waivers, rules, before)
            .file('spec.terroir', date)
            .findings.filter(({ rule }) => rule === 'waiver/is-used')
            .map(({ severity, unnecessary }) => `${severity} ${unnecessary}`);
    const one = `waiver W-1 of term/transition-has-limit on Bridge { ${full} }`;
    expect(used(one, world.replace('transitional', 'transitional at most 1 year'))).toEqual(['warning true']);
    expect(used(`${one}\n${one.replace('W-1', 'W-2')}`)).toEqual(['warning false', 'warning false']);
});

const verdict = (waivers: string, some: readonly Rule[], before?: string) =>
    judge(waivers, some, before).verdicts('spec.terroir#W-1', date).get('waiver/is-used');

test('a waiver of a rule that was not run is not called unused', () => {
    const others = rules.filter(({ id }) => id !== 'term/transition-has-limit');
    expect(verdict(`waiver W-1 of term/transition-has-limit on Bridge { ${full} }`, others)).toBe('does not apply');
});

test('nor is one of a rule that failed, or on a declaration that is broken or rests on what is', () => {
    const failing = defineRule({
        id: 'test/fails',
        on: 'Contract',
        summary: text('{name}', { name: 'x' }),
        why: text('{name}', { name: 'x' }),
        norms: [],
        judge: () => {
            throw new Error('out of order');
        },
    });
    expect(verdict(`waiver W-1 of test/fails on Bridge { ${full} }`, [...rules, failing])).toBe('not judged');
    const broken = world.replace('transitional', 'transitonal');
    expect(verdict(`waiver W-1 of term/transition-has-limit on Bridge { ${full} }`, rules, broken)).toBe('not judged');
    const rests =
        'organisation Clinic { seat FRA }\ndataset D { category health }\nservice S by Clinic {}\ncontract Bridge { controller Clinic  hosts D on S }\n';
    expect(verdict(`waiver W-1 of reach/no-foreign-seat on Bridge { ${full} }`, rules, rests)).toBe('not judged');
});

test('a waiver under a former name of the rule is one of that rule', () => {
    const renamed = defineRule({
        id: 'test/renamed',
        formerly: ['test/old'],
        on: 'Contract',
        summary: text('{name}', { name: 'x' }),
        why: text('{name}', { name: 'x' }),
        norms: [],
        severity: 'warning',
        *judge(_, id) {
            yield violated({ at: { id, path: 'name' }, message: text('{name}', { name: 'x' }), path: [] });
        },
    });
    const waivers = `waiver W-1 of test/old on Bridge { ${full} }\nwaiver W-2 of test/renamed on Bridge { ${full} }`;
    expect(verdict(waivers.split('\n')[0] as string, [...rules, renamed])).toBe('satisfied');
    expect(verdict(waivers, [...rules, renamed])).toBe('violated');
});
