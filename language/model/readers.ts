/**
 * Who rests on something: nobody, one, or many. Most have few readers and there are very many of them, so few are kept without a
 * set of their own. Nobody is added twice.
 */
export type Readers<M> = undefined | M | readonly M[] | Set<M>;

/** From so many on they are kept in a set, so that taking one out costs the same however many there are. */
const many = 9;

export function addReader<M extends object, K extends string>(read: { [side in K]: Readers<M> }, side: K, reader: M): void {
    const readers = read[side];
    if (readers === undefined) read[side] = reader;
    else if (readers instanceof Set) readers.add(reader);
    else if (!Array.isArray(readers)) read[side] = [readers as M, reader];
    else if (readers.length + 1 < many) read[side] = [...readers, reader];
    else read[side] = new Set([...readers, reader]);
}

/** Whether nobody is left. */
export function removeReader<M extends object, K extends string>(read: { [side in K]: Readers<M> }, side: K, reader: M): boolean {
    const readers = read[side];
    if (readers instanceof Set) {
        readers.delete(reader);
        if (readers.size === 0) read[side] = undefined;
    } else if (Array.isArray(readers)) {
        const left = (readers as readonly M[]).filter((one) => one !== reader);
        read[side] = left.length > 1 ? left : left[0];
    } else if (readers === reader) read[side] = undefined;
    return read[side] === undefined;
}

export function readersOf<M extends object>(readers: Readers<M>): Iterable<M> {
    if (readers === undefined) return [];
    return readers instanceof Set || Array.isArray(readers) ? (readers as Iterable<M>) : [readers as M];
}
