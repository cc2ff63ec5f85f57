import type { Language } from './translation.ts';

export const commands = ['check', 'explain', 'rules', 'lsp'] as const;
export type Command = (typeof commands)[number];

/** The help of a command, or of all of them. */
export const helpOn = (command: Command | undefined, language: Language): string => pages[language][command ?? 'terroir'];

type Pages = Readonly<Record<Command | 'terroir', string>>;

const english: Pages = {
    terroir: `Terroir checks where data live, who holds them, whose law can reach them and for how long.

Usage: terroir <command> [options]

Commands:
  check [paths…]   judge specs at a date
  explain RULE     what a rule demands, why, and by which norms
  rules            list every rule
  lsp --stdio      start the language server for an editor
  help [command]   show this, or the help of a command

Options:
  -h, --help       show help
  -v, --version    show the version

Examples:
  terroir check
  terroir check examples/emc2 --as-of 2024-02-01
  terroir explain reach/no-foreign-control

Terroir is no legal advice.
`,
    check: `Judges specs at a date and says what it found.

Usage: terroir check [paths…] [options]

Paths are files and folders; of a folder every .terroir file below it is judged, but for
node_modules and folders whose name begins with a dot. Without a path it is this folder.
What the files import is read, too, but not judged.

Options:
  --as-of DATE         the day to judge at, such as 2026-01-31; today in UTC if not given
  --format FORMAT      text (default) or json, described by docs/report.schema.json
  --fail-on SEVERITY   error (default), warning, information or never
  --fail-on-unknown    end with 3 where a verdict is unknown
  --lang LANGUAGE      en or fr; by default that of the environment (json: en)
  --color WHEN         auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  --max-size BYTES     the largest file that is read; 5000000 if not given
  --max-depth N        how deep blocks may nest; 32 if not given
  --root DIR           the folder that paths in the report are relative to; by default this one
  -q, --quiet          print the last line only
  -h, --help           show this

Exit code:
  2   something could not be judged: a bad option, an unreadable file, a fault of Terroir
  1   findings at or above --fail-on
  3   undecided: an unknown under --fail-on-unknown, or a declaration that was not judged
  0   none of these

Examples:
  terroir check
  terroir check specs hosting.terroir --as-of 2027-01-01
  terroir check --fail-on warning --fail-on-unknown
  terroir check --format json > report.json
`,
    explain: `Says what a rule demands, why, and by which norms.

Usage: terroir explain RULE [options]

RULE is the name of a rule, as in a finding, or of a code such as names/not-imported.

Options:
  --lang LANGUAGE   en or fr; by default that of the environment
  -h, --help        show this

Examples:
  terroir explain reach/no-foreign-control
  terroir explain names/not-imported --lang fr
`,
    rules: `Lists every rule with what it demands.

Usage: terroir rules [options]

Options:
  --format FORMAT   text (default) or json
  --lang LANGUAGE   en or fr; by default that of the environment (json: en)
  -h, --help        show this

Examples:
  terroir rules
  terroir rules --format json
`,
    lsp: `Starts the language server that editors speak to.

Usage: terroir lsp --stdio
`,
};

const french: Pages = {
    terroir: `Terroir vérifie où vivent les données, qui les détient, quel droit peut les atteindre, et pour combien de temps.

Usage : terroir <commande> [options]

Commandes :
  check [chemins…]   juger des spécifications à une date
  explain RÈGLE      ce qu’une règle exige, pourquoi, et en vertu de quelles normes
  rules              lister toutes les règles
  lsp --stdio        démarrer le serveur de langage pour un éditeur
  help [commande]    afficher cette aide, ou celle d’une commande

Options :
  -h, --help         afficher l’aide
  -v, --version      afficher la version

Exemples :
  terroir check
  terroir check examples/emc2 --as-of 2024-02-01
  terroir explain reach/no-foreign-control

Terroir n’est pas un conseil juridique.
`,
    check: `Juge des spécifications à une date et dit ce qu’il a constaté.

Usage : terroir check [chemins…] [options]

Les chemins sont des fichiers et des dossiers ; d’un dossier est jugé chaque fichier .terroir qui s’y
trouve, à toute profondeur, hormis node_modules et les dossiers dont le nom commence par un point.
Sans chemin, c’est le dossier courant. Ce que les fichiers importent est lu aussi, mais n’est pas jugé.

Options :
  --as-of DATE         le jour du jugement, par exemple 2026-01-31 ; à défaut aujourd’hui en UTC
  --format FORMAT      text (par défaut) ou json, décrit par docs/report.schema.json
  --fail-on GRAVITÉ    error (par défaut), warning, information ou never
  --fail-on-unknown    terminer par 3 lorsqu’un verdict est inconnu
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement (json : en)
  --color QUAND        auto (par défaut), always ou never ; NO_COLOR et FORCE_COLOR comptent aussi
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --root DOSSIER       le dossier auquel se rapportent les chemins du rapport ; à défaut le dossier courant
  -q, --quiet          n’afficher que la dernière ligne
  -h, --help           afficher cette aide

Code de sortie :
  2   quelque chose n’a pu être jugé : une option fausse, un fichier illisible, une faute de Terroir
  1   des constats au niveau de --fail-on ou au-dessus
  3   indécis : un inconnu sous --fail-on-unknown, ou une déclaration qui n’a pas été jugée
  0   rien de tout cela

Exemples :
  terroir check
  terroir check specs hebergement.terroir --as-of 2027-01-01
  terroir check --fail-on warning --fail-on-unknown
  terroir check --format json > rapport.json
`,
    explain: `Dit ce qu’une règle exige, pourquoi, et en vertu de quelles normes.

Usage : terroir explain RÈGLE [options]

RÈGLE est le nom d’une règle, tel qu’un constat le porte, ou d’un code comme names/not-imported.

Options :
  --lang LANGUE     en ou fr ; à défaut celle de l’environnement
  -h, --help        afficher cette aide

Exemples :
  terroir explain reach/no-foreign-control
  terroir explain names/not-imported --lang fr
`,
    rules: `Liste toutes les règles avec ce qu’elles exigent.

Usage : terroir rules [options]

Options :
  --format FORMAT   text (par défaut) ou json
  --lang LANGUE     en ou fr ; à défaut celle de l’environnement (json : en)
  -h, --help        afficher cette aide

Exemples :
  terroir rules
  terroir rules --format json
`,
    lsp: `Démarre le serveur de langage auquel parlent les éditeurs.

Usage : terroir lsp --stdio
`,
};

const pages: Readonly<Record<Language, Pages>> = { en: english, fr: french };
