import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Listed, Members } from '../../language/model/listing.ts';
import { holds } from '../harness/generators.ts';

test('after any comings and goings what is listed is what is there, in order', () => {
    const some = fc.constantFrom('a', 'b', 'c', 'd/%C3%A9 (1).terroir#X', 'd/e#X', 'd/z#X', '100%', ...Array.from({ length: 60 }, (_, n) => `n${n}`));
    holds(
        fc.property(fc.array(fc.record({ one: some, comes: fc.boolean(), isLookedAt: fc.boolean() }), { maxLength: 200 }), (steps) => {
            const members = new Members();
            const there = new Set<string>();
            for (const { one, comes, isLookedAt } of steps) {
                expect(comes ? members.add(one) : members.delete(one)).toBe(comes ? !there.has(one) : there.has(one));
                if (comes) there.add(one);
                else there.delete(one);
                if (isLookedAt) expect([...members.items].sort()).toEqual([...there].sort());
            }
            const fresh = new Members();
            for (const one of there) fresh.add(one);
            expect(members.items).toEqual(fresh.items);
        }),
        300,
    );
});

test('after any comings and goings under some keys there is listed under each who is there', () => {
    const step = fc.record({ key: fc.constantFrom('k', 'l', 'm'), one: fc.constantFrom(...'abcdefghijklm'), comes: fc.boolean() });
    holds(
        fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
            const listed = new Listed();
            const there = new Set<string>();
            for (const { key, one, comes } of steps) {
                const was = there.has(key + one);
                expect(comes ? listed.add(key, one) : listed.delete(key, one)).toBe(comes ? !was : was);
                if (comes) there.add(key + one);
                else there.delete(key + one);
                for (const any of 'klm') expect(listed.of(any).items).toEqual([...there].flatMap((both) => (both[0] === any ? [both.slice(1)] : [])).sort());
            }
        }),
        300,
    );
});

test('an address stands where the path does that it escapes', () => {
    const listed = (names: readonly string[]): readonly string[] => {
        const members = new Members();
        for (const name of names) members.add(name);
        return members.items;
    };
    expect(listed(['f/%C3%A9.terroir', 'f/z.terroir', 'f/a.terroir'])).toEqual(['f/a.terroir', 'f/z.terroir', 'f/%C3%A9.terroir']);
    expect(listed(['f/é.terroir', 'f/z.terroir', 'f/a.terroir'])).toEqual(['f/a.terroir', 'f/z.terroir', 'f/é.terroir']);
});
