import { type Id, pathOf } from '../names/outline.ts';
import { asImported } from '../names/paths.ts';
import { type Files, type Resolution, resolve } from '../names/scope.ts';
import { vocabularyAt } from '../names/vocabularies.ts';
import { required } from '../syntax/generated/shape.ts';
import { sayKind } from '../syntax/kinds.ts';
import { type Message, text } from '../syntax/message.ts';
import { isNode, type Node, type Ref } from '../syntax/tree.ts';
import { emptyDuration, readDay, readDecimal, readDurationPart, readShare } from '../syntax/values.ts';
import type { AnyFact, Evidence, Place } from './facts.ts';

/** A declaration, read: what it is, what it states, and what could not be made sense of. */
export interface Declaration {
    readonly id: Id;
    readonly kind: string;
    readonly name: string;
    readonly label: string | undefined;
    /** The parts of its first line, such as the operator of a service; a fact like any other. */
    readonly header: AnyFact;
    readonly facts: readonly AnyFact[];
    /** Sources on lines of their own: they stand for every fact here that names none. */
    readonly sources: readonly Evidence[];
    /** Every declaration that is named in it. */
    readonly names: ReadonlySet<Id>;
    /** The files whose declarations are named in it, each with the alias that was written: `m parties.terroir`. */
    readonly through: ReadonlySet<string>;
    readonly problems: readonly Problem[];
}

/** Why a part of a declaration was not understood. Codes are `syntax/…` and `names/…`. */
export interface Problem {
    readonly code: string;
    readonly message: Message;
    readonly at: Place;
    /** What the name looked for, where a name is the problem. */
    readonly name?: { readonly text: string; readonly resolution: Resolution };
}

/**
 * Makes facts of a declaration's tree. This is the only code that copes with parts that are missing or wrong: a statement
 * without what the grammar requires says nothing and is left out.
 */
export function build(id: Id, node: Node, files: Files): Declaration {
    const path = pathOf(id);
    const problems: Problem[] = [];
    const declarationSources: Evidence[] = [];
    const names = new Set<Id>();
    const through = new Set<string>();

    const facts: AnyFact[] = [];
    for (const [i, stated] of ((node['facts'] ?? []) as readonly Node[]).entries()) {
        const fact = readNode(stated, `facts.${i}`);
        if (fact && fact.kind !== 'StatedSource') facts.push(fact);
    }
    const { facts: _, terms: __, name, label, ...head } = node;
    const header = readNode(head as unknown as Node, '') ?? { kind: node.$type, at: { id, path: '' } };
    return {
        id,
        kind: node.$type,
        name: String(name),
        label: typeof label === 'string' ? label : undefined,
        header,
        facts,
        sources: declarationSources,
        names,
        through,
        problems,
    };

    function readNode(part: Node, at: string): AnyFact | undefined {
        const fact: Record<string, unknown> = { kind: part.$type, at: { id, path: at } };
        for (const property in part) {
            if (property.startsWith('$')) continue;
            const value = part[property];
            // Most parts are words and texts, and say nothing of where they stand.
            const read = typeof value === 'object' ? readPart(value, at === '' ? property : `${at}.${property}`, part.$type, property) : value;
            if (read !== undefined) fact[property] = read;
        }
        if (part.$type === 'StatedSource' && isNode(part['source'])) declarationSources.push(readSource(part['source'], `${at}.source`));
        checkPeriod(part, fact, at);
        const missing = (at === '' ? [] : (required[part.$type] ?? [])).some((property) => {
            const value = fact[property];
            return value === undefined || (Array.isArray(value) && value.length === 0);
        });
        return missing ? undefined : (fact as unknown as AnyFact);
    }

    function readPart(value: unknown, at: string, owner: string, property: string): unknown {
        if (Array.isArray(value)) {
            const isSources = property === 'sources';
            const found: unknown[] = [];
            for (const [i, item] of value.entries()) {
                const below = `${at}.${i}`;
                if (isSources && isNode(item)) {
                    const source = readSource(item, below);
                    (item.ownLine ? declarationSources : found).push(source);
                    continue;
                }
                const read = readPart(item, below, owner, property);
                if (read !== undefined) found.push(read);
            }
            return found;
        }
        if (!isNode(value)) return value;
        switch (value.$type) {
            case 'Ref':
                return readRef(value as unknown as Ref, at, owner, property);
            case 'Day':
                return readValue(readDay(String(value['text'])), at, 'syntax/no-such-date');
            case 'Share':
                return readValue(readShare(String(value['text'])), at, 'syntax/no-such-share');
            case 'Count':
                return readDecimal(String(value['amount']));
            case 'Money':
                return readMoney(value, at);
            case 'Duration':
                return readDuration(value, at);
            case 'Source':
                return readSource(value, at);
            default:
                return readNode(value, at);
        }
    }

    function readValue<T>(read: { value: T } | { problem: Message }, at: string, code: string): T | undefined {
        if ('value' in read) return read.value;
        problems.push({ code, message: read.problem, at: { id, path: at } });
        return undefined;
    }

    function readMoney(value: Node, at: string): unknown {
        const currency = String(value['currency']);
        if (!/^[A-Z]{3}$/.test(currency)) {
            const message = text('An amount ends with its currency in three capital letters, such as EUR; {currency} is none.', { currency });
            problems.push({ code: 'syntax/no-such-currency', message, at: { id, path: at } });
            return undefined;
        }
        return { amount: readDecimal(String(value['amount'])), currency };
    }

    function readDuration(value: Node, at: string): unknown {
        let so = emptyDuration;
        for (const part of (value['parts'] ?? []) as readonly Node[]) {
            if (part['amount'] === undefined || part['unit'] === undefined) return undefined;
            const read = readValue(readDurationPart(so, String(part['amount']), String(part['unit'])), at, 'syntax/no-such-duration');
            if (!read) return undefined;
            so = read;
        }
        return so;
    }

    function readSource(source: Node, at: string): Evidence {
        const on = isNode(source['on']) ? readValue(readDay(String(source['on']['text'])), `${at}.on`, 'syntax/no-such-date') : undefined;
        return { text: String(source['text'] ?? ''), url: source['url'] as string | undefined, on };
    }

    function checkPeriod(part: Node, fact: Record<string, unknown>, at: string): void {
        const begin = beginsOn[part.$type] ?? 'from';
        const { [begin]: from, until } = fact;
        if (typeof from !== 'number' || typeof until !== 'number' || until >= from) return;
        const prefix = at === '' ? '' : `${at}.`;
        problems.push({
            code: 'syntax/period-reversed',
            message: text('This period ends on {until}, before it begins on {from}.', {
                from: String((part[begin] as Node)['text']),
                until: String((part['until'] as Node)['text']),
            }),
            at: { id, path: `${prefix}until` },
        });
    }

    function readRef(ref: Ref, at: string, owner: string, property: string): Id | undefined {
        // A term of a vocabulary is said to be a term of the same vocabulary, or a trait.
        const vocabulary = owner === 'Term' && property === 'is' ? vocabularyOf(id) : vocabularyAt[`${owner}.${property}`];
        const resolution = resolve(files, path, ref.text, { kind: ref.kind, vocabulary, traits: owner === 'Term' });
        if ('found' in resolution) {
            names.add(resolution.found);
            through.add(throughImport({ path: pathOf(resolution.found), alias: aliasOf(ref.text) }));
            return resolution.found;
        }
        problems.push({
            code: codeOf(resolution),
            message: explain(resolution, ref, vocabulary),
            at: { id, path: at },
            name: { text: ref.text, resolution },
        });
        return undefined;
    }
}

