import { type Message, text } from '../../language/index.ts';

/**
 * What something in a JSON that a command is given must be, as far as the command reads it. Whoever took another shape for nothing would overlook what stands
 * in it.
 */
export interface Shape {
    readonly is: 'text' | 'number' | 'list' | 'object';
    /** What is in a list, or in an object that has any names. */
    readonly each?: Shape;
    /** What must be in an object. */
    readonly parts?: Readonly<Record<string, Shape>>;
    /** What may be missing in it, or be null. */
    readonly perhaps?: Readonly<Record<string, Shape>>;
}

export const word: Shape = { is: 'text' };
export const object: Shape = { is: 'object' };
export const listOfEach = (each: Omit<Shape, 'is'>): Shape => ({ is: 'list', each: { is: 'object', ...each } });

const isOf: Readonly<Record<Shape['is'], (value: unknown) => boolean>> = {
    text: (value) => typeof value === 'string',
    number: (value) => typeof value === 'number',
    list: Array.isArray,
    object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

const mustBe: Readonly<Record<Shape['is'], (path: string) => Message>> = {
    text: (path) => text('{path} must be a text', { path }),
    number: (path) => text('{path} must be a number', { path }),
    list: (path) => text('{path} must be a list', { path }),
    object: (path) => text('{path} must be an object', { path }),
};

/** The first place in a value that is not what it must be. */
export function misshapen(value: unknown, shape: Shape, at: readonly string[] = []): Message | undefined {
    if (!isOf[shape.is](value)) return mustBe[shape.is](at.join('.'));
    for (const [key, inside] of inShape(value as Readonly<Record<string, unknown>>, shape)) {
        const problem = misshapen((value as Readonly<Record<string, unknown>>)[key], inside, [...at, key]);
        if (problem) return problem;
    }
    return undefined;
}

/** Of what is in a value what must be of a shape, and of which. */
function* inShape(value: Readonly<Record<string, unknown>>, { each, parts = {}, perhaps = {} }: Shape): Generator<readonly [string, Shape]> {
    if (each) for (const key of Object.keys(value)) yield [key, each];
    yield* Object.entries(parts);
    for (const [key, shape] of Object.entries(perhaps)) if (value[key] !== undefined && value[key] !== null) yield [key, shape];
}
