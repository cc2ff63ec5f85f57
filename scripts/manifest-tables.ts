// The settings and commands of the read-me files, from the manifest, so that they are written once.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fill, table } from './documents.ts';

interface Setting {
    readonly default: unknown;
    readonly order?: number;
    readonly description?: string;
    readonly markdownDescription?: string;
    readonly enum?: readonly string[];
    readonly enumDescriptions?: readonly string[];
}
interface Command {
    readonly command: string;
    readonly category?: string;
    readonly title: string;
}

const languages = {
    en: { readme: 'README.md', texts: 'package.nls.json', setting: 'Setting', byDefault: 'Default', command: 'Command', none: 'empty', colon: ':' },
    fr: {
        readme: 'README.fr.md',
        texts: 'package.nls.fr.json',
        setting: 'Réglage',
        byDefault: 'Par défaut',
        command: 'Commande',
        none: 'vide',
        colon: '\u00a0:',
    },
};

/** Writes the tables of both read-me files below a root. */
export function writeManifestTables(root: string): void {
    const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
    const { contributes } = json('package.json');
    const settings = Object.entries<Setting>(contributes.configuration.properties).sort(([, a], [, b]) => (a.order ?? 0) - (b.order ?? 0));
    // What the palette never shows is called by other things, not by people.
    const hidden = new Set(contributes.menus.commandPalette.filter(({ when }: { when: string }) => when === 'false').map((one: Command) => one.command));
    const commands = contributes.commands.filter(({ command }: Command) => !hidden.has(command));

    for (const { readme, texts, setting, byDefault, command, none, colon } of Object.values(languages)) {
        const nls: Record<string, string> = json(texts);
        const said = (text = ''): string => text.replace(/^%(.*)%$/, (_, key) => nls[key] ?? key);
        const about = ({ description, markdownDescription, enum: words = [], enumDescriptions = [] }: Setting): string =>
            [said(markdownDescription ?? description), ...enumDescriptions.map((one, i) => `\`${words[i]}\`${colon} ${said(one)}`)].join('<br>');
        const rows = settings.map(([name, one]) => [`\`${name}\``, one.default === '' ? `*${none}*` : `\`${one.default}\``, about(one)]);
        fill(join(root, readme), 'settings', table([setting, byDefault, ''], rows));
        const named = commands.map(({ command: id, category, title }: Command) => [`*${category ? `${category}: ` : ''}${said(title)}*`, `\`${id}\``]);
        fill(join(root, readme), 'commands', table([command, ''], named));
    }
}
