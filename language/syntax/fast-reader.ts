import { begin, finish, isAtImport, isOver, readDeclaration, readImport, stuck } from './generated/reader.ts';
import type { Node, SpecTree } from './tree.ts';

/**
 * Reads a sound text, or a stretch of one, by the reader that is made from the grammar; nothing where it cannot, which need not
 * mean that the text is broken.
 */
export function readSound(source: string, from = 0, to = source.length): SpecTree | undefined {
    begin(source, from, to);
    const imports: Node[] = [];
    const declarations: Node[] = [];
    try {
        while (isAtImport()) imports.push(readImport() as unknown as Node);
        while (!isOver()) declarations.push(readDeclaration() as unknown as Node);
        return {
            $type: 'Spec',
            $start: from,
            $end: to,
            ...(imports.length > 0 ? { imports, declarations } : { declarations, imports }),
        } as unknown as SpecTree;
    } catch (error) {
        if (error !== stuck) throw error;
        return undefined;
    } finally {
        finish();
    }
}
