import type { Message } from './message.ts';
import type { Node, SpecTree } from './tree.ts';

/** A change of a text that cannot be read, to what may have been meant. */
export interface Mend {
    readonly title: Message;
    readonly changes: readonly { readonly start: number; readonly end: number; readonly text: string }[];
    /** It changes nothing that is said: a mark that means nothing goes, say. */
    readonly isSafe?: true;
}

/** Something wrong with the text itself, at offsets. Codes are `syntax/…`. */
export interface SyntaxProblem {
    readonly code: string;
    readonly message: Message;
    readonly start: number;
    readonly end: number;
    /** The likeliest first. */
    readonly mends?: readonly Mend[];
}

/** A stretch of a text, as offsets; the end is exclusive. */
export interface Stretch {
    readonly start: number;
    readonly end: number;
}

/** What reading a text gives, by whichever reader. */
export interface ParsedSpec {
    readonly tree: SpecTree;
    readonly problems: readonly SyntaxProblem[];
    /** Declarations that a syntax error spoiled: their names count, nothing of them is judged. */
    readonly broken: readonly Node[];
    /** The pieces of the text that an error stands in, in order: a declaration, the imports, or whatever was not read any further. */
    readonly spoiled: readonly Stretch[];
    /** Where the pieces of a broken text begin that were read by themselves; nothing where a comment that is not closed tells where they end. */
    readonly cuts?: readonly number[];
    /**
     * Compared with how the text was read before it was changed: which declarations were read anew. The others are those of that
     * tree, or copies of them that only moved. Nothing where everything was read.
     */
    readonly since?: { readonly tree: SpecTree; readonly read: ReadonlySet<Node> };
}
