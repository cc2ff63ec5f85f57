import type { Command } from './command-names.ts';
import { widthOf, wrap } from './formats/cells.ts';
import type { Language } from './translation.ts';

/** The help of a command, or of all of them. */
export const helpOn = (command: Command | undefined, language: Language): string => pages[language][command ?? 'terroir'];

/** What the help of a command says of each of its options, by their names without dashes. */
export const optionsIn = (command: Command, language: Language): ReadonlyMap<string, string> =>
    new Map(
        entriesIn(helpOn(command, language))
            .filter(({ head }) => head.startsWith('-'))
            .flatMap(({ head, says }) => [...head.matchAll(/--([\w-]+)/g)].map(([, name = '']) => [name, says] as const)),
    );

/** What a command is for, in the words of the help of all of them. */
export const purposeOf = (command: Command | 'help', language: Language): string =>
    entriesIn(helpOn(undefined, language)).find(({ head }) => head.split(' ')[0] === command)?.says ?? '';

/** The entries of the lists of a page: indented by two, what is said of each behind two blanks or more, or on the lines below. */
function entriesIn(page: string): readonly { readonly head: string; readonly says: string }[] {
    const entries: { head: string; says: string }[] = [];
    for (const line of page.split('\n')) {
        const [, indent = '', words = ''] = /^( *)(.*)$/.exec(line) ?? [];
        const last = entries.at(-1);
        if (indent.length === 2) {
            const [head = '', ...rest] = words.split(/ {2,}/);
            entries.push({ head, says: rest.join(' ') });
        } else if (indent.length > 4 && last) last.says = `${last.says} ${words}`.trim();
    }
    return entries;
}

/**
 * A page in a terminal that is narrower than it is written: what is said of an option stays in its column. What is to be typed is
 * left as it is, for whoever copies it.
 */
export function fitted(page: string, columns: number | undefined): string {
    if (columns === undefined || page.split('\n').every((line) => widthOf(line) <= columns)) return page;
    const blocks: { readonly lead: string; words: string }[] = [];
    let isTyped = false;
    let isNew = true;
    for (const line of page.split('\n')) {
        isTyped = line !== '' && (isTyped || /^(Usage|Examples?|Exemples?)\s?:/.test(line));
        const [, lead = '', words = ''] = /^( {2}\S.*? {2,}(?=\S)| {3,}|)(.*)$/.exec(line) ?? [];
        const last = blocks.at(-1);
        const goesOn =
            !isNew && line !== '' && !isTyped && last !== undefined && lead.trim() === '' && lead.length === last.lead.length && !words.startsWith(' ');
        if (goesOn) last.words += ` ${words}`;
        else blocks.push(isTyped ? { lead: line, words: '' } : { lead, words });
        isNew = isTyped || words === '' || words.startsWith(' ') || (lead === '' && words.endsWith(':'));
    }
    // French sets spaces by some signs; no line is to break there.
    const unbroken = (words: string) => words.replace(/ (?=[;:!?»])|(?<=«) /g, '\u00a0');
    return blocks.map(({ lead, words }) => lead + wrap(unbroken(words), Math.max(columns - lead.length, 24)).join(`\n${' '.repeat(lead.length)}`)).join('\n');
}

type Pages = Readonly<Record<Command | 'terroir', string>>;

