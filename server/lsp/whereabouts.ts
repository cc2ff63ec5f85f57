import { detached, type Id, type Node, type SpecTree } from '../../language/index.ts';
import type { Session } from './session.ts';

/** A declaration as it stood when somebody last looked: its text, and where that begins. */
interface Stand {
    readonly text: string;
    readonly line: number;
    readonly character: number;
    /** The look at which it came to stand so. */
    readonly since: number;
}

/**
 * Where the declarations of a file stand, and since when. While the text of one is the same and begins at the same place, so does all that
 * is in it: whoever knows where it stood need not look there again.
 */
export class Whereabouts {
    private readonly session: Pick<Session, 'position'> & { readonly workspace: Pick<Session['workspace'], 'files' | 'isUnread'> };
    private readonly path: string;
    private stands = new Map<Id, Stand>();
    private looks = 0;
    /** The tree at the last look. */
    private seen: SpecTree | undefined;

    constructor(session: Whereabouts['session'], path: string) {
        this.session = session;
        this.path = path;
    }

    /** Looks where everything stands now; gives the number of this look. */
    look(): number {
        const { session, path, stands: before } = this;
        this.looks++;
        this.stands = new Map();
        const file = session.workspace.files.get(path);
        const since = file?.parsed.since;
        // What was not read again since the last look has the text that it had.
        const isRead = (node: Node): boolean => since === undefined || since.tree !== this.seen || since.read.has(node);
        for (const id of file?.ids ?? []) {
            const node = file?.node(id);
            // Of what cannot be read the same text may be taken for something else today.
            if (!file || !node || session.workspace.isUnread(id)) continue;
            const { line, character } = session.position(path, node.$start);
            const known = before.get(id);
            const isThere = known !== undefined && known.line === line && known.character === character;
            if (isThere && node.$type !== 'Term' && !isRead(node)) {
                this.stands.set(id, known);
                continue;
            }
            const text = file.source.slice(node.$start, node.$end);
            this.stands.set(id, isThere && known.text === text ? known : { text: detached(text), line, character, since: this.looks });
        }
        this.seen = file?.parsed.tree;
        return this.looks;
    }

    /** The look at which a declaration came to stand as it did at the last one; infinite where nobody knows. */
    since(id: Id): number {
        return this.stands.get(id)?.since ?? Number.POSITIVE_INFINITY;
    }
}
