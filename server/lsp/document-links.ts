import { type DocumentLink, type DocumentLinkParams, DocumentLinkRequest, DocumentLinkResolveRequest } from 'vscode-languageserver';
import { importNames, namesIn } from '../../language/editing.ts';
import { addressesIn, type Id, isWebAddress, publishedAt, type SpecFile, text } from '../../language/index.ts';
import { readablePath } from './addresses.ts';
import { answers, type Feature } from './feature.ts';
import type { Session } from './session.ts';

export const documentLinksFeature: Feature = {
    capabilities: { documentLinkProvider: { resolveProvider: true } },
    answers: [answers(DocumentLinkRequest.type, documentLinks), answers(DocumentLinkResolveRequest.type, resolveDocumentLink)],
};

/** What a link carries of which more is said once somebody points at it. */
type LinkData = { readonly norm: Id };

/** What leads out of a text: imports to their files, addresses in facts and comments into the web, cited norms to where they are published. */
function documentLinks(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] {
    const path = session.pathOf(textDocument.uri);
    const file = session.workspace.files.get(path);
    if (!file) return [];
    return [...importLinks(session, file), ...(session.wishes.isVsCode ? [] : normLinks(session, path)), ...addressLinks(session, file)];
}

/** Adds the address of a norm, and what it is. */
function resolveDocumentLink(session: Session, link: DocumentLink): DocumentLink {
    const data = link.data as LinkData | undefined;
    const target = data && publishedAt(session.ask, data.norm);
    if (!data || target === undefined) return link;
    return { ...link, target, tooltip: session.say(text('{norm}: open the text', { norm: session.called(data.norm) })) };
}

function* importLinks(session: Session, file: SpecFile): Generator<DocumentLink> {
    for (const name of importNames(file)) {
        const target = name.role === 'import' && session.workspace.files.has(name.target) ? session.uriOf(name.target) : undefined;
        if (name.role !== 'import' || target === undefined) continue;
        const tooltip = session.say(text('Open {file}', { file: readablePath(name.target, session.wishes.roots) }));
        yield { range: session.range({ path: file.path, start: name.start + 1, end: name.end - 1 }), target, tooltip };
    }
}

function* normLinks(session: Session, path: string): Generator<DocumentLink> {
    for (const name of namesIn(session.workspace, path)) {
        if (name.role !== 'reference' || name.id === undefined || !citable.has(session.workspace.node(name.id)?.$type ?? '')) continue;
        const data: LinkData = { norm: name.id };
        if (isWebAddress(publishedAt(session.ask, name.id) ?? '')) yield { range: session.range(name), data };
    }
}

/** What is published somewhere. */
const citable: ReadonlySet<string> = new Set(['Norm', 'Adequacy', 'Scheme']);

function addressLinks(session: Session, { path, source, ids }: SpecFile): DocumentLink[] {
    const nodes = ids.map((id) => session.workspace.node(id)).filter((node) => node !== undefined);
    return addressesIn(source, nodes).map(({ start, end, url }) => ({ range: session.range({ path, start, end }), target: url, tooltip: url }));
}
