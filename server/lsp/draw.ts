import { contractAt, contractsIn, type Id, isPartial, nameOf, pathOf, pictureOf, say, text, title } from '../../language/index.ts';
import { readablePath } from './addresses.ts';
import { answers, type Feature } from './feature.ts';
import { type DrawParams, type DrawResult, draw as drawRequest } from './protocol.ts';
import type { Session } from './session.ts';

export const drawFeature: Feature = { answers: [answers(drawRequest, draw, { whole: true })] };

/** The page of a view: a picture of one contract, of the contracts of a file, or of all, that the editor only has to show. */
async function draw(session: Session, { view, uri, position, scope, nonce }: DrawParams): Promise<DrawResult> {
    const { workspace, judge, day, wishes } = session;
    // The library that lays pictures out is not there until somebody wants one.
    const { drawPage } = await import('../drawing/draw.ts');
    const path = uri === undefined ? undefined : session.pathOf(uri);
    const all = contractsIn(workspace, session.paths());
    const under = path === undefined || position === undefined ? undefined : contractAt(workspace, path, session.offsetAt(path, position));
    const chosen = chosenScope(all, path, scope ?? under);
    const picture = pictureOf(view, judge, workspace, within(all, path, chosen), day);
    const asked = {
        nonce,
        isPartial: lookedAt(session, path, chosen).some((one) => isPartial(session.judgement(one).counts)),
        scopes: scopesOf(session, all, path, chosen),
        locate: (place: Parameters<Session['locationOf']>[0]) => session.locationOf(place),
    };
    return { ...drawPage(picture, asked, wishes.translate, wishes.french ? 'fr' : 'en'), scope: chosen };
}

const wholeFile = 'file';
const wholeWorkspace = 'workspace';

/** What is drawn: what was asked for as long as it is there, else the file, else, where the file has no contract, everything. */
function chosenScope(all: readonly Id[], path: string | undefined, asked: string | undefined): string {
    if (asked === wholeWorkspace || (asked !== undefined && all.includes(asked))) return asked;
    return path !== undefined && all.some((id) => pathOf(id) === path) ? wholeFile : wholeWorkspace;
}

/** The files that a picture tells of, as far as they are judged without being asked for. */
function lookedAt(session: Session, path: string | undefined, scope: string): readonly string[] {
    if (scope === wholeWorkspace) return session.paths().filter((one) => session.judges(one));
    return scope === wholeFile ? (path === undefined ? [] : [path]) : [pathOf(scope)];
}

function within(all: readonly Id[], path: string | undefined, scope: string): readonly Id[] {
    if (scope === wholeWorkspace) return all;
    return scope === wholeFile ? all.filter((id) => pathOf(id) === path) : [scope];
}

/** What may be chosen: everything, the file, and each contract, those of the file first. */
function scopesOf(session: Session, all: readonly Id[], path: string | undefined, chosen: string) {
    const { workspace, day, wishes } = session;
    const ask = workspace.engine.at(day);
    const tell = (message: Parameters<typeof say>[0]) => say(message, wishes.translate);
    const own = all.filter((id) => pathOf(id) === path);
    const label = (id: Id) => tell(text('{title} ({name}, {file})', { title: title(ask, id), name: nameOf(id), file: readablePath(pathOf(id), wishes.roots) }));
    return [
        { value: wholeWorkspace, label: tell(text('All contracts of the workspace')) },
        ...(path !== undefined && own.length > 0
            ? [{ value: wholeFile, label: tell(text('All contracts of {file}', { file: readablePath(path, wishes.roots) })) }]
            : []),
        ...[...own, ...all.filter((id) => pathOf(id) !== path)].map((id) => ({ value: id, label: label(id) })),
    ].map((one) => ({ ...one, isChosen: one.value === chosen }));
}
