import { join } from 'node:path';
import { type Message, say, text } from '../../language/index.ts';
import { unknownWord } from '../configuration/unknown-word.ts';
import { datedFrom } from '../templates/dated.ts';
import { type TemplateName, templateNames, templates } from '../templates/templates.ts';
import { type Io, todayOf } from './io.ts';
import { areFree, couldMake } from './new-files.ts';
import { type Misused, readOptions } from './options.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const initOptions = {
    template: { takes: templateNames },
    lang: { takes: languages },
} as const;

/** `terroir init`: a spec set to begin with, and settings for it. What is there already is never written over. */
export async function init(args: readonly string[], io: Io, language: Language, misused: Misused): Promise<number> {
    const read = readOptions(args, initOptions);
    if ('problem' in read) return misused(read.problem);
    const [given = '.', more] = read.operands;
    if (more !== undefined) return misused(text('One folder at a time: {more} is one too many.', { more }));
    const translate = translateTo[language];
    const tell = (message: Message) => say(message, translate);
    const shown = (file: string) => join(given, file);

    // Before anybody is asked anything: the answer would be for nothing.
    if (!areFree(fileNames.map(shown), io, translate)) return 2;

    const chosen = read.options.template ?? (await ask(io, tell));
    if (chosen === undefined) return misused(text('Say what to begin with: --template {names}.', { names: templateNames.join('|') }));
    if (typeof chosen !== 'string') return misused(chosen);

    const files = Object.entries(filesOf(chosen, io, language, tell)).map(([file, source]) => [shown(file), source] as const);
    if (!couldMake(files, io, translate)) return 2;
    // Every shell takes a blank within these marks for part of a name.
    const folder = /\s/.test(given) ? `"${given}"` : given;
    // Whoever called it by npx has no terroir on the path.
    const check = io.env['npm_command'] === 'exec' ? 'npx terroir check' : 'terroir check';
    const next = given === '.' ? check : `cd ${folder} && ${check}`;
    io.stderr.write(`${tell(text('Every name in it is invented, and what it leaves open is unknown. Next: {command}', { command: next }))}\n`);
    return 0;
}

/** Which template somebody at a terminal wants; nothing where there is nobody to ask. */
async function ask(io: Io, tell: (message: Message) => string): Promise<TemplateName | Message | undefined> {
    const width = Math.max(...templateNames.map((name) => name.length));
    const lines = templateNames.map((name, i) => `  ${i + 1}  ${name.padEnd(width)}  ${tell(templates[name].about)}`);
    const question = tell(text('Number or name, {first} if you just press Enter:', { first: templateNames[0] ?? '' }));
    const answer = await io.ask(`${tell(text('What do you want to begin with?'))}\n${lines.join('\n')}\n${question} `);
    // The end of the input is no answer.
    if (answer === undefined) return undefined;
    const word = answer.trim();
    const name = word === '' ? templateNames[0] : (templateNames[Number(word) - 1] ?? templateNames.find((one) => one === word));
    return name ?? unknownWord(text('There is no template {word}.', { word }), word, templateNames);
}

const settingsFile = 'terroir.json';

/** The files that every template has. */
const fileNames = [...new Set(templateNames.flatMap((name) => Object.keys(templates[name].files.en))), settingsFile];

const filesOf = (name: TemplateName, io: Io, language: Language, tell: (message: Message) => string): Readonly<Record<string, string>> => ({
    ...Object.fromEntries(Object.entries(templates[name].files[language]).map(([file, source]) => [file, datedFrom(source, todayOf(io))])),
    [settingsFile]: `{
    // ${tell(text('The least severity that makes terroir check end with 1: error, warning, information or never.'))}
    "failOn": "warning",
    // ${tell(text('Whether it ends with 3 where a verdict is unknown: turn it on when nothing is left open any more.'))}
    "failOnUnknown": false,
}
`,
});
