import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../server/cli/command-names.ts';
import { taken } from '../../server/cli/commands.ts';
import { helpOn, optionsIn, purposeOf } from '../../server/cli/help.ts';
import { shells } from '../../server/cli/shells.ts';
import { terroir } from './terminal.ts';

/* Completion is made from the tables by which the commands read their words; bash is asked what it makes of it, as it is on this machine. */

describe('the tables and the help', () => {
    test.each(commands)('%s: the help names the options that it takes, and no others', (command) => {
        for (const language of ['en', 'fr'] as const)
            expect([...optionsIn(command, language).keys()].sort()).toEqual([...Object.keys(taken[command].options), 'help'].sort());
    });

    test('everything has words to go with it', () => {
        for (const language of ['en', 'fr'] as const) {
            for (const command of commands) {
                expect(purposeOf(command, language).length, command).toBeGreaterThan(10);
                for (const [option, says] of optionsIn(command, language)) expect(says.length, `${command} --${option}`).toBeGreaterThan(8);
            }
        }
        expect(helpOn(undefined, 'en')).toContain(`  rules               ${purposeOf('rules', 'en')}\n`);
    });
});

describe('in bash', () => {
    let folder: string;
    let script: string;
    beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'terroir-completion-'));
        script = join(folder, 'terroir.bash');
        writeFileSync(script, (await terroir(['completion', 'bash'])).out);
        mkdirSync(join(folder, 'in/a folder'), { recursive: true });
        for (const name of ['hosting.terroir', 'hosts and guests.terroir', 'notes.txt']) writeFileSync(join(folder, 'in', name), '');
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** What bash offers at the end of what was typed so far, in the folder `in`. */
    function offered(typed: string): string[] {
        // As bash splits it: = and : are words of their own.
        const words = typed.split(' ').flatMap((word) => word.split(/(?<=.)(?==)|(?<==)/));
        const quoted = words.map((word) => `'${word}'`).join(' ');
        const ask = `source "$1"; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _terroir; printf '%s\\n' "\${COMPREPLY[@]}"`;
        const { stdout, stderr, status } = spawnSync('bash', ['--norc', '-c', ask, 'bash', script], { cwd: join(folder, 'in'), encoding: 'utf8' });
        expect([stderr, status]).toEqual(['', 0]);
        return stdout.split('\n').filter((line) => line !== '');
    }

    test('commands come first', () => {
        expect(offered('terroir ')).toEqual([...commands, 'help', '--help', '--version']);
        expect(offered('terroir co')).toEqual(['coverage', 'completion']);
        expect(offered('terroir help wa')).toEqual(['waivers']);
    });

    test('options are those of the command', () => {
        expect(offered('terroir check --fail')).toEqual(['--fail-on', '--fail-on-unknown']);
        expect(offered('terroir explain --')).toEqual(['--lang', '--color', '--help']);
        expect(offered('terroir rules --stdin')).toEqual([]);
    });

    test('values are those of the option, behind a blank or =', () => {
        expect(offered('terroir check --fail-on ')).toEqual(['error', 'warning', 'information', 'never']);
        expect(offered('terroir check --lang=')).toEqual(['en', 'fr']);
        expect(offered('terroir check --lang=f')).toEqual(['fr']);
        expect(offered('terroir check --format s')).toEqual(['sarif']);
        expect(offered('terroir check --as-of ')).toEqual([]);
        expect(offered('terroir check --verify no')).toEqual(['notes.txt']);
        expect(offered('terroir check --root ')).toEqual(['a folder']);
        expect(offered('terroir init --template p')).toEqual(['public-buyer']);
    });

    test('paths are specs and folders, blanks and all', () => {
        expect(offered('terroir check ho').sort()).toEqual(['hosting.terroir', 'hosts and guests.terroir']);
        expect(offered('terroir check a')).toEqual(['a folder']);
        expect(offered('terroir check no')).toEqual([]);
        expect(offered('terroir diff hosting.terroir ho').sort()).toEqual(['hosting.terroir', 'hosts and guests.terroir']);
    });

    test('what is drawn comes before what it is drawn of', () => {
        expect(offered('terroir draw ')).toEqual(['reach', 'timeline']);
        expect(offered('terroir draw reach host').sort()).toEqual(['hosting.terroir', 'hosts and guests.terroir']);
    });

    test('rules and codes can be explained', () => {
        expect(offered('terroir explain reach/no-foreign-c')).toEqual(['reach/no-foreign-control']);
        expect(offered('terroir explain names/not')).toEqual(['names/not-imported']);
        expect(offered('terroir completion ')).toEqual([...shells]);
    });
});

/** What zsh offers: it has to be typed at, in a terminal; each word that it would add comes on a line of its own. */
const zshAsked = `zmodload zsh/zpty && zpty z zsh -f -i
zpty -w z "source $PLACE/typed-at; clear; echo now-ready"
while zpty -r z got; do [[ $got == *now-ready* && $got != *source* ]] && break; done
zpty -w -n z "$TYPED"$'\\t'
integer n=0
while zpty -r z got; do
    if [[ $got == *$'\\0'* ]]; then ((++n == 2)) && break; continue; fi
    ((n == 1)) && print -r -- "$got"
done
zpty -d z
`;
const zshTypedAt = `PROMPT=; autoload -U compinit; compinit -D -u; source $PLACE/terroir.zsh
bindkey '^M' undefined-key; bindkey '^J' undefined-key; bindkey '^I' complete-word
mark() { echo -E - $'\\0' }
compprefuncs=(mark); comppostfuncs=(mark exit)
zstyle ':completion:*' insert-tab false
compadd() {
    if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
    local hit none; local -a hits before hidden after behind
    builtin compadd -A hits "$@"
    zparseopts -E -a none P:=before p:=hidden S:=after s:=behind
    for hit in "$hits[@]"; do echo -E - "$IPREFIX$before[2]$hidden[2]$hit$behind[2]$after[2]"; done
    # It looks further where nothing was added.
    builtin compadd "$@"
}
`;

