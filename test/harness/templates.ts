/** A place to fill in a template: where it is in the text that is inserted, how long what stands in it, and what there is to choose from. */
export interface Stop {
    readonly at: number;
    readonly length: number;
    readonly choices: readonly string[];
}

/** What an editor inserts of a template, `seat ${1:FR}`, with its places, tabs made to four blanks. The last place, `$0`, is none to fill. */
export function stopsOf(template: string): { readonly text: string; readonly stops: readonly Stop[] } {
    const stops: Stop[] = [];
    let text = '';
    const plain = (escaped: string) => escaped.replace(/\\([\\$},|])/g, '$1');
    for (const [piece, choice, some, holding, held, bare] of template.matchAll(
        /\$\{(\d+)\|((?:\\.|[^\\|])*)\|\}|\$\{(\d+):((?:\\.|[^\\}])*)\}|\$(\d+)|\\.|[^\\$]+|\$/g,
    )) {
        const choices = choice === undefined ? [] : (some ?? '').split(/(?<!\\),/).map(plain);
        const put =
            choice !== undefined
                ? (choices[0] ?? '')
                : holding !== undefined
                  ? plain(held ?? '')
                  : bare !== undefined
                    ? ''
                    : plain(piece).replaceAll('\t', '    ');
        if (choice !== undefined || holding !== undefined || (bare !== undefined && bare !== '0')) stops.push({ at: text.length, length: put.length, choices });
        text += put;
    }
    return { text, stops };
}

/** What an editor inserts when every place keeps what stands in it. */
export const inserted = (template: string): string => stopsOf(template).text;
