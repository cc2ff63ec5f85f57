import type { AstNode, Reference } from 'langium';
import type * as ast from './generated/ast.ts';

/** Where something stands: offsets into the text of its file, in UTF-16 units; the end is exclusive. */
export interface Span {
    readonly $start: number;
    readonly $end: number;
}

/** A name that points somewhere, as it was written. `kind` is what the grammar expects there: `Organisation`, `Term`, `Ground` … */
export interface Ref extends Span {
    readonly $type: 'Ref';
    readonly text: string;
    readonly kind: string;
}

type Plain<V> = V extends Reference ? Ref : V extends readonly (infer E)[] ? readonly Plain<E>[] : V extends AstNode ? Tree<V> : V;

/**
 * The plain tree: the shape of the grammar's own types, with offsets, without parents, links or concrete syntax.
 * Whatever the grammar requires may still be missing after a syntax error, so every part is optional here;
 * `model/build.ts` is the one place that copes with it.
 */
export type Tree<T extends AstNode> = T extends AstNode
    ? Span & { readonly $type: T['$type'] } & { readonly [K in keyof T as K extends `$${string}` ? never : K]?: Plain<T[K]> | undefined }
    : never;

/** Any node of the tree, for code that treats all alike. */
export interface Node extends Span {
    readonly $type: string;
    /** On a `Source`: it begins its line, so it speaks for the whole declaration. */
    readonly ownLine?: boolean;
    readonly [part: string]: unknown;
}

export type SpecTree = Tree<ast.Spec>;

/** The kinds of declaration, by the name of their grammar rule. */
export type DeclarationKind = ast.Declaration['$type'] | 'Term';

export function isNode(value: unknown): value is Node {
    return typeof value === 'object' && value !== null && '$type' in value;
}

/** Every direct part of a node that is itself a node, in the order of the text's grammar, with the path that leads to it. */
export function parts(node: Node): readonly (readonly [path: string, part: Node])[] {
    const found: [string, Node][] = [];
    for (const name in node) {
        const value = node[name];
        if (isNode(value)) found.push([name, value]);
        else if (Array.isArray(value)) {
            for (let i = 0; i < value.length; i++) if (isNode(value[i])) found.push([`${name}.${i}`, value[i]]);
        }
    }
    return found;
}

/** The part of a node that a path such as `facts.3.places.0` leads to, or the nearest one above it that exists. */
export function partAt(node: Node, path: string): Node {
    let here: Node = node;
    let value: unknown = node;
    for (const step of stepsOf(path)) {
        value = (value as Record<string, unknown>)?.[step];
        if (isNode(value)) here = value;
    }
    return here;
}

/** Where the name of a declaration or of a figure stands: one that is not composed is longer in the text than in the tree. */
export function nameOfNode(node: Node): { readonly start: number; readonly end: number } {
    const start = node['$nameStart'] as number;
    return { start, end: start + ((node['$nameLength'] as number | undefined) ?? String(node['name']).length) };
}

/** Where a part of a declaration begins, or its name. */
export const startOf = (node: Node, path: string): number => (path === 'name' ? (node['$nameStart'] as number) : partAt(node, path).$start);

/** There are few different paths, and they are gone along again and again. */
const steps = new Map<string, readonly string[]>([['', []]]);

function stepsOf(path: string): readonly string[] {
    let found = steps.get(path);
    if (!found) {
        found = path.split('.');
        if (steps.size < mostSteps) steps.set(path, found);
    }
    return found;
}

const mostSteps = 10_000;

/** Equal in meaning: the same words and values, wherever they stand. */
export function sameTree(a: unknown, b: unknown): boolean {
    if (a === b) return true;
    if (Array.isArray(a)) {
        return Array.isArray(b) && a.length === b.length && a.every((value, i) => sameTree(value, b[i]));
    }
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(b)) return false;
    const left = Object.entries(a).filter(([key]) => !isOffset(key));
    const right = b as Record<string, unknown>;
    if (left.length !== Object.keys(right).filter((key) => !isOffset(key)).length) return false;
    return left.every(([key, value]) => sameTree(value, right[key]));
}

/** The meaning of a part as text: equal for trees that are equal in meaning, wherever they stand. */
export const meaningOf = (node: Node): string => JSON.stringify(node, (key, value: unknown) => (isOffset(key) ? undefined : value));

const isOffset = (key: string): boolean => key === '$start' || key === '$end' || key === '$nameStart' || key === '$nameLength';