/** An import as a key: the alias, if any, and the file. */
export const throughImport = ({ path, alias }: { readonly path: string; readonly alias: string | undefined }): string => `${alias ?? ''} ${path}`;

function aliasOf(name: string): string | undefined {
    const dot = name.indexOf('.');
    return dot < 0 ? undefined : name.slice(0, dot);
}

/** Where the period of a fact does not begin with `from`. */
const beginsOn: Readonly<Record<string, string>> = { Homologated: 'on', Infeasible: 'on' };

/** The vocabulary a term belongs to, from its identity `file#vocabulary.term`. */
function vocabularyOf(id: Id): string {
    const name = id.slice(id.lastIndexOf('#') + 1);
    return name.slice(0, name.indexOf('.'));
}

type Unresolved = Exclude<Resolution, { found: Id }>;

function codeOf(resolution: Unresolved): string {
    return `names/${resolution.problem}`;
}

function explain(resolution: Unresolved, ref: Ref, vocabulary: string | undefined): Message {
    const name = ref.text;
    switch (resolution.problem) {
        case 'unknown':
            if (ref.kind === 'Term') return text('No term “{name}” is known in the vocabulary {vocabulary}.', { name, vocabulary: vocabulary ?? '' });
            return text('No {name} is declared; expected {kind}.', { name, kind: sayKind(ref.kind) });
        case 'no-such-alias':
            return text('No import is named {alias}: write import "…" as {alias} at the top.', { alias: name.slice(0, name.indexOf('.')) });
        case 'not-imported':
            return text('{name} is declared in {files}, which this file does not import.', { name, files: resolution.files.map(asImported) });
        case 'wrong-kind':
            return text('{name} is {kind}; expected {expected}.', { name, kind: sayKind(resolution.kind), expected: sayKind(ref.kind) });
        case 'ambiguous':
            return text('{name} is declared in several imported files ({files}): import one of them under a name, with “as”.', {
                name,
                files: resolution.ids.map((id) => asImported(pathOf(id))),
            });
    }
}
