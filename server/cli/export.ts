import {
    type Activity,
    activityOf,
    contractsIn,
    type Id,
    Judge,
    type Message,
    nameOf,
    plainName,
    say,
    statedIn,
    text,
    whyNoActivity,
} from '../../language/index.ts';
import { dpvKinds, dpvOf } from './export/dpv.ts';
import { factsOf } from './export/facts.ts';
import { odrlKinds, odrlOf } from './export/odrl.ts';
import { registerKinds, registerOf } from './export/register.ts';
import type { Io } from './io.ts';
import type { Misused } from './options.ts';
import { couldWrite, fileIn, placeOf } from './outputs.ts';
import { placeIn, type Run, reportOf, Texts } from './report.ts';
import { gateOf, judged, languageIn, orHere, readingOf, readTold, runOptions } from './run.ts';
import { type Language, languages, translateTo } from './translation.ts';
import { whyNotOver } from './written-over.ts';

const forms = ['json', 'dpv', 'odrl', 'article-30'] as const;

export const exportOptions = {
    ...runOptions,
    to: { takes: forms },
    output: { takes: 'file' },
    lang: { takes: languages },
} as const;

/** What a form can say of what specs state. Everything else is left out, and that is told. */
const kindsIn = { dpv: dpvKinds, odrl: odrlKinds, 'article-30': registerKinds } as const;

/** `terroir export`: what specs state, in a form that other tools read. */
export function exportFacts(args: readonly string[], io: Io, environment: Language, misused: Misused): number {
    const told = readTold(args, exportOptions, io);
    if ('problem' in told) return misused(told.problem);
    const { options } = told;
    const { to } = options;
    if (to === undefined) return misused(text('The option {option} says in which form: {words}.', { option: '--to', words: [...forms] }));
    const reading = readingOf({ ...told, operands: orHere(told.operands) }, io);
    if ('problem' in reading) return misused(reading.problem);
    const output = fileIn(options.output);
    const problem = whyNotOver(output === undefined ? [] : [output], told, reading, io);
    if (problem) return misused(problem);
    // No rule is asked, only whether the text can be read.
    const run = judged({ ...reading, judge: new Judge(reading.workspace, [], { known: io.rules }) }, { paths: reading.asked, part: null });
    const spoken = languageIn(run, environment);
    const translate = translateTo[spoken];
    const texts = new Texts(run.workspace);
    const lost = new Losses(run);
    const words = written();
    for (const message of lost.messages(texts)) io.stderr.write(`terroir: ${say(message, translate)}\n`);
    if (output === undefined) io.stdout.write(words);
    else if (!couldWrite(output, io, translate, () => io.disk.write(placeOf(output, io), words))) return 2;
    return gateOf(run, reportOf(run, texts, spoken, translate), io, translate);

    function written(): string {
        const ask = run.workspace.engine.at(run.date);
        if (to === undefined || to === 'json') return `${JSON.stringify(factsOf(run, ask, texts), null, 2)}\n`;
        const activities = activitiesIn(run, lost);
        lost.besides(kindsIn[to], activities);
        switch (to) {
            case 'dpv':
                return dpvOf(ask, activities, lost.word);
            case 'odrl':
                return odrlOf(ask, activities, lost.word);
            case 'article-30':
                return registerOf(ask, activities, translate);
        }
    }
}

/** The contracts that are alive at the date. */
function activitiesIn({ workspace, judgements, date }: Run, lost: Losses): readonly Activity[] {
    const ask = workspace.engine.at(date);
    const contracts = contractsIn(
        workspace,
        judgements.map(({ path }) => path),
    );
    return contracts.flatMap((contract) => {
        const why = whyNoActivity(ask, contract);
        if (why) lost.whole(contract, why);
        return why ? [] : [activityOf(ask, contract)];
    });
}

/** What an export leaves out, by declaration. */
class Losses {
    private readonly run: Run;
    private readonly words = new Map<Id, Set<string>>();
    private readonly wholes: [Id, Message][] = [];

    constructor(run: Run) {
        this.run = run;
    }

    /** A word of a declaration that has no term. */
    readonly word = (by: Id, word: string): void => {
        const words = this.words.get(by) ?? new Set();
        this.words.set(by, words.add(word));
    };

    whole(id: Id, why: Message): void {
        this.wholes.push([id, why]);
    }

    /** Every statement of an activity, its data and its services that is of no kind that the form knows, or is not in force. */
    besides(kinds: ReadonlySet<string>, activities: readonly Activity[]): void {
        const { workspace, date, judgements } = this.run;
        const ask = workspace.engine.at(date);
        const left = new Set(this.wholes.map(([id]) => id));
        const exported = new Set(activities.flatMap(({ contract, datasets }) => [contract, ...datasets.map(({ dataset }) => dataset)]));
        for (const id of judgements.flatMap(({ path }) => workspace.files.get(path)?.ids ?? [])) {
            const stated = statedIn(ask, id);
            if (!stated || left.has(id) || stated.kind === 'Term') continue;
            for (const { kind, at, from, until } of stated.facts) {
                const isOn = (from === undefined || from <= date) && (until === undefined || until >= date);
                if (kinds.has(kind) && isOn && (exported.has(id) || stated.kind === 'Service')) continue;
                const span = workspace.span(at);
                const source = span ? (workspace.files.get(span.path)?.source.slice(span.start, span.end) ?? '') : '';
                this.word(id, /^\S+/.exec(source)?.[0] ?? kind);
            }
        }
    }

    *messages(texts: Texts): Generator<Message> {
        for (const [id, why] of this.wholes) yield text('{place} {name} is left out: {why}', { place: this.place(id, texts), name: nameOf(id), why });
        for (const [id, words] of this.words)
            yield text('{place} {name}: left out, for want of a place or a term: {words}', {
                place: this.place(id, texts),
                name: plainName(id),
                words: [...words],
            });
    }

    private place(id: Id, texts: Texts): string {
        const { file, range } = placeIn(this.run.workspace, texts, { id, path: 'name' });
        return `${file}:${range.start.line}`;
    }
}
