import { parse } from '../../../language/editing.ts';
import { type Id, nameOf, plainName, title, Workspace } from '../../../language/index.ts';
import { libraryFiles } from '../../../language/library/files.ts';
import { translateTo } from '../translation.ts';
import { folded } from './columns.ts';
import others from './words.json' with { type: 'json' };

/** What words of a register may mean, by what they are looked for as: a vocabulary, a kind of declaration, or what says that there is none. */
export type Sort = 'category' | 'subject' | 'measure' | 'transfer-tool' | 'event' | 'Jurisdiction' | 'Adequacy' | 'nobody';

/** The words of the library, by how people write them in English and in French. */
export class LibraryWords {
    private static made: LibraryWords | undefined;

    /** Read once: the library does not change. */
    static get(): LibraryWords {
        LibraryWords.made ??= new LibraryWords();
        return LibraryWords.made;
    }

    private readonly meant = new Map<string, string>();
    /** Names that the library has already: a declaration of the same name would hide one of them. */
    readonly taken: ReadonlySet<string>;

    private constructor() {
        const workspace = new Workspace();
        for (const { path, source } of libraryFiles) workspace.set(path, source, parse(source));
        const ask = workspace.engine.at(0);
        const ids = [...workspace.files.values()].flatMap((file) => file.ids);
        this.taken = new Set(ids.map(nameOf).filter((name) => !name.includes('.')));
        for (const id of ids) {
            const sort = sortOf(id, workspace.node(id)?.$type ?? '');
            const label = title(ask, id);
            for (const written of [plainName(id), label, translateTo.fr(label)]) this.add(sort, written, plainName(id));
        }
        for (const [sort, words] of Object.entries(others))
            for (const [name, written] of Object.entries(words)) for (const one of written as string[]) this.add(sort, one, name);
    }

    /** The name in the library of what somebody has written; nothing where it means nothing there. */
    find(sort: Sort, written: string): string | undefined {
        return this.meant.get(`${sort} ${folded(written)}`);
    }

    /** The first to have a word keeps it: the library's own come before what is written elsewhere. */
    private add(sort: string, written: string, name: string): void {
        const key = `${sort} ${folded(written)}`;
        if (!this.meant.has(key)) this.meant.set(key, name);
    }
}

const sortOf = (id: Id, kind: string): string => (kind === 'Term' ? (nameOf(id).split('.')[0] ?? '') : kind);
