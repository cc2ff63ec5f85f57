import type { Ask } from '../model/ask.ts';
import type { Declaration } from '../model/build.ts';
import { declaration } from '../model/declarations.ts';
import type { Id } from '../names/outline.ts';

/** Everything that a declaration states, whatever its period, its values read and its names resolved. */
export type Stated = Pick<Declaration, 'kind' | 'name' | 'label' | 'header' | 'facts' | 'sources'>;

/** What a declaration states; nothing if it is gone. */
export const statedIn = (ask: Ask, id: Id): Stated | undefined => ask.of(declaration, id);
