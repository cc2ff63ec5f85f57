import type { Option } from './options.ts';
import { languages } from './translation.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

export const completionOptions = { lang: { takes: languages } } as const;

/** A command as shells complete it. */
export interface Completed {
    readonly name: string;
    readonly says: string;
    readonly options: readonly (Option & { readonly name: string; readonly says: string })[];
    /** What may stand first, second, and so on: paths of specs or of other files, a folder, one of a few words, or what nobody can foresee. */
    readonly operands: readonly ('specs' | 'file' | 'folder' | 'anything' | readonly string[])[];
}

type CompletedOption = Completed['options'][number];

/** A script that is read once by the shell and completes the words of every command from then on. */
export const script = (shell: Shell, commands: readonly Completed[]): string => ({ bash, zsh, fish })[shell](commands);

/** The words that an option may be given; none where it takes nothing or what nobody can list. */
const wordsFor = ({ takes, suggests }: CompletedOption): readonly string[] => (typeof takes === 'string' ? (suggests ?? []) : takes);

const flags = ({ name, short }: CompletedOption): readonly string[] => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];

// ---------------------------------------------------------------- bash

/** Works from bash 3.2 on, which macOS still brings. Rules have no blanks and no signs of the shell in their names. */
function bash(commands: readonly Completed[]): string {
    const first = [...commands.map(({ name }) => name), '--help', '--version'].join(' ');
    return `# terroir in bash: source <(terroir completion bash)
_terroir_words() { while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$1" -- "$current"); }
_terroir_files() { compopt -o filenames 2>/dev/null; while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen "$@" -- "$current"); }
_terroir_specs() { _terroir_files -f -X '!*.terroir'; _terroir_files -d; }
_terroir() {
    local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} word
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then _terroir_words '${first}'; return; fi
    # --option=value comes as three words.
    if [[ $current == '=' ]]; then current=''; elif [[ $previous == '=' ]]; then previous=\${COMP_WORDS[COMP_CWORD-2]}; fi
    local before=" \${COMP_WORDS[*]:2:COMP_CWORD-2} "
    case \${COMP_WORDS[1]} in
${commands.map(bashCommand).join('\n')}
    esac
}
complete -F _terroir terroir
`;
}

function bashCommand({ name, options, operands }: Completed): string {
    const valued = options.filter(({ takes }) => takes !== 'nothing').map((option) => `        ${flags(option).join('|')}) ${bashValue(option)}return ;;`);
    const all = options.flatMap(flags).join(' ');
    return `    ${name})
        case $previous in
${[...valued, '        *) ;;'].join('\n')}
        esac
        if [[ $current == -* ]]; then _terroir_words '${all}'; return; fi
        ${bashOperands(operands)} ;;`;
}

function bashValue(option: CompletedOption): string {
    if (option.takes === 'file') return '_terroir_files -f; ';
    if (option.takes === 'folder') return '_terroir_files -d; ';
    const words = wordsFor(option);
    return words.length === 0 ? '' : `_terroir_words '${words.join(' ')}'; `;
}

function bashOperands([first, ...rest]: Completed['operands']): string {
    if (first === undefined || first === 'anything') return ':';
    if (first === 'specs') return '_terroir_specs';
    if (first === 'file') return '_terroir_files -f';
    if (first === 'folder') return '_terroir_files -d';
    const given = first.map((word) => `*' ${word} '*`).join('|');
    return `case $before in ${given}) ${bashOperands(rest)} ;; *) _terroir_words '${first.join(' ')}' ;; esac`;
}

// ---------------------------------------------------------------- zsh

function zsh(commands: readonly Completed[]): string {
    return `#compdef terroir
# terroir in zsh: terroir completion zsh > "\${fpath[1]}/_terroir"
_terroir() {
    if ((CURRENT == 2)); then
        [[ $PREFIX == -* ]] && { compadd -- --help --version; return }
        local -a commands
        commands=(
${commands.map(({ name, says }) => `            ${quoted(`${name}:${says.replaceAll(':', '\\:')}`)}`).join('\n')}
        )
        _describe -t commands command commands
        return
    fi
    local command=$words[2]
    shift words
    ((CURRENT--))
    case $command in
${commands.map(({ name, options, operands }) => `        ${name}) _arguments -S ${[...options.map(zshOption), ...zshOperands(operands)].join(' ')} ;;`).join('\n')}
    esac
}
if [[ $funcstack[1] == _terroir ]]; then _terroir "$@"; else compdef _terroir terroir; fi
`;
}

