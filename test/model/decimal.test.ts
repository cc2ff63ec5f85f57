import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, exceeds, fraction, minus, one, percentage, plus, times, truncate, zero } from '../../language/model/decimal.ts';
import { english, say, text } from '../../language/syntax/message.ts';
import { type Decimal, formatDecimal, readDecimal, readShare, sayDecimal, sayMoney } from '../../language/syntax/values.ts';
import { french } from '../../server/french.ts';
import { holds } from '../harness/generators.ts';

/** An exact number, as whole numbers over a common denominator. */
interface Rational {
    readonly n: bigint;
    readonly d: bigint;
}

const rational = ({ digits, scale }: Decimal): Rational => ({ n: digits, d: 10n ** BigInt(scale) });
const same = (a: Rational, b: Rational): boolean => a.n * b.d === b.n * a.d;

const decimal: fc.Arbitrary<Decimal> = fc.oneof(
    fc.record({ digits: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.nat({ max: 40 }) }),
    fc.record({ digits: fc.bigInt({ min: -1000n, max: 1000n }), scale: fc.nat({ max: 3 }) }),
);

describe('decimals are exact', () => {
    test('sums of numbers with very many decimals take no more memory than they are long', () => {
        const before = process.memoryUsage().heapUsed;
        const small = { digits: 1n, scale: 20_000 };
        expect(minus(plus(one, small), one)).toEqual(small);
        // All powers of ten up to that one would take eighty megabytes.
        expect(process.memoryUsage().heapUsed - before).toBeLessThan(20_000_000);
    });

    test('sums, differences and products are those of the rationals', () => {
        holds(
            fc.property(decimal, decimal, (a, b) => {
                const [x, y] = [rational(a), rational(b)];
                expect(same(rational(plus(a, b)), { n: x.n * y.d + y.n * x.d, d: x.d * y.d })).toBe(true);
                expect(same(rational(minus(a, b)), { n: x.n * y.d - y.n * x.d, d: x.d * y.d })).toBe(true);
                expect(same(rational(times(a, b)), { n: x.n * y.n, d: x.d * y.d })).toBe(true);
            }),
            2000,
        );
    });

    test('comparing is that of the rationals, on the last digit', () => {
        holds(
            fc.property(decimal, decimal, (a, b) => {
                const difference = rational(a).n * rational(b).d - rational(b).n * rational(a).d;
                expect(compare(a, b)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
                expect(exceeds(a, b)).toBe(difference > 0n);
                const least = { digits: 1n, scale: 60 };
                expect(exceeds(plus(a, least), a)).toBe(true);
                expect(exceeds(a, plus(a, least))).toBe(false);
            }),
            2000,
        );
    });

    test('percentages and fractions are each other’s inverse', () => {
        holds(
            fc.property(decimal, (a) => {
                expect(compare(percentage(fraction(a)), a)).toBe(0);
                expect(same(rational(fraction(a)), { n: rational(a).n, d: rational(a).d * 100n })).toBe(true);
            }),
            500,
        );
        expect(compare(percentage(one), { digits: 100n, scale: 0 })).toBe(0);
        expect(compare(plus(zero, one), one)).toBe(0);
    });

    test('cutting off goes towards zero, by less than one of the last place', () => {
        holds(
            fc.property(decimal, fc.nat({ max: 35 }), (a, places) => {
                const cut = truncate(a, places);
                const off = minus(a, cut);
                const abs = (d: Decimal): Decimal => ({ digits: d.digits < 0n ? -d.digits : d.digits, scale: d.scale });
                expect(cut.scale).toBeLessThanOrEqual(Math.max(places, a.scale <= places ? a.scale : 0));
                expect(exceeds({ digits: 1n, scale: places }, abs(off))).toBe(true);
                expect(exceeds(abs(cut), abs(a))).toBe(false);
            }),
            1000,
        );
    });

    test('what binary fractions get wrong', () => {
        const share = (written: string): Decimal => fraction(readDecimal(written));
        expect(compare(plus(share('19.5'), share('19.6')), share('39.1'))).toBe(0);
        expect(exceeds(plus(share('12.1'), share('26.9')), share('39'))).toBe(false);
        expect(exceeds(plus(share('0.1'), share('0.2')), share('0.3'))).toBe(false);
        expect(exceeds(share('50.0000000000000000000000000000001'), share('50'))).toBe(true);
        expect(exceeds(share('50.000'), share('50'))).toBe(false);
    });
});

describe('numbers as they are written', () => {
    test('reading what was printed gives the same number', () => {
        const positive = fc.record({ digits: fc.bigInt({ min: 0n, max: 10n ** 25n }), scale: fc.nat({ max: 30 }) });
        holds(
            fc.property(positive, (a) => {
                expect(compare(readDecimal(formatDecimal(a)), a)).toBe(0);
            }),
            1000,
        );
    });

    test.each([
        ['143_000', '143000'],
        ['1_0.5_0', '10.50'],
        ['24,5', '24.5'],
        ['0.05', '0.05'],
        ['007', '7'],
    ])('%s is %s', (written, meant) => {
        expect(formatDecimal(readDecimal(written))).toBe(meant);
    });

    test.each(['140%', '100.0000001%', '1_000%', '101 %'])('%s is more than the whole', (written) => {
        expect('problem' in readShare(written)).toBe(true);
    });

    test('a share has no more digits than that sums and products of it stay short', () => {
        expect('value' in readShare(`0.${'1'.repeat(99)} %`)).toBe(true);
        expect('problem' in readShare(`0.${'1'.repeat(100)} %`)).toBe(true);
    });

    test.each(['100%', '100.000%', '0%', '24,5%', '24.5 %', '24.5\t%', '1_00%'])('%s is a share', (written) => {
        expect('value' in readShare(written)).toBe(true);
    });
});

describe('numbers as people read them', () => {
    const inFrench = (template: string) => french()[template] ?? template;

    test.each([
        ['0', '0', '0'],
        ['999', '999', '999'],
        ['5_000', '5,000', '5\u00a0000'],
        ['25000', '25,000', '25\u00a0000'],
        ['1_234_567.5', '1,234,567.5', '1\u00a0234\u00a0567,5'],
        ['24.75', '24.75', '24,75'],
    ])('%s is said as %s in English', (written, so, ainsi) => {
        const value = readDecimal(written);
        expect([english, inFrench].map((translate) => say(sayDecimal(value), translate))).toEqual([so, ainsi]);
        expect(say(sayMoney({ amount: value, currency: 'EUR' }), inFrench)).toBe(`${ainsi} EUR`);
    });

    test('less than nothing has its sign before its first digit', () => {
        expect(say(sayDecimal({ digits: -143_000n, scale: 0 }))).toBe('-143,000');
    });

    test('one of very many digits is said to the last of them', () => {
        const said = say(sayDecimal({ digits: 10n ** 100_000n, scale: 0 }));
        expect(said).toBe(`10${',000'.repeat(33_333)}`);
    });

    test('a count is said in the same way, and a year stays whole', () => {
        const said = (n: number) => [english, inFrench].map((translate) => say(text('{n} files', { n }), translate));
        expect(said(5_000_000)).toEqual(['5,000,000 files', '5\u00a0000\u00a0000 fichiers']);
        expect(said(2026)).toEqual(['2026 files', '2026 fichiers']);
    });
});
