import { type Declaration, type Fact, type Kind, relative, type Spec, type Value } from './spec.ts';

/*
 * The content of specs in the languages of the peers. The same declarations, facts, names and texts each time, so that a tool reads
 * as much of it as its language can say: JSON and YAML know no references, TypeScript and LikeC4 do.
 */

type Plain = string | true | readonly string[] | readonly PlainFact[];
interface PlainFact {
    readonly [words: string]: Plain;
}

const plain = (value: Value): Plain =>
    typeof value !== 'object' ? value : 'text' in value ? value.text : 'to' in value ? value.to : 'block' in value ? value.block.map(plainFact) : value;
const plainFact = (fact: Fact): PlainFact => Object.fromEntries(Object.entries(fact).map(([words, value]) => [words, plain(value)]));

const plainSpec = ({ path, about, imports, declarations }: Spec) => ({
    about,
    imports: imports.map((target) => relative(path, target)),
    declarations: declarations.map(({ head, facts, ...rest }) => ({ ...rest, ...(head ? { head: plainFact(head) } : {}), facts: facts.map(plainFact) })),
});

export const json = (spec: Spec): string => `${JSON.stringify(plainSpec(spec), undefined, 2)}\n`;

export const yaml = (spec: Spec): string =>
    `${Object.entries(plainSpec(spec))
        .map(([key, value]) => yamlEntry(key, value, ''))
        .join('\n')}\n`;

function yamlEntry(key: string, value: unknown, indent: string): string {
    if (Array.isArray(value))
        return value.length === 0 ? `${indent}${key}: []` : `${indent}${key}:\n${value.map((one) => yamlItem(one, `${indent}  `)).join('\n')}`;
    if (typeof value === 'object' && value !== null)
        return `${indent}${key}:\n${Object.entries(value)
            .map(([inner, one]) => yamlEntry(inner, one, `${indent}  `))
            .join('\n')}`;
    return `${indent}${key}: ${JSON.stringify(value)}`;
}

function yamlItem(value: unknown, indent: string): string {
    if (typeof value !== 'object' || value === null) return `${indent}- ${JSON.stringify(value)}`;
    const inner = Object.entries(value)
        .map(([key, one]) => yamlEntry(key, one, `${indent}  `))
        .join('\n');
    return `${indent}- ${inner.slice(indent.length + 2)}`;
}

// ---------------------------------------------------------------- TypeScript

const identifier = (name: string): string => name.replaceAll('-', '_');
const typeOf = (kind: Kind): string => kind.charAt(0).toUpperCase() + kind.slice(1);

export function typescript({ path, about, imports, declarations }: Spec): string {
    const homes = new Map<string, Set<string>>();
    for (const { to, home } of declarations.flatMap(references)) if (home !== path) homes.set(home, (homes.get(home) ?? new Set()).add(to));
    const kinds = [...new Set(declarations.map(({ kind }) => typeOf(kind)))].sort();
    const lines = [
        `import type { ${kinds.join(', ')} } from '${relative(path, 'types')}';`,
        ...imports
            .filter((home) => homes.has(home))
            .map((home) => `import { ${[...(homes.get(home) ?? [])].map(identifier).sort().join(', ')} } from '${relative(path, home)}';`),
        '',
        `/** ${about} */`,
        ...declarations.map(declaredInTypescript),
    ];
    return `${lines.join('\n')}\n`;
}

function declaredInTypescript({ kind, name, label, head, facts }: Declaration): string {
    const lines = [
        `export const ${identifier(name)}: ${typeOf(kind)} = {`,
        `    kind: '${kind}',`,
        `    name: '${name}',`,
        ...(label === undefined ? [] : [`    label: ${JSON.stringify(label)},`]),
        ...(head ? [`    head: ${factInTypescript(head)},`] : []),
        '    facts: [',
        ...facts.map((fact) => `        ${factInTypescript(fact)},`),
        '    ],',
        '};',
    ];
    return lines.join('\n');
}

function factInTypescript(fact: Fact): string {
    const entries = Object.entries(fact).map(([words, value]) => `${/^\w+$/.test(words) ? words : `'${words}'`}: ${valueInTypescript(value)}`);
    return `{ ${entries.join(', ')} }`;
}

function valueInTypescript(value: Value): string {
    if (typeof value !== 'object') return value === true ? 'true' : `'${value}'`;
    if ('text' in value) return JSON.stringify(value.text);
    if ('to' in value) return identifier(value.to);
    if ('block' in value) return `[${value.block.map(factInTypescript).join(', ')}]`;
    return `[${value.map((one) => `'${one}'`).join(', ')}]`;
}

function references({ head, facts }: Declaration): { to: string; home: string }[] {
    const inFact = (fact: Fact): { to: string; home: string }[] =>
        Object.values(fact).flatMap((value) =>
            typeof value !== 'object' ? [] : 'to' in value ? [value] : 'block' in value ? value.block.flatMap(inFact) : [],
        );
    return [...(head ? [head] : []), ...facts].flatMap(inFact);
}

// ---------------------------------------------------------------- LikeC4

export function likec4({ path, declarations }: Spec): string {
    const elements = declarations.map(({ kind, name, label, facts }) => {
        const metadata = facts.flatMap((fact, i) => {
            const [[words, value] = ['', true] as const] = Object.entries(fact);
            return typeof value === 'object' && ('to' in value || 'block' in value)
                ? []
                : [`      ${words.replaceAll(' ', '-')}-${i} '${String(plain(value))}'`];
        });
        return `  ${identifier(name)} = ${kind} '${label ?? name}' {\n    metadata {\n${metadata.join('\n')}\n    }\n  }`;
    });
    const relations = declarations.flatMap((one) =>
        references(one)
            .filter(({ to }) => to !== one.name)
            .map(({ to }) => `  ${identifier(one.name)} -> ${identifier(to)}`),
    );
    return `// ${path}\nmodel {\n${elements.join('\n')}\n${[...new Set(relations)].join('\n')}\n}\n`;
}

