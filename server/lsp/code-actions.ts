import {
    type CodeAction,
    CodeActionKind,
    type CodeActionParams,
    CodeActionRequest,
    CodeActionResolveRequest,
    CodeActionTriggerKind,
    type Diagnostic,
    LSPErrorCodes,
    type Range,
    ResponseError,
    type ServerCapabilities,
} from 'vscode-languageserver';
import { leftOpen, template } from '../../language/editing.ts';
import { type Finding, nameOf, text } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { type Offer, offersOn } from './offers.ts';
import type { Steps } from './patience.ts';
import { type Asked, refactoringsAt } from './refactorings.ts';
import type { Session } from './session.ts';
import { fixAll, sourceActions } from './source-actions.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { toTemplateEdit, toWorkspaceEdit } from './workspace-edit.ts';

const kinds = [CodeActionKind.QuickFix, CodeActionKind.RefactorMove, CodeActionKind.RefactorInline, fixAll, CodeActionKind.SourceOrganizeImports];
const capabilities: ServerCapabilities = { codeActionProvider: { codeActionKinds: kinds, resolveProvider: true } };

export const codeActionsFeature: Feature = {
    capabilities,
    answers: [answers(CodeActionRequest.type, codeActions), answers(CodeActionResolveRequest.type, resolved)],
};

/** What an action carries back when it is chosen: where it was offered, and which it was. */
interface ActionData {
    readonly uri: string;
    readonly version: number | undefined;
    readonly range: Range;
    readonly key: string;
}

/** What can be done at a place: about the findings under the selection, with what is declared there, to the file as a whole. */
function* codeActions(session: Session, { textDocument: { uri }, range, context }: CodeActionParams): Steps<CodeAction[]> {
    const path = session.pathOf(uri);
    const { only, diagnostics, triggerKind } = context;
    const isWanted = (kind: string) => only === undefined || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
    // Where nobody asked, as when the cursor moves, the editor only wants to know whether to show a light.
    const asked: Asked = triggerKind === CodeActionTriggerKind.Automatic ? 'nobody' : only === undefined ? 'for anything' : 'for these';
    const here = stretchOf(session, path, range);
    const all = session.judgement(path).findings;
    const offers: Offer[] = [];
    if (isWanted(CodeActionKind.QuickFix)) offers.push(...offersOn(session, path, all, isAt(session, path, here, diagnostics)));
    if (kinds.some((kind) => kind.startsWith(CodeActionKind.Refactor) && mayHold(kind, only)))
        offers.push(...(yield* refactoringsAt(session, path, here, asked)));
    // Nobody wants these in a menu at a place: only whoever asks for them gets them.
    if (only?.some((one) => one.startsWith(CodeActionKind.Source))) offers.push(...sourceActions(session, path, all));
    const actions: CodeAction[] = [];
    for (const offer of offers.filter(({ kind }) => isWanted(kind))) {
        const action = yield* toAction(session, path, offer, diagnostics, { uri, version: session.version(path), range, key: offer.key });
        if (action) actions.push(action);
    }
    return actions;
}

/** Whether some of a kind may be wanted: `refactor.move.newFile` alone, or all refactorings. */
const mayHold = (kind: string, only: readonly string[] | undefined): boolean =>
    only === undefined || only.some((one) => one === '' || kind.startsWith(one) || one.startsWith(kind));

const stretchOf = (session: Session, path: string, { start, end }: Range) => ({ start: session.offsetAt(path, start), end: session.offsetAt(path, end) });

/** An editor that names problems asks about those; one that names none, about the place. */
function isAt(session: Session, path: string, here: { readonly start: number; readonly end: number }, given: readonly Diagnostic[]) {
    const ours = given.filter(({ source }) => source === 'terroir');
    return (finding: Finding): boolean => {
        const span = 'start' in finding.where ? finding.where : session.workspace.span(finding.where);
        if (!span || span.path !== path || span.end < here.start || span.start > here.end) return false;
        const shown = toDiagnostic(session, path, finding);
        return shown !== undefined && (ours.length === 0 || ours.some(({ code }) => code === shown.code));
    };
}

/** An offer as the editor takes it; nothing for one that could not be done and cannot be told why. */
function* toAction(session: Session, path: string, offer: Offer, given: readonly Diagnostic[], data: ActionData): Steps<CodeAction | undefined> {
    const { title, kind, findings = [], isPreferred, refused, command } = offer;
    const shown = findings.map((finding) => toDiagnostic(session, path, finding)).filter((one) => one !== undefined);
    const action: CodeAction = {
        title: session.say(title),
        kind,
        ...(shown.length > 0 ? { diagnostics: shown.map((one) => diagnosticOf(given, one)) } : {}),
        ...(isPreferred ? { isPreferred } : {}),
    };
    if (refused) return session.wishes.disabledActions ? { ...action, disabled: { reason: session.say(refused) } } : undefined;
    if (command) return { ...action, command: { ...command, title: action.title } };
    if (session.wishes.lateEdits) return { ...action, data };
    const edit = yield* editOf(session, offer);
    return edit && { ...action, edit };
}

/** The editor's own copy of a diagnostic, so that it knows which problem an action is for. */
const diagnosticOf = (given: readonly Diagnostic[], shown: Diagnostic): Diagnostic =>
    given.find(({ code, range, message }) => code === shown.code && message === shown.message && range.start.line === shown.range.start.line) ?? shown;

function* editOf(session: Session, { edits, hasGaps, changes }: Offer): Steps<CodeAction['edit'] | undefined> {
    const isTemplate = hasGaps === true && session.wishes.snippetEdits;
    const done = edits ? yield* edits(isTemplate ? template() : leftOpen()) : [];
    if (done.length === 0) return undefined;
    if (isTemplate) return toTemplateEdit(session, done);
    return toWorkspaceEdit(
        session,
        done,
        changes === undefined ? undefined : { label: session.say(text('Changes what {name} promises', { name: nameOf(changes) })) },
    );
}

/** The edit of an action that was chosen. The text must be as it was when the action was offered. */
function* resolved(session: Session, action: CodeAction): Steps<CodeAction> {
    const data = action.data as ActionData | undefined;
    if (!data) return action;
    const path = session.pathOf(data.uri);
    if (session.version(path) !== data.version) throw new ResponseError(LSPErrorCodes.ContentModified, 'The text was changed meanwhile.');
    const here = stretchOf(session, path, data.range);
    const all = session.judgement(path).findings;
    const offers = [...offersOn(session, path, all, isAt(session, path, here, [])), ...sourceActions(session, path, all)];
    const offer = offers.find(({ key }) => key === data.key) ?? (yield* refactoringsAt(session, path, here, 'for these')).find(({ key }) => key === data.key);
    const edit = offer && !offer.refused ? yield* editOf(session, offer) : undefined;
    if (!edit) throw new ResponseError(LSPErrorCodes.RequestFailed, session.say(text('This cannot be done here any more.')));
    return { ...action, edit };
}
