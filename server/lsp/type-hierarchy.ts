import {
    type TypeHierarchyItem,
    type TypeHierarchyPrepareParams,
    TypeHierarchyPrepareRequest,
    type TypeHierarchySubtypesParams,
    TypeHierarchySubtypesRequest,
    type TypeHierarchySupertypesParams,
    TypeHierarchySupertypesRequest,
} from 'vscode-languageserver';
import { above, below, type Kin, text } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { type HierarchyItem, hierarchyItem, hierarchyRoot } from './hierarchy-item.ts';
import type { Session } from './session.ts';

export const typeHierarchyFeature: Feature = {
    capabilities: { typeHierarchyProvider: true },
    answers: [
        answers(TypeHierarchyPrepareRequest.type, prepare, { whole: true }),
        answers(TypeHierarchySupertypesRequest.type, supertypes, { whole: true }),
        answers(TypeHierarchySubtypesRequest.type, subtypes, { whole: true }),
    ],
};

/** What stands above and below others: organisations by ownership, terms by what they are, places by where they lie. */
const kinds: ReadonlySet<string> = new Set(['Organisation', 'Term', 'Jurisdiction']);

function prepare(session: Session, params: TypeHierarchyPrepareParams): TypeHierarchyItem[] | null {
    return hierarchyRoot(session, params, kinds);
}

/** Who owns or controls an organisation. */
function supertypes(session: Session, { item }: TypeHierarchySupertypesParams): TypeHierarchyItem[] {
    return items(session, above(session.ask, (item as HierarchyItem).data.id));
}

/** What an organisation owns or controls. */
function subtypes(session: Session, { item }: TypeHierarchySubtypesParams): TypeHierarchyItem[] {
    return items(session, below(session.ask, (item as HierarchyItem).data.id));
}

const items = (session: Session, found: readonly Kin[]): TypeHierarchyItem[] =>
    found.flatMap(({ id, how }) => hierarchyItem(session, id, session.say(text('{ways}', { ways: how }))) ?? []);
