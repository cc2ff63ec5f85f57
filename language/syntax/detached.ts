/**
 * The same text in memory of its own. A part that is cut out of a text keeps all of it in memory: what was read at a hundred keys in a long file
 * would hold a hundred texts of it.
 */
export const detached = (part: string): string => `${part} `.slice(0, -1);
