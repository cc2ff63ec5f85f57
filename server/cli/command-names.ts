/** What may stand first on the command line. */
export const commands = [
    'check',
    'diff',
    'merge',
    'horizon',
    'coverage',
    'draw',
    'waivers',
    'format',
    'explain',
    'rules',
    'library',
    'init',
    'completion',
    'rage',
    'reconcile',
    'export',
    'import',
    'lsp',
] as const;
export type Command = (typeof commands)[number];
