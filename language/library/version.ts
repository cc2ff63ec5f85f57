/** The version of the law as the library states it. It moves when a change of the library may change a verdict. */
export const libraryVersion = '2026.11.23';
