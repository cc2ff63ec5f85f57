/*
 * One style for all pictures, inside each of them. In an editor the colours are those of its theme; in a file they are the ones behind
 * them, light or dark as the reader has it. Nothing is said by colour alone: what is violated is dashed and badged, too.
 */

/** What each colour is called by the theme of an editor, and what it is without one: on light paper, on dark. */
const colours = {
    ink: ['--vscode-editor-foreground', '#1b2a2f', '#e6edef'],
    faint: ['--vscode-descriptionForeground', '#55666c', '#a3b4ba'],
    paper: ['--vscode-editor-background', '#ffffff', '#12191c'],
    contract: ['--vscode-charts-yellow', '#8a6100', '#e2b340'],
    dataset: ['--vscode-charts-blue', '#2c5fc2', '#7fb0ff'],
    service: ['--vscode-charts-green', '#1b7a55', '#6fd3a5'],
    organisation: ['--vscode-charts-foreground', '#43565d', '#b4c4ca'],
    // Not the orange of charts: that of VS Code's own themes is a mark to look through, and no text can be read in it.
    place: ['--vscode-symbolIcon-classForeground', '#a65305', '#f0a35e'],
    violated: ['--vscode-editorError-foreground', '#b3261e', '#ff8a80'],
    unknown: ['--vscode-charts-purple', '#6a3fa0', '#c9a6ff'],
    focus: ['--vscode-focusBorder', '#0b62c4', '#7fb0ff'],
} as const;

type Colour = keyof typeof colours;

const all = Object.entries(colours) as [Colour, (typeof colours)[Colour]][];
const variables = (which: 1 | 2) => all.map(([name, of]) => `--${name}: var(${of[0]}, ${of[which]});`).join(' ');
const everything = (system: (name: Colour) => string) => all.map(([name]) => `--${name}: ${system(name)};`).join(' ');

const kinds = ['contract', 'dataset', 'service', 'organisation', 'place'] as const;
const marks = { violated: '9 4', waived: '12 4 3 4', unknown: '2 4' } as const;

const lightFirst = `
.terroir-picture { ${variables(1)} font-family: var(--vscode-font-family, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif); }
@media (prefers-color-scheme: dark) { .terroir-picture:not(.on-light) { ${variables(2)} } }
@media print { .terroir-picture:not(.on-light) { ${variables(1)} } }
@media (forced-colors: active) { .terroir-picture { forced-color-adjust: none; ${everything((name) => (name === 'paper' ? 'Canvas' : name === 'focus' ? 'Highlight' : 'CanvasText'))} } }`;

const shared = `
.terroir-picture text { fill: var(--ink); font-size: 11px; }
.terroir-picture .paper { fill: var(--paper); }
.terroir-picture .heading { font-size: 19px; font-weight: 600; }
.terroir-picture .faint { fill: var(--faint); }
.terroir-picture .name { font-size: 13px; font-weight: 600; }
.terroir-picture .kind { font-size: 9.5px; font-weight: 600; letter-spacing: .6px; fill: color-mix(in srgb, var(--colour, var(--faint)) 60%, var(--ink)); }
${kinds.map((kind) => `.terroir-picture .${kind} { --colour: var(--${kind}); }`).join('\n')}
.terroir-picture .back { fill: var(--paper); }
.terroir-picture .tint { fill: var(--colour); fill-opacity: .07; stroke: var(--colour); stroke-width: 1.2; }
.terroir-picture .edge { fill: var(--colour); }
.terroir-picture .way { fill: none; stroke: var(--faint); stroke-width: 1.3; }
.terroir-picture .head { fill: var(--faint); }
.terroir-picture .plate { fill: var(--paper); fill-opacity: .92; }
.terroir-picture .badge { fill: var(--mark); }
.terroir-picture .sign { fill: var(--paper); font-size: 11px; font-weight: 700; }
.terroir-picture .violated { --mark: var(--violated); }
.terroir-picture .unknown { --mark: var(--unknown); }
.terroir-picture .waived { --mark: var(--faint); }
${Object.entries(marks)
    .map(([mark, dashes]) => `.terroir-picture .${mark} > .way { stroke: var(--mark); stroke-width: 2.4; stroke-dasharray: ${dashes}; }`)
    .join('\n')}
.terroir-picture .violated > .tint { stroke: var(--mark); stroke-width: 2.4; }
.terroir-picture .waived > .tint, .terroir-picture .unknown > .tint { stroke: var(--mark); stroke-width: 1.8; stroke-dasharray: 4 3; }
.terroir-picture .violated > .head, .terroir-picture .unknown > .head { fill: var(--mark); }
.terroir-picture .violated > .say { fill: var(--mark); font-weight: 600; }
.terroir-picture [tabindex] { cursor: pointer; outline: none; }
.terroir-picture [tabindex]:hover > .tint { fill-opacity: .16; }
.terroir-picture [tabindex]:focus-visible > .ring { stroke: var(--focus); stroke-width: 2.5; }
.terroir-picture .ring { fill: none; stroke: none; pointer-events: none; }
.vscode-high-contrast .terroir-picture .tint, .vscode-high-contrast-light .terroir-picture .tint { fill-opacity: 0; stroke-width: 1.8; }
@media (forced-colors: active) { .terroir-picture .tint { fill-opacity: 0; stroke-width: 1.8; } }`;

const time = `
.terroir-picture .grid { stroke: var(--faint); stroke-opacity: .28; }
.terroir-picture .now { stroke: var(--ink); stroke-width: 1.6; }
.terroir-picture .turn { stroke: var(--faint); stroke-width: 1.2; stroke-dasharray: 3 3; }
.terroir-picture .number { fill: var(--paper); stroke: var(--ink); stroke-width: 1.3; }
.terroir-picture .stripe { fill: var(--faint); fill-opacity: .06; }
.terroir-picture .bar { fill: var(--colour); fill-opacity: .3; stroke: var(--colour); stroke-width: 1.2; }
.terroir-picture .bar.again { fill-opacity: .17; }
.terroir-picture .bar.perhaps { fill-opacity: 0; stroke-dasharray: 4 3; }
.terroir-picture .over { fill: url(#terroir-over); stroke: var(--mark, var(--ink)); stroke-width: 1.6; stroke-dasharray: 9 4; }
.terroir-picture .over.calm { fill: url(#terroir-over-calm); }
.terroir-picture .hatch { stroke: var(--violated); stroke-width: 2; }
.terroir-picture .hatch.calm { stroke: var(--faint); }
.terroir-picture .point { fill: var(--ink); }
.terroir-picture .dated { font-size: 12px; }
.terroir-picture .day { font-size: 10px; }
.terroir-picture .today, .terroir-picture .count { font-weight: 700; }
.terroir-picture .limit { --colour: var(--dataset); }
.terroir-picture .ground { --colour: var(--service); }
.terroir-picture .exception { --colour: var(--place); }
.terroir-picture .law { --colour: var(--organisation); }
.terroir-picture .row > .kind { fill: var(--faint); }`;

/** The style of a picture, each rule on one line. */
export const style = `${lightFirst}${shared}${time}\n`;

/** The signs that stand on badges, so that a mark can be told without its colour. */
export const signs = { violated: '!', waived: '–', unknown: '?' } as const;
