import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser';
import { type Message, text } from '../../../language/index.ts';
import { Lines } from '../positions.ts';
import { listOfEach, misshapen, object, type Shape, word } from '../shape.ts';

/*
 * The JSON of `terraform show -json PLAN`, as far as anything here reads it. It is documented at
 * https://developer.hashicorp.com/terraform/internals/json-format; OpenTofu writes the same. What it has beside is passed over, as that page asks.
 */

/** Values by name, as deep as they go. */
export type Values = Readonly<Record<string, unknown>>;

/** A resource as it will be. */
export interface PlannedResource {
    readonly address: string;
    /** `data` where it is only read. */
    readonly mode: string | undefined;
    readonly type: string;
    readonly name: string;
    /** The source of its provider: `registry.terraform.io/hashicorp/azurerm`. */
    readonly provider: string;
    readonly values: Values;
    /** Of the same shape, with `true` for what must not be shown. */
    readonly sensitive: unknown;
    /** Of the same shape, with `true` for what is known only after it has been built. */
    readonly unknown: unknown;
    /** The modules that it lies in, from the outermost, without their indexes. */
    readonly modules: readonly string[];
    /** Where the plan names it, as offsets. */
    readonly start: number;
    readonly end: number;
}

/** An expression of the configuration: a constant, or what it refers to. Which of the two else it is, the format does not tell. */
export interface Expression {
    readonly constant_value?: unknown;
    readonly references?: unknown;
}

export interface ConfiguredModule {
    readonly resources?: readonly {
        readonly address?: string;
        readonly provider_config_key?: string;
        readonly expressions?: Readonly<Record<string, unknown>>;
    }[];
    readonly module_calls?: Readonly<Record<string, { readonly expressions?: Readonly<Record<string, unknown>>; readonly module?: ConfiguredModule }>>;
    readonly variables?: Readonly<Record<string, { readonly default?: unknown; readonly sensitive?: boolean }>>;
}

export interface Plan {
    readonly resources: readonly PlannedResource[];
    /** Resources that cannot be planned yet, by address. */
    readonly deferred: readonly Pick<PlannedResource, 'address' | 'start' | 'end'>[];
    readonly providers: Readonly<Record<string, { readonly module_address?: string; readonly expressions?: Readonly<Record<string, unknown>> }>>;
    readonly configuration: ConfiguredModule;
    readonly variables: Readonly<Record<string, { readonly value?: unknown }>>;
}

interface WrittenModule {
    readonly address?: string;
    readonly resources?: readonly Values[];
    readonly child_modules?: readonly WrittenModule[];
}

/** Reads the text of a plan; or says why it is none. */
export function readPlan(source: string): Plan | { readonly problem: Message } {
    let read: unknown;
    try {
        read = JSON.parse(source);
    } catch {
        // A plan as Terraform itself keeps it is a ZIP file.
        if (source.includes('\0')) return { problem: text('it is no text; “terraform show -json PLAN” prints what is in a plan') };
        const errors: ParseError[] = [];
        parseTree(source, errors);
        const { line, column } = new Lines(source).at(errors[0]?.offset ?? source.length);
        return { problem: text('it is not whole JSON: it cannot be read from line {line}, column {column} on', { line, column }) };
    }
    const refused = whyNoPlan(read);
    if (refused) return { problem: refused };
    const problem = misshapen(read, plan);
    if (problem) return { problem: text('it is no plan: {problem}', { problem }) };
    const written = read as Values;
    const tree = parseTree(source) as Node;
    const changes = new Map(listOf(written['resource_changes']).map((change) => [change['address'], (change['change'] ?? {}) as Values]));
    const resources: PlannedResource[] = [];
    const nameless = addModule((written['planned_values'] as { root_module: WrittenModule }).root_module, ['planned_values', 'root_module'], []);
    if (nameless) return { problem: nameless };
    const configuration = (written['configuration'] ?? {}) as { provider_config?: Plan['providers']; root_module?: ConfiguredModule };
    return {
        resources,
        deferred: listOf(written['deferred_changes']).map((deferred, i) => {
            const { address } = (deferred['resource_change'] ?? {}) as { address?: string };
            return { address: address ?? '?', ...placeOf(['deferred_changes', i, 'resource_change', 'address']) };
        }),
        providers: configuration.provider_config ?? {},
        configuration: configuration.root_module ?? {},
        variables: (written['variables'] ?? {}) as Plan['variables'],
    };

    function placeOf(path: readonly (string | number)[]): { start: number; end: number } {
        const node = findNodeAtLocation(tree, [...path]) ?? tree;
        return { start: node.offset, end: node.offset + node.length };
    }

    /** Adds the resources of a module and those below it; says which one has no address. */
    function addModule(module: WrittenModule, at: readonly (string | number)[], modules: readonly string[]): Message | undefined {
        for (const [i, resource] of (module.resources ?? []).entries()) {
            const path = [...at, 'resources', i];
            const { address, mode, type, name, provider_name: provider } = resource as Readonly<Record<string, string | undefined>>;
            if (!isText(address) || !isText(type)) return text('a resource has no address or no type ({path})', { path: path.join('.') });
            const { after_unknown: unknown } = changes.get(address) ?? {};
            const { values, sensitive_values: sensitive } = resource;
            resources.push({
                address,
                mode,
                type,
                name: name ?? '',
                provider: provider ?? '',
                values: (values ?? {}) as Values,
                sensitive,
                unknown,
                modules,
                ...placeOf([...path, 'address']),
            });
        }
        for (const [i, child] of (module.child_modules ?? []).entries()) {
            const problem = addModule(child, [...at, 'child_modules', i], modulesIn(child.address ?? ''));
            if (problem) return problem;
        }
        return undefined;
    }
}

