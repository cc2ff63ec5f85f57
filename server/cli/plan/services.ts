import { type Message, type Planned, text } from '../../../language/index.ts';
import type { PlannedResource } from './read.ts';

/** The name of the tag or label by which a resource says which service it belongs to. */
const serviceTag = 'terroir_service';

/** What a map says of addresses: the service, or that they are none of anybody's business here. */
export interface Mapping {
    readonly pattern: string;
    readonly service: string | null;
    readonly fits: RegExp;
}

/** Reads a map: an object from addresses, with `*` for anything, to services or null. The first that fits counts. */
export function readMap(source: string): readonly Mapping[] | { readonly problem: Message } {
    let read: unknown;
    try {
        read = JSON.parse(source);
    } catch {
        return { problem: text('it is not whole JSON') };
    }
    const isMap = typeof read === 'object' && read !== null && !Array.isArray(read);
    const entries = isMap ? Object.entries(read as Record<string, unknown>) : [];
    if (!isMap || entries.some(([, service]) => service !== null && (typeof service !== 'string' || service === '')))
        return {
            problem: text('it must be an object from addresses of resources to names of services or null, such as {example}', {
                example: '{ "module.records.*": "CloudFrance" }',
            }),
        };
    return entries.map(([pattern, service]) => ({
        pattern,
        service: service as string | null,
        fits: new RegExp(
            `^${pattern
                .split('*')
                .map((part) => part.replace(/[.[\]{}()|^$?+\\/-]/g, '\\$&'))
                .join('.*')}$`,
            's',
        ),
    }));
}

/** The service that a resource belongs to: by the map, else by its tag; null where the map sets it aside. */
export function serviceOf(resource: PlannedResource, map: readonly Mapping[]): Planned['service'] | null {
    const mapped = map.find(({ fits }) => fits.test(resource.address));
    if (mapped) return mapped.service === null ? null : { named: mapped.service };
    const { values, unknown, sensitive } = resource;
    for (const list of ['tags', 'tags_all', 'labels', 'effective_labels', 'terraform_labels']) {
        const found = tagIn(values[list]);
        if (found === undefined) {
            if (isTrue(unknown, list)) return { unknown: text('its {list} are known only after it is built.', { list }) };
            continue;
        }
        if (isTrue(sensitive, list)) return { unknown: text('its {list} are marked sensitive.', { list }) };
        return { named: found };
    }
    return { unknown: text('it has no tag or label {tag}, and no map names it.', { tag: serviceTag }) };
}

/** The tag in any of the shapes that providers give tags: an object, a list of `name=value`, a list of `{ key, value }`. */
function tagIn(list: unknown): string | undefined {
    if (Array.isArray(list)) {
        for (const one of list) {
            if (typeof one === 'string' && one.startsWith(`${serviceTag}=`)) return one.slice(serviceTag.length + 1);
            const { key, value } = (one ?? {}) as { key?: unknown; value?: unknown };
            if (key === serviceTag && typeof value === 'string') return value;
        }
        return undefined;
    }
    const value = typeof list === 'object' && list !== null ? (list as Record<string, unknown>)[serviceTag] : undefined;
    return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether anything of a list is marked in a tree of marks: as a whole, or the tag in it. */
function isTrue(tree: unknown, list: string): boolean {
    const mark = typeof tree === 'object' && tree !== null ? (tree as Record<string, unknown>)[list] : undefined;
    if (mark === true) return true;
    if (Array.isArray(mark)) return mark.some((one) => one === true || (typeof one === 'object' && one !== null && Object.values(one).includes(true)));
    return typeof mark === 'object' && mark !== null && (mark as Record<string, unknown>)[serviceTag] === true;
}
