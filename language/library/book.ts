/** A file of the library with its contents, so that nobody has to read it to know what stands where. */
export interface Book {
    readonly path: string;
    readonly source: string;
    /** A line for each declaration in the order of the text, `Norm gdpr-44 210 480`: its kind, its name, where it begins and where it ends; of a term, only `Term category.health`. */
    readonly contents: string;
    /**
     * What some indexes list of it, by their names: a line for each key, `jurisdictions#US cloud-act sca`, with the declarations that are listed
     * under it. Whoever stands in no line is listed nowhere; of an index that has no name here nothing is known.
     */
    readonly listed: Readonly<Record<string, string>>;
}
