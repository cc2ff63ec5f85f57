// The words of what scripts/rule-pages.ts makes, in the languages that the pages are written in.
import french from '../language/l10n/bundle.l10n.fr.json' with { type: 'json' };

/** What the generated parts of the pages are made of in one language. */
export interface PageWords {
    /** Where the pages stand. */
    readonly folder: string;
    /** The labels of the library, and what the rules say. */
    readonly translate: (template: string) => string;
    readonly normsHeading: string;
    /** Of a rule that no norm stands behind. */
    readonly noNorms: string;
    readonly colon: string;
    readonly semicolon: string;
    readonly force: (degree: string) => string;
    readonly period: (from: string | undefined, until: string | undefined) => string;
    readonly read: (day: string) => string;
    readonly notRead: string;
    readonly kind: (keyword: string) => string;
    readonly offer: Readonly<Record<'fix' | 'statement', string>>;
    readonly catalogue: {
        readonly heading: string;
        readonly columns: readonly string[];
        readonly about: (rules: number) => string;
    };
}

const bundle: Readonly<Record<string, string>> = french;

const inEnglish: PageWords = {
    folder: 'docs/rules',
    translate: (template) => template,
    normsHeading: '## Norms',
    noNorms: 'None: what a spec says has to make sense before any norm is asked.',
    colon: ':',
    semicolon: ';',
    force: (degree) => degree,
    period: (from, until) => [...(from === undefined ? [] : [`from ${from}`]), ...(until === undefined ? [] : [`until ${until}`])].join(' '),
    read: (day) => `read on ${day}`,
    notRead: 'not read again: known by heart, so a warning at most',
    kind: (keyword) => keyword,
    offer: { fix: 'fix', statement: 'statement' },
    catalogue: {
        heading: 'The rules',
        columns: ['rule', 'judges', 'what must be true', 'norms', 'fix'],
        about: (rules) =>
            `${rules} rules, each an obligation that can be true. A rule's name is its path, its page, the name in a waiver and in every report. The last column says what an editor offers: a *fix* changes what the parties promise each other, a *statement* has places for what only people can know. Neither says anything of the world that nobody has said; where there is nothing to offer, the page of the rule says why. [In French](../fr/rules/README.md). Made by \`npm run generate\`.`,
    },
};

const inFrench: PageWords = {
    folder: 'docs/fr/rules',
    translate: (template) => bundle[template] ?? template,
    normsHeading: '## Normes',
    noNorms: 'Aucune : ce que dit une spécification doit avoir un sens avant que l’on interroge la moindre norme.',
    colon: ' :',
    semicolon: ' ;',
    force: (degree) => bundle[degree] ?? degree,
    period: (from, until) => (from === undefined ? `jusqu’au ${until}` : until === undefined ? `à compter du ${from}` : `du ${from} au ${until}`),
    read: (day) => `vérifiée le ${day}`,
    notRead: 'non vérifiée : connue de mémoire, donc un avertissement au plus',
    kind: (keyword) => `\`${keyword}\``,
    offer: { fix: 'correction', statement: 'énoncé' },
    catalogue: {
        heading: 'Les règles',
        columns: ['règle', 'juge', 'ce qui doit être vrai', 'normes', 'correction'],
        about: (rules) =>
            `${rules} règles, dont chacune est une obligation qui peut être vraie. Le nom d’une règle est son chemin, sa page, son nom dans une dispense et dans tout rapport. La dernière colonne dit ce que propose un éditeur : une *correction* change ce que les parties se promettent, un *énoncé* a des places pour ce que seules des personnes peuvent savoir. Ni l’une ni l’autre ne dit du monde ce que nul n’a dit ; là où il n’y a rien à proposer, la page de la règle dit pourquoi. [En anglais](../../rules/README.md). Fait par \`npm run generate\`.`,
    },
};

export const pageWords: readonly PageWords[] = [inEnglish, inFrench];
