import { normById } from '../model/library.ts';
import type { Workspace } from '../model/workspace.ts';
import { pathOf } from '../names/outline.ts';
import { isLibraryPath } from '../names/paths.ts';
import type { Stretch } from '../syntax/parsed.ts';
import { type TokenKind, tokensOf } from '../syntax/tokens.ts';
import { type Node, nameOfNode, parts } from '../syntax/tree.ts';
import type { Day } from '../syntax/values.ts';
import { everything, type Name, namesIn } from './references.ts';

/** A name in a text by what it means there. */
export interface ColouredName extends Stretch {
    /** The kind of declaration that is meant (`Organisation`, `Term` …), or what else the name is; `unknown` where it means nothing. */
    readonly kind: string;
    readonly declares: boolean;
    /** What is meant stands in the library. */
    readonly shipped: boolean;
    /** A norm or an adequacy decision that does not apply at the date: not yet, or no longer. */
    readonly notInForce: boolean;
}

/** Every name that touches a stretch of a file by what it means at a date, in order. */
export function colouredNames(workspace: Workspace, path: string, date: Day, stretch: Stretch = everything): ColouredName[] {
    const names = [...namesIn(workspace, path, stretch)].flatMap((name) => coloured(workspace, name, date));
    return [...names, ...parameters(workspace, path, stretch)].sort((a, b) => a.start - b.start);
}

function coloured(workspace: Workspace, name: Name, date: Day): ColouredName[] {
    const plain = { start: name.start, end: name.end, declares: false, shipped: false, notInForce: false };
    switch (name.role) {
        // The path of an import is a text like any other.
        case 'import':
            return [];
        case 'alias':
            return [{ ...plain, kind: 'alias', declares: name.declares }];
        case 'rule':
            return [{ ...plain, kind: 'rule', shipped: true }];
        default: {
            const kind = name.id === undefined ? undefined : workspace.node(name.id)?.$type;
            if (name.id === undefined || kind === undefined) return [{ ...plain, kind: 'unknown' }];
            const isNorm = kind === 'Norm' || kind === 'Adequacy';
            const notInForce = isNorm && !normById(workspace.engine.at(date), name.id).applies;
            return [{ ...plain, kind, declares: name.role === 'declaration', shipped: isLibraryPath(pathOf(name.id)), notInForce }];
        }
    }
}

/** The figures of norms have names that nothing refers to but rules. */
function* parameters(workspace: Workspace, path: string, stretch: Stretch): Generator<ColouredName> {
    for (const declaration of (workspace.files.get(path)?.parsed.tree.declarations ?? []) as readonly Node[]) {
        if (declaration.$type !== 'Norm' || declaration.$end < stretch.start || stretch.end < declaration.$start) continue;
        for (const [, part] of parts(declaration)) {
            if (part.$type === 'Parameter') yield { ...nameOfNode(part), kind: 'Parameter', declares: true, shipped: isLibraryPath(path), notInForce: false };
        }
    }
}

/** Every piece of a text that is none of some names: words of the language, values, texts, comments. */
export function* colouredWords(source: string, names: readonly Stretch[]): Generator<Stretch & { readonly kind: TokenKind }> {
    const starts = new Set(names.map(({ start }) => start));
    for (const token of tokensOf(source)) if (!starts.has(token.start)) yield token;
}
