import { distance } from 'fastest-levenshtein';
import { type CodeAction, CodeActionKind, type CodeActionParams, CodeActionRequest, type Command, type Diagnostic } from 'vscode-languageserver';
import { candidates, filesOf, fixEdits, importEdit, leftOpen, nameAt, type TextEdit, template, waiverEdit } from '../../language/editing.ts';
import { type Finding, importOf, isWaivable, type Message, nameOf, stating, text } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';
import { toDiagnostic } from './to-diagnostic.ts';
import { toTemplateEdit, toWorkspaceEdit } from './workspace-edit.ts';

export const codeActionsFeature: Feature = {
    capabilities: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
    answers: [answers(CodeActionRequest.type, codeActions)],
};

/** What can be done about the findings under the cursor: fix them, settle them, waive them, read about their rule. */
function codeActions(session: Session, { textDocument, range, context }: CodeActionParams): (CodeAction | Command)[] {
    if (context.only && !context.only.some((kind) => CodeActionKind.QuickFix === kind || CodeActionKind.QuickFix.startsWith(`${kind}.`) || kind === ''))
        return [];
    const path = session.pathOf(textDocument.uri);
    const here = { start: session.offsetAt(path, range.start), end: session.offsetAt(path, range.end) };
    const { findings } = session.judgement(path);
    // An editor that names problems asks about those; one that names none, about the place.
    const ours = context.diagnostics.filter(({ source }) => source === 'terroir');
    return findings.flatMap((finding) => {
        const span = 'start' in finding.where ? finding.where : session.workspace.span(finding.where);
        if (!span || span.path !== path || span.end < here.start || span.start > here.end) return [];
        const shown = toDiagnostic(session, path, finding);
        if (shown && ours.length > 0 && !ours.some(({ code }) => code === shown.code)) return [];
        return shown ? actionsOn(session, path, finding, span.start, diagnosticOf(context.diagnostics, shown)) : [];
    });
}

/** The editor's own copy of a diagnostic, so that it knows which problem an action is for. */
const diagnosticOf = (given: readonly Diagnostic[], shown: Diagnostic): Diagnostic =>
    given.find(({ code, range, message }) => code === shown.code && message === shown.message && range.start.line === shown.range.start.line) ?? shown;

interface Offer {
    readonly title: Message;
    readonly edits: readonly TextEdit[];
    readonly preferred: boolean;
    /** Its text has places to fill. */
    readonly isTemplate?: boolean;
}

function actionsOn(session: Session, path: string, finding: Finding, at: number, diagnostic: Diagnostic): CodeAction[] {
    const offers = [
        ...fixes(session, finding),
        ...imports(session, path, finding, at),
        ...spellings(session, path, finding, at),
        ...settling(session, finding),
        ...waiving(session, finding),
    ];
    const actions: CodeAction[] = offers
        .filter(({ edits }) => edits.length > 0)
        .map(({ title, edits, preferred, isTemplate }) => ({
            title: session.say(title),
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnostic],
            edit: isTemplate ? toTemplateEdit(session, edits) : toWorkspaceEdit(session, edits),
            ...(preferred ? { isPreferred: true } : {}),
        }));
    if (session.wishes.hasCommands && (finding.verdict === 'violated' || finding.verdict === 'unknown')) {
        const title = session.say(text('Show the rule {rule}', { rule: finding.rule }));
        actions.push({
            title,
            kind: CodeActionKind.QuickFix,
            diagnostics: [diagnostic],
            command: { title, command: 'terroir.showRule', arguments: [finding.rule] },
        });
    }
    return actions;
}

function fixes(session: Session, { fixes, waivedBy }: Finding): Offer[] {
    if (waivedBy !== undefined) return [];
    return fixes.map((fix, i) => ({ title: fix.title, edits: fixEdits(session.workspace, fix), preferred: i === 0 }));
}

/** A name of a file that is not imported: the import, or the prefix under which it is imported. */
function imports(session: Session, path: string, { rule, name }: Finding, at: number): Offer[] {
    if (rule !== 'names/not-imported' || !name) return [];
    return name.files.flatMap((file): Offer[] => {
        const alias = session.importsOf(path).find((one) => one.target === file)?.alias;
        if (alias !== undefined) {
            const full = `${alias}.${name.text}`;
            return [
                { title: text('Write {name}', { name: full }), edits: [{ path, start: at, end: at, text: `${alias}.` }], preferred: name.files.length === 1 },
            ];
        }
        const edit = importEdit(session.workspace, path, file);
        if (!edit) return [];
        return [
            { title: text('Import {name} from {file}', { name: name.text, file: importOf(path, file) }), edits: [edit], preferred: name.files.length === 1 },
        ];
    });
}

/** How many of the likest names are offered. */
const likest = 3;

function spellings(session: Session, path: string, { rule, name }: Finding, at: number): Offer[] {
    const written = nameAt(session.workspace, path, at);
    if (rule !== 'names/unknown' || !name || written?.role !== 'reference') return [];
    const plain = name.text.toLowerCase();
    return [...candidates(filesOf(session.workspace), session.workspace.files.keys(), path, written.wanted)]
        .map((candidate) => ({ candidate, apart: distance(plain, candidate.name.toLowerCase()) }))
        .filter(({ candidate, apart }) => apart <= Math.max(1, Math.floor(candidate.name.length / 3)))
        .sort((a, b) => a.apart - b.apart)
        .slice(0, likest)
        .map(({ candidate }, i) => {
            const edit = candidate.importing === undefined ? undefined : importEdit(session.workspace, path, candidate.importing);
            const replaced: TextEdit = { path, start: written.start, end: written.end, text: candidate.name };
            return { title: text('Did you mean {name}?', { name: candidate.name }), edits: edit ? [edit, replaced] : [replaced], preferred: i === 0 };
        });
}

/** The statement that would settle an unknown, put where it belongs; what of it is not known the user adds. */
function settling(session: Session, { settle }: Finding): Offer[] {
    const { workspace, wishes } = session;
    return settle.map(stating).map((fix) => {
        const edits = fixEdits(workspace, fix, wishes.snippetEdits ? template() : leftOpen());
        return { title: fix.title, edits, preferred: false, isTemplate: wishes.snippetEdits };
    });
}

function waiving(session: Session, { verdict, waivedBy, rule, subject }: Finding): Offer[] {
    const known = session.judge.rules.find(({ id }) => id === rule);
    if (verdict !== 'violated' || waivedBy !== undefined || subject === undefined || !known || !isWaivable(known)) return [];
    const edit = waiverEdit(session.workspace, { rule, subject, on: session.day });
    return edit ? [{ title: text('Waive {rule} on {name}, with a reason', { rule, name: nameOf(subject) }), edits: [edit], preferred: false }] : [];
}