const english: Pages = {
    terroir: `Terroir checks where data live, who holds them, whose law can reach them and for how long.

Usage: terroir <command> [options]

Commands:
  check [paths…]      judge specs at a date
  diff OLD NEW        what changes in meaning; with --since COMMIT what git has of it before
  merge REPORTS…      make one report of those of shards
  horizon [paths…]    the days to come on which a verdict changes, and why
  coverage [paths…]   each contract, article by article
  draw VIEW [paths…]  a picture of contracts, as SVG: reach or timeline
  waivers [paths…]    what each waiver silences, and how long it still does
  format [paths…]     lay specs out as the house does, or say which ones are not
  explain RULE        what a rule demands, why, and by which norms
  rules               list every rule
  library [words…]    what the library asserts, from which source, read when
  init [folder]       write specs to begin with, and settings
  completion SHELL    a script by which bash, zsh or fish completes the words of terroir
  rage                versions and settings, to paste into the report of a fault
  reconcile PLAN [paths…]
                      whether a plan of Terraform keeps what specs promise of places
  export [paths…]     what specs state, for other tools: JSON, DPV, ODRL, a register as CSV
  import REGISTER     specs made of a register of processing activities, a CSV file
  lsp --stdio         start the language server for an editor
  help [command]      show this, or the help of a command

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

Paths are files and folders, or patterns of them: * and ? stand for any characters, [ab] and {a,b}
for one of several, ** for folders at any depth. Of a folder every .terroir file below it is judged,
but for node_modules and folders whose name begins with a dot. Without a path it is this folder.
What the files import is read, too, but not judged.

Options:
  --as-of DATE         the day to judge at, such as 2026-01-31; today in UTC if not given
  --format NAME[:FILE]
                       text (default), json, sarif, junit, github, gitlab, markdown or html;
                       to a file where one is named; may be given several times
  --fail-on SEVERITY   error (default), warning, information or never
  --fail-on-unknown    end with 3 where a verdict is unknown
  --hints              show hints, too, such as declarations that nothing refers to
  --max-findings N     show at most N findings, errors first, in text, markdown and github
  --no-wrap            each message on one line, for tools that read the text
  --lang LANGUAGE      en or fr; by default that of the environment (for machines: en)
  --color WHEN         auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  --max-size BYTES     the largest file that is read; 5000000 if not given
  --max-depth N        how deep blocks may nest; 32 if not given
  --no-cache           judge everything anew, though nothing may have changed since the last time
  --no-error-on-unmatched
                       pass over a folder or pattern without a spec, instead of ending with 2
  --root DIR           the folder that paths in the report are relative to; by default this one
  --stdin-path PATH    what the standard input is called, where the path is -
  --baseline FILE      tell new findings from those that the file knows; only new ones fail the run
  --update-baseline    drop from it what is fixed; make it where there is none
  --accept-new         with --update-baseline: take in what is new, too, and list it
  --verify REPORT      judge again what a JSON report judged, and say what differs
  --shard K/N          judge the K-th of N parts of the files, for terroir merge; all are read
  --since COMMIT       judge only what has changed since then in git, and what that can affect
  --changed            the same for what is not committed yet
  --watch              judge again when something changes, until Ctrl-C
  --config FILE        settings; by default the nearest terroir.json upwards from this folder
  --no-config          no settings but those of options and of TERROIR_… variables
  --print-config       print every setting and where it comes from, and judge nothing
  -q, --quiet          print the last line only
  --verbose            tell on the standard error what is read and why, and what is left out
  -h, --help           show this

Exit code:
  2   something could not be judged: a bad option, an unreadable file, a fault of Terroir
  1   findings at or above --fail-on
  3   undecided: an unknown under --fail-on-unknown, or a declaration that was not judged
  0   none of these

Examples:
  terroir check
  terroir check specs hosting.terroir --as-of 2027-01-01
  terroir check "contracts/**/hosting-*.terroir"
  terroir check --fail-on warning --fail-on-unknown
  terroir check --format text --format sarif:terroir.sarif --format html:report.html
`,
    diff: `Says what changes in meaning: what is stated, and the verdicts that come, go, or hold until another day.

Usage: terroir diff OLD NEW [options]
       terroir diff --since COMMIT [paths…] [options]

OLD and NEW are two files or folders. With --since the state before is the one that git has of the
paths, at the commit where HEAD and COMMIT part. Layout, comments, and the order of files,
declarations and statements are no change; nor is moving a declaration to another file.

Options:
  --since COMMIT       a commit, branch or tag to compare with, instead of OLD
  --fail-on weakened   end with 1 where the new state is the weaker one: a finding has come or weighs
                       more, a verdict is unknown now, a waiver is new, a term lasts longer
  --format FORMAT      text (default), json, or markdown for a comment on a pull request
  --as-of DATE         the day to judge both at, such as 2026-01-31; today in UTC if not given
  --lang LANGUAGE      en or fr; by default that of the environment (json: en)
  --color WHEN         auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  --max-size BYTES     the largest file that is read; 5000000 if not given
  --max-depth N        how deep blocks may nest; 32 if not given
  --no-error-on-unmatched
                       pass over a folder or pattern without a spec, instead of ending with 2
  --config FILE        settings; by default the nearest terroir.json upwards from each, or from here
  --no-config          no settings but those of options and of TERROIR_… variables
  -h, --help           show this

Exit code:
  2   something could not be read or judged, on either side; no repository, no such commit
  1   with --fail-on weakened: it is
  0   neither

Examples:
  terroir diff contracts-2025 contracts
  terroir diff --since origin/main
  terroir diff --since v1.2 contracts --format markdown --fail-on weakened
`,
    merge: `Makes of the reports of all shards the report of one run, byte for byte.

Usage: terroir merge REPORT… [options]

The reports are those of terroir check --shard 1/2 --format json:1.json and so on, in any order.
The specs must be here as they were judged: excerpts and days to come are read from them. What
is not of one run is refused, and so are shards that are missing or there twice. The language
is that of the reports.

Options:
  --format NAME[:FILE]
                       as for terroir check; may be given several times
  --fail-on SEVERITY   error (default), warning, information or never
  --fail-on-unknown    end with 3 where a verdict is unknown
  --hints              show hints, too
  --max-findings N     show at most N findings, errors first, in text, markdown and github
  --no-wrap            each message on one line, for tools that read the text
  --lang LANGUAGE      the language that the reports must have
  --color WHEN         auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  --root DIR           the folder that paths in the reports are relative to; by default this one
  --baseline FILE      tell new findings from those that the file knows; only new ones fail the run
  --update-baseline    drop from it what is fixed; make it where there is none
  --accept-new         with --update-baseline: take in what is new, too, and list it
  --config FILE        settings; by default the nearest terroir.json upwards from this folder
  --no-config          no settings but those of options and of TERROIR_… variables
  -q, --quiet          print the last line only
  -h, --help           show this

Exit code: as for terroir check; 2 also where the reports do not make a whole.

Examples:
  terroir check --shard 1/2 --format json:1.json
  terroir check --shard 2/2 --format json:2.json
  terroir merge 1.json 2.json --format text --format sarif:terroir.sarif
`,
    horizon: `Lists every day to come on which a verdict changes, and why.

Usage: terroir horizon [paths…] [options]

A certificate lapses, a norm starts to apply, a waiver ends, the limit of a transition passes:
what a verdict rests on says when it may come out otherwise, and only those days are judged.

Options:
  --until DATE       the last day to look at; five years on if not given
  --as-of DATE       the day to begin with; today in UTC if not given
  --format FORMAT    text (default), json, markdown or icalendar
  --lang LANGUAGE    en or fr; by default that of the environment (json, icalendar: en)
  --color WHEN       auto (default), always or never
  --root DIR         the folder that paths are relative to; by default this one
  --stdin-path PATH  what the standard input is called, where the path is -
  --max-size BYTES   the largest file that is read; 5000000 if not given
  --max-depth N      how deep blocks may nest; 32 if not given
  --config FILE      settings; by default the nearest terroir.json upwards from this folder
  --no-config        no settings but those of options and of TERROIR_… variables
  --no-cache         judge everything anew, though nothing may have changed since the last time
  --no-error-on-unmatched
                     pass over a folder or pattern without a spec, instead of ending with 2
  --verbose          tell on the standard error what is read and why, and what is left out
  -h, --help         show this

Exit code: 2 where something could not be judged, 3 where it rests on broken text, else 0.

Examples:
  terroir horizon contracts --until 2031-12-31
  terroir horizon contracts --format icalendar > terroir.ics
`,
    coverage: `Gives for each contract, article by article, what is satisfied, violated or unknown,
and what does not apply and why.

Usage: terroir coverage [paths…] [options]

Options:
  --as-of DATE       the day to judge at; today in UTC if not given
  --format FORMAT    markdown (default), json or html
  --lang LANGUAGE    en or fr; by default that of the environment (json: en)
  --root DIR         the folder that paths are relative to; by default this one
  --stdin-path PATH  what the standard input is called, where the path is -
  --max-size BYTES   the largest file that is read; 5000000 if not given
  --max-depth N      how deep blocks may nest; 32 if not given
  --config FILE      settings; by default the nearest terroir.json upwards from this folder
  --no-config        no settings but those of options and of TERROIR_… variables
  --no-cache         judge everything anew, though nothing may have changed since the last time
  --no-error-on-unmatched
                     pass over a folder or pattern without a spec, instead of ending with 2
  --verbose          tell on the standard error what is read and why, and what is left out
  -h, --help         show this

Exit code: 2 where something could not be judged, 3 where it rests on broken text, else 0.

Examples:
  terroir coverage contracts > coverage.md
  terroir coverage contracts --format html > coverage.html
`,
    draw: `Draws a picture of contracts, as SVG: the one that the editor shows.

Usage: terroir draw reach|timeline [paths…] [options]

  reach      where the data lie, who holds them, who owns whom, and whose law gets there; the ways
             of violations are dashed and marked
  timeline   what runs until when, what runs on past its limit, and the next days on which verdicts
             change

Paths are as for terroir check. Where there is no room for all contracts,
those with the most violations are drawn, and the picture says how many are not.

Options:
  --contract NAME    only the contract of that name
  --output FILE      write to a file; to the standard output if not given
  --as-of DATE       the day to judge at; today in UTC if not given
  --lang LANGUAGE    en or fr; by default that of the environment
  --root DIR         the folder that paths are relative to; by default this one
  --stdin-path PATH  what the standard input is called, where the path is -
  --max-size BYTES   the largest file that is read; 5000000 if not given
  --max-depth N      how deep blocks may nest; 32 if not given
  --config FILE      settings; by default the nearest terroir.json upwards from this folder
  --no-config        no settings but those of options and of TERROIR_… variables
  --no-cache         judge everything anew, though nothing may have changed since the last time
  --no-error-on-unmatched
                     pass over a folder or pattern without a spec, instead of ending with 2
  --verbose          tell on the standard error what is read and why, and what is left out
  -h, --help         show this

Exit code: 2 where something could not be judged or written, 3 where it rests on broken text, else 0.

Examples:
  terroir draw reach contracts --contract Hosting > reach.svg
  terroir draw timeline contracts --as-of 2027-01-01 --output timeline.svg
`,
    library: `Prints what the library asserts: every norm, figure, adequacy decision, scheme and provider,
from which source, and when somebody last read it.

Usage: terroir library [words…] [options]

With words, only what has all of them in its name or title.

Options:
  --format FORMAT   text (default) or json
  --lang LANGUAGE   en or fr; by default that of the environment (json: en)
  --color WHEN      auto (default), always or never
  -h, --help        show this

Examples:
  terroir library data-act
  terroir library --format json
`,
    waivers: `Lists the waivers of specs, with what each silences at a date and how long it still does.

Usage: terroir waivers [paths…] [options]

Paths are as for terroir check.

Options:
  --as-of DATE       the day to judge at, such as 2026-01-31; today in UTC if not given
  --format FORMAT    text (default) or json
  --fail-on-unused   end with 1 where a waiver that lives silences nothing
  --fail-on-expired  end with 1 where a waiver has ended
  --lang LANGUAGE    en or fr; by default that of the environment (json: en)
  --color WHEN       auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  --max-size BYTES   the largest file that is read; 5000000 if not given
  --max-depth N      how deep blocks may nest; 32 if not given
  --no-cache         judge everything anew, though nothing may have changed since the last time
  --no-error-on-unmatched
                     pass over a folder or pattern without a spec, instead of ending with 2
  --root DIR         the folder that paths are relative to; by default this one
  --stdin-path PATH  what the standard input is called, where the path is -
  --config FILE      settings; by default the nearest terroir.json upwards from this folder
  --no-config        no settings but those of options and of TERROIR_… variables
  --verbose          tell on the standard error what is read and why, and what is left out
  -h, --help         show this

Exit code:
  2   not everything could be judged, so waivers may be missing: terroir check says what is wrong
  1   what --fail-on-unused or --fail-on-expired asks for
  0   none of these

Examples:
  terroir waivers
  terroir waivers specs --fail-on-unused --fail-on-expired
  terroir waivers --as-of 2027-01-01 --format json
`,
    format: `Lays specs out: indentation, blanks and empty lines; no word and no comment is changed.

Usage: terroir format [paths…] [options]
       terroir format - [options] < spec

Paths are as for terroir check; files are written in their place, and their
names printed. With - the standard input is laid out on the standard output. A file with a
syntax error is left as it is, and named with its error.

Options:
  --check             write nothing, print the names of the files that would change
  --diff              write nothing, print what would change as a unified difference
  --stdin-path PATH   what the standard input is called in messages
  --config FILE       settings; by default the nearest terroir.json upwards from this folder
  --no-config         no settings but those of options and of TERROIR_… variables
  --lang LANGUAGE     en or fr; by default that of the environment
  --color WHEN        auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  --max-size BYTES    the largest file that is read; 5000000 if not given
  --max-depth N       how deep blocks may nest; 32 if not given
  --no-error-on-unmatched
                      pass over a folder or pattern without a spec, instead of ending with 2
  --root DIR          the folder that printed paths are relative to; by default this one
  -q, --quiet         no summary
  -h, --help          show this

Exit code:
  2   a file could not be read or written, or nothing was there to lay out
  1   a file has a syntax error, or with --check one would change
  0   none of these

Examples:
  terroir format
  terroir format --check specs
  terroir format --diff hosting.terroir
  terroir format - --stdin-path hosting.terroir < hosting.terroir
`,
    explain: `Says what a rule demands, why, and by which norms.

Usage: terroir explain RULE [options]

RULE is the name of a rule, as in a finding, or of a code such as names/not-imported.

Options:
  --lang LANGUAGE  en or fr; by default that of the environment
  --color WHEN     auto (default), always or never
  -h, --help       show this

Examples:
  terroir explain reach/no-foreign-control
  terroir explain names/not-imported --lang fr
`,
    rules: `Lists every rule with what it demands.

Usage: terroir rules [options]

Options:
  --format FORMAT  text (default) or json
  --lang LANGUAGE  en or fr; by default that of the environment (json: en)
  --color WHEN     auto (default), always or never
  -h, --help       show this

Examples:
  terroir rules
  terroir rules --format json
`,
    init: `Writes specs to begin with, and a terroir.json with settings.

Usage: terroir init [folder] [options]

Without a folder it is this one. On a terminal it asks with which template to begin; elsewhere it asks
nothing, and --template says it. Where one of the files is there already, nothing is written.

  hospital      a hospital, and the host of its patient records
  public-buyer  a public body that buys a qualified cloud
  bank          a bank under DORA, with its accounts in a cloud
  saas          a firm that sells software as a service, on machines of others

All names in them are invented. What they leave open is unknown, as terroir check says.

Options:
  --template NAME   hospital, public-buyer, bank or saas
  --lang LANGUAGE   en or fr, also of the comments in what is written; by default that of the environment
  -h, --help        show this

Exit code: 2 where nothing was written, else 0.

Examples:
  terroir init
  terroir init contracts --template hospital
`,
    completion: `Prints a script by which a shell completes the words of terroir.

Usage: terroir completion bash|zsh|fish [options]

Options:
  --lang LANGUAGE   en or fr, of what zsh and fish say of a word; by default that of the environment
  -h, --help        show this

Examples:
  source <(terroir completion bash)                                   # in ~/.bashrc
  terroir completion zsh > "\${fpath[1]}/_terroir"                     # once
  terroir completion fish > ~/.config/fish/completions/terroir.fish   # once
`,
    rage: `Prints what whoever mends Terroir has to know: versions, where settings come from, and how many
declarations there are, never which. Paths above this folder are cut short. Nothing is sent.

Usage: terroir rage [paths…] [options]

Options:
  --config FILE     settings; by default the nearest terroir.json upwards from this folder
  --no-config       no settings but those of TERROIR_… variables
  --lang LANGUAGE   en or fr; by default that of the environment
  -h, --help        show this

Example:
  terroir rage
`,
    import: `Makes specs of a register of processing activities (GDPR, Article 30(1)).

Usage: terroir import REGISTER.csv [options]

The register is a CSV file with a line for each activity, below a line of headings; the separator is
found out. Headings of an export, and of well-known templates in English and in French, are known.
Where the register is silent the specs are silent, hence unknown. What no statement says stands as a
comment and is listed on the standard error. Nothing is ever written over.

Options:
  --map FILE       what headings mean, as JSON: { "What for": "purposes", "Remarks": null };
                   columns are activity, controllers, representative, officer, purposes, subjects,
                   categories, processors, recipients, transfers, safeguards, retention, measures
  --out FOLDER     a file for each activity and one for the parties; else all to the standard output
  --lang LANGUAGE  en or fr, also of comments; by default that of the environment
  -h, --help       show this

Exit code: 2 where the register cannot be read or a file is there already, else 0.

Examples:
  terroir import register.csv > register.terroir
  terroir import registre.csv --map columns.json --out specs
`,
    export: `Prints what specs state, in a form that other tools read.

Usage: terroir export --to FORM [paths…] [options]

  json         every statement, as docs/facts.schema.json describes it
  dpv          contracts in the Data Privacy Vocabulary, as JSON-LD
  odrl         contracts as agreements of ODRL 2.2, as JSON-LD
  article-30   a register of processing activities (GDPR, Article 30(1)), as CSV

What a form has no place or no term for is left out, and listed on the standard error; of dpv, odrl
and article-30 so are contracts that are not alive at the date. A cell is empty where a spec says
nothing. Paths are as for terroir check.

Options:
  --to FORM            json, dpv, odrl or article-30
  --output FILE        write to a file; to the standard output if not given
  --as-of DATE         the day at which contracts are alive; today in UTC if not given
  --lang LANGUAGE      en or fr, also of the register; by default that of the environment
  --max-size BYTES     the largest file that is read; 5000000 if not given
  --max-depth N        how deep blocks may nest; 32 if not given
  --no-cache           read everything anew, though nothing may have changed since the last time
  --no-error-on-unmatched
                       pass over a folder or pattern without a spec, instead of ending with 2
  --root DIR           the folder that paths are relative to; by default this one
  --stdin-path PATH    what the standard input is called, where the path is -
  --config FILE        settings; by default the nearest terroir.json upwards from this folder
  --no-config          no settings but those of options and of TERROIR_… variables
  --verbose            tell on the standard error what is read and why, and what is left out
  -h, --help           show this

Exit code: 2 where something could not be judged or written, 3 where it rests on broken text, else 0.

Examples:
  terroir export --to json contracts > facts.json
  terroir export --to article-30 contracts --lang fr --output registre.csv
`,
    reconcile: `Says whether a plan of Terraform or OpenTofu keeps what specs promise of places.

Usage: terroir reconcile PLAN.json [paths…] [options]
       terraform show -json PLAN | terroir reconcile - [paths…] [options]

PLAN.json is what “terraform show -json PLAN” prints. Each resource of it is held to where its service
states to keep data (stores in, backs up in, archives in) and to where contracts promise that they
stay (stays in). A resource says which service it belongs to by a tag or label terroir_service, or a
map says it. What has no service, no region whose country is known, or a value that is sensitive or
known only once it is built, is unknown. Of azurerm, aws, google, ovh, scaleway and outscale the
regions are known. Paths are as for terroir check.

Options:
  --map FILE           addresses and their services, as JSON: { "module.records.*": "CloudFrance" };
                       * stands for anything, null for what is none of the specs' business
  --fail-on-unknown    end with 3 where a resource is unknown
  --as-of DATE         the day to judge at, such as 2026-01-31; today in UTC if not given
  --format NAME[:FILE]
                       text (default), json, sarif, junit, github, gitlab, markdown or html;
                       to a file where one is named; may be given several times
  --fail-on SEVERITY   error (default), warning, information or never
  --hints              show hints, too, such as declarations that nothing refers to
  --max-findings N     show at most N findings, errors first, in text, markdown and github
  --no-wrap            each message on one line, for tools that read the text
  --lang LANGUAGE      en or fr; by default that of the environment (for machines: en)
  --color WHEN         auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  --max-size BYTES     the largest file that is read; 5000000 if not given
  --max-depth N        how deep blocks may nest; 32 if not given
  --no-cache           judge everything anew, though nothing may have changed since the last time
  --no-error-on-unmatched
                       pass over a folder or pattern without a spec, instead of ending with 2
  --root DIR           the folder that paths in the report are relative to; by default this one
  --stdin-path PATH    what the plan is called in the report, where it is -
  --baseline FILE      tell new findings from those that the file knows; only new ones fail the run
  --update-baseline    drop from it what is fixed; make it where there is none
  --accept-new         with --update-baseline: take in what is new, too, and list it
  --config FILE        settings; by default the nearest terroir.json upwards from this folder
  --no-config          no settings but those of options and of TERROIR_… variables
  -q, --quiet          print the last line only
  --verbose            tell on the standard error what is read and why, and what is left out
  -h, --help           show this

Exit code:
  2   something could not be judged: no plan, an unreadable file, a fault of Terroir
  1   a resource breaks a promise, at or above --fail-on; or a spec is broken
  3   undecided: an unknown under --fail-on-unknown, or a declaration that was not judged
  0   none of these

Examples:
  terroir reconcile plan.json specs
  terroir reconcile plan.json specs --map services.json --fail-on-unknown
  terraform show -json tfplan | terroir reconcile - specs --format sarif:plan.sarif
`,
    lsp: `Starts the language server that editors speak to.

Usage: terroir lsp --stdio

An editor starts it and talks to it; typed in a terminal it waits in silence. It ends when the editor
does. docs/editors.md says how to set up which editor.

Options:
  --stdio               talk over standard input and output, as nearly every editor does
  --socket=PORT         talk over a port of this machine, on which the editor listens
  --pipe=NAME           talk over a named pipe or socket file, on which the editor listens
  --node-ipc            talk to the Node process that starts the server
  --clientProcessId=ID  end when this process is gone, even if it said nothing
  -h, --help            show this

The messages are in the editor's language where it says one, else in that of the environment.
`,
};

