import { type Id, type Import, pathOf } from '../names/outline.ts';
import { asImported } from '../names/paths.ts';
import { type Files, type Resolution, resolve } from '../names/scope.ts';
import { vocabularyFor } from '../names/vocabularies.ts';
import { required } from '../syntax/generated/shape.ts';
import { sayKind } from '../syntax/kinds.ts';
import { type Message, text } from '../syntax/message.ts';
import { isNode, type Node, type Ref } from '../syntax/tree.ts';
import { emptyDuration, readDay, readDurationPart, readNumber, readShare } from '../syntax/values.ts';
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
    /** The imports that bring in what is named in it: the file, and the alias that was written, `m parties.terroir`. */
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
export const build = (id: Id, node: Node, files: Files): Declaration => new Building(id, files).declaration(node);

/** What of a declaration is no part of its first line, or is told by itself. */
const besideHeader: ReadonlySet<string> = new Set(['facts', 'terms', 'name', 'label']);

/** Properties that say where something stands begin with it. */
const dollar = 0x24;

class Building {
    private readonly id: Id;
    private readonly path: string;
    private readonly files: Files;
    private readonly problems: Problem[] = [];
    private readonly sources: Evidence[] = [];
    private readonly names = new Set<Id>();
    private readonly through = new Set<Import>();

    constructor(id: Id, files: Files) {
        this.id = id;
        this.path = pathOf(id);
        this.files = files;
    }

    declaration(node: Node): Declaration {
        const { id, problems, sources, names } = this;
        const stated = (node['facts'] ?? []) as readonly Node[];
        const facts: AnyFact[] = [];
        for (let i = 0; i < stated.length; i++) {
            const fact = this.readNode(stated[i] as Node, `facts.${i}`);
            if (fact) facts.push(fact);
        }
        const header = this.readNode(node, '') as AnyFact;
        const { name, label } = node;
        const through = new Set([...this.through].map(throughImport));
        return {
            id,
            kind: node.$type,
            name: String(name),
            label: typeof label === 'string' ? label : undefined,
            header,
            facts,
            sources,
            names,
            through,
            problems,
        };
    }

    /**
     * Nothing for a statement without what it requires, nor for a source on a line of its own, which speaks for the whole declaration. What stands nowhere
     * is the declaration itself, of which its first line is read.
     */
    private readNode(part: Node, at: string): AnyFact | undefined {
        if (part.$type === 'StatedSource') {
            if (isNode(part['source'])) this.sources.push(this.readSource(part['source'], `${at}.source`));
            return undefined;
        }
        const isHeader = at === '';
        const fact: Record<string, unknown> = { kind: part.$type, at: { id: this.id, path: at } };
        for (const property in part) {
            if (property.charCodeAt(0) === dollar || (isHeader && besideHeader.has(property))) continue;
            const value = part[property];
            // What counts is kept as it is written.
            if (property === 'count' && !this.readValue(readNumber(String(value)), at, 'syntax/no-such-number')) continue;
            // Most parts are words and texts, and say nothing of where they stand.
            const read = typeof value === 'object' ? this.readPart(value, isHeader ? property : `${at}.${property}`, part.$type, property) : value;
            if (read !== undefined) fact[property] = read;
        }
        if (typeof fact['until'] === 'number') this.checkPeriod(part, fact, at);
        if (!isHeader) for (const property of required[part.$type] ?? []) if (!isStated(fact[property])) return undefined;
        return fact as unknown as AnyFact;
    }

    private readPart(value: unknown, at: string, owner: string, property: string): unknown {
        if (Array.isArray(value)) return this.readList(value, at, owner, property);
        if (!isNode(value)) return value;
        switch (value.$type) {
            case 'Ref':
                return this.readRef(value as unknown as Ref, at, owner, property);
            case 'Day':
                return this.readValue(readDay(String(value['text'])), at, 'syntax/no-such-date');
            case 'Share':
                return this.readValue(readShare(String(value['text'])), at, 'syntax/no-such-share');
            case 'Count':
                return this.readValue(readNumber(String(value['amount'])), at, 'syntax/no-such-number');
            case 'Money':
                return this.readMoney(value, at);
            case 'Duration':
                return this.readDuration(value, at);
            case 'Source':
                return this.readSource(value, at);
            default:
                return this.readNode(value, at);
        }
    }