function whyNoPlan(read: unknown): Message | undefined {
    if (!isObject(read)) return text('it is no plan: the JSON of “terraform show -json PLAN” is an object');
    const { format_version: version, planned_values: planned, values, errored } = read;
    if (!isText(version)) return text('it is no plan: it has no format_version, as the JSON of “terraform show -json PLAN” has');
    if (!/^[01]\./.test(version)) return text('its format_version is {version}; only 1.x is understood', { version });
    if (planned === undefined && values !== undefined)
        return text('it is a state, not a plan: make one with “terraform plan -out=PLAN” and “terraform show -json PLAN”');
    // Terraform always writes the root module, be it empty: without it nothing would be judged, and all would seem kept.
    if (!isObject(planned) || !isObject(planned['root_module'])) return text('it is no plan: it has no planned_values');
    if (errored === true) return text('the planning of it broke off with errors, so it is not whole');
    return undefined;
}

// As far as anything here reads them.

const plannedModule: Shape = {
    is: 'object',
    // It has modules in it of its own kind.
    get perhaps() {
        const resources = listOfEach({ perhaps: { address: word, mode: word, type: word, name: word, provider_name: word, values: object } });
        return { address: word, resources, child_modules: { is: 'list', each: plannedModule } } as const;
    },
};

const configuredModule: Shape = {
    is: 'object',
    get perhaps() {
        const call: Shape = { is: 'object', perhaps: { expressions: object, module: configuredModule } };
        const resources = listOfEach({ perhaps: { address: word, provider_config_key: word, expressions: object } });
        return { resources, module_calls: { is: 'object', each: call }, variables: { is: 'object', each: object } } as const;
    },
};

const provider: Shape = { is: 'object', perhaps: { module_address: word, expressions: object } };

const plan: Shape = {
    is: 'object',
    perhaps: {
        planned_values: { is: 'object', perhaps: { root_module: plannedModule } },
        resource_changes: listOfEach({ perhaps: { address: word, change: object } }),
        deferred_changes: listOfEach({ perhaps: { resource_change: { is: 'object', perhaps: { address: word } } } }),
        configuration: { is: 'object', perhaps: { provider_config: { is: 'object', each: provider }, root_module: configuredModule } },
        variables: { is: 'object', each: object },
    },
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly Values[] => (Array.isArray(value) ? (value as Values[]) : []);

/** The names in `module.shop["a.b"].module.disks`: `shop`, `disks`. A key may hold anything. */
const modulesIn = (address: string): readonly string[] =>
    [...address.matchAll(/\.?module\.([^.[]+)(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?/gy)].map((match) => match[1] as string);