const french: Pages = {
    terroir: `Terroir vérifie où vivent les données, qui les détient, quel droit peut les atteindre, et pour combien de temps.

Usage : terroir <commande> [options]

Commandes :
  check [chemins…]      juger des spécifications à une date
  diff ANCIEN NOUVEAU   ce qui change de sens ; avec --since COMMIT, par rapport à git
  merge RAPPORTS…       faire un seul rapport de ceux des lots
  horizon [chemins…]    les jours à venir où un verdict change, et pourquoi
  coverage [chemins…]   chaque contrat, article par article
  draw VUE [chemins…]   un dessin de contrats, en SVG : reach ou timeline
  waivers [chemins…]    ce que couvre chaque dispense, et pour combien de temps encore
  format [chemins…]     mettre en forme les spécifications, ou dire lesquelles ne le sont pas
  explain RÈGLE         ce qu’une règle exige, pourquoi, et en vertu de quelles normes
  rules                 lister toutes les règles
  library [mots…]       ce qu’affirme la bibliothèque, d’après quelle source, lue quand
  init [dossier]        écrire des spécifications pour commencer, et des réglages
  completion SHELL      un script par lequel bash, zsh ou fish complète les mots de terroir
  rage                  versions et réglages, à coller dans le signalement d’un défaut
  reconcile PLAN [chemins…]
                        si un plan Terraform tient ce que les spécifications promettent des lieux
  export [chemins…]     ce qu’énoncent les spécifications, pour d’autres outils : JSON, DPV, ODRL, registre en CSV
  import REGISTRE       des spécifications tirées d’un registre des activités de traitement, un fichier CSV
  lsp --stdio           démarrer le serveur de langage pour un éditeur
  help [commande]       afficher cette aide, ou celle d’une commande

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

Les chemins sont des fichiers et des dossiers, ou des motifs qui en désignent : * et ? valent pour
n’importe quels caractères, [ab] et {a,b} pour l’un de plusieurs, ** pour des dossiers à toute
profondeur. D’un dossier est jugé chaque fichier .terroir qui s’y trouve, à toute profondeur, hormis
node_modules et les dossiers dont le nom commence par un point. Sans chemin, c’est le
dossier courant. Ce que les fichiers importent est lu aussi, mais n’est pas jugé.

Options :
  --as-of DATE         le jour du jugement, par exemple 2026-01-31 ; à défaut aujourd’hui en UTC
  --format NOM[:FICHIER]
                       text (par défaut), json, sarif, junit, github, gitlab, markdown ou
                       html ; vers un fichier s’il est nommé ; peut être donné plusieurs fois
  --fail-on GRAVITÉ    error (par défaut), warning, information ou never
  --fail-on-unknown    terminer par 3 lorsqu’un verdict est inconnu
  --hints              montrer aussi les suggestions, comme les déclarations que rien ne cite
  --max-findings N     montrer au plus N constats, les erreurs d’abord, en text, markdown et github
  --no-wrap            chaque message sur une ligne, pour les outils qui lisent ce texte
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement (pour les machines : en)
  --color QUAND        auto (par défaut), always ou never ; NO_COLOR et FORCE_COLOR comptent aussi
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --no-cache           tout juger à neuf, même si rien n’a changé depuis la dernière fois
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --root DOSSIER       le dossier auquel se rapportent les chemins du rapport ; à défaut le dossier courant
  --stdin-path CHEMIN  le nom de l’entrée standard, là où le chemin est -
  --baseline FICHIER   distinguer les nouveaux constats de ceux que le fichier connaît ; seuls
                       les nouveaux font échouer l’exécution
  --update-baseline    en retirer ce qui est corrigé ; le créer s’il n’existe pas
  --accept-new         avec --update-baseline : y prendre aussi ce qui est nouveau, en le listant
  --verify RAPPORT     rejuger ce qu’un rapport JSON a jugé, et dire ce qui diffère
  --shard K/N          juger le K-ième de N lots de fichiers, pour terroir merge ; tous sont lus
  --since COMMIT       ne juger que ce qui a changé depuis lors dans git, et ce que cela peut toucher
  --changed            de même pour ce qui n’est pas encore validé dans git
  --watch              juger à nouveau dès que quelque chose change, jusqu’à Ctrl-C
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche en remontant
  --no-config          aucun réglage hors des options et des variables TERROIR_…
  --print-config       afficher chaque réglage et son origine, sans rien juger
  -q, --quiet          n’afficher que la dernière ligne
  --verbose            dire sur la sortie d’erreur ce qui est lu, pourquoi, et ce qui est écarté
  -h, --help           afficher cette aide

Code de sortie :
  2   quelque chose n’a pu être jugé : une option fausse, un fichier illisible, une faute de Terroir
  1   des constats au niveau de --fail-on ou au-dessus
  3   indécis : un inconnu sous --fail-on-unknown, ou une déclaration qui n’a pas été jugée
  0   rien de tout cela

Exemples :
  terroir check
  terroir check specs hebergement.terroir --as-of 2027-01-01
  terroir check "contrats/**/hebergement-*.terroir"
  terroir check --fail-on warning --fail-on-unknown
  terroir check --format text --format sarif:terroir.sarif --format html:rapport.html
`,
    diff: `Dit ce qui change de sens : ce qui est énoncé, et les verdicts qui apparaissent, disparaissent ou changent de date.

Usage : terroir diff ANCIEN NOUVEAU [options]
        terroir diff --since COMMIT [chemins…] [options]

ANCIEN et NOUVEAU sont deux fichiers ou dossiers. Avec --since, l’état antérieur est celui que git a des
chemins, au commit où HEAD et COMMIT se séparent. La mise en forme, les commentaires, l’ordre des
fichiers, des déclarations et des énoncés ne comptent pas ; ni le déplacement d’une déclaration.

Options :
  --since COMMIT       un commit, une branche ou une étiquette à comparer, au lieu d’ANCIEN
  --fail-on weakened   terminer par 1 si le nouvel état est plus faible : un constat apparaît ou pèse
                       davantage, un verdict devient inconnu, une dispense s’ajoute, une durée s’allonge
  --format FORMAT      text (par défaut), json, ou markdown pour commenter une demande de fusion
  --as-of DATE         le jour du jugement des deux, par exemple 2026-01-31 ; à défaut aujourd’hui en UTC
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement (json : en)
  --color QUAND        auto (par défaut), always ou never ; NO_COLOR et FORCE_COLOR comptent aussi
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche en remontant de chacun, ou d’ici
  --no-config          aucun réglage hors des options et des variables TERROIR_…
  -h, --help           afficher cette aide

Code de sortie :
  2   quelque chose n’a pu être lu ou jugé, d’un côté ou de l’autre ; pas de dépôt, pas de tel commit
  1   avec --fail-on weakened : il l’est
  0   ni l’un ni l’autre

Exemples :
  terroir diff contrats-2025 contrats
  terroir diff --since origin/main
  terroir diff --since v1.2 contrats --format markdown --fail-on weakened
`,
    merge: `Fait des rapports de tous les lots celui d’une seule exécution, octet pour octet.

Usage : terroir merge RAPPORT… [options]

Les rapports sont ceux de terroir check --shard 1/2 --format json:1.json et ainsi de suite, dans
n’importe quel ordre. Les spécifications doivent être là telles qu’elles ont été jugées : les extraits
et les jours à venir y sont lus. Ce qui n’est pas de la même exécution est refusé, de même qu’un lot qui
manque ou qui figure deux fois. La langue est celle des rapports.

Options :
  --format NOM[:FICHIER]
                       comme pour terroir check ; peut être donné plusieurs fois
  --fail-on GRAVITÉ    error (par défaut), warning, information ou never
  --fail-on-unknown    terminer par 3 lorsqu’un verdict est inconnu
  --hints              montrer aussi les suggestions
  --max-findings N     montrer au plus N constats, les erreurs d’abord, en text, markdown et github
  --no-wrap            chaque message sur une ligne, pour les outils qui lisent ce texte
  --lang LANGUE        la langue que les rapports doivent avoir
  --color QUAND        auto (par défaut), always ou never ; NO_COLOR et FORCE_COLOR comptent aussi
  --root DOSSIER       le dossier auquel se rapportent les chemins des rapports ; à défaut le dossier courant
  --baseline FICHIER   distinguer ce qui est nouveau de ce que ce fichier connaît ; seul le nouveau fait échouer
  --update-baseline    en retirer ce qui est corrigé ; la créer si elle n’existe pas
  --accept-new         avec --update-baseline : y prendre aussi le nouveau, et l’énumérer
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche en remontant
  --no-config          aucun réglage hors des options et des variables TERROIR_…
  -q, --quiet          n’afficher que la dernière ligne
  -h, --help           afficher cette aide

Code de sortie : comme pour terroir check ; 2 aussi lorsque les rapports ne forment pas un tout.

Exemples :
  terroir check --shard 1/2 --format json:1.json
  terroir check --shard 2/2 --format json:2.json
  terroir merge 1.json 2.json --format text --format sarif:terroir.sarif
`,
    horizon: `Énumère chaque jour à venir où un verdict change, et pourquoi.

Usage : terroir horizon [chemins…] [options]

Un certificat expire, une norme devient applicable, une dispense prend fin, la limite d’une transition
est dépassée : ce sur quoi repose un verdict dit quand il peut changer, et seuls ces jours sont jugés.

Options :
  --until DATE         le dernier jour examiné ; à défaut cinq ans plus tard
  --as-of DATE         le jour de départ ; à défaut aujourd’hui en UTC
  --format FORMAT      text (par défaut), json, markdown ou icalendar
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement (json, icalendar : en)
  --color QUAND        auto (par défaut), always ou never
  --root DOSSIER       le dossier auquel se rapportent les chemins ; à défaut le dossier courant
  --stdin-path CHEMIN  le nom de l’entrée standard, là où le chemin est -
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche à partir de ce dossier, en remontant
  --no-config          pas d’autres réglages que ceux des options et des variables TERROIR_…
  --no-cache           tout juger à neuf, même si rien n’a changé depuis la dernière fois
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --verbose            dire sur la sortie d’erreur ce qui est lu, pourquoi, et ce qui est écarté
  -h, --help           afficher cette aide

Code de sortie : 2 si quelque chose n’a pu être jugé, 3 si cela repose sur un texte invalide, sinon 0.

Exemples :
  terroir horizon contrats --until 2031-12-31
  terroir horizon contrats --format icalendar > terroir.ics
`,
    coverage: `Donne pour chaque contrat, article par article, ce qui est satisfait, violé ou inconnu,
et ce qui ne s’applique pas, avec la raison.

Usage : terroir coverage [chemins…] [options]

Options :
  --as-of DATE         le jour du jugement ; à défaut aujourd’hui en UTC
  --format FORMAT      markdown (par défaut), json ou html
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement (json : en)
  --root DOSSIER       le dossier auquel se rapportent les chemins ; à défaut le dossier courant
  --stdin-path CHEMIN  le nom de l’entrée standard, là où le chemin est -
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche à partir de ce dossier, en remontant
  --no-config          pas d’autres réglages que ceux des options et des variables TERROIR_…
  --no-cache           tout juger à neuf, même si rien n’a changé depuis la dernière fois
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --verbose            dire sur la sortie d’erreur ce qui est lu, pourquoi, et ce qui est écarté
  -h, --help           afficher cette aide

Code de sortie : 2 si quelque chose n’a pu être jugé, 3 si cela repose sur un texte invalide, sinon 0.

Exemples :
  terroir coverage contrats > couverture.md
  terroir coverage contrats --format html > couverture.html
`,
    draw: `Dessine des contrats, en SVG : le même dessin que celui de l’éditeur.

Usage : terroir draw reach|timeline [chemins…] [options]

  reach      où se trouvent les données, qui les détient, qui possède qui, et quel droit y parvient ;
             les chemins des violations sont tiretés et marqués
  timeline   ce qui court jusqu’à quand, ce qui dépasse sa limite, et les prochains jours où des
             verdicts changent

Les chemins sont comme pour terroir check. Si la place manque pour tous
les contrats, ceux qui comptent le plus de violations sont dessinés, et le dessin dit combien manquent.

Options :
  --contract NOM       seulement le contrat de ce nom
  --output FICHIER     écrire dans un fichier ; à défaut sur la sortie standard
  --as-of DATE         le jour du jugement ; à défaut aujourd’hui en UTC
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement
  --root DOSSIER       le dossier auquel se rapportent les chemins ; à défaut le dossier courant
  --stdin-path CHEMIN  le nom de l’entrée standard, là où le chemin est -
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche à partir de ce dossier, en remontant
  --no-config          pas d’autres réglages que ceux des options et des variables TERROIR_…
  --no-cache           tout juger à neuf, même si rien n’a changé depuis la dernière fois
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --verbose            dire sur la sortie d’erreur ce qui est lu, pourquoi, et ce qui est écarté
  -h, --help           afficher cette aide

Code de sortie : 2 si quelque chose n’a pu être jugé ou écrit, 3 si cela repose sur un texte invalide, sinon 0.

Exemples :
  terroir draw reach contrats --contract Hebergement > exposition.svg
  terroir draw timeline contrats --as-of 2027-01-01 --output chronologie.svg
`,
    library: `Affiche ce qu’affirme la bibliothèque : chaque norme, chiffre, décision d’adéquation, référentiel
et fournisseur, d’après quelle source, et quand quelqu’un l’a lue pour la dernière fois.

Usage : terroir library [mots…] [options]

Avec des mots, seulement ce dont le nom ou le titre les contient tous.

Options :
  --format FORMAT   text (par défaut) ou json
  --lang LANGUE     en ou fr ; à défaut celle de l’environnement (json : en)
  --color QUAND     auto (par défaut), always ou never
  -h, --help        afficher cette aide

Exemples :
  terroir library data-act
  terroir library --format json
`,
    waivers: `Liste les dispenses des spécifications, ce que chacune couvre à une date et pour combien de temps encore.

Usage : terroir waivers [chemins…] [options]

Les chemins sont comme pour terroir check.

Options :
  --as-of DATE         le jour du jugement, par exemple 2026-01-31 ; à défaut aujourd’hui en UTC
  --format FORMAT      text (par défaut) ou json
  --fail-on-unused     terminer par 1 lorsqu’une dispense en cours ne couvre rien
  --fail-on-expired    terminer par 1 lorsqu’une dispense a pris fin
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement (json : en)
  --color QUAND        auto (par défaut), always ou never ; NO_COLOR et FORCE_COLOR comptent aussi
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --no-cache           tout juger à neuf, même si rien n’a changé depuis la dernière fois
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --root DOSSIER       le dossier auquel se rapportent les chemins ; à défaut le dossier courant
  --stdin-path CHEMIN  le nom de l’entrée standard, là où le chemin est -
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche à partir de ce dossier, en remontant
  --no-config          pas d’autres réglages que ceux des options et des variables TERROIR_…
  --verbose            dire sur la sortie d’erreur ce qui est lu, pourquoi, et ce qui est écarté
  -h, --help           afficher cette aide

Code de sortie :
  2   tout n’a pu être jugé, des dispenses peuvent manquer : terroir check dit ce qui ne va pas
  1   ce que demandent --fail-on-unused ou --fail-on-expired
  0   rien de tout cela

Exemples :
  terroir waivers
  terroir waivers specs --fail-on-unused --fail-on-expired
  terroir waivers --as-of 2027-01-01 --format json
`,
    format: `Met en forme les spécifications : retraits, espaces et lignes vides ; aucun mot, aucun commentaire n’est changé.

Usage : terroir format [chemins…] [options]
        terroir format - [options] < spécification

Les chemins sont comme pour terroir check ; les fichiers sont récrits sur
place et leurs noms affichés. Avec -, l’entrée standard est mise en forme sur la sortie standard. Un
fichier qui comporte une erreur de syntaxe est laissé tel quel, et nommé avec son erreur.

Options :
  --check              ne rien écrire, afficher les noms des fichiers qui changeraient
  --diff               ne rien écrire, afficher ce qui changerait sous forme de différence unifiée
  --stdin-path CHEMIN  le nom de l’entrée standard dans les messages
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche en remontant
  --no-config          aucun réglage hors des options et des variables TERROIR_…
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement
  --color QUAND        auto (par défaut), always ou never ; NO_COLOR et FORCE_COLOR comptent aussi
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --root DOSSIER       le dossier auquel se rapportent les chemins affichés ; à défaut le dossier courant
  -q, --quiet          sans résumé
  -h, --help           afficher cette aide

Code de sortie :
  2   un fichier n’a pu être lu ou écrit, ou il n’y avait rien à mettre en forme
  1   un fichier comporte une erreur de syntaxe, ou, avec --check, l’un d’eux changerait
  0   rien de tout cela

Exemples :
  terroir format
  terroir format --check specs
  terroir format --diff hebergement.terroir
  terroir format - --stdin-path hebergement.terroir < hebergement.terroir
`,
    explain: `Dit ce qu’une règle exige, pourquoi, et en vertu de quelles normes.

Usage : terroir explain RÈGLE [options]

RÈGLE est le nom d’une règle, tel qu’un constat le porte, ou d’un code comme names/not-imported.

Options :
  --lang LANGUE  en ou fr ; à défaut celle de l’environnement
  --color QUAND  auto (par défaut), always ou never
  -h, --help     afficher cette aide

Exemples :
  terroir explain reach/no-foreign-control
  terroir explain names/not-imported --lang fr
`,
    rules: `Liste toutes les règles avec ce qu’elles exigent.

Usage : terroir rules [options]

Options :
  --format FORMAT  text (par défaut) ou json
  --lang LANGUE    en ou fr ; à défaut celle de l’environnement (json : en)
  --color QUAND    auto (par défaut), always ou never
  -h, --help       afficher cette aide

Exemples :
  terroir rules
  terroir rules --format json
`,
    init: `Écrit des spécifications pour commencer, et un terroir.json avec des réglages.

Usage : terroir init [dossier] [options]

Sans dossier, c’est le dossier courant. Sur un terminal il demande par quel modèle commencer ; ailleurs
il ne demande rien, et --template le dit. Si l’un des fichiers existe déjà, rien n’est écrit.

  hospital      un hôpital, et l’hébergeur de ses dossiers de patients
  public-buyer  une personne publique qui achète un cloud qualifié
  bank          une banque soumise à DORA, ses comptes dans un cloud
  saas          une entreprise qui vend un logiciel comme un service, sur les machines d’autrui

Tous les noms y sont inventés. Ce qu’ils laissent ouvert est inconnu, comme le dit terroir check.

Options :
  --template NOM    hospital, public-buyer, bank ou saas
  --lang LANGUE     en ou fr, aussi pour les commentaires écrits ; à défaut celle de l’environnement
  -h, --help        afficher ceci

Code de sortie : 2 lorsque rien n’a été écrit, sinon 0.

Exemples :
  terroir init
  terroir init contrats --template hospital
`,
    completion: `Affiche un script par lequel un shell complète les mots de terroir.

Usage : terroir completion bash|zsh|fish [options]

Options :
  --lang LANGUE   en ou fr, pour ce que zsh et fish disent d’un mot ; à défaut celle de l’environnement
  -h, --help      afficher ceci

Exemples :
  source <(terroir completion bash)                                   # dans ~/.bashrc
  terroir completion zsh > "\${fpath[1]}/_terroir"                     # une fois
  terroir completion fish > ~/.config/fish/completions/terroir.fish   # une fois
`,
    rage: `Affiche ce que doit savoir qui répare Terroir : les versions, d’où viennent les réglages, et combien
de déclarations il y a, jamais lesquelles. Les chemins au-dessus de ce dossier sont abrégés. Rien n’est envoyé.

Usage : terroir rage [chemins…] [options]

Options :
  --config FICHIER  réglages ; à défaut le terroir.json le plus proche à partir de ce dossier, en remontant
  --no-config       pas d’autres réglages que ceux des variables TERROIR_…
  --lang LANGUE     en ou fr ; à défaut celle de l’environnement
  -h, --help        afficher ceci

Exemple :
  terroir rage
`,
    import: `Tire des spécifications d’un registre des activités de traitement (RGPD, article 30, paragraphe 1).

Usage : terroir import REGISTRE.csv [options]

Le registre est un fichier CSV d’une ligne par activité, sous une ligne d’en-têtes ; le séparateur est
deviné. Les en-têtes d’un export et de modèles répandus, en anglais et en français, sont connus. Là où le
registre se tait, les spécifications se taisent : c’est donc inconnu. Ce qu’aucun énoncé ne dit devient un
commentaire et est listé sur la sortie d’erreur. Rien n’est jamais écrasé.

Options :
  --map FICHIER    ce que veulent dire des en-têtes, en JSON : { "Pourquoi": "purposes", "Notes": null } ;
                   les colonnes sont activity, controllers, representative, officer, purposes, subjects,
                   categories, processors, recipients, transfers, safeguards, retention, measures
  --out DOSSIER    un fichier par activité et un pour les parties ; à défaut tout sur la sortie standard
  --lang LANGUE    en ou fr, aussi pour les commentaires ; à défaut celle de l’environnement
  -h, --help       afficher cette aide

Code de sortie : 2 si le registre est illisible ou si un fichier existe déjà, sinon 0.

Exemples :
  terroir import registre.csv > registre.terroir
  terroir import registre.csv --map colonnes.json --out specs
`,
    export: `Affiche ce qu’énoncent les spécifications, dans une forme que lisent d’autres outils.

Usage : terroir export --to FORME [chemins…] [options]

  json         chaque énoncé, comme le décrit docs/facts.schema.json
  dpv          les contrats dans le Data Privacy Vocabulary, en JSON-LD
  odrl         les contrats comme accords ODRL 2.2, en JSON-LD
  article-30   un registre des activités de traitement (RGPD, article 30, paragraphe 1), en CSV

Ce pour quoi une forme n’a ni place ni terme est laissé de côté, et listé sur la sortie d’erreur ; pour
dpv, odrl et article-30, de même les contrats qui ne sont pas en cours à la date. Une cellule est vide
là où une spécification ne dit rien. Les chemins sont comme pour terroir check.

Options :
  --to FORME           json, dpv, odrl ou article-30
  --output FICHIER     écrire dans un fichier ; à défaut sur la sortie standard
  --as-of DATE         le jour auquel des contrats sont en cours ; à défaut aujourd’hui en UTC
  --lang LANGUE        en ou fr, aussi pour le registre ; à défaut celle de l’environnement
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --no-cache           tout relire, même si rien n’a changé depuis la dernière fois
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --root DOSSIER       le dossier auquel se rapportent les chemins ; à défaut le dossier courant
  --stdin-path CHEMIN  le nom de l’entrée standard, là où le chemin est -
  --config FICHIER     les réglages ; à défaut le terroir.json le plus proche en remontant depuis ce dossier
  --no-config          aucun réglage hormis ceux des options et des variables TERROIR_…
  --verbose            dire sur la sortie d’erreur ce qui est lu, pourquoi, et ce qui est écarté
  -h, --help           afficher cette aide

Code de sortie : 2 si quelque chose n’a pu être jugé ou écrit, 3 si cela repose sur un texte invalide, sinon 0.

Exemples :
  terroir export --to json contrats > faits.json
  terroir export --to article-30 contrats --lang fr --output registre.csv
`,
    reconcile: `Dit si un plan Terraform ou OpenTofu tient ce que les spécifications promettent des lieux.

Usage : terroir reconcile PLAN.json [chemins…] [options]
        terraform show -json PLAN | terroir reconcile - [chemins…] [options]

PLAN.json est ce qu’affiche « terraform show -json PLAN ». Chacune de ses ressources est confrontée aux
lieux où son service déclare garder des données (stores in, backs up in, archives in) et à ceux où les
contrats promettent qu’elles restent (stays in). Une ressource dit à quel service elle appartient par
une étiquette terroir_service, ou une table de correspondance le dit. Ce qui n’a ni service ni région
dont le pays soit connu, ou dont une valeur est sensible ou connue seulement après construction, est
inconnu. Les régions connues sont celles d’azurerm, aws, google, ovh, scaleway et outscale. Les chemins
sont comme pour terroir check.

Options :
  --map FICHIER        des adresses et leurs services, en JSON : { "module.dossiers.*": "CloudFrance" } ;
                       * vaut pour n’importe quoi, null pour ce qui ne regarde pas les spécifications
  --fail-on-unknown    terminer par 3 lorsqu’une ressource est inconnue
  --as-of DATE         le jour du jugement, par exemple 2026-01-31 ; à défaut aujourd’hui en UTC
  --format NOM[:FICHIER]
                       text (par défaut), json, sarif, junit, github, gitlab, markdown ou
                       html ; vers un fichier s’il est nommé ; peut être donné plusieurs fois
  --fail-on GRAVITÉ    error (par défaut), warning, information ou never
  --hints              montrer aussi les suggestions, comme les déclarations que rien ne cite
  --max-findings N     montrer au plus N constats, les erreurs d’abord, en text, markdown et github
  --no-wrap            chaque message sur une ligne, pour les outils qui lisent ce texte
  --lang LANGUE        en ou fr ; à défaut celle de l’environnement (pour les machines : en)
  --color QUAND        auto (par défaut), always ou never ; NO_COLOR et FORCE_COLOR comptent aussi
  --max-size OCTETS    le plus grand fichier qui soit lu ; 5000000 à défaut
  --max-depth N        la profondeur permise des blocs ; 32 à défaut
  --no-cache           tout juger à neuf, même si rien n’a changé depuis la dernière fois
  --no-error-on-unmatched
                       passer sur un dossier ou un motif sans spécification, au lieu de terminer par 2
  --root DOSSIER       le dossier auquel se rapportent les chemins du rapport ; à défaut le dossier courant
  --stdin-path CHEMIN  le nom du plan dans le rapport, là où il est -
  --baseline FICHIER   distinguer les nouveaux constats de ceux que le fichier connaît ; seuls
                       les nouveaux font échouer l’exécution
  --update-baseline    en retirer ce qui est corrigé ; le créer s’il n’existe pas
  --accept-new         avec --update-baseline : y prendre aussi ce qui est nouveau, en le listant
  --config FICHIER     réglages ; à défaut le terroir.json le plus proche en remontant
  --no-config          aucun réglage hors des options et des variables TERROIR_…
  -q, --quiet          n’afficher que la dernière ligne
  --verbose            dire sur la sortie d’erreur ce qui est lu, pourquoi, et ce qui est écarté
  -h, --help           afficher cette aide

Code de sortie :
  2   quelque chose n’a pu être jugé : pas de plan, fichier illisible, défaillance de Terroir
  1   une ressource rompt une promesse, à --fail-on ou au-dessus ; ou une spécification est fautive
  3   indécis : un inconnu avec --fail-on-unknown, ou une déclaration qui n’a pas été jugée
  0   rien de tout cela

Exemples :
  terroir reconcile plan.json specs
  terroir reconcile plan.json specs --map services.json --fail-on-unknown
  terraform show -json tfplan | terroir reconcile - specs --format sarif:plan.sarif
`,
    lsp: `Démarre le serveur de langage auquel parlent les éditeurs.

Usage : terroir lsp --stdio

Un éditeur le démarre et lui parle ; tapé dans un terminal, il attend en silence. Il s’arrête en même temps
que l’éditeur. docs/editors.md dit comment configurer chaque éditeur.

Options :
  --stdio               communiquer par l’entrée et la sortie standard, comme presque tous les éditeurs
  --socket=PORT         communiquer par un port de cette machine, où l’éditeur écoute
  --pipe=NOM            communiquer par un tube nommé ou un fichier de socket, où l’éditeur écoute
  --node-ipc            communiquer avec le processus Node qui démarre le serveur
  --clientProcessId=ID  s’arrêter quand ce processus a disparu, même sans prévenir
  -h, --help            afficher cette aide

Les messages sont dans la langue de l’éditeur s’il la dit, sinon dans celle de l’environnement.
`,
};

const pages: Readonly<Record<Language, Pages>> = { en: english, fr: french };
