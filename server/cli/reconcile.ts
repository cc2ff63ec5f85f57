import { createHash } from 'node:crypto';
import { relative, resolve, sep } from 'node:path';
import { Judge, type Message, type Planned, planStaysWherePromised, say, setPlan, text } from '../../language/index.ts';
import { conclude, conclusionOptions, intentOf } from './conclude.ts';
import type { Io } from './io.ts';
import { type Refused, readNamed, unicodeIn } from './named-file.ts';
import type { Misused } from './options.ts';
import { filesIn } from './outputs.ts';
import { placesOf } from './plan/locations.ts';
import { buildsNothing } from './plan/providers.ts';
import { type Plan, readPlan } from './plan/read.ts';
import { type Mapping, readMap, serviceOf } from './plan/services.ts';
import { type Reading, reportOf, Texts } from './report.ts';
import { input, judged, languageIn, orHere, readingOf, readTold, runOptions, whyNothing } from './run.ts';
import type { Text } from './sources.ts';
import { type Language, translateTo } from './translation.ts';
import { whyNotOver } from './written-over.ts';

export const reconcileOptions = {
    ...runOptions,
    ...conclusionOptions,
    map: { takes: 'file' },
} as const;

/** `terroir reconcile`: whether a plan of Terraform keeps what specs promise of places. */
export async function reconcile(args: readonly string[], io: Io, environment: Language, misused: Misused): Promise<number> {
    const told = readTold(args, reconcileOptions, io);
    if ('problem' in told) return misused(told.problem);
    const { root } = told;
    // What is typed is the plan, never a spec.
    const { 'stdin-path': typed, ...options } = told.options;
    const [file, ...operands] = told.operands;
    if (file === undefined) return misused(text('A plan comes first: the JSON of “terraform show -json PLAN”.'));
    if (operands.includes(input)) return misused(text('{input} stands for the standard input: of what comes from there only the plan can be read.', { input }));
    const intent = intentOf(told, io);
    if ('problem' in intent) return misused(intent.problem);
    const map = options.map === undefined ? [] : readNamed(options.map, io, (bytes) => readMap(unicodeIn(bytes)));
    if ('problem' in map) return misused(map.problem);
    const plan = readNamed(file, io, (bytes) => planIn(bytes, shownAs(file)));
    if ('problem' in plan) return misused(plan.problem);
    const specs = readingOf({ ...told, options, operands: orHere(operands) }, io);
    if ('problem' in specs) return misused(specs.problem);
    const problem = whyNotOver(filesIn(intent.outputs), told, specs, io);
    if (problem) return misused(problem);

    const sorted = sortOut(plan, map);
    const reading = withPlan(specs, plan.text, sorted.resources, io);
    const run = judged(reading, { paths: reading.asked, part: null });
    const spoken = languageIn(told, environment);
    const remarks = [...(specs.asked.length === 0 && specs.passedOver.length > 0 ? [noPromises] : []), ...remarksOn(sorted, map)];
    for (const remark of remarks) io.stderr.write(`terroir: ${say(remark, translateTo[spoken])}\n`);
    const texts = new Texts(run.workspace);
    const reportIn = (language: Language) => reportOf(run, texts, language, translateTo[language]);
    return conclude({ reading: run, texts, reportIn, nothing: whyNothing(run) }, intent, told, io, spoken);

    function shownAs(given: string): string {
        if (given === input) return typed ?? 'stdin.json';
        return relative(root, resolve(io.cwd, given)).split(sep).join('/').normalize('NFC');
    }
}

/** What was read with a plan beside it, which is all that is judged: of the specs only what is broken is reported. */
function withPlan(specs: Reading, plan: Text, resources: readonly Planned[], { rules }: Io): Reading {
    setPlan(specs.workspace, plan.path, blanked(plan.source, resources), resources);
    const judge = new Judge(specs.workspace, [planStaysWherePromised], { known: [...rules, planStaysWherePromised] });
    return { ...specs, judge, texts: [...specs.texts, plan], asked: [...specs.asked, plan.path] };
}

/** The resources of a plan that are to be judged, and those that are not. */
interface Sorted {
    readonly resources: readonly Planned[];
    /** Set aside by the map. */
    readonly aside: readonly string[];
    /** Of providers that build nothing. */
    readonly nowhere: number;
}

function sortOut(plan: Plan, map: readonly Mapping[]): Sorted {
    const resources: Planned[] = [];
    const aside: string[] = [];
    let nowhere = 0;
    // What is only read is built by somebody else.
    for (const resource of plan.resources.filter(({ mode }) => mode !== 'data')) {
        const { address, start, end } = resource;
        if (buildsNothing(resource.provider)) {
            nowhere++;
            continue;
        }
        const service = serviceOf(resource, map);
        if (service === null) aside.push(address);
        else resources.push({ address, service, places: placesOf(plan, resource), start, end });
    }
    for (const deferred of plan.deferred) {
        const why = { unknown: text('it cannot be planned yet.') };
        resources.push({ ...deferred, service: why, places: [why] });
    }
    return { resources, aside, nowhere };
}

/**
 * The text of a plan with blanks for all but the addresses and the ends of lines. Reports show what stands around a place, and around an
 * address, in a plan of one line, stands what must never be shown.
 */
function blanked(source: string, resources: readonly Planned[]): string {
    const blank = (start: number, end: number) => source.slice(start, end).replace(/[^\r\n]/g, ' ');
    let at = 0;
    const pieces: string[] = [];
    for (const { start, end } of [...resources].sort((a, b) => a.start - b.start)) {
        pieces.push(blank(at, start), source.slice(start, end));
        at = end;
    }
    return [...pieces, blank(at, source.length)].join('');
}

const noPromises = text('There is no spec in what was given: nothing promises anything of places.');

/** What was not judged, so that nobody takes it for kept. */
function remarksOn({ resources, aside, nowhere }: Sorted, map: readonly Mapping[]): readonly Message[] {
    const idle = map.filter(({ fits }) => ![...resources.map(({ address }) => address), ...aside].some((address) => fits.test(address)));
    return [
        ...(aside.length > 0 ? [text('Set aside by the map, and not judged: {addresses}', { addresses: aside })] : []),
        ...(nowhere > 0 ? [text('Resources that are built nowhere, such as random numbers, and were not judged: {n}', { n: nowhere })] : []),
        ...(idle.length > 0 ? [text('The map names what the plan does not have: {patterns}', { patterns: idle.map(({ pattern }) => pattern) })] : []),
        ...(resources.length === 0 ? [text('Nothing was judged: the plan builds nothing that lies anywhere.')] : []),
    ];
}

function planIn(bytes: Uint8Array, path: string): Refused | (Plan & { readonly text: Text }) {
    // Redirected in PowerShell, what Terraform prints is UTF-16.
    const source = unicodeIn(bytes);
    const plan = readPlan(source);
    return 'problem' in plan ? plan : { ...plan, text: { path, source, sha256: createHash('sha256').update(bytes).digest('hex'), marked: false } };
}
