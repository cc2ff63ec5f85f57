/** What the editor's client and the server say to each other beyond LSP. Nothing else of the server may be imported by a client. */

export type InitializationOptions = {
    /** URI of the folder in which the library's files are shipped. */
    readonly libraryRoot?: string;
    /** The messages in the editor's language; absent for English. */
    readonly l10n?: Readonly<Record<string, string>>;
    /** The date of judgement, such as `2026-01-31`; today (UTC) where it is absent or empty. Also the setting `terroir.asOf`. */
    readonly asOf?: string;
    /** Whether verdicts that nobody can know yet are shown; also the setting `terroir.unknowns`. */
    readonly unknowns?: 'show' | 'hide';
    /** What a file may be before it is parsed at all. */
    readonly limits?: { readonly size?: number; readonly depth?: number };
    /** The client shows documents of the scheme `terroir`, which it has from `terroir/libraryFile`. */
    readonly terroirScheme?: boolean;
    /** The client has the command `terroir.showRule`. */
    readonly terroirCommands?: boolean;
};

/** Client to server: the page of a rule, in the editor's language. */
export const rulePage = 'terroir/rulePage';
export type RulePageParams = { readonly rule: string };
export type RulePageResult = { readonly markdown: string };

/** Client to server: the text of a library file, such as `terroir:/jurisdictions.terroir`. */
export const libraryFile = 'terroir/libraryFile';
export type LibraryFileParams = { readonly uri: string };
export type LibraryFileResult = { readonly text: string };

/** Server to client: the text of a file that is not open, for a server that has no file system of its own. `null`: there is no such file. */
export const readFile = 'terroir/readFile';
export type ReadFileParams = { readonly uri: string };
export type ReadFileResult = { readonly text: string | null };

/** Server to client: every spec of the workspace. */
export const findFiles = 'terroir/findFiles';
export type FindFilesResult = { readonly uris: readonly string[] };
