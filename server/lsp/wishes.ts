import { DiagnosticTag, type InitializeParams, MessageType, type ResourceOperationKind, ShowMessageNotification } from 'vscode-languageserver';
import { type Day, defaultLimits, english, type HintKind, hintKinds, type Limits, readDay, type Translate, text } from '../../language/index.ts';
import { french } from '../french.ts';
import { canonical } from './addresses.ts';
import type { Leading } from './leading.ts';
import type { Shown } from './markup.ts';
import type { InitializationOptions } from './protocol.ts';
import type { Session } from './session.ts';

/** What the editor at the other end can do and wants. */
export interface Wishes {
    /** Folders of the workspace, in canonical spelling. */
    roots: readonly string[];
    /** The first of them at the start: where what was never saved is taken to lie, for as long as the editor runs. */
    firstRoot: string | undefined;
    /** The workspace may say how it is judged. */
    trusted: boolean;
    /** The folder in which the library is shipped, for editors that show nothing but files. */
    libraryRoot: string | undefined;
    /** Documents of the scheme `terroir` can be shown. */
    showsLibrary: boolean;
    /** A symbol of the workspace need not say where in its file it stands before it is chosen. */
    bareSymbols: boolean;
    /** The commands `terroir.showRule` and `terroir.showReferences` are there. */
    hasCommands: boolean;
    /** The editor shows how the server is and at which day it judges. */
    showsStatus: boolean;
    /** Clicks and searches are those of VS Code. */
    isVsCode: boolean;
    snippets: boolean;
    /** What is chosen may take the place of the rest of a word, too. */
    insertReplace: boolean;
    /** What many items of a list have in common may be told once. */
    itemDefaults: boolean;
    /** An item may tell more beside its label. */
    labelDetails: boolean;
    markdown: ReadonlySet<Shown>;
    /** The requests whose answers may tell more than a place. */
    links: ReadonlySet<Leading>;
    /** Edits may be templates with places to fill. */
    snippetEdits: boolean;
    /** Edits may say for which version of a document they were made. */
    versionedEdits: boolean;
    /** Edits may say what they change. */
    annotatedEdits: boolean;
    /** The editor asks what is to be changed before it moves files, whoever moves them. */
    asksBeforeMoves: boolean;
    /** What edits may do beside changing texts. */
    fileChanges: readonly ResourceOperationKind[];
    /** The edit of an action may come when the action is chosen. */
    lateEdits: boolean;
    /** An action may say why it cannot be taken. */
    disabledActions: boolean;
    /** What is unnecessary can be shown faded. */
    fades: boolean;
    /** The editor asks for diagnostics; any other is told of them. */
    pulls: boolean;
    /** With the diagnostics of one document it takes those of others. */
    relatedDocuments: boolean;
    /** Symbols may stand within symbols. */
    symbolTrees: boolean;
    /** Whether the editor folds whole lines only, and how many folds it takes. */
    folding: { readonly wholeLines: boolean; readonly most: number };
    /** What the editor is told the colours of: what names mean, or the whole text, since it knows nothing of it by itself. */
    colours: 'names' | 'all';
    translate: Translate;
    french: boolean;
    unknowns: 'show' | 'hide';
    /** The kinds of hints that the user wants to see behind statements. */
    hints: Readonly<Record<HintKind, boolean>>;
    /** Why a hint is so may be told once somebody asks. */
    lateHints: boolean;
    /** A part of a form may be told by where it stands in the form. */
    labelOffsets: boolean;
    /** Something is told above declarations. */
    lenses: boolean;
    /** The day asked for, in the settings or since; where nothing is, the configuration says, else it is today. */
    asOf: Day | 'today' | undefined;
    /** What the settings last said of it, so that only a change of the settings takes the place of what was chosen since. */
    asOfSetting: string;
    limits: Limits;
}

/** Of an editor that has said nothing yet. */
export const noWishes: Wishes = {
    roots: [],
    firstRoot: undefined,
    trusted: true,
    libraryRoot: undefined,
    showsLibrary: false,
    bareSymbols: false,
    hasCommands: false,
    showsStatus: false,
    isVsCode: false,
    snippets: false,
    insertReplace: false,
    itemDefaults: false,
    labelDetails: false,
    markdown: new Set(),
    links: new Set(),
    snippetEdits: false,
    versionedEdits: false,
    annotatedEdits: false,
    asksBeforeMoves: false,
    fileChanges: [],
    lateEdits: false,
    disabledActions: false,
    fades: false,
    pulls: false,
    relatedDocuments: false,
    symbolTrees: false,
    colours: 'all',
    folding: { wholeLines: false, most: Number.POSITIVE_INFINITY },
    translate: english,
    french: false,
    unknowns: 'show',
    hints: { ends: true, notice: true, control: true, thresholds: true },
    lateHints: false,
    labelOffsets: false,
    lenses: true,
    asOf: undefined,
    asOfSetting: '',
    limits: defaultLimits,
};

const leadings: readonly Leading[] = ['declaration', 'definition', 'typeDefinition', 'implementation'];

