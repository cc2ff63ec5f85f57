/**
 * A spec as data, before it is written in any language: so that the same content can be given to Terroir and to its peers.
 * A fact is a list of words with what stands behind each, in order: `{ owned: '61%', votes: '68%', by: to('Holding', …) }`.
 */
export interface Spec {
    /** Where the file stands below the folder of the register, without an ending. */
    readonly path: string;
    /** What the file says of itself. */
    readonly about: string;
    /** The paths of other specs, as `path` gives them. */
    readonly imports: readonly string[];
    readonly declarations: readonly Declaration[];
}

export type Kind = 'organisation' | 'service' | 'dataset' | 'contract' | 'waiver';

export interface Declaration {
    readonly kind: Kind;
    readonly name: string;
    readonly label?: string;
    /** Behind the label: who operates a service, what a waiver waives. */
    readonly head?: Fact;
    readonly facts: readonly Fact[];
}

export type Fact = { readonly [words: string]: Value };

/** A word as it stands, or several; a text in quotes; a declaration of this or another file; a block. `true` is no value at all. */
export type Value = string | readonly string[] | Quoted | Reference | Block | true;

export interface Quoted {
    readonly text: string;
}

export interface Reference {
    readonly to: string;
    /** The path of the spec that declares it. */
    readonly home: string;
}

export interface Block {
    readonly block: readonly Fact[];
}

export const quoted = (text: string): Quoted => ({ text });
export const to = (name: string, home: string): Reference => ({ to: name, home });

/** The path of one spec as another writes it, without an ending: `../holdings`, `./parties`. */
export function relative(from: string, target: string): string {
    const here = from.split('/').slice(0, -1);
    const there = target.split('/');
    let same = 0;
    while (same < here.length && here[same] === there[same]) same++;
    const up = here.length - same;
    return `${up === 0 ? './' : '../'.repeat(up)}${there.slice(same).join('/')}`;
}

/** The text of a spec in Terroir, laid out as `terroir format` lays it out. */
export function terroir({ path, about, imports, declarations }: Spec): string {
    const head = imports.map((target) => `import "${relative(path, target)}.terroir"\n`).join('');
    return `${head}${head && '\n'}/** ${about} */\n${declarations.map((one) => `${declared(one)}\n`).join('\n')}`;
}

function declared({ kind, name, label, head, facts }: Declaration): string {
    const title = [kind, name, ...(label === undefined ? [] : [`"${label}"`]), ...(head ? [fact(head, '')] : [])].join(' ');
    return `${title} {\n${facts.map((one) => `    ${fact(one, '    ')}\n`).join('')}}`;
}

const fact = (one: Fact, indent: string): string =>
    Object.entries(one)
        .map(([words, value]) => (value === true ? words : `${words} ${written(value, indent)}`))
        .join(' ');

function written(value: Exclude<Value, true>, indent: string): string {
    if (typeof value === 'string') return value;
    if ('text' in value) return `"${value.text}"`;
    if ('to' in value) return value.to;
    if ('block' in value) return `{\n${value.block.map((one) => `${indent}    ${fact(one, `${indent}    `)}\n`).join('')}${indent}}`;
    return value.join(', ');
}
