import { views } from '../../language/index.ts';
import { checkOptions } from './check.ts';
import type { Command } from './command-names.ts';
import { coverageOptions } from './coverage.ts';
import { diffOptions } from './diff.ts';
import { drawOptions } from './draw.ts';
import { explainOptions } from './explain.ts';
import { exportOptions } from './export.ts';
import { formatOptions } from './format.ts';
import { horizonOptions } from './horizon.ts';
import { importOptions } from './import.ts';
import { initOptions } from './init.ts';
import { libraryOptions } from './library.ts';
import { mergeOptions } from './merge.ts';
import { lspOptions } from './no-server.ts';
import type { OptionTable } from './options.ts';
import { rageOptions } from './rage.ts';
import { reconcileOptions } from './reconcile.ts';
import { rulesOptions } from './rules.ts';
import { completionOptions, shells } from './shells.ts';
import { waiversOptions } from './waivers.ts';

/** What may stand behind a command beside its options: paths of specs or of other files, a folder, one of a few words, the name of a rule, or what nobody can foresee. */
export type Operands = 'specs' | 'file' | 'folder' | 'rule' | 'anything' | readonly string[];

/** What a command takes. */
export interface Taken {
    readonly options: OptionTable;
    /** What may stand first, what second, and so on; the last one any number of times. */
    readonly operands: readonly Operands[];
}

/** Every command with what it takes: the tables by which the commands read their words. */
export const taken: Readonly<Record<Command, Taken>> = {
    check: { options: checkOptions, operands: ['specs'] },
    diff: { options: diffOptions, operands: ['specs'] },
    merge: { options: mergeOptions, operands: ['file'] },
    horizon: { options: horizonOptions, operands: ['specs'] },
    coverage: { options: coverageOptions, operands: ['specs'] },
    draw: { options: drawOptions, operands: [views, 'specs'] },
    waivers: { options: waiversOptions, operands: ['specs'] },
    format: { options: formatOptions, operands: ['specs'] },
    explain: { options: explainOptions, operands: ['rule'] },
    rules: { options: rulesOptions, operands: [] },
    library: { options: libraryOptions, operands: ['anything'] },
    init: { options: initOptions, operands: ['folder'] },
    completion: { options: completionOptions, operands: [shells] },
    rage: { options: rageOptions, operands: ['specs'] },
    export: { options: exportOptions, operands: ['specs'] },
    import: { options: importOptions, operands: ['file'] },
    reconcile: { options: reconcileOptions, operands: ['file', 'specs'] },
    lsp: { options: lspOptions, operands: [] },
};
