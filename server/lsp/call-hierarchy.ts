import {
    type CallHierarchyIncomingCall,
    type CallHierarchyIncomingCallsParams,
    CallHierarchyIncomingCallsRequest,
    type CallHierarchyItem,
    type CallHierarchyOutgoingCall,
    type CallHierarchyOutgoingCallsParams,
    CallHierarchyOutgoingCallsRequest,
    type CallHierarchyPrepareParams,
    CallHierarchyPrepareRequest,
    type Range,
} from 'vscode-languageserver';
import { pathOf, type Route, routesFrom, routesTo, text, together } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { type HierarchyItem, hierarchyItem, hierarchyRoot } from './hierarchy-item.ts';
import type { Session } from './session.ts';

export const callHierarchyFeature: Feature = {
    capabilities: { callHierarchyProvider: true },
    answers: [
        answers(CallHierarchyPrepareRequest.type, prepare, { whole: true }),
        answers(CallHierarchyIncomingCallsRequest.type, incoming, { whole: true }),
        answers(CallHierarchyOutgoingCallsRequest.type, outgoing, { whole: true }),
    ],
};

/** Where data come from, are, or go. */
const kinds: ReadonlySet<string> = new Set(['Dataset', 'Contract', 'Service', 'Organisation']);

function prepare(session: Session, params: CallHierarchyPrepareParams): CallHierarchyItem[] | null {
    return hierarchyRoot(session, params, kinds);
}

/** Where data go from here: to the contract that hosts them, to a service, to whoever runs, reads or gets them. */
function outgoing(session: Session, { item }: CallHierarchyOutgoingCallsParams): CallHierarchyOutgoingCall[] {
    return together(routesFrom(session.ask, (item as HierarchyItem).data.id), ({ to }) => to).flatMap((routes) => {
        const to = itemOf(session, routes[0].to, routes);
        return to ? [{ to, fromRanges: ranges(session, routes) }] : [];
    });
}

/** Where the data come from that are here. */
function incoming(session: Session, { item }: CallHierarchyIncomingCallsParams): CallHierarchyIncomingCall[] {
    return together(routesTo(session.ask, (item as HierarchyItem).data.id), ({ from }) => from).flatMap((routes) => {
        const from = itemOf(session, routes[0].from, routes);
        return from ? [{ from, fromRanges: ranges(session, routes) }] : [];
    });
}

const itemOf = (session: Session, id: string, routes: readonly Route[]): CallHierarchyItem | undefined =>
    hierarchyItem(session, id, session.say(text('{ways}', { ways: routes.map(({ say }) => say) })));

/** Where it is stated, as far as that is in the file of whom the data come from: editors look for it there. Else the name of that one. */
function ranges(session: Session, routes: readonly Route[]): Range[] {
    return routes.flatMap(({ from, at }) => {
        const span = session.workspace.span(pathOf(at.id) === pathOf(from) ? at : { id: from, path: 'name' });
        return span ? [session.range(span)] : [];
    });
}
