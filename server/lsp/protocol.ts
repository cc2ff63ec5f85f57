/** What the editor's client and the server say to each other beyond LSP. Nothing else of the server may be imported by a client. */

/** Kinds of hints that may be left out: the ends of lengths of time, days to give notice by, who is behind a party, thresholds behind amounts. */
export type ShownHints = { readonly ends?: boolean; readonly notice?: boolean; readonly control?: boolean; readonly thresholds?: boolean };

/** What an editor may say as `initializationOptions`; none of it has to be there. */
export type InitializationOptions = {
    /** The language of every message, such as `fr`; without it the editor's own (`locale`), else that of the environment (`LANG`). English or French. */
    readonly locale?: string;
    /** URI of the folder in which the library's files are shipped. */
    readonly libraryRoot?: string;
    /** Messages in the editor's language, before those that the server brings itself. */
    readonly l10n?: Readonly<Record<string, string>>;
    /** The date of judgement, such as `2026-01-31`; today (UTC) where it is absent or empty. Also the setting `terroir.asOf`. */
    readonly asOf?: string;
    /** Whether verdicts that nobody can know yet are shown; also the setting `terroir.unknowns`. */
    readonly unknowns?: 'show' | 'hide';
    /** Which hints are shown behind statements, by kind (`ends`, `notice`, `control`, `thresholds`: true or false); all unless it is said. Also the settings `terroir.inlayHints.*`. */
    readonly inlayHints?: ShownHints;
    /** Whether something is told above declarations; also the setting `terroir.codeLens`. */
    readonly codeLens?: boolean;
    /** Whether the workspace may say by a `terroir.json` how it is judged; it may unless it is said that nobody trusts it. */
    readonly trusted?: boolean;
    /** What the server tells the colours of: the whole text, or names alone, where the editor says that it colours texts by itself. */
    readonly colours?: 'names' | 'all';
    /** What a file may be before it is parsed at all. */
    readonly limits?: { readonly size?: number; readonly depth?: number };
    /** The client shows documents of the scheme `terroir`, which it has from `terroir/libraryFile`. */
    readonly terroirScheme?: boolean;
    /** The client has the commands `terroir.showRule` and `terroir.showReferences`. */
    readonly terroirCommands?: boolean;
    /** The client shows what `terroir/status` tells. */
    readonly terroirStatus?: boolean;
    /** The client shows pages of `terroir/draw` and wants to hear when they may be out of date. */
    readonly terroirViews?: boolean;
    /**
     * The editor is VS Code, or of its kin. There one click follows a link and goes to the definition as well, so cited norms are no
     * links; and symbols are matched once more with what was typed, so their names bear it.
     */
    readonly vsCode?: boolean;
};

/** Server to client: at which day everything is judged, and how the server is. In the editor's language, ready to be shown. */
export const status = 'terroir/status';
export type StatusParams = {
    readonly day: { readonly text: string; readonly tooltip: string; readonly isToday: boolean };
    readonly server: { readonly text: string; readonly detail: string; readonly busy: boolean; readonly failed: boolean };
};

/** Client to server: the days that are offered to be judged at, for what has been typed so far and for those taken before. */
export const days = 'terroir/days';
export type DaysParams = { readonly typed: string; readonly recent: readonly string[] };
export type DaysResult = { readonly title: string; readonly placeholder: string; readonly items: readonly DayItem[] };
/** As VS Code shows one: `kind` -1 is a heading. `day` is empty for today, and absent where nothing can be chosen. */
export type DayItem = {
    readonly label: string;
    readonly kind?: -1;
    readonly description?: string;
    readonly detail?: string;
    readonly alwaysShow?: boolean;
    readonly day?: string;
};

/** Client to server: judge everything at this day from now on, such as `2027-01-01`; empty for today. What is no day is refused. */
export const judgeAt = 'terroir/judgeAt';
export type JudgeAtParams = { readonly day: string };

/** Client to server: the page of a rule, in the editor's language. */
export const rulePage = 'terroir/rulePage';
export type RulePageParams = { readonly rule: string };
export type RulePageResult = { readonly markdown: string };

/** Client to server: every rule, for a choice of one. */
export const rules = 'terroir/rules';
export type RulesResult = { readonly placeholder: string; readonly items: readonly { readonly label: string; readonly detail: string }[] };

/** Client to server: a text that the editor opens without saving it. For an issue the client tells about itself and the editor. */
export const draft = 'terroir/draft';
export type DraftParams = { readonly kind: 'spec' | 'practice' | 'issue'; readonly about?: Readonly<Record<string, string>> };
/** A template is a snippet, with places to fill. */
export type DraftResult = { readonly language: string; readonly text: string; readonly isTemplate: boolean };

/** Client to server: the text of a library file, such as `terroir:/jurisdictions.terroir`. */
export const libraryFile = 'terroir/libraryFile';
export type LibraryFileParams = { readonly uri: string };
export type LibraryFileResult = { readonly text: string };

/** Server to client: the text of a file that is not open and that the server cannot read; of what is no UTF-8 its bytes. Without either there is no such file. */
export const readFile = 'terroir/readFile';
export type ReadFileParams = { readonly uri: string };
export type ReadFileResult = { readonly text: string | null; readonly bytes?: readonly number[] };

/** Server to client: every spec of some folders that can be searched. */
export const findFiles = 'terroir/findFiles';
export type FindFilesParams = { readonly folders: readonly string[] };
export type FindFilesResult = { readonly uris: readonly string[] };

/** Server to client: what a folder holds, each with its name and with what it is as VS Code counts: 1 a file, 2 a folder. Of one that is not there, nothing. */
export const readFolder = 'terroir/readFolder';
export type ReadFolderParams = { readonly uri: string };
export type ReadFolderResult = { readonly entries: readonly (readonly [name: string, type: number])[] };
/** Client to server: the page of a view, whole, for a webview. */
export const draw = 'terroir/draw';
export type View = 'reach' | 'timeline';
export type DrawParams = {
    readonly view: View;
    /** The spec it was asked for from. */
    readonly uri?: string;
    /** Where in it: the contract there is drawn unless a scope is given. */
    readonly position?: Position;
    /** `workspace`, `file`, or a contract as an earlier result named it. */
    readonly scope?: string;
    /** For the script and the styles of the page; nothing else in it runs. */
    readonly nonce: string;
};
export type DrawResult = {
    readonly title: string;
    readonly html: string;
    /** What is drawn, to be asked for again. */
    readonly scope: string;
};

/** What the page of a view posts to whoever shows it. */
export type PageMessage = {
    /** Show a place in its text. */
    readonly goTo?: { readonly uri: string; readonly range: { readonly start: Position; readonly end: Position } };
    /** Draw this scope instead. */
    readonly draw?: string;
    /** Ask where to, and write a file. */
    readonly save?: { readonly name: string; readonly bytes: Uint8Array };
};
type Position = { readonly line: number; readonly character: number };

/** Server to client: what was drawn may be out of date, since a text, the date or a setting is another. */
export const changed = 'terroir/changed';
