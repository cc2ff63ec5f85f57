/** A change of one file's text, at offsets of the text as it is now. */
export interface TextEdit {
    readonly path: string;
    readonly start: number;
    readonly end: number;
    readonly text: string;
}

/** A change of the files themselves: one is made, with a text, or deleted, or moved. */
export type FileEdit =
    | TextEdit
    | { readonly create: string; readonly text: string }
    | { readonly remove: string }
    | { readonly move: string; readonly to: string };