const quoted = (words: string): string => `'${words.replaceAll("'", `'\\''`)}'`;

function zshOption(option: CompletedOption): string {
    const says = `[${option.says.replace(/[\]\\[:]/g, '\\$&')}]`;
    const value = option.takes === 'nothing' ? '' : `:${option.name}:${zshValue(option)}`;
    const names = flags(option);
    const once = option.many ? '*' : names.length > 1 ? `(${names.join(' ')})` : '';
    return names.map((flag) => quoted(`${once}${flag}${value === '' ? '' : flag.startsWith('--') ? '=' : '+'}${says}${value}`)).join(' ');
}

function zshValue(option: CompletedOption): string {
    if (option.takes === 'file') return '_files';
    if (option.takes === 'folder') return '_files -/';
    const words = wordsFor(option);
    return words.length === 0 ? ' ' : `(${words.map((word) => word.replaceAll(':', '\\:')).join(' ')})`;
}

const zshOperands = (operands: Completed['operands']): readonly string[] =>
    operands.map((one, i) => {
        const place = i === operands.length - 1 && typeof one === 'string' ? '*' : String(i + 1);
        if (one === 'specs') return quoted(`${place}:spec:_files -g "*.terroir"`);
        if (one === 'file') return quoted(`${place}:file:_files`);
        if (one === 'folder') return quoted('1:folder:_files -/');
        return quoted(one === 'anything' ? `${place}:words: ` : `${place}:word:(${one.join(' ')})`);
    });

// ---------------------------------------------------------------- fish

/** The first word is the command: its name may stand further on, too. */
function fish(commands: readonly Completed[]): string {
    const lines = commands.flatMap(({ name, says, options, operands }) => [
        `complete -c terroir -n __fish_use_subcommand -a ${name} -d ${fishQuoted(says)}`,
        ...options.map(
            (option) => `${fishWithin(name)} -l ${option.name}${option.short ? ` -s ${option.short}` : ''}${fishValue(option)} -d ${fishQuoted(option.says)}`,
        ),
        ...fishOperands(name, operands),
    ]);
    return `# terroir in fish: terroir completion fish > ~/.config/fish/completions/terroir.fish
function __terroir_in
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $argv[1]
end
function __terroir_given
    for word in (commandline -opc)[3..]
        contains -- $word $argv; and return
    end
    return 1
end
function __terroir_folders
    __fish_complete_directories (string replace -r -- '^--[^=]*=' '' (commandline -ct))
end
complete -c terroir -f
complete -c terroir -n __fish_use_subcommand -l help
complete -c terroir -n __fish_use_subcommand -l version
${lines.join('\n')}
`;
}

const fishWithin = (name: string, more = ''): string => `complete -c terroir -n '__terroir_in ${name}${more}'`;

const fishQuoted = (words: string): string => `'${words.replace(/['\\]/g, '\\$&')}'`;

function fishValue(option: CompletedOption): string {
    if (option.takes === 'nothing') return '';
    if (option.takes === 'file') return ' -r -F';
    if (option.takes === 'folder') return " -x -a '(__terroir_folders)'";
    const words = wordsFor(option);
    return words.length === 0 ? ' -x' : ` -x -a '${words.join(' ')}'`;
}

/** What stands behind one of a few words is offered once that is there, and they no longer. */
function fishOperands(name: string, [first, ...rest]: Completed['operands'], given = ''): string[] {
    const within = fishWithin(name, given);
    if (first === undefined) return [];
    if (typeof first !== 'string') {
        const words = first.join(' ');
        return [
            `${fishWithin(name, `${given}; and not __terroir_given ${words}`)} -a '${words}'`,
            ...fishOperands(name, rest, `${given}; and __terroir_given ${words}`),
        ];
    }
    const offered = { anything: '', specs: " -a '(__fish_complete_suffix .terroir)'", file: ' -F', folder: " -a '(__terroir_folders)'" }[first];
    return offered === '' ? [] : [within + offered];
}