export const likec4Kinds = `specification {\n${['organisation', 'service', 'dataset', 'contract', 'waiver'].map((kind) => `  element ${kind}\n`).join('')}}\n`;

// ---------------------------------------------------------------- what is allowed

/** Collects which words stand in facts of which kind of declaration, and with what: so the types and the schema say what the specs do. */
export class Shapes {
    private readonly facts = new Map<Kind | 'block', Map<string, Set<string>>>();
    private readonly words = new Set<string>();

    add({ declarations }: Spec): void {
        for (const { kind, head, facts } of declarations) for (const fact of head ? [head, ...facts] : facts) this.fact(kind, fact);
    }

    private fact(kind: Kind | 'block', fact: Fact): void {
        const known = this.facts.get(kind) ?? new Map<string, Set<string>>();
        this.facts.set(kind, known);
        for (const [words, value] of Object.entries(fact)) {
            known.set(words, (known.get(words) ?? new Set()).add(this.sort(value)));
            if (typeof value === 'object' && 'block' in value) for (const inner of value.block) this.fact('block', inner);
        }
    }

    private sort(value: Value): string {
        if (value === true) return 'true';
        if (typeof value === 'string') return this.word(value);
        if ('text' in value) return 'string';
        if ('to' in value) return 'Declared';
        if ('block' in value) return 'readonly BlockFact[]';
        for (const one of value) this.word(one);
        return 'readonly Word[]';
    }

    private word(value: string): string {
        if (/^\d+%$/.test(value)) return 'Share';
        if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'Day';
        if (/^\d/.test(value)) return 'Amount';
        this.words.add(value);
        return 'Word';
    }

    /** The types that the TypeScript of the specs is checked by. */
    types(): string {
        const kinds = [...this.facts.keys()].filter((kind) => kind !== 'block');
        return [
            `export type Word =\n${[...this.words]
                .sort()
                .map((word) => `    | '${word}'`)
                .join('\n')};`,
            'export type Share = `${number}%`;',
            'export type Day = `${number}-${number}-${number}`;',
            'export type Amount = `${number}` | `${number}_${number}` | `${number} ${string}` | `${number}_${number} ${string}`;',
            ...[...this.facts].map(
                ([kind, facts]) =>
                    `export interface ${kind === 'block' ? 'Block' : typeOf(kind)}Fact {\n${[...facts].map(([words, sorts]) => `    readonly '${words}'?: ${[...sorts].sort().join(' | ')};`).join('\n')}\n}`,
            ),
            ...kinds.map(
                (kind) =>
                    `export interface ${typeOf(kind)} {\n    readonly kind: '${kind}';\n    readonly name: string;\n    readonly label?: string;\n    readonly head?: ${typeOf(kind)}Fact;\n    readonly facts: readonly ${typeOf(kind)}Fact[];\n}`,
            ),
            `export type Declared = ${kinds.map(typeOf).join(' | ')};`,
            '',
        ].join('\n');
    }

    /** The same as a JSON schema. */
    schema(): object {
        const words = { enum: [...this.words].sort() };
        const sorts: Readonly<Record<string, object>> = {
            true: { const: true },
            string: { type: 'string' },
            Word: words,
            'readonly Word[]': { type: 'array', items: { $ref: '#/$defs/word' } },
            Share: { type: 'string', pattern: '^\\d+(\\.\\d+)?%$' },
            Day: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
            Amount: { type: 'string', pattern: '^\\d[\\d_]*( .*)?$' },
            Declared: { type: 'string', pattern: '^[A-Z][\\w-]*$' },
            'readonly BlockFact[]': { type: 'array', items: { $ref: '#/$defs/block' } },
        };
        const facts = ([kind, known]: [string, Map<string, Set<string>>]) => [
            kind,
            {
                type: 'object',
                additionalProperties: false,
                properties: Object.fromEntries(
                    [...known].map(([key, some]) => [
                        key,
                        { anyOf: [...some].sort().map((sort) => (sort === 'Word' ? { $ref: '#/$defs/word' } : sorts[sort])) },
                    ]),
                ),
            },
        ];
        const kinds = [...this.facts.keys()].filter((kind) => kind !== 'block');
        const one = (kind: Kind) => ({
            if: { properties: { kind: { const: kind } } },
            // biome-ignore lint/suspicious/noThenProperty: the word of JSON schema
            then: { properties: { head: { $ref: `#/$defs/${kind}` }, facts: { type: 'array', items: { $ref: `#/$defs/${kind}` } } } },
        });
        return {
            $schema: 'https://json-schema.org/draft/2020-12/schema',
            type: 'object',
            required: ['imports', 'declarations'],
            additionalProperties: false,
            properties: {
                about: { type: 'string' },
                imports: { type: 'array', items: { type: 'string' } },
                declarations: {
                    type: 'array',
                    items: {
                        type: 'object',
                        required: ['kind', 'name', 'facts'],
                        additionalProperties: false,
                        properties: {
                            kind: { enum: kinds },
                            name: { type: 'string', pattern: '^[A-Z][\\w-]*$' },
                            label: { type: 'string', minLength: 3 },
                            head: {},
                            facts: {},
                        },
                        allOf: kinds.map(one),
                    },
                },
            },
            $defs: { word: words, ...Object.fromEntries([...this.facts].map(facts)) },
        };
    }
}
