import type { Id } from '../../language/index.ts';
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
    private readonly session: Session;
    private readonly path: string;
    private stands = new Map<Id, Stand>();
    private looks = 0;

    constructor(session: Session, path: string) {
        this.session = session;
        this.path = path;
    }

    /** Looks where everything stands now; gives the number of this look. */
    look(): number {
        const { session, path, stands: before } = this;
        this.looks++;
        this.stands = new Map();
        const file = session.workspace.files.get(path);
        for (const id of file?.ids ?? []) {
            const node = session.workspace.node(id);
            // Of what cannot be read the same text may be taken for something else today.
            if (!file || !node || session.workspace.isUnread(id)) continue;
            const text = file.source.slice(node.$start, node.$end);
            const { line, character } = session.range({ path, start: node.$start, end: node.$start }).start;
            const known = before.get(id);
            const isAsBefore = known !== undefined && known.line === line && known.character === character && known.text === text;
            this.stands.set(id, isAsBefore ? known : { text, line, character, since: this.looks });
        }
        return this.looks;
    }

    /** The look at which a declaration came to stand as it did at the last one; infinite where nobody knows. */
    since(id: Id): number {
        return this.stands.get(id)?.since ?? Number.POSITIVE_INFINITY;
    }
}
