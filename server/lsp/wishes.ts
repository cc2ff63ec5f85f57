import { DiagnosticTag, type InitializeParams, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { defaultLimits, english, hintKinds, readDay, type Translate, text } from '../../language/index.ts';
import { french } from '../french.ts';
import { canonical } from './addresses.ts';
import type { Leading } from './leading.ts';
import type { InitializationOptions } from './protocol.ts';
import type { Session } from './session.ts';

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
