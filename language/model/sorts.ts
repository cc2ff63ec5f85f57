import { type Id, idOf, nameOf, pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type * as ast from '../syntax/generated/ast.ts';
import type { Ask } from './ask.ts';
import { all, facts, header, inside, kindOf } from './declarations.ts';

/**
 * What sort of thing a declaration is, as far as others say so at the date:
 *  - a term is of its vocabulary; a place lies in wider ones; a norm, an adequacy decision and a calendar are of a place;
 *  - an organisation is of its kinds, a service of the activities that it provides, data are of their categories;
 *  - a scheme and an authorisation are of the norms that they rest on;
 *  - a contract is of the way it was bought, of what its data are processed for, and of why that is lawful;
 *  - of commitments and waivers nobody declares sorts.
 */
export const sortsOf = (ask: Ask, id: Id): readonly Id[] => [...new Set(sorts[kindOf(ask, id)]?.(ask, id) ?? [])];

const sorts: Readonly<Record<string, (ask: Ask, id: Id) => readonly Id[]>> = {
    Term: vocabularyOf,
    Jurisdiction: (ask, id) => [...facts(ask, id, 'Membership'), ...facts(ask, id, 'TerritoryOf')].map(({ place }) => place),
    Norm: placeOf,
    Adequacy: placeOf,
    Calendar: placeOf,
    Scheme: (ask, id) => facts(ask, id, 'UnderNorms').flatMap(({ norms }) => norms),
    Organisation: (ask, id) => facts(ask, id, 'Kind').flatMap(({ kinds }) => kinds),
    Service: (ask, id) => facts(ask, id, 'Provides').flatMap(({ activities }) => activities),
    Dataset: (ask, id) => facts(ask, id, 'Category').flatMap(({ categories }) => categories),
    Authorisation: (ask, id) => facts(ask, id, 'Under').map(({ norm }) => norm),
    Contract: (ask, id) => [
        ...facts(ask, id, 'Award').flatMap((award) => inside(award, 'Procedure').map(({ way }) => way)),
        ...facts(ask, id, 'Purpose').flatMap(({ kinds }) => kinds),
        ...facts(ask, id, 'LawfulBasis').flatMap(({ grounds }) => grounds),
        ...facts(ask, id, 'SpecialBasis').flatMap(({ grounds }) => grounds),
    ],
};

function placeOf(ask: Ask, id: Id): readonly Id[] {
    const { place } = header<ast.Norm | ast.Adequacy | ast.Calendar>(ask, id);
    return place === undefined ? [] : [place];
}

/** The library's own declaration of a term's vocabulary; the one that the term stands in where the library has none. */
function vocabularyOf(ask: Ask, term: Id): readonly Id[] {
    const name = nameOf(term).slice(0, nameOf(term).indexOf('.'));
    const known = all(ask, 'Vocabulary').filter((id) => isLibraryPath(id) && nameOf(id) === name);
    return known.length > 0 ? known : [idOf(pathOf(term), name)];
}
