import { type LinkedEditingRangeParams, LinkedEditingRangeRequest, type LinkedEditingRanges } from 'vscode-languageserver';
import { type Occurrence, occurrencesIn } from '../../language/editing.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const linkedEditingFeature: Feature = {
    capabilities: { linkedEditingRangeProvider: true },
    answers: [answers(LinkedEditingRangeRequest.type, linkedEditing)],
};

/**
 * The name that a file gives to an import, and everywhere it stands: nowhere but in this file, so they may change together
 * while they are typed. Names of declarations stand in other files, too: those are renamed.
 */
function linkedEditing(session: Session, params: LinkedEditingRangeParams): LinkedEditingRanges | null {
    const name = session.nameAt(params);
    if (name?.role !== 'alias') return null;
    const { path, alias } = name;
    const source = session.workspace.files.get(path)?.source ?? '';
    const written = (one: Occurrence): string => source.slice(one.start, one.end);
    const occurrences = occurrencesIn(session.workspace, { path, alias }, path);
    // The same name may be composed otherwise in another place; an editor can only change what is spelt alike.
    const areAlike = new Set(occurrences.map(written)).size === 1;
    return occurrences.length > 1 && areAlike ? { ranges: occurrences.map((one) => session.range(one)) } : null;
}
