import {
    type InlayHint,
    type InlayHintLabelPart,
    type InlayHintParams,
    InlayHintRequest,
    InlayHintResolveRequest,
    type Position,
    type Range,
} from 'vscode-languageserver';
import { type Hint, hintsOn, type Id, piecesOf } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { escaped, markup } from './markup.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';

export const inlayHintsFeature: Feature = {
    capabilities: { inlayHintProvider: { resolveProvider: true } },
    answers: [answers(InlayHintRequest.type, inlayHints), answers(InlayHintResolveRequest.type, resolveInlayHint)],
};

/** What a hint carries until the editor asks why, and where its parts lead. */
type HintData = { readonly id: Id; readonly at: string };

/** What follows from the statements in a stretch of a file, shown behind them: the kinds that the user wants to see. */
function* inlayHints(session: Session, { textDocument, range }: InlayHintParams): Steps<InlayHint[]> {
    const path = session.pathOf(textDocument.uri);
    const start = session.offsetAt(path, range.start);
    const end = session.offsetAt(path, range.end);
    const shown: InlayHint[] = [];
    for (const id of session.workspace.files.get(path)?.ids ?? []) {
        const node = session.workspace.node(id);
        if (!node || node.$end < start || node.$start > end) continue;
        yield;
        for (const hint of hintsOn(session.ask, id)) {
            const position = placeOf(session, hint);
            if (position && session.wishes.hints[hint.kind] && isWithin(position, range)) shown.push(toInlayHint(session, id, hint, position));
        }
    }
    return shown.sort((a, b) => (isBefore(a.position, b.position) ? -1 : 1));
}

/** Adds why a hint is so, and where its parts lead: places may have moved since it was shown. */
function resolveInlayHint(session: Session, shown: InlayHint): InlayHint {
    const data = shown.data as HintData;
    const hint = hintsOn(session.ask, data.id).find((one) => keyOf(one) === data.at);
    return hint ? { ...shown, ...explained(session, hint) } : shown;
}

/** Two hints of one kind are never behind the same part. */
const keyOf = ({ kind, behind }: Hint): string => `${kind} ${behind.id} ${behind.path}`;

function placeOf(session: Session, { behind }: Hint): Position | undefined {
    const span = session.workspace.span(behind);
    return span && session.range(span).end;
}

const isWithin = (position: Position, { start, end }: Range): boolean => !isBefore(position, start) && !isBefore(end, position);
const isBefore = (a: Position, b: Position): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);

function toInlayHint(session: Session, id: Id, hint: Hint, position: Position): InlayHint {
    const data: HintData = { id, at: keyOf(hint) };
    const bare = { position, label: session.say(hint.say), paddingLeft: true, data };
    return session.wishes.lateHints ? bare : { ...bare, ...explained(session, hint) };
}

function explained(session: Session, { say, leads, why, steps }: Hint): Pick<InlayHint, 'label' | 'tooltip'> {
    const label = piecesOf(say, session.wishes.translate).map(({ text, hole }): InlayHintLabelPart => {
        const lead = hole === undefined ? undefined : leads[hole];
        const location = lead && session.locationOf(lead);
        return location ? { value: text, location } : { value: text };
    });
    const way = steps.map((step) => `- ${escaped(session.say(step.say))}`).join('\n');
    return { label, tooltip: markup(session, [escaped(session.say(why)), way]) };
}
