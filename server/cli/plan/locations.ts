import { type Message, type PlannedPlace, text } from '../../../language/index.ts';
import { type Provider, providerName, providerNames, providerOf } from './providers.ts';
import type { ConfiguredModule, Expression, Plan, PlannedResource } from './read.ts';

/** The region that something says, or why it says none that can be told. */
type Said = { readonly written: string; readonly way: Message } | { readonly unknown: Message };

/** Where a resource is to lie: every place that it names, else the one that its provider stands for. */
export function placesOf(plan: Plan, resource: PlannedResource): readonly PlannedPlace[] {
    const provider = providerOf(resource.provider);
    if (!provider) {
        const name = providerName(resource.provider);
        return [{ unknown: text('of the regions of the provider {name} nothing is known here, only of those of {known}.', { name, known: providerNames }) }];
    }
    const configured = configuredAs(plan.configuration, resource);
    const said = [...namedBy(provider, resource, configured?.expressions)];
    if (said.length === 0) said.push(byDefault(plan, provider, resource, configured?.provider_config_key));
    const places = said.map((one) => toPlace(provider, one));
    const all = [...places, ...copiesInPair(provider, resource, places)];
    return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

const keyOf = (place: PlannedPlace): string => ('unknown' in place ? JSON.stringify(place.unknown) : `${place.place} ${place.region}`);

function toPlace({ regions, toRegion }: Provider, said: Said): PlannedPlace {
    if ('unknown' in said) return said;
    const region = toRegion(said.written);
    const place = Object.hasOwn(regions, region) ? regions[region] : undefined;
    if (place !== undefined) return { region: said.written, place, way: said.way };
    return { unknown: text('no country is known here for the region {region} ({way}).', { region: said.written, way: said.way }) };
}

/** Every region that an attribute of the resource names, however deep. */
function* namedBy({ attributes }: Provider, resource: PlannedResource, written: Readonly<Record<string, unknown>> | undefined): Generator<Said> {
    yield* walk(resource.values, resource.unknown, resource.sensitive, '', '');

    function* walk(value: unknown, unknown: unknown, sensitive: unknown, name: string, top: string): Generator<Said> {
        const isRegion = attributes.includes(name);
        if (sensitive === true) {
            if (isRegion) yield { unknown: text('its {attribute} is marked sensitive.', { attribute: name }) };
            return;
        }
        // What nobody wrote is made by the provider: that it is unknown tells nothing.
        if (unknown === true) {
            if (isRegion && (!written || top in written)) yield { unknown: text('its {attribute} is known only after it is built.', { attribute: name }) };
            return;
        }
        if (typeof value === 'string') {
            if (isRegion && value !== '') yield { written: value, way: text('its {attribute}', { attribute: name }) };
            return;
        }
        // What is unknown has no value: it is met only in the other tree.
        for (const key of keysOf(value, unknown, sensitive)) {
            const isIndex = Array.isArray(value) || Array.isArray(unknown);
            yield* walk(part(value, key), part(unknown, key), part(sensitive, key), isIndex ? name : key, top === '' ? key : top);
        }
    }
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;

const keysOf = (...trees: readonly unknown[]): readonly string[] => [...new Set(trees.filter(isTree).flatMap((tree) => Object.keys(tree)))];

const part = (tree: unknown, key: string): unknown => (isTree(tree) && Object.hasOwn(tree, key) ? (tree as Record<string, unknown>)[key] : undefined);

/** The places of copies that are kept in the region that a region is paired with. */
function copiesInPair(
    { pairedBy = {}, pairs = {}, regions, toRegion }: Provider,
    { values, unknown, sensitive }: PlannedResource,
    places: readonly PlannedPlace[],
): PlannedPlace[] {
    return Object.entries(pairedBy).flatMap(([attribute, how]) => {
        if (part(sensitive, attribute) === true) return [{ unknown: text('its {attribute} is marked sensitive.', { attribute }) }];
        if (part(unknown, attribute) === true) return [{ unknown: text('its {attribute} is known only after it is built.', { attribute }) }];
        if (!how.includes(part(values, attribute))) return [];
        return places.flatMap((place): PlannedPlace[] => {
            if ('unknown' in place) return [];
            const pair = pairs[toRegion(place.region)];
            const country = pair === undefined ? undefined : regions[pair];
            if (pair === undefined || country === undefined)
                return [
                    {
                        unknown: text('by its {attribute} a copy is kept in the region paired with {region}, which is not known here.', {
                            attribute,
                            region: place.region,
                        }),
                    },
                ];
            return [{ region: pair, place: country, way: text('the paired region, by its {attribute},', { attribute }) }];
        });
    });
}

// ---------------------------------------------------------------- the configuration

/** How a resource stands in the configuration, once for all its instances. */
function configuredAs(root: ConfiguredModule, { modules, type, name }: PlannedResource) {
    let module: ConfiguredModule | undefined = root;
    for (const one of modules) module = module?.module_calls?.[one]?.module;
    return module?.resources?.find(({ address }) => address === `${type}.${name}`);
}

/** Where a resource goes that names no place: to that of its provider, where it follows it. */
function byDefault(plan: Plan, provider: Provider, resource: PlannedResource, key: string | undefined): Said {
    const hasAttribute = provider.attributes.some((attribute) => part(resource.unknown, attribute) === true || attribute in resource.values);
    if (provider.defaults.length === 0 || (!hasAttribute && !provider.follows(resource.type))) return { unknown: text('the plan names no place for it.') };
    const configured = key === undefined ? undefined : plan.providers[key];
    const expressions = configured?.expressions ?? {};
    const attribute = provider.defaults.find((one) => one in expressions);
    if (attribute === undefined) return { unknown: text('the plan names no place for it, and its provider is given no region there.') };
    const written = worthOf(
        plan,
        expressions[attribute] as Expression,
        (configured?.module_address ?? '').split('.').filter((one) => one !== 'module' && one !== ''),
    );
    if (written === undefined) return { unknown: text('the region of its provider is worked out by an expression that the plan does not give the value of.') };
    return { written, way: text('the {attribute} of its provider', { attribute }) };
}

/** What an expression comes to, where that is a constant or one variable; a variable of a module is what the module is called with. */
function worthOf(plan: Plan, expression: Expression | undefined, modules: readonly string[]): string | undefined {
    if (typeof expression?.constant_value === 'string') return expression.constant_value;
    const { references } = expression ?? {};
    const [reference, ...others] = Array.isArray(references) ? references : [];
    const variable = /^var\.([^.[]+)$/.exec(String(reference))?.[1];
    if (variable === undefined || others.length > 0) return undefined;
    let module: ConfiguredModule | undefined = plan.configuration;
    let call: Readonly<Record<string, unknown>> | undefined;
    for (const one of modules) {
        call = module?.module_calls?.[one]?.expressions;
        module = module?.module_calls?.[one]?.module;
    }
    const declared = module?.variables?.[variable];
    if (declared?.sensitive) return undefined;
    if (call && variable in call) return worthOf(plan, call[variable] as Expression, modules.slice(0, -1));
    const value = modules.length === 0 ? (plan.variables[variable]?.value ?? declared?.default) : declared?.default;
    return typeof value === 'string' ? value : undefined;
}
