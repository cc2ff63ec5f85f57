import { type Hover, HoverRequest, type TextDocumentPositionParams } from 'vscode-languageserver';
import { type Name, nameMeantAt, placeAt, writtenAt } from '../../language/editing.ts';
import {
    type Description,
    describe,
    followingFrom,
    formatDay,
    type Id,
    inTurn,
    isLibraryPath,
    label,
    type Place,
    say,
    sayDay,
    text,
} from '../../language/index.ts';
import { readablePath } from './addresses.ts';
import { answers, type Feature } from './feature.ts';
import { escaped, linked, markup, withCode } from './markup.ts';
import type { Session } from './session.ts';

export const hoverFeature: Feature = { capabilities: { hoverProvider: true }, answers: [answers(HoverRequest.type, hover)] };

/** What is known about a name, an import, a rule, a word of the language or a value, and what follows from the statement that it stands in. */
function hover(session: Session, { textDocument, position }: TextDocumentPositionParams): Hover | null {
    const path = session.pathOf(textDocument.uri);
    const offset = session.offsetAt(path, position);
    const file = session.workspace.files.get(path);
    if (!file) return null;
    const name = session.nameAt({ textDocument, position }) ?? nameMeantAt(session.workspace, path, offset);
    const paragraphs = name && aboutName(session, name);
    if (name && paragraphs) {
        const contents = markup(session, [...paragraphs.slice(0, -1), ...following(session, placeAt(session.workspace, file, name)), ...paragraphs.slice(-1)]);
        return { contents, range: session.range(name) };
    }
    const written = writtenAt(session.workspace, file, offset);
    if (!written) return null;
    const day = sayDay(file.source.slice(written.start, written.end), session.day);
    const says = [...(day ? [day] : []), written.says].map((message) => withCode(session.say(message)));
    const contents = markup(session, [...says, ...following(session, written.at)]);
    return { contents, range: session.range({ path, ...written }) };
}

/** What follows from a statement, each on a line of its own with the way that leads to it. */
function following(session: Session, at: Place | undefined): readonly string[] {
    if (!at) return [];
    return followingFrom(session.ask, at).map(({ say, steps }) => {
        const way = steps.map((step) => `  - ${escaped(session.say(step.say))}`);
        return [`- ${escaped(session.say(say))}`, ...way].join('\n');
    });
}

function aboutName(session: Session, name: Name): readonly string[] | undefined {
    switch (name.role) {
        case 'declaration':
        case 'reference':
            return name.id === undefined ? undefined : aboutDeclaration(session, name.id);
        case 'import':
            return aboutFile(session, name.target);
        case 'alias':
            return aboutAlias(session, name.path, name.alias);
        case 'rule':
            return aboutRule(session, name.rule);
    }
}

export function aboutDeclaration(session: Session, id: Id): readonly string[] | undefined {
    const description = describe(session.judge, session.workspace, id, session.day);
    if (!description) return undefined;
    const { keyword, name, label: given, doc } = description;
    const head = `\`\`\`terroir\n${keyword} ${name}${given === undefined ? '' : ` "${given}"`}\n\`\`\``;
    // What the library declares is called in the reader's language, too.
    const called = session.called(id);
    const title = given === undefined || called === given ? '' : `**${escaped(called)}**`;
    return [head, title, escaped(session.say(label(doc ?? ''))), lines(session, description), findings(session, description), foot(session, description)];
}

function lines(session: Session, { lines }: Description): string {
    return lines
        .map(({ label, values }) => {
            // Several laws often get hold of a party in the same way: the way is told once.
            const ways = new Map<string, string[]>();
            for (const { say: value, path } of values) {
                const way = path.map((step) => escaped(session.say(step.say))).join(' → ');
                ways.set(way, [...(ways.get(way) ?? []), escaped(session.say(value))]);
            }
            const told = [...ways].map(([way, names]) => session.say(inTurn(names)) + (way === '' ? '' : ` (${way})`));
            return `- **${escaped(session.say(text('{label}:', { label })))}** ${session.say(inTurn(told))}`;
        })
        .join('\n');
}

function findings(session: Session, { findings }: Description): string {
    const open = findings.filter(({ verdict, waivedBy }) => waivedBy === undefined && (verdict !== 'unknown' || session.wishes.unknowns === 'show'));
    return open.map(({ rule, message }) => `- ${escaped(session.say(message))} (\`${rule}\`)`).join('\n');
}

function foot(session: Session, { path, url, sources }: Description): string {
    const file = readablePath(path, session.wishes.roots);
    const said = [
        isLibraryPath(path) ? text('From the library that ships with Terroir ({file}).', { file }) : text('Declared in {file}.', { file }),
        text('Judged at {date}.', { date: session.dayText }),
    ];
    const cited = sources.map((source) => {
        const about = session.say(label(source.text)) + (source.on === undefined ? '' : `, ${formatDay(source.on)}`);
        return source.url === undefined ? escaped(about) : linked(about, source.url);
    });
    const link = url === undefined ? [] : [linked(url, url)];
    return [...link, ...cited, `*${escaped(said.map((message) => session.say(message)).join(' '))}*`].join('\n\n');
}

function aboutFile(session: Session, target: string): readonly string[] | undefined {
    const file = session.workspace.files.get(target);
    if (!file) return undefined;
    const names = file.ids.filter((id) => session.workspace.node(id)?.$type !== 'Term').map((id) => `\`${id.slice(id.lastIndexOf('#') + 1)}\``);
    const head = session.say(text('Names declared in {file}: {n}.', { file: readablePath(target, session.wishes.roots), n: names.length }));
    return [escaped(head), names.slice(0, 40).join(', ') + (names.length > 40 ? ' …' : '')];
}

function aboutAlias(session: Session, path: string, alias: string): readonly string[] | undefined {
    const imports = session.importsOf(path).filter((one) => one.alias === alias);
    const target = imports[0]?.target;
    return target === undefined ? undefined : aboutFile(session, target);
}

function aboutRule(session: Session, id: string): readonly string[] | undefined {
    const rule = session.judge.rules.find((one) => one.id === id || one.formerly?.includes(id));
    return rule && [`\`${rule.id}\``, escaped(say(rule.summary, session.wishes.translate)), escaped(say(rule.why, session.wishes.translate))];
}
