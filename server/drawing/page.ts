import { element, type Markup, together } from './markup.ts';
import { script } from './page-script.ts';

/** What the page around a picture needs to know. */
export interface Framed {
    readonly language: string;
    readonly title: string;
    readonly svg: string;
    readonly tables: Markup;
    /** Where each `data-n` leads, as the editor takes it; `null` for what it cannot show. */
    readonly places: readonly unknown[];
    /** What may be drawn instead. */
    readonly scopes: readonly { readonly value: string; readonly label: string; readonly isChosen: boolean }[];
    /** Of the script and the styles: whatever else gets into the page does not run. */
    readonly nonce: string;
    /** The name of the file that is saved, without its ending. */
    readonly file: string;
    readonly words: {
        readonly scope: string;
        readonly svg: string;
        readonly png: string;
        readonly larger: string;
        readonly smaller: string;
        readonly fit: string;
        readonly table: string;
    };
}

const style = `
body { margin: 0; padding: 0 16px 24px; color: var(--vscode-editor-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size, 13px)/1.5 var(--vscode-font-family, sans-serif); }
.tools { position: sticky; top: 0; left: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 4px; align-items: center; padding: 8px 0; background: var(--vscode-editor-background); border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
.buttons { display: flex; gap: 4px; }
select, button { font: inherit; height: 26px; padding: 0 9px; border-radius: 3px; cursor: pointer; }
select { flex: 1 1 14em; min-width: 6em; max-width: max-content; margin-inline-end: auto; text-overflow: ellipsis; color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); border: 1px solid var(--vscode-dropdown-border, currentColor); }
button { flex: none; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-contrastBorder, transparent); }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
a { color: var(--vscode-textLink-foreground); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
.picture { overflow: auto; margin: 12px 0 0; }
.picture svg { display: block; margin: 0 auto; }
.picture.readable svg, .picture.fits svg { max-width: 100%; height: auto; }
h2 { font-size: 1.15em; margin: 1.6em 0 .4em; }
summary { cursor: pointer; font-weight: 600; margin-top: 1em; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; min-width: 60%; }
time { white-space: nowrap; }
th, td { text-align: start; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, #8884)); }
@media (prefers-reduced-motion: no-preference) { .tools button { transition: background .12s; } }`;

/** The whole page of a view. It asks for nothing, and the editor only shows it. */
export function page({ language, title, svg, tables, places, scopes, nonce, file, words }: Framed): string {
    const policy = `default-src 'none'; img-src data: blob:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
    const button = (does: string, label: string, name: string) =>
        element('button', { type: 'button', 'data-do': does, title: name, 'aria-label': name }, label);
    const head = element(
        'head',
        {},
        element('meta', { charset: 'utf-8' }),
        element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
        element('title', {}, title),
        { markup: `<style nonce="${nonce}">${style}</style>` },
    );
    const tools = element(
        'div',
        { class: 'tools', role: 'toolbar', 'aria-label': title },
        element(
            'select',
            { 'aria-label': words.scope, title: words.scope },
            ...scopes.map(({ value, label, isChosen }) => element('option', { value, selected: isChosen ? '' : undefined }, label)),
        ),
        element(
            'div',
            { class: 'buttons' },
            button('smaller', '−', words.smaller),
            button('fit', '↔', words.fit),
            button('larger', '+', words.larger),
            button('svg', 'SVG', words.svg),
            button('png', 'PNG', words.png),
        ),
    );
    // In a script element nothing is escaped, and nothing but its end means anything.
    const data = JSON.stringify({ svg, places, file }).replaceAll('<', '\\u003c');
    const body = element(
        'body',
        {},
        tools,
        element('div', { class: 'picture readable' }, { markup: svg.replace('<style>', `<style nonce="${nonce}">`) }),
        element('details', { open: '' }, element('summary', {}, words.table), tables),
        { markup: `<script nonce="${nonce}" type="application/json" id="data">${data}</script><script nonce="${nonce}">${script}</script>` },
    );
    return `<!doctype html>\n<html lang="${language}">\n${together([head, body]).markup}\n</html>\n`;
}