/** Shells that not everybody has: where one is missing the tests say so and are left out, but in CI, where it must be there. */
describe.each(['zsh', 'fish'] as const)('what %s offers', (shell) => {
    const isWanted = spawnSync(shell, ['--version']).error === undefined || process.env['CI'] !== undefined;
    if (!isWanted) console.log(`What ${shell} offers is not tested: it is not installed (on Debian: apt-get install ${shell}).`);
    let folder: string;
    beforeAll(async () => {
        folder = mkdtempSync(join(tmpdir(), 'terroir-completion-'));
        writeFileSync(join(folder, `terroir.${shell}`), (await terroir(['completion', shell])).out);
        writeFileSync(join(folder, 'asked'), zshAsked);
        writeFileSync(join(folder, 'typed-at'), zshTypedAt);
        mkdirSync(join(folder, 'in/a folder'), { recursive: true });
        for (const name of ['hosting.terroir', 'hosts and guests.terroir', 'notes.txt']) writeFileSync(join(folder, 'in', name), '');
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** In a home of its own, with a time limit: a shell that waits for somebody is to end. */
    function offered(typed: string): string[] {
        const env = { PATH: process.env['PATH'], HOME: folder, PLACE: folder, TYPED: typed, TERM: 'dumb', LC_ALL: 'C.UTF-8' };
        const args = shell === 'zsh' ? ['-f', join(folder, 'asked')] : ['--no-config', '-c', 'source $PLACE/terroir.fish; complete -C $TYPED'];
        const { stdout, stderr, status } = spawnSync(shell, args, { cwd: join(folder, 'in'), env, encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL' });
        expect([stderr, status], typed).toEqual(['', 0]);
        const words = stdout.split(/[\r\n]+/).map((line) => (line.split('\t')[0] ?? '').replaceAll('\\ ', ' ').replace(/\/$/, ''));
        return [...new Set(words.filter((word) => word !== ''))].sort();
    }

    const specs = ['hosting.terroir', 'hosts and guests.terroir'];
    test.skipIf(!isWanted).each([
        ['terroir co', ['completion', 'coverage']],
        ['terroir -', ['--help', '--version']],
        ['terroir help wa', ['waivers']],
        ['terroir help check ', []],
        ['terroir check --fail', ['--fail-on', '--fail-on-unknown']],
        ['terroir rules --stdin', []],
        ['terroir check --fail-on ', ['error', 'information', 'never', 'warning']],
        ['terroir check --lang=f', ['--lang=fr']],
        ['terroir check --format json --format s', ['sarif']],
        ['terroir check --as-of ', []],
        ['terroir check --verify=no', ['--verify=notes.txt']],
        ['terroir check --root ', ['a folder']],
        ['terroir check --root=', ['--root=a folder']],
        ['terroir check ho', specs],
        ['terroir diff hosting.terroir ho', specs],
        ['terroir check a', ['a folder']],
        ['terroir draw ', ['reach', 'timeline']],
        ['terroir draw reach ho', specs],
        ['terroir completion ', ['bash', 'fish', 'zsh']],
        ['terroir explain names/not', ['names/not-imported']],
        // The name of a command that is none here.
        ['terroir completion check --fail', []],
    ])('behind “%s”', (typed, wanted) => {
        expect(offered(typed)).toEqual([...wanted].sort());
    });
});

describe.each(['zsh', 'fish'] as const)('in %s', (shell) => {
    const isThere = spawnSync(shell, ['--version']).error === undefined;
    test.skipIf(!isThere)(isThere ? 'the script is read without complaint' : `left out, since ${shell} is not installed here`, async () => {
        const folder = mkdtempSync(join(tmpdir(), 'terroir-completion-'));
        const script = join(folder, `terroir.${shell}`);
        writeFileSync(script, (await terroir(['completion', shell])).out);
        const { status, stderr } = spawnSync(shell, [shell === 'zsh' ? '-n' : '--no-execute', script], { encoding: 'utf8' });
        expect([status, stderr]).toEqual([0, '']);
        rmSync(folder, { recursive: true });
    });

    test.each(['en', 'fr'])('every command, option and description is in the script (%s)', async (language) => {
        const out = (await terroir(['completion', shell, '--lang', language])).out.replaceAll('\\:', ':');
        for (const command of commands) {
            expect(out).toContain(purposeOf(command, language === 'fr' ? 'fr' : 'en').replaceAll("'", shell === 'zsh' ? "'\\''" : "\\'"));
            for (const option of Object.keys(taken[command].options)) expect(out).toContain(shell === 'zsh' ? `--${option}` : `-l ${option}`);
        }
    });
});

test('a shell that there is not, or none, is refused', async () => {
    expect(await terroir(['completion', 'bsh'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean bash?') });
    expect(await terroir(['completion'])).toMatchObject({ code: 2, out: '' });
});
