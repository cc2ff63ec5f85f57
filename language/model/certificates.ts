import type { Id } from '../names/outline.ts';
import { type Decimal, formatDecimal } from '../syntax/values.ts';
import { operator } from './contracts.ts';
import { facts } from './declarations.ts';
import type { Ask } from './engine.ts';
import type { Fact } from './facts.ts';
import { inLibrary, parameter } from './library.ts';

/**
 * The certificates of a scheme that a service holds at the date. A certificate attaches to the service, and to the company
 * that runs it: one that a sister company holds is not this service's, nor is one of a service it runs on.
 */
export function certificates(ask: Ask, service: Id, scheme: string): readonly Fact<'Certified'>[] {
    const wanted = inLibrary(ask, scheme);
    return facts(ask, service, 'Certified').filter(
        ({ scheme: held, holder }) => held === wanted && (holder === undefined || holder === operator(ask, service)),
    );
}

/** The oldest version of SecNumCloud that counts. */
export const leastSecNumCloud = (ask: Ask): string => formatDecimal(parameter(ask, 'secnumcloud-qualification', 'version-at-least') as Decimal);

/** Whether a service is qualified SecNumCloud in a version that counts. Nothing: it is, in a version that is not stated. */
export function isQualified(ask: Ask, service: Id): boolean | undefined {
    const held = certificates(ask, service, 'SecNumCloud');
    const least = leastSecNumCloud(ask);
    if (held.some(({ version }) => version !== undefined && !isOlder(version, least))) return true;
    return held.some(({ version }) => version === undefined) ? undefined : false;
}

/** Whether a version such as 3.1 comes before another: number by number, so that 3.10 is newer than 3.2. */
export function isOlder(version: string, than: string): boolean {
    const [a, b] = [version, than].map((one) =>
        one
            .split(/[^0-9]+/)
            .filter(Boolean)
            .map(Number),
    ) as [number[], number[]];
    for (let i = 0; i < Math.max(a.length, b.length); i++) {
        const difference = (a[i] ?? 0) - (b[i] ?? 0);
        if (difference !== 0) return difference < 0;
    }
    return false;
}
