import { type CodeLens, type CodeLensParams, CodeLensRequest, CodeLensResolveRequest, type Command, type Location } from 'vscode-languageserver';
import { occurrencesOf } from '../../language/editing.ts';
import { declarationKinds, type Id, pathOf, summaryOf, text, timeLeft } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import type { Steps } from './patience.ts';
import type { Session } from './session.ts';

export const codeLensFeature: Feature = {
    capabilities: { codeLensProvider: { resolveProvider: true } },
    answers: [answers(CodeLensRequest.type, codeLenses), answers(CodeLensResolveRequest.type, resolveCodeLens, { whole: true })],
};

/** What a lens is of, until the editor shows it. */
type LensData = { readonly id: Id; readonly tells: 'verdicts' | 'time' | 'references' };

/** What declares something that is named elsewhere; terms are too many, and waivers are named by nobody. */
const named: ReadonlySet<string> = new Set(declarationKinds.filter((kind) => kind !== 'Waiver'));

/** Above each contract how it comes out and how long it runs; above every declaration how often it is referred to. */
function codeLenses(session: Session, { textDocument }: CodeLensParams): CodeLens[] {
    const path = session.pathOf(textDocument.uri);
    if (!session.wishes.lenses) return [];
    return (session.workspace.files.get(path)?.ids ?? []).flatMap((id) => {
        const kind = session.workspace.node(id)?.$type ?? '';
        const span = session.workspace.span({ id, path: 'name' });
        if (!span || !named.has(kind)) return [];
        const tells: readonly LensData['tells'][] = kind === 'Contract' ? ['verdicts', 'time', 'references'] : ['references'];
        return tells.map((one) => ({ range: session.range(span), data: { id, tells: one } satisfies LensData }));
    });
}

/** Fills in what a lens says, for those in sight. */
function* resolveCodeLens(session: Session, lens: CodeLens): Steps<CodeLens> {
    const { id, tells } = lens.data as LensData;
    switch (tells) {
        case 'verdicts': {
            const { say, findings } = summaryOf(session.judge, id, session.day);
            const places = findings.map(({ where }) => ('start' in where ? session.location(where) : session.locationOf(where)));
            return { ...lens, command: showing(session, lens, session.say(say), places) };
        }
        case 'time':
            return { ...lens, command: showing(session, lens, session.say(timeLeft(session.ask, id, session.day)), []) };
        case 'references': {
            const places = (yield* occurrencesOf(session.workspace, { id })).filter(({ declares }) => !declares).map((span) => session.location(span));
            const n = places.length;
            const title = n === 0 ? text('no references') : n === 1 ? text('1 reference') : text('{n} references', { n });
            return { ...lens, command: showing(session, lens, session.say(title), places) };
        }
    }
}

/** Words that lead to some places, in an editor whose client has the command for it; in others, and where they lead nowhere, mere words. */
function showing(session: Session, { range, data }: CodeLens, title: string, places: readonly (Location | undefined)[]): Command {
    const uri = session.uriOf(pathOf((data as LensData).id));
    const shown = places.filter((place) => place !== undefined);
    if (!session.wishes.hasCommands || uri === undefined || shown.length === 0) return { title, command: '' };
    return { title, command: 'terroir.showReferences', arguments: [uri, range.start, shown] };
}
