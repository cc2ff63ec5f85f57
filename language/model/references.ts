import { type Id, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import { all, declaration, judgeable, outlineCell } from './declarations.ts';
import { type Ask, alike, type Question } from './engine.ts';

/** The kinds of declaration that name parties, services, data and what was promised about them. */
const referring = ['Organisation', 'Service', 'Dataset', 'Commitment', 'Authorisation', 'Contract', 'Waiver'] as const;

/** Every declaration that one names. */
export const namesIn: Question<ReadonlySet<Id>> = {
    name: 'names in a declaration',
    dated: false,
    same: alike,
    answer: (ask, id) => ask.of(declaration, id)?.names ?? new Set(),
};

/** What is named in the specs that a host has read, and in which files something could not be read. */
interface Named {
    readonly ids: ReadonlySet<Id>;
    readonly broken: ReadonlySet<string>;
}

const named: Question<Named> = {
    name: 'everything named',
    overview: true,
    dated: false,
    same: alike,
    answer: (ask) => {
        const ids = new Set<Id>();
        const broken = new Set<string>();
        for (const id of referring.flatMap((kind) => all(ask, kind))) {
            if (isLibraryPath(id)) continue;
            if (!judgeable(ask, id)) broken.add(pathOf(id));
            // Whoever names himself is named by nobody.
            for (const other of ask.of(namesIn, id)) if (other !== id) ids.add(other);
        }
        return { ids, broken };
    },
};

/** Whether another declaration names this one, in any file. Nothing where a file that could do so cannot be read whole. */
export const isNamed = (ask: Ask, id: Id): boolean | undefined => ask.of(isNamedOf, id);

const isNamedOf: Question<boolean | undefined> = {
    name: 'is named',
    dated: false,
    same: alike,
    answer: (ask, id) => {
        const { ids, broken } = ask.of(named, '');
        if (ids.has(id)) return true;
        const path = pathOf(id);
        const sees = (other: string) => other === path || ask.read(outlineCell, other)?.imports.some((one) => one.path === path) === true;
        return [...broken].some(sees) ? undefined : false;
    },
};
