// What a run of the command says follows from what it takes from outside, and from nothing else. So a run is kept with every question
// that it asked the disk and the environment, and with what it wrote; where all of them are answered as before, the same is written again,
// and nothing is loaded, parsed or judged. docs/decisions/0017-runs-are-kept.md says why runs, and not files.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { type CacheTrouble, digest, read, used } from './kept-file.ts';
import { type Files, type KeptRun, type Question, sums } from './kept-run.ts';
import { answerOf, type Disk, type Outside, processOutside } from './outside.ts';
import { keep, memoryIn, recordingOf } from './recording.ts';
import type { Output } from './standard-output.ts';

// The first stage has this bundle, and no other that it could take it from.
export { spareNoMore } from './outside.ts';

/** Commands that only read and say; what lists rules or the library is at hand as fast. */
const keeping: readonly string[] = ['check', 'horizon', 'coverage', 'waivers', 'reconcile', 'export'];
/** Words with which a run depends on more than the disk, or is about what the disk becomes. */
const passing = /^(?:-|--watch|--changed|--since(?:=.*)?|--update-baseline)$/;

/** What became of a run whose user wants to know: said again, made and kept, made and not kept, or made without asking. */
export interface CacheUse {
    readonly is: 'repeated' | 'kept' | 'not kept' | 'not asked';
}

/** What is done where a run is not at hand. */
export interface Doing {
    readonly run: (outside: Outside) => Promise<number>;
    /** Told of what is wrong with the cache, which keeps nothing from being judged; and with --verbose of how it was used. */
    readonly tell: (news: CacheTrouble | CacheUse, outside: Outside) => void;
}

/**
 * Runs a command, or says again what the same run said before; gives its exit code.
 *
 * @param program what tells the program from every other: two programs never share a run
 */
export async function fromCache(argv: readonly string[], program: () => string, { run, tell }: Doing, given = processOutside()): Promise<number> {
    const isKeeping = keeping.includes(argv[0] ?? '');
    const use = (is: CacheUse['is']): void => {
        if (isKeeping && argv.includes('--verbose')) tell({ is }, given);
    };
    let isUnwritable = false;
    const told = (trouble: CacheTrouble): void => {
        // Where one thing cannot be written another cannot either, and what is damaged was read before.
        if (isUnwritable) return;
        isUnwritable = trouble.is === 'unwritable';
        tell(trouble, given);
    };
    const folder = isKeeping && !argv.includes('--no-cache') ? cacheFolder(given) : undefined;
    if (folder === undefined || argv.some((word) => passing.test(word))) {
        use('not asked');
        return run(folder === undefined ? given : { ...given, memory: memoryIn(folder, program, told, given.now) });
    }
    const { stdout, stderr, cwd, now } = given;
    const day = Math.floor(now / 86_400_000);
    const file = join(folder, `${digest(JSON.stringify([program(), argv, cwd, day, look(stdout), look(stderr)]))}.json`);
    const stays = staying(given.disk);
    const bytes = read(file, told);
    if (bytes) {
        const known = JSON.parse(bytes.toString()) as KeptRun;
        if (holds(known, given, stays) && repeat(known, given)) {
            used(file, now);
            use('repeated');
            return known.code;
        }
    }
    const recording = recordingOf(given, stays);
    const code = await run({ ...recording.outside, memory: memoryIn(folder, program, told, now, recording) });
    // What could not be judged is tried again.
    const kept = code === 2 ? undefined : recording.kept(code);
    const trouble = kept && keep(folder, file, Buffer.from(JSON.stringify(kept)));
    if (trouble) told(trouble);
    use(kept && !trouble ? 'kept' : 'not kept');
    return code;
}

const look = ({ isTerminal, columns }: Output) => [isTerminal, columns ?? 0];

/** What a question is answered now. */
const answered = ([kind, about]: Question, { disk, env }: Outside): string | null =>
    kind === 'env' ? (env[about] ?? null) : answerOf(() => sums[kind](disk[kind](about) as never));

/** Whether everything is answered as it was. */
const holds = ({ asked, read }: KeptRun, outside: Outside, stays: (files: Files) => boolean): boolean =>
    asked.every((question) => answered(question, outside) === question[2]) && read.every(stays);

/** Looks whether files have stayed as they were; at the same ones once, however often somebody asks. */
function staying(disk: Disk): (files: Files) => boolean {
    const seen = new Map<string, { readonly files: Files; readonly is: boolean }[]>();
    return (files) => {
        const [, folder] = files;
        const ofFolder = seen.get(folder) ?? [];
        const known = ofFolder.find((one) => one.files.every((part, i) => part === files[i]));
        if (known) return known.is;
        const is = haveStayed(files, disk);
        seen.set(folder, [...ofFolder, { files, is }]);
        return is;
    };
}

function haveStayed([most, folder, names, answers]: Files, disk: Disk): boolean {
    const sum = createHash('sha256');
    let now = '';
    for (const name of names.split('/')) now += `${answerOf(() => disk.glance(folder + name, most, (bytes) => sum.update(bytes) && bytes.length))}/`;
    return now + sum.digest('base64url') === answers;
}

/** Writes again what was written; files first, so that where one of them cannot be written the run itself says so. */
function repeat({ done }: KeptRun, { disk, stdout, stderr }: Outside): boolean {
    for (const how of ['write', 'append'] as const)
        for (const [kind, path, text] of done) if (kind === how && answerOf(() => disk[how](path, text as string)) !== undefined) return false;
    for (const [kind, text] of done) {
        if (kind === 'out') stdout.write(text);
        else if (kind === 'err') stderr.write(text);
    }
    return true;
}
