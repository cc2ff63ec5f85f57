/** A change of one file's text, at offsets of the text as it is now. */
export interface TextEdit {
    readonly path: string;
    readonly start: number;
    readonly end: number;
    readonly text: string;
}
