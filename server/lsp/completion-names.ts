import { CompletionItemKind } from 'vscode-languageserver';
import { type Candidate, candidates, type Expected, type ExpectedName, filesOf, importEdit } from '../../language/editing.ts';
import { canImport, type Id, importOf, isLibraryPath, type Message, pathOf, text } from '../../language/index.ts';
import type { Here, Offer } from './completion-offers.ts';
import type { Session } from './session.ts';

const kinds: Readonly<Record<string, CompletionItemKind>> = {
    Jurisdiction: CompletionItemKind.Folder,
    Norm: CompletionItemKind.Constant,
    Adequacy: CompletionItemKind.Constant,
    Scheme: CompletionItemKind.Constant,
    Organisation: CompletionItemKind.Class,
    Service: CompletionItemKind.Module,
    Dataset: CompletionItemKind.Struct,
    Commitment: CompletionItemKind.Event,
    Contract: CompletionItemKind.Interface,
    Term: CompletionItemKind.EnumMember,
};

/** The names that may stand here, nearest first; those of other files with the import that brings them. */
export function nameOffers(session: Session, here: Here, { names, isNewName, within }: Expected): Offer[] {
    if (isNewName && within.name === undefined) return undeclared(session, here.path, within.kind);
    const wanted = waived(session, here);
    const spoken = spokenOf(here);
    const listed = /(?:[^\s,]+\s*,\s*)+$/.exec(here.source.slice(Math.max(0, here.start - 1000), here.start))?.[0].split(/\s*,\s*/);
    const offers = names.flatMap((name) => [...namesFor(session, here.path, name)]);
    return offers.map((offer) => {
        const { about, label, group } = offer;
        const id = about && 'id' in about ? about.id : '';
        if (wanted?.subjects.has(id)) return { ...offer, group: 'asked', description: session.say(text('violates {rule}', { rule: wanted.rule })) };
        // Nothing is said of something by itself, or twice in a list.
        if (listed?.includes(label) || (label === within.name && pathOf(id) === here.path)) return { ...offer, group: 'there' };
        return group === 'name' && isLibraryPath(pathOf(id)) && !spoken.has(label) ? { ...offer, group: 'library name' } : offer;
    });
}

/** How far around the cursor names are looked for that a file speaks of. */
const around = 20_000;

const spokenOf = ({ source, start }: Here): ReadonlySet<string> =>
    new Set(source.slice(Math.max(0, start - around), start + around).match(/[\w\u00aa-\uffff.-]+/g));

/** What the file speaks of and nothing declares, for whoever declares something of that kind. */
function undeclared(session: Session, path: string, kind = ''): Offer[] {
    const names = session.judgement(path).findings.flatMap(({ rule, name, message }) => {
        const sought = message.values['kind'] as Message | undefined;
        return rule === 'names/unknown' && name && !name.text.includes('.') && sought?.template.includes(` ${kind}`) ? [name.text] : [];
    });
    return [...new Set(names)].map((label) => ({ label, kind: CompletionItemKind.Reference, group: 'asked' }));
}

function* namesFor(session: Session, path: string, { wanted, alias }: ExpectedName): Generator<Offer> {
    const seen = new Set<string>();
    for (const one of wanted) {
        for (const candidate of candidates(filesOf(session.workspace), session.workspace.files.keys(), path, one)) {
            const name = behindAlias(candidate, alias);
            if (name === undefined || seen.has(name)) continue;
            seen.add(name);
            yield nameOffer(session, path, { ...candidate, name });
        }
    }
}

/** Behind `p.` only what that import brings, without the prefix. */
function behindAlias({ name, importing }: Candidate, alias: string | undefined): string | undefined {
    if (alias === undefined) return name;
    return importing === undefined && name.startsWith(`${alias}.`) ? name.slice(alias.length + 1) : undefined;
}

function nameOffer(session: Session, path: string, { name, id, importing }: Candidate): Offer {
    const node = session.workspace.node(id);
    const edit = importing === undefined ? undefined : importEdit(session.workspace, path, importing);
    return {
        label: name,
        kind: kinds[node?.$type ?? ''] ?? CompletionItemKind.Reference,
        group: importing === undefined ? 'name' : 'foreign name',
        ...(typeof node?.['label'] === 'string' ? { detail: session.called(id) } : {}),
        // Whoever begins with the country finds its letters.
        ...(node?.$type === 'Jurisdiction' ? { typed: `${name} ${session.called(id)}` } : {}),
        ...(importing === undefined ? {} : { description: importOf(path, importing) }),
        ...(edit ? { alsoEdits: [{ range: session.range(edit), newText: edit.text }] } : {}),
        about: { id },
    };
}

/** In the first line of a waiver behind its rule: which declarations violate that. */
function waived(session: Session, { path, source, start }: Here): { readonly rule: string; readonly subjects: ReadonlySet<Id> } | undefined {
    const rule = /\bof\s+([a-z][a-z0-9-]*\/[a-z0-9-]+)\s+on\s+$/.exec(source.slice(Math.max(0, start - 400), start))?.[1];
    if (rule === undefined) return undefined;
    const subjects = session.judgement(path).findings.flatMap((found) => (found.rule === rule && found.verdict === 'violated' ? (found.subject ?? []) : []));
    return { rule, subjects: new Set(subjects) };
}

/** The files that could be imported: those of the workspace, and what of the library is not in scope anyway. */
export function importPaths(session: Session, path: string): Offer[] {
    const ambient = new Set(filesOf(session.workspace).ambient());
    const files = [...session.workspace.files.keys()].filter((file) => file !== path && !ambient.has(file) && canImport(path, file));
    return files
        .sort((a, b) => Number(isLibraryPath(a)) - Number(isLibraryPath(b)) || (a < b ? -1 : 1))
        .map((file) => ({ label: importOf(path, file), kind: CompletionItemKind.File, group: 'name' }));
}
