import type { Ask } from '../model/ask.ts';
import { type Degree, norm } from '../model/library.ts';
import type { Rule, Severity, Violated } from '../rules/rule.ts';

const order: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

const ofDegree: Readonly<Record<Degree, Severity>> = {
    law: 'error',
    doctrine: 'warning',
    recommendation: 'information',
    proposal: 'hint',
};

export const atLeast = (severity: Severity, limit: Severity): boolean => order.indexOf(severity) <= order.indexOf(limit);

const lighter = (a: Severity, b: Severity): Severity => (atLeast(a, b) ? b : a);
const heavier = (a: Severity, b: Severity): Severity => (atLeast(a, b) ? a : b);

/** The weight a norm gives at the date: its force, but no more than a warning where nobody has read its text. */
function severityOfNorm(ask: Ask, name: string): Severity | undefined {
    const { degree, applies, verified } = norm(ask, name);
    if (!applies) return undefined;
    const severity = ofDegree[degree];
    return verified === undefined ? lighter(severity, 'warning') : severity;
}

/**
 * The weight of a violation: that of the weightiest norm in force that it names; a broken promise of the contract is an
 * error; the rule's own weight where it names nothing. Caps come last.
 */
export function severityOf(ask: Ask, rule: Rule, { under, cap }: Violated): Severity {
    const cited = under ?? (rule.severity ? [] : rule.norms);
    const weights = cited.map((name) => (name === 'contract' ? 'error' : severityOfNorm(ask, name))).filter((weight) => weight !== undefined);
    const severity = weights.reduce<Severity | undefined>((so, weight) => (so ? heavier(so, weight) : weight), undefined);
    const own = severity ?? rule.severity ?? 'information';
    return cap ? lighter(own, cap) : own;
}
