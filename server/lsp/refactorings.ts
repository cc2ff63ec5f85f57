import { CodeActionKind } from 'vscode-languageserver';
import { declarationAt, leavingWith, type Move, moveIn, moveOut, nameAt, whyNotMovedOut } from '../../language/editing.ts';
import { type Id, isLibraryPath, type Message, nameOf, pathOf, text } from '../../language/index.ts';
import type { Offer } from './offers.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';

interface Stretch {
    readonly start: number;
    readonly end: number;
}

/** Whether somebody asked for actions, and for which. */
export type Asked = 'nobody' | 'for anything' | 'for these';

/** What can be moved: the declaration at a place to a file of its own, and what it names there into this file. */
export function* refactoringsAt(session: Session, path: string, here: Stretch, asked: Asked): Steps<readonly Offer[]> {
    const out = yield* movingOut(session, path, here, asked === 'for these');
    // A light at every name would be none.
    return asked === 'nobody' ? out : [...out, ...(yield* movingIn(session, path, here))];
}

function* movingOut(session: Session, path: string, here: Stretch, isAsked: boolean): Steps<readonly Offer[]> {
    const { workspace } = session;
    const id = declarationAt(workspace, path, here.start) ?? declarationAt(workspace, path, here.end);
    if (id === undefined || workspace.node(id)?.$type === 'Waiver' || !(isAsked || isOnHead(session, id, here))) return [];
    const others = leavingWith(workspace, id).filter((one) => one !== id);
    const name = nameOf(id).replace(/~\d+$/, '');
    const title =
        others.length === 0
            ? text('Move {name} to a file of its own', { name })
            : others.length <= 3
              ? text('Move {name} to a file of its own, with {others}', { name, others: others.map(nameOf) })
              : text('Move {name} to a file of its own, with the {n} declarations that it rests on', { name, n: others.length });
    const work = () => moveOut(workspace, id);
    const refused = needs(session, 'create') ?? whyNotMovedOut(workspace, id) ?? (yield* whyNot(work));
    return [offer(`out ${id}`, title, `${CodeActionKind.RefactorMove}.newFile`, refused, work)];
}

/** Whether a place is in the first line of a declaration: there its name stands, and nothing that is said of it. */
function isOnHead({ workspace }: Session, id: Id, { start }: Stretch): boolean {
    const node = workspace.node(id);
    const source = workspace.files.get(pathOf(id))?.source ?? '';
    return node !== undefined && !source.slice(node.$start, Math.max(node.$start, start)).includes('{');
}

function* movingIn(session: Session, path: string, { start }: Stretch): Steps<readonly Offer[]> {
    const { workspace } = session;
    const name = nameAt(workspace, path, start);
    if (name?.role !== 'reference' || name.id === undefined || isLibraryPath(pathOf(name.id))) return [];
    const { id } = name;
    if (pathOf(id) === path || workspace.node(id)?.$type === 'Term') return [];
    const title = text('Bring {name} into this file', { name: nameOf(id) });
    const work = () => moveIn(workspace, id, path, declarationAt(workspace, path, start));
    return [offer(`in ${id}`, title, CodeActionKind.RefactorInline, needs(session, 'delete') ?? (yield* whyNot(work)), work)];
}

const needs = ({ wishes }: Session, what: 'create' | 'delete'): Message | undefined =>
    wishes.fileChanges.includes(what) ? undefined : text('This editor lets nobody make or delete files by an edit.');

function* whyNot(work: () => Steps<Move>): Steps<Message | undefined> {
    const move = yield* work();
    return 'problem' in move ? move.problem : undefined;
}

function offer(key: string, title: Message, kind: string, refused: Message | undefined, work: () => Steps<Move>): Offer {
    function* edits() {
        const move = yield* work();
        return 'edits' in move ? move.edits : [];
    }
    return { key, title, kind, edits, ...(refused ? { refused } : {}) };
}
