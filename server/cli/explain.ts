import { isLibraryPath, judges, label, type Message, planStaysWherePromised, type Rule, say, text, Workspace } from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { unknownWord } from '../configuration/unknown-word.ts';
import { codesKnown, meaningOf } from './codes.ts';
import { harmless, widthOf, wrap } from './formats/cells.ts';
import { styleOf } from './formats/style.ts';
import { forces } from './formats/words.ts';
import type { Io } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const explainOptions = { lang: { takes: languages }, color: { takes: ['auto', 'always', 'never'] } } as const;

/** `terroir explain`: what a rule demands, why, and by which norms. */
export function explain(args: readonly string[], io: Io, language: Language, misused: Misused): number {
    const read = readOptions(args, explainOptions);
    if ('problem' in read) return misused(read.problem);
    const [name, ...more] = read.operands;
    if (name === undefined || more.length > 0) return misused(text('One rule is explained at a time: name one.'));
    const rules = [...io.rules, planStaysWherePromised];
    const rule = rules.find(({ id, formerly }) => id === name || formerly?.includes(name));
    const code = meaningOf(name);
    if (!rule && !code) {
        const known = [...rules.map(({ id }) => id), ...codesKnown()];
        return misused(unknownWord(text('There is no rule named “{rule}”.', { rule: name }), name, known));
    }

    const style = styleOf(read.options.color ?? 'auto', io);
    const width = Math.max(40, Math.min(io.stdout.columns ?? 80, 110));
    const spoken = (message: Message) => say(message, translateTo[language]);
    const prose = (message: Message) => wrap(spoken(message), width - 2).map((line) => `  ${line}`);
    const lines = rule
        ? [style('place', rule.id), ...prose(rule.summary), '', ...prose(rule.why), '', ...details(rule)]
        : [style('place', name), ...prose(code as Message)];
    io.stdout.write(`${lines.join('\n')}\n`);
    return 0;

    function details(rule: Rule): string[] {
        const rows: [Message, readonly string[]][] = [
            [text('judges'), judges(rule).map((kind) => kind.toLowerCase())],
            [text('norms'), normsOf(rule).flatMap((norm) => normLines(norm))],
            [
                text('severity'),
                [
                    spoken(
                        rule.severity
                            ? text('{severity}, unless a finding names a norm of its own', { severity: rule.severity })
                            : text(
                                  'the force of the norm at the date: law error, doctrine warning, recommendation information; no more than warning while not verified',
                              ),
                    ),
                ],
            ],
        ];
        const column = Math.max(...rows.map(([label]) => widthOf(spoken(label)))) + 2;
        return rows.flatMap(([label, texts]) => {
            const drawn = texts.flatMap((one) => wrap(harmless(one), width - column - 2));
            const word = spoken(label);
            const first = `  ${style('label', word)}${' '.repeat(column - widthOf(word))}`;
            return drawn.map((line, i) => (i === 0 ? first : ' '.repeat(column + 2)) + line);
        });
    }

    function normLines({ title, force, applies, verified, url }: StatedNorm): string[] {
        const status: Message[] = [forces[force] ?? text('recommendation'), ...applies.map(period)];
        status.push(verified === undefined ? text('not verified') : text('verified on {day}', { day: verified }));
        return [`${spoken(label(title))} (${spoken(text('{list}', { list: status }))})`, ...(url === undefined ? [] : [url])];
    }
}

function period({ from, until }: { from: string | undefined; until: string | undefined }): Message {
    if (from === undefined) return until === undefined ? text('applies') : text('applies until {until}', { until });
    return until === undefined ? text('applies from {from}', { from }) : text('applies from {from} until {until}', { from, until });
}

/** A norm as the library states it, with all its dates. */
interface StatedNorm {
    readonly title: string;
    readonly force: string;
    readonly applies: readonly { readonly from: string | undefined; readonly until: string | undefined }[];
    readonly verified: string | undefined;
    readonly url: string | undefined;
}

type StatedFact = { readonly $type: string; readonly [part: string]: unknown };

function normsOf(rule: Rule): StatedNorm[] {
    const workspace = new Workspace();
    workspace.shelve(libraryFiles);
    const ids = [...workspace.files.values()].filter(({ path }) => isLibraryPath(path)).flatMap((file) => file.ids);
    return rule.norms.map((name) => {
        const id = ids.find((one) => one.endsWith(`#${name}`)) ?? '';
        const node = workspace.node(id);
        if (!node) throw new Error(`The library declares no ${name}.`);
        const facts = (node['facts'] ?? []) as readonly StatedFact[];
        const one = (kind: string) => facts.find(({ $type }) => $type === kind);
        return {
            title: String(node['label'] ?? name),
            force: String(one('Force')?.['degree'] ?? 'recommendation'),
            applies: facts.filter(({ $type }) => $type === 'Applies').map(({ from, until }) => ({ from: day(from), until: day(until) })),
            verified: day(one('Verified')?.['on']),
            url: one('Url')?.['address'] as string | undefined,
        };
    });
}

const day = (written: unknown): string | undefined => (written as { text?: string } | undefined)?.text;
