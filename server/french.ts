import table from '../language/l10n/bundle.l10n.fr.json' with { type: 'json' };

/** What is said in English, in French. Asked for when somebody is spoken to in French: in the bundles of Node it is a file of its own. */
export const french = (): Readonly<Record<string, string>> => table;
