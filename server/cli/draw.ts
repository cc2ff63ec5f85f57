import { contractsIn, type Id, isPartial, type Message, nameOf, pictureOf, say, text, views } from '../../language/index.ts';
import { unknownWord } from '../configuration/unknown-word.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { couldWrite, fileIn, placeOf } from './outputs.ts';
import { type Run, reportOf, Texts } from './report.ts';
import { gateOf, languageIn, readTold, runOf, runOptions } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';
import { whyNotOver } from './written-over.ts';

export const drawOptions = {
    ...runOptions,
    contract: { takes: 'text' },
    output: { takes: 'file' },
    lang: { takes: languages },
} as const;

/** `terroir draw`: a picture of some contracts as SVG, the same that an editor shows. */
export async function draw([word, ...args]: readonly string[], io: Io, environment: Language, misused: Misused): Promise<number> {
    const view = views.find((one) => one === word);
    if (view === undefined) {
        if (word === undefined || word.startsWith('-')) return misused(text('What is to be drawn comes first: {words}.', { words: [...views] }));
        return misused(unknownWord(text('There is no picture {word}: {words}.', { word, words: [...views] }), word, views));
    }
    const told = readTold(args, drawOptions, io);
    if ('problem' in told) return misused(told.problem);
    const { options } = told;
    const output = fileIn(options.output);
    const run = runOf(told, io);
    if ('problem' in run) return misused(run.problem);
    const problem = whyNotOver(output === undefined ? [] : [output], told, run, io);
    if (problem) return misused(problem);
    const contracts = contractsOf(run, options.contract);
    if ('problem' in contracts) return misused(contracts.problem);
    const language = languageIn(run, environment);
    const translate = translateTo[language];
    // Whoever only judges does without what lays pictures out.
    const { drawSvg } = await import('../drawing/draw.ts');
    const report = reportOf(run, new Texts(run.workspace), language, translate);
    const { svg } = drawSvg(pictureOf(view, run.judge, run.workspace, contracts, run.date), isPartial(report.counts), translate, language);
    if (output === undefined) io.stdout.write(svg);
    else if (!couldWrite(output, io, translate, () => io.disk.write(placeOf(output, io), svg))) return 2;
    if (contracts.length === 0) io.stderr.write(`terroir: ${say(text('No contract was found in what was judged.'), translate)}\n`);
    return gateOf(run, report, io, translate);
}

/** The contracts of what was judged, or those of one name. */
function contractsOf({ workspace, judgements }: Run, name: string | undefined): readonly Id[] | { readonly problem: Message } {
    const all = contractsIn(
        workspace,
        judgements.map(({ path }) => path),
    );
    if (name === undefined) return all;
    const found = all.filter((id) => nameOf(id) === name);
    return found.length > 0 ? found : { problem: unknownWord(text('There is no contract {name} in what was judged.', { name }), name, all.map(nameOf)) };
}
