import type { Rule } from '../rule.ts';

/** The kinds of declaration that say something about parties, data and promises. */
export const statedKinds = ['Organisation', 'Service', 'Dataset', 'Commitment', 'Authorisation', 'Contract'] as const satisfies Rule['on'];

/** The kinds that say how the world is. Most stand in the library; a spec may add to them. */
export const worldKinds = ['Jurisdiction', 'Norm', 'Adequacy', 'Scheme', 'Calendar'] as const satisfies Rule['on'];
