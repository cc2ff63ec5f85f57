import { check } from './check.ts';
import { commandLine, type Doing } from './command-line.ts';
import type { Command } from './command-names.ts';
import { completion } from './completion.ts';
import { coverage } from './coverage.ts';
import { diff } from './diff.ts';
import { draw } from './draw.ts';
import { explain } from './explain.ts';
import { exportFacts } from './export.ts';
import { format } from './format.ts';
import { fitted, helpOn } from './help.ts';
import { horizon } from './horizon.ts';
import { importRegister } from './import.ts';
import { init } from './init.ts';
import type { Io } from './io.ts';
import { library } from './library.ts';
import { merge } from './merge.ts';
import { noServer } from './no-server.ts';
import { rage } from './rage.ts';
import { reconcile } from './reconcile.ts';
import { listRules } from './rules.ts';
import { waivers } from './waivers.ts';

export { tellOfCache, tellOfOutput } from './command-line.ts';

const doings: Readonly<Record<Command, Doing>> = {
    check,
    merge: (words, io, _, misused) => merge(words, io, misused),
    diff,
    horizon,
    coverage,
    format,
    draw,
    library,
    explain,
    rules: listRules,
    waivers,
    init,
    completion,
    rage,
    export: exportFacts,
    import: importRegister,
    reconcile,
    lsp: (words, _, __, misused) => noServer(words, misused),
};

/** The words of the command line to its exit code: 0 clean, 1 findings, 2 could not judge, 3 undecided. */
export const main = (argv: readonly string[], given: Partial<Io> = {}): Promise<number> =>
    commandLine(argv, given, { doing: (command) => doings[command], helpOn: (command, language, columns) => fitted(helpOn(command, language), columns) });
