import { type Id, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { Ask } from './ask.ts';
import { ambientCell, declaration, importsCell, judgeable } from './declarations.ts';
import type { Index } from './question.ts';

/** The kinds of declaration that name parties, services, data and what was promised about them. */
const referring = ['Organisation', 'Service', 'Dataset', 'Commitment', 'Authorisation', 'Contract', 'Waiver'] as const;

/** Every declaration that one names. */
export const namesIn = (ask: Ask, id: Id): ReadonlySet<Id> => ask.of(declaration, id)?.names ?? new Set();

/**
 * Declarations of specs by what they name; whoever names himself is named by nobody. Nobody asks who names what every spec sees: most names
 * are of that.
 */
export const namers: Index = {
    name: 'who names it',
    kinds: referring,
    keys: (ask, id) => {
        if (isLibraryPath(id)) return [];
        const ambient = ask.read(ambientCell, '');
        return [...namesIn(ask, id)].filter((other) => other !== id && !ambient.includes(pathOf(other)));
    },
};

/** Declarations that cannot be read whole, by the files that they might name something of: their own, and what that imports. */
export const unread: Index = {
    name: 'who might name something in it',
    kinds: referring,
    keys: (ask, id) => {
        const path = pathOf(id);
        return isLibraryPath(id) || judgeable(ask, id) ? [] : [path, ...ask.read(importsCell, path)];
    },
};

/** Whether another declaration names this one, which not every spec sees, in any file. Nothing where a file that could do so cannot be read whole. */
export function isNamed(ask: Ask, id: Id): boolean | undefined {
    if (ask.under(namers, id).length > 0) return true;
    return ask.under(unread, pathOf(id)).length > 0 ? undefined : false;
}
