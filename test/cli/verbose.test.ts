import { describe, expect, test } from 'vitest';
import { terroir } from './terminal.ts';

const sound = 'organisation Clinic { seat FR  kind mutual }\n';
const files = {
    'a.terroir': `import "./lib/b.terroir"\n${sound}`,
    'contracts/c.terroir': 'import "../lib/b.terroir"\nimport "../lib/gone.terroir"\n',
    'contracts/d.terroir': new Uint8Array([0]),
    'lib/b.terroir': 'import "./deep.terroir"\nimport "terroir:/norms.terroir"\n',
    'lib/deep.terroir': '',
    'contracts/drafts/e.terroir': sound,
    'contracts/old.terroir': sound,
    'empty/notes.md': '',
    '.git/HEAD': '',
    '.gitignore': 'drafts/\n',
    'terroir.json': '{ "extends": "policy.json", "exclude": ["old.terroir"] }',
    'policy.json': '{}',
};

describe('--verbose', () => {
    test('tells on the standard error what is read and why, and what is left out', async () => {
        const { err } = await terroir(['check', 'a.terroir', 'contracts', 'empty', '--no-error-on-unmatched', '--verbose'], files);
        expect(err.split('\n')).toEqual([
            'terroir: Settings: policy.json, terroir.json',
            'terroir: Left out by .gitignore: contracts/drafts/',
            'terroir: Left out by the settings: contracts/old.terroir',
            'terroir: Passed over, for there is no spec in it: empty',
            'terroir: Read: a.terroir (given)',
            'terroir: Read: contracts/c.terroir (given as contracts)',
            'terroir: Not read: contracts/d.terroir (given as contracts)',
            'terroir: Read: lib/b.terroir (imported by a.terroir)',
            'terroir: Read: lib/deep.terroir (imported by lib/b.terroir)',
            'terroir: Files read: 4. Asked for: 3.',
            '',
        ]);
    });

    const commands = [['check'], ['check', '--format', 'json'], ['horizon'], ['coverage'], ['draw', 'reach'], ['waivers'], ['export', '--to', 'json']];
    test.each(commands)('changes nothing that %s %s %s prints, nor how it ends', async (...argv) => {
        const plain = await terroir([...argv, 'contracts/*.terroir'], files);
        const { code, out, err } = await terroir([...argv, 'contracts/*.terroir', '--verbose'], files);
        expect({ code, out }).toEqual({ code: plain.code, out: plain.out });
        expect(err).toContain('terroir: Read: contracts/c.terroir (given as contracts/*.terroir)\n');
        expect(err.replaceAll(/^terroir: (Settings|Left out|Read|Not read|Files read).*\n/gm, '')).toBe(plain.err);
    });

    test('knows the standard input, and that nothing is set', async () => {
        const { err } = await terroir(['check', '-', '--verbose', '--no-config'], {}, { stdin: () => new TextEncoder().encode(sound) });
        expect(err).toBe('terroir: Settings: no file\nterroir: Read: stdin.terroir (given as -)\nterroir: Files read: 1. Asked for: 1.\n');
    });

    test('in French, where the settings or the environment say so', async () => {
        for (const [argv, env] of [
            [['--lang', 'fr'], {}],
            [[], { LANG: 'fr_FR.UTF-8' }],
            [[], { TERROIR_LANG: 'fr' }],
        ] as const) {
            const { err } = await terroir(['check', 'a.terroir', 'contracts', 'empty', '--no-error-on-unmatched', '--verbose', ...argv], files, { env });
            expect(err.replaceAll('\u00a0', ' ').split('\n')).toEqual([
                'terroir: Réglages : policy.json, terroir.json',
                'terroir: Écarté par .gitignore : contracts/drafts/',
                'terroir: Écarté par les réglages : contracts/old.terroir',
                'terroir: Ignoré, faute d’y trouver une spécification : empty',
                'terroir: Lu : a.terroir (donné)',
                'terroir: Lu : contracts/c.terroir (donné par contracts)',
                'terroir: Non lu : contracts/d.terroir (donné par contracts)',
                'terroir: Lu : lib/b.terroir (importé par a.terroir)',
                'terroir: Lu : lib/deep.terroir (importé par lib/b.terroir)',
                'terroir: Fichiers lus : 4. Demandés : 3.',
                '',
            ]);
        }
    });
});
