import { type SignatureHelp, type SignatureHelpParams, SignatureHelpRequest, type SignatureInformation } from 'vscode-languageserver';
import { type Form, type FormPiece, formsAt } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import { markup, withCode } from './markup.ts';
import type { Session } from './session.ts';

export const signatureHelpFeature: Feature = {
    capabilities: { signatureHelpProvider: { triggerCharacters: [' '], retriggerCharacters: [' ', ','] } },
    answers: [answers(SignatureHelpRequest.type, signatureHelp)],
};

/** How the statement that is being written is written, with the part that is being written. */
function signatureHelp(session: Session, { textDocument, position }: SignatureHelpParams): SignatureHelp | null {
    const path = session.pathOf(textDocument.uri);
    const file = session.workspace.files.get(path);
    const forms = file ? formsAt(file.source, session.offsetAt(path, position)) : [];
    if (forms.length === 0) return null;
    return { signatures: forms.map((form) => signatureOf(session, form)), activeSignature: 0, activeParameter: forms[0]?.active ?? 0 };
}

function signatureOf(session: Session, { pieces, says, active }: Form): SignatureInformation {
    const { label, slots } = sayForm(session, pieces);
    return {
        label,
        ...(says ? { documentation: markup(session, [withCode(session.say(says))], 'signatureHelp') } : {}),
        // An editor that takes no places in the label is given what stands there.
        parameters: [...slots.values()].map(([start, end]) => ({ label: session.wishes.labelOffsets ? [start, end] : label.slice(start, end) })),
        activeParameter: active ?? 0,
    };
}

/** A form on one line, and where in it each of its slots is. */
export function sayForm(session: Session, pieces: readonly FormPiece[]): { readonly label: string; readonly slots: ReadonlyMap<number, [number, number]> } {
    let label = '';
    const slots = new Map<number, [number, number]>();
    for (const { say, slot } of pieces) {
        const piece = typeof say === 'string' ? say : session.say(say);
        if (label !== '' && !/[[(]$/.test(label) && !/^[\])]/.test(piece)) label += ' ';
        const start = label.length;
        label += piece;
        if (slot !== undefined) slots.set(slot, [slots.get(slot)?.[0] ?? start, label.length]);
    }
    return { label, slots };
}
