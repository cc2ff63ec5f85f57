import { declaration } from '../model/declarations.ts';
import type { Ask } from '../model/engine.ts';
import type { AnyFact, Evidence } from '../model/facts.ts';
import type { Id } from '../names/outline.ts';

/** Everything that a declaration states, whatever its period, its values read and its names resolved. */
export interface Stated {
    readonly kind: string;
    readonly name: string;
    readonly label: string | undefined;
    /** The parts of its first line. */
    readonly header: AnyFact;
    readonly facts: readonly AnyFact[];
    readonly sources: readonly Evidence[];
}

/** What a declaration states; nothing if it is gone. */
export const statedIn = (ask: Ask, id: Id): Stated | undefined => ask.of(declaration, id);
