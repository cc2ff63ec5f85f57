import { describe, expect, test } from 'vitest';
import { type Finding, type Message, text } from '../../language/index.ts';
import { fingerprints, identityOf, looseIdentityOf } from '../../server/cli/fingerprints.ts';

/* What a finding is known by from one run to the next, and what it is not. */

const found = (message: Message, subject = 'a.terroir#Hosting'): Finding => ({ rule: 'gdpr/x', subject, message }) as unknown as Finding;
const plain = text('It does not hold.');
const under = (underlined: string) => identityOf(found(plain), 'a.terroir', underlined);
const saying = (message: Message) => identityOf(found(message), 'a.terroir', 'x');
const composed = (words: string) => words.normalize('NFC');
const decomposed = (words: string) => words.normalize('NFD');

describe('what is underlined', () => {
    test('counts however it is laid out and its letters are composed', () => {
        expect(under(`\n  dataset\t\t${decomposed('Élèves')} `)).toBe(under(`dataset ${composed('Élèves')}`));
        expect(under('dataset Records')).not.toBe(under('dataset Record'));
    });

    test('of a block is its head', () => {
        expect(under('contract Hosting { signed 2026-01-01 }')).toBe(under('contract Hosting {}'));
        expect(under('contract Hosting {}')).not.toBe(under('contract Other {}'));
    });

    test('counts as far as tells it from its neighbours', () => {
        const [long, longer] = ['x'.repeat(199), 'x'.repeat(200)];
        expect(under(`${longer}a`)).toBe(under(`${longer}b`));
        expect(under(`${long}a`)).not.toBe(under(`${long}b`));
    });
});

describe('of the message', () => {
    const about = (who: string, what: string | number | Message) => saying(text('{who} has {what}.', { who, what }));

    test.each(['2027-02-01', '12', '1 000', '24.5 %', '1_000', 12, text('{whole}.{part}', { whole: '7', part: '5' })])(
        '%s counts no more than another',
        (other) => {
            expect(about('Clinic', other)).toBe(about('Clinic', '2026-01-01'));
        },
    );

    test.each(['W-1', '2026-01-01 and later', text('nothing'), text('{n} parts', { n: 2 })])('%s counts', (other) => {
        expect(about('Clinic', other)).not.toBe(about('Clinic', '2026-01-01'));
    });

    test('names count, however their letters are composed, and in whatever order they were given', () => {
        expect(about(decomposed('Élèves'), 1)).toBe(about(composed('Élèves'), 1));
        expect(about('Clinic', 1)).not.toBe(about('Cloud', 1));
        expect(saying({ template: '{who} has {what}.', values: { what: 'b', who: 'a' } })).toBe(about('a', 'b'));
        expect(about('a', 'b')).not.toBe(about('b', 'a'));
    });

    test('each name of a list counts, and the words of what is said within', () => {
        const list = (...names: string[]) => saying(text('{names}', { names }));
        expect(list('A', 'B')).not.toBe(list('A', 'C'));
        expect(list('A', '2026-01-01')).toBe(list('A', '2027-01-01'));
        const within = (part: Message) => saying(text('It says: {part}', { part }));
        expect(within(text('an end of {name}', { name: 'A' }))).not.toBe(within(text('a begin of {name}', { name: 'A' })));
        expect(within(text('an end of {name}', { name: 'A' }))).not.toBe(within(text('an end of {name}', { name: 'B' })));
    });
});

test('the rule, the file and the name of what was judged count', () => {
    const of = (finding: Partial<Finding>, file = 'a.terroir') => identityOf({ ...found(plain), ...finding } as Finding, file, 'x');
    const all = [of({}), of({}, 'b.terroir'), of({ rule: 'gdpr/y' }), of({ subject: 'a.terroir#Other' as never }), of({ subject: undefined as never })];
    expect(new Set(all).size).toBe(all.length);
});

test('without what is underlined and the order of names it is the same after the statement has changed', () => {
    const loosely = (who: string, what: string, subject?: string) => looseIdentityOf(found(text('{who} has {what}.', { who, what }), subject), 'a.terroir');
    expect(loosely('a', 'b')).toBe(loosely('b', 'a'));
    expect(loosely('a', 'b')).not.toBe(loosely('a', 'c'));
    expect(loosely('a', 'b')).not.toBe(loosely('a', 'b', 'a.terroir#Other'));
});

test('findings that nothing but their order tells apart are counted, and a first one is known as if it were the only one', () => {
    const [first, second, other, third] = fingerprints(['a', 'a', 'b', 'a']);
    expect(new Set([first, second, other, third]).size).toBe(4);
    expect([first, other]).toEqual(['a', 'b'].flatMap((one) => fingerprints([one])));
    expect(first).toMatch(/^[\da-f]{32}$/);
});
