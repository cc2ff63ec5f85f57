/*
 * Reports go out in pieces: of a large register neither the findings nor the words for them are ever held together, and there is no text that is too
 * long for V8.
 */

/** Those among some that are wanted, looked for anew whenever somebody goes through them. */
export const those = <T>(all: Iterable<T>, isWanted: (one: T) => boolean): Iterable<T> => ({
    *[Symbol.iterator]() {
        for (const one of all) if (isWanted(one)) yield one;
    },
});

/** What is made of each of some, anew whenever somebody goes through them. */
export const madeOf = <T, M>(all: Iterable<T>, make: (one: T) => M): Iterable<M> => ({
    *[Symbol.iterator]() {
        for (const one of all) yield make(one);
    },
});

/** Some, and behind them others. */
export const chained = <A, B>(some: Iterable<A>, others: Iterable<B>): Iterable<A | B> => ({
    *[Symbol.iterator]() {
        yield* some;
        yield* others;
    },
});

/** What `JSON.stringify` gives with an indentation of two. What can be gone through and is no array comes item by item, as an array. */
export function* jsonPieces(value: unknown, indent = ''): Generator<string> {
    if (typeof value !== 'object' || value === null) return yield JSON.stringify(value);
    const within = `${indent}  `;
    const isList = Symbol.iterator in value;
    let isFirst = true;
    const next = (): string => {
        const before = isFirst ? (isList ? '[' : '{') : ',';
        isFirst = false;
        return `${before}\n${within}`;
    };
    if (Array.isArray(value)) {
        for (const item of value as readonly unknown[]) {
            yield next();
            yield* jsonPieces(item, within);
        }
    } else if (isList) {
        for (const item of value as Iterable<unknown>) yield next() + JSON.stringify(item, null, 2).replaceAll('\n', `\n${within}`);
    } else {
        for (const [key, one] of Object.entries(value)) {
            if (one === undefined) continue;
            yield `${next()}${JSON.stringify(key)}: `;
            yield* jsonPieces(one, within);
        }
    }
    yield isFirst ? (isList ? '[]' : '{}') : `\n${indent}${isList ? ']' : '}'}`;
}

/** The same in pieces of some length, at least one: each is a call of the system. */
export function* inBulk(pieces: Iterable<string>, bulk: number): Generator<string> {
    let held: string[] = [];
    let length = 0;
    let isFirst = true;
    for (const piece of pieces) {
        held.push(piece);
        length += piece.length;
        if (length < bulk) continue;
        yield held.join('');
        isFirst = false;
        held = [];
        length = 0;
    }
    if (length > 0 || isFirst) yield held.join('');
}
