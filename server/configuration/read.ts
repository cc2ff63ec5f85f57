import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Message, type Rule, readDay, text } from '../../language/index.ts';
import { type Kind, keys, levelWords, type Settings, sayKind } from './settings.ts';
import { unknownWord } from './unknown-word.ts';
import { isWhole } from './whole-pattern.ts';

/** What is wrong with a `terroir.json`, and where: offsets into its text. */
export interface ConfigurationProblem {
    readonly message: Message;
    readonly start: number;
    readonly end: number;
}

/** A `terroir.json` as it was read. Where something is wrong with it there are no settings: half a configuration is none. */
export type ReadConfiguration =
    | { readonly settings: Settings; readonly extends: readonly string[]; readonly places: ReadonlyMap<string, number> }
    | { readonly problems: readonly ConfigurationProblem[] };

/**
 * Reads a `terroir.json`: JSON with comments and trailing commas. Every key and value is checked.
 *
 * @returns settings with the offset at which each key stands, `rules.reach/no-foreign-seat` and the like; or everything that is wrong
 */
export function readConfiguration(source: string, rules: readonly Rule[]): ReadConfiguration {
    // No JSON has such a character; of each letter in UTF-16 it is one half.
    if (source.includes('\0')) return { problems: [{ message: text('The file seems to be UTF-16. Save it as UTF-8.'), start: 0, end: 1 }] };
    const root = objectIn(source);
    if ('message' in root) return { problems: [root] };
    const problems: ConfigurationProblem[] = [];
    const places = new Map<string, number>();
    const known = [...new Set(rules.flatMap(({ id, formerly }) => [id, ...(formerly ?? [])]))];
    const categories = [...new Set(known.map((id) => id.slice(0, id.indexOf('/'))))];
    const settings = readObject(root, keys, '');
    if (problems.length > 0) return { problems };
    const { $schema: _, extends: bases = [], ...own } = settings as Settings & { $schema?: string; extends?: readonly string[] };
    return { settings: own, extends: bases, places };

    function complain(node: Node, message: Message): undefined {
        problems.push({ message, start: node.offset, end: node.offset + node.length });
        return undefined;
    }

    function readObject(node: Node, kinds: Readonly<Record<string, Kind>>, prefix: string): Record<string, unknown> {
        const read: Record<string, unknown> = {};
        for (const [name, key, value] of propertiesOf(node)) {
            const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
            if (!kind) complain(key, unknownWord(text('There is no setting {name}.', { name: prefix + name }), name, Object.keys(kinds)));
            else if (places.has(prefix + name)) complain(key, text('{name} is set twice.', { name: prefix + name }));
            else {
                places.set(prefix + name, key.offset);
                const got = readValue(value, kind, name, prefix);
                if (got !== undefined) read[name] = got;
            }
        }
        return read;
    }

    function readValue(node: Node, kind: Kind, name: string, prefix: string): unknown {
        const { value } = node;
        const wrong = () => complain(node, text('{name} takes {kind}.', { name: prefix + name, kind: sayKind(kind) }));
        switch (kind.takes) {
            case 'text':
                return typeof value === 'string' ? value : wrong();
            case 'truth':
                return typeof value === 'boolean' ? value : wrong();
            case 'number':
                return Number.isInteger(value) && value >= kind.least && value <= kind.most ? value : wrong();
            case 'word':
                if (typeof value !== 'string' || !kind.words.includes(value))
                    return complain(node, unknownWord(text('{name} takes {kind}.', { name: prefix + name, kind: sayKind(kind) }), String(value), kind.words));
                return value;
            case 'date': {
                if (typeof value !== 'string') return wrong();
                const day = readDay(value);
                return 'value' in day ? value : complain(node, text('{name}: {problem}', { name: prefix + name, problem: day.problem }));
            }
            case 'texts':
            case 'patterns': {
                const items = node.type === 'array' ? (node.children ?? []) : [node];
                if (!items.every((item) => item.type === 'string')) return wrong();
                if (kind.takes === 'patterns') items.forEach(readPattern);
                return items.map((item) => item.value as string);
            }
            case 'keys':
                return node.type === 'object' ? readObject(node, kind.keys, `${prefix}${name}.`) : wrong();
            case 'levels':
                return node.type === 'object' ? readLevels(node) : wrong();
        }
    }

    function readPattern(node: Node): void {
        const pattern = node.value as string;
        if (!isWhole(pattern))
            complain(
                node,
                text('{pattern} is no pattern: a bracket in it is not closed, or a backslash stands at its end.', { pattern: JSON.stringify(pattern) }),
            );
    }

    function readLevels(node: Node): Record<string, string> {
        const levels: Record<string, string> = {};
        for (const [name, key, value] of propertiesOf(node)) {
            if (!known.includes(name) && !categories.includes(name)) {
                complain(key, unknownWord(text('There is no rule or category {name}.', { name }), name, [...known, ...categories]));
            } else if (!(levelWords as readonly unknown[]).includes(value.value)) {
                complain(value, unknownWord(text('A level is one of {words}.', { words: [...levelWords] }), String(value.value), levelWords));
            } else {
                places.set(`rules.${name}`, key.offset);
                levels[rules.find(({ formerly }) => formerly?.includes(name))?.id ?? name] = value.value as string;
            }
        }
        return levels;
    }
}

/** The object that a text is; or why it is none. */
function objectIn(source: string): Node | ConfigurationProblem {
    const errors: ParseError[] = [];
    let root: Node | undefined;
    try {
        root = parseTree(source, errors, { allowTrailingComma: true });
    } catch (error) {
        // It goes into what is nested level by level.
        if (!(error instanceof RangeError)) throw error;
        return { message: text('This is nested too deeply.'), start: 0, end: 1 };
    }
    const [first] = errors;
    if (first) {
        const { error, offset, length } = first;
        return {
            message: text('This is not JSON: {problem}.', { problem: stops[printParseErrorCode(error)] ?? text('this means nothing here') }),
            start: offset,
            end: offset + Math.max(1, length),
        };
    }
    if (root?.type !== 'object') return { message: text('A configuration is an object: {example}.', { example: '{ … }' }), start: 0, end: 1 };
    return root;
}

const unclosed = text('a bracket that was opened is not closed');

/** What is wrong where the parser stopped, in words for people; what else it has a name for means nothing where it stands. */
const stops: Partial<Record<ReturnType<typeof printParseErrorCode>, Message>> = {
    PropertyNameExpected: text('a name in quotes is missing here'),
    ValueExpected: text('a value is missing here'),
    ColonExpected: text('a colon is missing here'),
    CommaExpected: text('a comma or a closing bracket is missing here'),
    CloseBraceExpected: unclosed,
    CloseBracketExpected: unclosed,
    EndOfFileExpected: text('it has ended before this'),
    UnexpectedEndOfString: text('a text is not closed by a quote'),
    UnexpectedEndOfComment: text('a comment is not closed'),
};

function* propertiesOf(node: Node): Generator<[name: string, key: Node, value: Node]> {
    for (const { children } of node.children ?? []) {
        const [key, value] = children ?? [];
        if (key && value) yield [String(key.value), key, value];
    }
}
