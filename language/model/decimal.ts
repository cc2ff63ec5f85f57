import type { Decimal } from '../syntax/values.ts';

/** Exact arithmetic on decimals. 19.5 % and 19.6 % are 39.1 %, not nearly so: limits are decided on the last digit. */
export const zero: Decimal = { digits: 0n, scale: 0 };
export const one: Decimal = { digits: 1n, scale: 0 };

/** The fraction that a percentage is: 24.5 % → 0.245. */
export function fraction(percentage: Decimal): Decimal {
    return { digits: percentage.digits, scale: percentage.scale + 2 };
}

/** The percentage that a fraction is. */
export function percentage(part: Decimal): Decimal {
    return simplest({ digits: part.digits * 100n, scale: part.scale });
}

export function plus(a: Decimal, b: Decimal): Decimal {
    // So they mostly are.
    if (a.scale === b.scale) return { digits: a.digits + b.digits, scale: a.scale };
    const scale = Math.max(a.scale, b.scale);
    return { digits: a.digits * power(scale - a.scale) + b.digits * power(scale - b.scale), scale };
}

export function minus(a: Decimal, b: Decimal): Decimal {
    return plus(a, { digits: -b.digits, scale: b.scale });
}

export function times(a: Decimal, b: Decimal): Decimal {
    return simplest({ digits: a.digits * b.digits, scale: a.scale + b.scale });
}

/** Below zero, zero or above it, as `a` is less than, equal to or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
    const difference = minus(a, b).digits;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export const exceeds = (a: Decimal, b: Decimal): boolean => compare(a, b) > 0;

/** Rounded towards zero to `places` decimals: for sums over cycles, which no finite decimal may equal. */
export function truncate(a: Decimal, places: number): Decimal {
    return a.scale <= places ? a : simplest({ digits: a.digits / power(a.scale - places), scale: places });
}

/** Without zeros at the end, so that equal numbers look equal. */
function simplest({ digits, scale }: Decimal): Decimal {
    let d = digits;
    let s = scale;
    while (s > 0 && d % 10n === 0n) {
        d /= 10n;
        s--;
    }
    return { digits: d, scale: s };
}

/** Small powers of ten, as far as somebody has needed them: they are asked for with every sum. Together great ones would take more memory than there is. */
const powers = [1n];
const greatest = 500;

/** Ten to the power of a number that is whole and not below zero. */
export function power(n: number): bigint {
    if (n > greatest) return 10n ** BigInt(n);
    while (powers.length <= n) powers.push((powers.at(-1) as bigint) * 10n);
    return powers[n] as bigint;
}