/** What the editor says of itself when it begins. */
export function readWishes(session: Session, params: InitializeParams): void {
    const { capabilities, workspaceFolders, rootUri } = params;
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    const { wishes } = session;
    const libraryRoot = options.libraryRoot ?? session.shippedLibrary;
    if (libraryRoot !== undefined) wishes.libraryRoot = canonical(libraryRoot).replace(/\/$/, '');
    // Editors from before there were several folders name the only one.
    wishes.roots = (workspaceFolders ?? (rootUri ? [{ uri: rootUri }] : [])).map(({ uri }) => session.folderOf(uri));
    wishes.firstRoot = wishes.roots[0];
    wishes.trusted = options.trusted !== false;
    wishes.showsLibrary = options.terroirScheme === true || capabilities.workspace?.textDocumentContent !== undefined;
    wishes.hasCommands = options.terroirCommands === true;
    wishes.showsStatus = options.terroirStatus === true;
    wishes.isVsCode = options.vsCode === true;
    const can = capabilities.textDocument ?? {};
    const item = can.completion?.completionItem;
    wishes.snippets = item?.snippetSupport === true;
    wishes.insertReplace = item?.insertReplaceSupport === true;
    wishes.itemDefaults = can.completion?.completionList?.itemDefaults?.includes('editRange') === true;
    wishes.labelDetails = item?.labelDetailsSupport === true;
    const formats = {
        hover: can.hover?.contentFormat,
        completion: item?.documentationFormat,
        signatureHelp: can.signatureHelp?.signatureInformation?.documentationFormat,
    };
    wishes.markdown = new Set((['hover', 'completion', 'signatureHelp'] as const).filter((shown) => formats[shown]?.includes('markdown')));
    wishes.links = new Set(leadings.filter((one) => capabilities.textDocument?.[one]?.linkSupport === true));
    wishes.symbolTrees = can.documentSymbol?.hierarchicalDocumentSymbolSupport === true;
    wishes.lateHints = ['tooltip', 'label.location'].every((one) => can.inlayHint?.resolveSupport?.properties.includes(one));
    wishes.folding = { wholeLines: can.foldingRange?.lineFoldingOnly === true, most: can.foldingRange?.rangeLimit ?? Number.POSITIVE_INFINITY };
    wishes.colours = options.colours ?? (can.semanticTokens?.augmentsSyntaxTokens === true ? 'names' : 'all');
    wishes.labelOffsets = can.signatureHelp?.signatureInformation?.parameterInformation?.labelOffsetSupport === true;
    wishes.bareSymbols = capabilities.workspace?.symbol?.resolveSupport?.properties.includes('location.range') === true;
    wishes.snippetEdits = capabilities.workspace?.workspaceEdit?.snippetEditSupport === true;
    wishes.pulls = can.diagnostic !== undefined;
    wishes.relatedDocuments = can.diagnostic?.relatedDocumentSupport === true;
    // Before 3.18 an editor that asks said only of what it is told which tags it knows.
    const tags = can.diagnostic?.tagSupport ?? can.publishDiagnostics?.tagSupport;
    wishes.fades = tags?.valueSet.includes(DiagnosticTag.Unnecessary) === true;
    const { workspaceEdit } = capabilities.workspace ?? {};
    wishes.versionedEdits = workspaceEdit?.documentChanges === true;
    wishes.annotatedEdits = workspaceEdit?.documentChanges === true && workspaceEdit.changeAnnotationSupport !== undefined;
    wishes.asksBeforeMoves = capabilities.workspace?.fileOperations?.willRename === true;
    wishes.fileChanges = workspaceEdit?.documentChanges === true ? (workspaceEdit.resourceOperations ?? []) : [];
    wishes.lateEdits = can.codeAction?.dataSupport === true && can.codeAction.resolveSupport?.properties.includes('edit') === true;
    wishes.disabledActions = can.codeAction?.disabledSupport === true;
    wishes.french = /^fr(?![a-z])/i.test(options.locale ?? params.locale ?? session.machineLocale ?? '');
    wishes.translate = wishes.french ? inWords({ ...french(), ...options.l10n }) : english;
    wishes.limits = { ...defaultLimits, ...options.limits };
    applySettings(session, options);
}

const inWords =
    (bundle: Readonly<Record<string, string>>): Translate =>
    (template) =>
        bundle[template] ?? template;

/** The settings of the user, as the editor has them. What is no date is told, and today stands in for it. */
export function applySettings(session: Session, settings: unknown): void {
    const { asOf, unknowns, inlayHints, codeLens } = (settings ?? {}) as { asOf?: unknown; unknowns?: unknown; inlayHints?: unknown; codeLens?: unknown };
    const { wishes, connection } = session;
    session.refreshing.soon();
    if (unknowns === 'show' || unknowns === 'hide') wishes.unknowns = unknowns;
    if (typeof codeLens === 'boolean') wishes.lenses = codeLens;
    const hints = (inlayHints ?? {}) as Readonly<Record<string, unknown>>;
    wishes.hints = Object.fromEntries(
        hintKinds.map((kind) => [kind, typeof hints[kind] === 'boolean' ? hints[kind] : wishes.hints[kind]]),
    ) as typeof wishes.hints;
    if (typeof asOf !== 'string' || asOf.trim() === wishes.asOfSetting) return;
    wishes.asOfSetting = asOf.trim();
    wishes.asOf = undefined;
    if (wishes.asOfSetting === '') return;
    const read = readDay(wishes.asOfSetting);
    if ('value' in read) wishes.asOf = read.value;
    else {
        const message = session.say(text('terroir.asOf is no date, so everything is judged at today’s: {problem}', { problem: read.problem }));
        void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Error, message });
    }
}
