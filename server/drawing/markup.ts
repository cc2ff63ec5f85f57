/** Text of others in XML, as what it is and nothing else; what XML cannot hold at all becomes a mark that something was there. */
const escapeXml = (words: string): string =>
    words
        .replace(
            /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
            '\ufffd',
        )
        .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** Mark-up that is known to be whole. Only `element` and `words` make it, so that nothing of others gets in unescaped. */
export interface Markup {
    readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

const nothing: Markup = { markup: '' };

/** An element of SVG or HTML; numbers are rounded to tenths, so that no machine's arithmetic shows. */
export function element(name: string, attributes: Attributes, ...children: readonly (Markup | string | undefined)[]): Markup {
    const written = Object.entries(attributes)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeXml(String(value))}"`)
        .join('');
    const inside = children.map((child) => (child === undefined ? '' : typeof child === 'string' ? escapeXml(child) : child.markup)).join('');
    return { markup: inside === '' && void_.has(name) ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>` };
}

const void_: ReadonlySet<string> = new Set(['rect', 'path', 'line', 'circle', 'br', 'meta', 'input']);

export const round = (n: number): string => String(Math.round(n * 10) / 10);

export const together = (parts: readonly (Markup | undefined)[]): Markup => ({ markup: parts.map((part) => part?.markup ?? '').join('\n') });

export const maybe = (condition: boolean, make: () => Markup): Markup => (condition ? make() : nothing);

/** Lines of text below each other, each a run of its own so that none of them turns the direction of another. */
export const lines = (
    texts: readonly string[],
    at: { readonly x: number; readonly y: number; readonly step: number; readonly class: string; readonly anchor?: string },
): Markup => together(texts.map((line, i) => element('text', { class: at.class, x: at.x, y: at.y + i * at.step, 'text-anchor': at.anchor }, line)));

/** What a picture is called and shows, for those who cannot see it, and how large it is. */
export interface About {
    readonly width: number;
    readonly height: number;
    readonly title: string;
    readonly description: string;
    readonly language: string;
    /** Of a picture among others on a page: what its name and its description are found by. One that stands for itself needs none. */
    readonly within?: string | undefined;
}

/** A picture: with its style inside, or, within a page, without, for there it stands once for all. */
export function picture({ width, height, title, description, language, within }: About, style: string, body: Markup): string {
    const id = within ?? 'terroir';
    const { markup } = element(
        'svg',
        {
            xmlns: 'http://www.w3.org/2000/svg',
            class: 'terroir-picture',
            width,
            height,
            viewBox: `0 0 ${round(width)} ${round(height)}`,
            lang: language,
            'xml:lang': language,
            role: 'img',
            'aria-labelledby': `${id}-title ${id}-description`,
        },
        { markup: '\n' },
        element('title', { id: `${id}-title` }, title),
        { markup: '\n' },
        element('desc', { id: `${id}-description` }, description),
        // Ours, and without any mark of XML in it.
        { markup: within === undefined ? `\n<style>${style}</style>\n` : '\n' },
        element('rect', { class: 'paper', width: '100%', height: '100%' }),
        { markup: '\n' },
        body,
        { markup: '\n' },
    );
    return `${markup}\n`;
}