    private readList(items: readonly unknown[], at: string, owner: string, property: string): readonly unknown[] {
        const isSources = property === 'sources';
        const read = items.map((item, i) => {
            const below = `${at}.${i}`;
            if (!isSources || !isNode(item)) return this.readPart(item, below, owner, property);
            const source = this.readSource(item, below);
            if (!item.ownLine) return source;
            this.sources.push(source);
            return undefined;
        });
        return read.includes(undefined) ? read.filter((one) => one !== undefined) : read;
    }

    private readValue<T>(read: { value: T } | { problem: Message }, at: string, code: string): T | undefined {
        if ('value' in read) return read.value;
        this.problems.push({ code, message: read.problem, at: { id: this.id, path: at } });
        return undefined;
    }

    private readMoney(value: Node, at: string): unknown {
        const currency = String(value['currency']);
        if (!/^[A-Z]{3}$/.test(currency)) {
            const message = text('An amount ends with its currency in three capital letters, such as EUR; {currency} is none.', { currency });
            this.problems.push({ code: 'syntax/no-such-currency', message, at: { id: this.id, path: at } });
            return undefined;
        }
        const amount = this.readValue(readNumber(String(value['amount'])), at, 'syntax/no-such-number');
        return amount && { amount, currency };
    }

    private readDuration(value: Node, at: string): unknown {
        let so = emptyDuration;
        for (const part of (value['parts'] ?? []) as readonly Node[]) {
            if (part['amount'] === undefined || part['unit'] === undefined) return undefined;
            const read = this.readValue(readDurationPart(so, String(part['amount']), String(part['unit'])), at, 'syntax/no-such-duration');
            if (!read) return undefined;
            so = read;
        }
        return so;
    }

    private readSource(source: Node, at: string): Evidence {
        const on = isNode(source['on']) ? this.readValue(readDay(String(source['on']['text'])), `${at}.on`, 'syntax/no-such-date') : undefined;
        return { text: String(source['text'] ?? ''), url: source['url'] as string | undefined, on };
    }

    private checkPeriod(part: Node, fact: Record<string, unknown>, at: string): void {
        const begin = beginsOn[part.$type] ?? 'from';
        const { [begin]: from, until } = fact;
        if (typeof from !== 'number' || typeof until !== 'number' || until >= from) return;
        const prefix = at === '' ? '' : `${at}.`;
        this.problems.push({
            code: 'syntax/period-reversed',
            message: text('This period ends on {until}, before it begins on {from}.', {
                from: String((part[begin] as Node)['text']),
                until: String((part['until'] as Node)['text']),
            }),
            at: { id: this.id, path: `${prefix}until` },
        });
    }

    private readRef(ref: Ref, at: string, owner: string, property: string): Id | undefined {
        const { id } = this;
        // A term of a vocabulary is said to be a term of the same vocabulary, or a trait.
        const vocabulary = owner === 'Term' && property === 'is' ? vocabularyOf(id) : vocabularyFor(owner, property);
        const resolution = resolve(this.files, this.path, ref.text, { kind: ref.kind, vocabulary, traits: owner === 'Term' });
        if ('found' in resolution) {
            this.names.add(resolution.found);
            if (resolution.through) this.through.add(resolution.through);
            return resolution.found;
        }
        this.problems.push({
            code: codeOf(resolution),
            message: explain(resolution, ref, vocabulary, [this.path, ...this.files.ambient()], this.files),
            at: { id, path: at },
            name: { text: ref.text, resolution },
        });
        return undefined;
    }
}

const isStated = (value: unknown): boolean => value !== undefined && (!Array.isArray(value) || value.length > 0);

/** An import as a key: the alias, if any, and the file. */
export const throughImport = ({ path, alias }: Import): string => `${alias ?? ''} ${path}`;

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

/** A vocabulary of more terms is told by so many of them. */
const mostTerms = 8;

function explain(resolution: Unresolved, ref: Ref, vocabulary: string | undefined, seen: readonly string[], files: Files): Message {
    const name = ref.text;
    switch (resolution.problem) {
        case 'unknown':
            if (ref.kind === 'Term') {
                const all = seen.flatMap((path) => [...(files.outline(path)?.terms.get(vocabulary ?? '') ?? [])]);
                const terms = all.length > mostTerms ? [...all.slice(0, mostTerms), text('and others')] : all;
                return text('No term “{name}” is known in the vocabulary {vocabulary}. It has {terms}.', { name, vocabulary: vocabulary ?? '', terms });
            }
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
