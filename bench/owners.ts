/** How owners stand above each other: one above the other, two above each, or in rings of all sizes with those below them. */
export type Shape = 'chain' | 'two-parents' | 'rings';

/**
 * A spec of organisations that own each other; `P0` stands below all others as far as the shape has it so. It is the same each time.
 *
 * @param organisations how many there are
 */
export function ownersRegister(organisations: number, shape: Shape): string {
    const lines: string[] = [];
    for (let i = 0; i < organisations; i++) {
        const owned = ownersOf[shape](i, organisations).map(([part, owner]) => `owned ${part}% by P${owner}`);
        // Whoever stands at the top is a State or nobody's: there knowledge ends well.
        const kind = owned.length > 0 ? 'company' : 'mutual';
        lines.push(`organisation P${i} { seat ${i % 1000 === 999 ? 'US' : 'FR'}  kind ${kind}${owned.map((one) => `  ${one}`).join('')} }`);
    }
    return `${lines.join('\n')}\n`;
}

type Owned = readonly (readonly [part: number, owner: number])[];

const ownersOf: Readonly<Record<Shape, (i: number, count: number) => Owned>> = {
    chain: (i, count) => upTo(count, [[60, i + 1]]),
    'two-parents': (i, count) => upTo(count, jointly(i, i + 1, i + 2)),
    rings: (i, count) => {
        const ring = ringAt(i);
        const next = ring.start + ((i - ring.start + 1) % ring.size);
        const second = ring.start + ((i - ring.start + 2) % ring.size);
        const above = ring.start + ring.size;
        // The last of a ring is held from above it; the others hold each other.
        const isLast = i === ring.start + ring.size - 1;
        if (ring.start + ring.size > count) return upTo(count, [[60, i + 1]]);
        return upTo(
            count,
            isLast
                ? [
                      [45, above],
                      [15, above + 1],
                      [40, next],
                  ]
                : i % 3 === 0
                  ? [
                        [40, next],
                        [35, second],
                    ]
                  : [
                        [60, next],
                        [20, above],
                    ],
        );
    },
};

/** Majorities, and every third time two with a half each. */
const jointly = (i: number, one: number, other: number): Owned =>
    i % 3 === 2
        ? [
              [50, one],
              [50, other],
          ]
        : [
              [60, one],
              [40, other],
          ];

const upTo = (count: number, owned: Owned): Owned => owned.filter(([, owner]) => owner < count);

/** Rings of two to nine, and one of a hundred after eight of these. */
function ringAt(i: number): { readonly start: number; readonly size: number } {
    const sizes = [2, 3, 4, 5, 6, 7, 8, 9, 100];
    const round = sizes.reduce((sum, size) => sum + size, 0);
    let start = i - (i % round);
    for (const size of sizes) {
        if (i < start + size) return { start, size };
        start += size;
    }
    throw new Error('The rings of a round add up to the round.');
}
