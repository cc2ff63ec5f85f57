import { type AstNode, type CstNode, CstUtils, GrammarUtils, isAstNode, isReference } from 'langium';
import type { Node, Ref, SpecTree } from './tree.ts';

/** Where a name may stand for another declaration: Langium's reflection says what the grammar expects there. */
export type ExpectedKind = (node: AstNode, property: string) => string;

/**
 * Copies Langium's tree into the plain tree: offsets (moved by `shift`) instead of concrete syntax, names instead of links.
 * Parts that a syntax error left out are simply absent.
 */
export function readTree(spec: AstNode, source: string, expected: ExpectedKind, shift = 0): SpecTree {
    return readNode(spec, { start: shift, end: shift + source.length }) as unknown as SpecTree;

    function readNode(node: AstNode, around: { start: number; end: number }): Record<string, unknown> {
        const cst = node.$cstNode;
        // The whole is the whole text, whatever it begins with.
        const span = cst && node !== spec ? { start: cst.offset + shift, end: cst.end + shift } : around;
        const plain: Record<string, unknown> = { $type: node.$type, $start: span.start, $end: span.end };
        if ('name' in node && typeof node['name'] === 'string') {
            const name = GrammarUtils.findNodeForProperty(cst, 'name');
            plain['$nameStart'] = (name?.offset ?? span.start - shift) + shift;
            // Names compare composed, but stand in the text as they were written.
            if (name && name.length !== node['name'].normalize('NFC').length) plain['$nameLength'] = name.length;
        }
        // Where a source stands as a statement of its own it speaks for the declaration on whatever line.
        const isOfClaim = node.$type === 'Source' && node.$container?.$type !== 'StatedSource';
        if (isOfClaim && beginsItsLine(source, span.start - shift)) plain['ownLine'] = true;
        for (const [name, value] of Object.entries(node)) {
            if (name.startsWith('$') || value === undefined || value === false) continue;
            const part = readPart(value, node, name, span);
            if (part !== undefined) plain[name] = part;
        }
        // A source on its own line belongs to the declaration: the statement before it ends before it.
        const apart = (plain['sources'] as readonly Node[] | undefined)?.find(({ ownLine }) => ownLine);
        if (apart && cst) plain['$end'] = endBefore(cst, apart.$start - shift) + shift;
        return plain;
    }

    function readPart(value: unknown, owner: AstNode, name: string, around: { start: number; end: number }): unknown {
        if (Array.isArray(value)) return value.map((item) => readPart(item, owner, name, around)).filter((item) => item !== undefined);
        if (isReference(value)) {
            const cst = value.$refNode;
            if (!cst || value.$refText === '') return undefined;
            const ref: Ref = {
                $type: 'Ref',
                text: value.$refText.normalize('NFC'),
                kind: expected(owner, name),
                $start: cst.offset + shift,
                $end: cst.end + shift,
            };
            return ref;
        }
        if (isAstNode(value)) return readNode(value, around);
        return name === 'name' || name === 'alias' ? String(value).normalize('NFC') : value;
    }
}

/** Where the last word of a node before an offset ends. */
function endBefore(node: CstNode, offset: number): number {
    const words = CstUtils.flattenCst(node).filter((leaf) => !leaf.hidden && leaf.end <= offset);
    return words.reduce((end, leaf) => Math.max(end, leaf.end), node.offset);
}

/** Whether nothing but blanks stands before an offset on its line. */
export function beginsItsLine(source: string, offset: number): boolean {
    for (let i = offset - 1; i >= 0; i--) {
        const c = source.charCodeAt(i);
        if (c === 0x0a || c === 0x0d) return true;
        if (c !== 0x20 && c !== 0x09) return false;
    }
    return true;
}
