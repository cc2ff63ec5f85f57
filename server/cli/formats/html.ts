/** Text of others in HTML, as what it is and nothing else. */
export const escapeHtml = (words: string): string => words.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** What a rule is called, which a line may break behind its category. */
export const ruleCode = (id: string): string => `<code>${escapeHtml(id).replace('/', '/<wbr>')}</code>`;

/** A title that leads to where it is published, if that is an address of the web. */
export const linked = (title: string, url: string | null): string =>
    url !== null && /^https?:/.test(url) ? `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>` : escapeHtml(title);

/** The page around a report: no script, nothing fetched, readable in light, dark, and on paper. */
export const htmlPage = (language: string, title: string, body: string): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; --ink: #1b2a2f; --paper: #fff; --line: #c9d3d6; --faint: #5a6b71; --bad: #a4161a; --unknown: #6a3fa0; --good: #1b6b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edef; --paper: #12191c; --line: #3a484d; --faint: #9fb0b6; --bad: #ff8a80; --unknown: #c9a6ff; --good: #7ddc9f; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
a { color: inherit; unicode-bidi: isolate; } .faint { color: var(--faint); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
@media screen { .wide table { min-width: 60rem; } }
th { white-space: nowrap; } code { font-size: .9em; overflow-wrap: break-word; }
.verdict { font-weight: 600; white-space: nowrap; }
td p, th p { margin: 0 0 .3rem; } td ol { margin: 0; padding-left: 1.2rem; } .sum { font-weight: 600; }
figure { margin: 1rem 0; } figure svg { max-width: max(100%, 56rem); height: auto; } .shared { position: absolute; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; } dt { font-variant-numeric: tabular-nums; font-weight: 600; } dd { margin: 0; }
footer li { overflow-wrap: anywhere; }
.violated, .broken, .failed, .not-judged { color: var(--bad); } .unknown { color: var(--unknown); } .satisfied { color: var(--good); } .does-not-apply { color: var(--faint); }
@media print {
:root { color-scheme: light; --ink: #1b2a2f; --paper: #fff; --line: #c9d3d6; --faint: #5a6b71; --bad: #a4161a; --unknown: #6a3fa0; --good: #1b6b3a; }
body { margin: 0; max-width: none; font-size: 10pt; } tr, figure { break-inside: avoid; } thead { display: table-header-group; } h2, h3 { break-after: avoid; }
.wide { overflow: visible; } figure svg { max-width: 100%; max-height: 24cm; }
}
</style>
</head>
<body>
${body}
</body>
</html>
`;
