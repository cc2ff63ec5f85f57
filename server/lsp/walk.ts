/** What a folder holds: names, and which of them are folders. Links are neither. */
export type Listing = readonly { readonly name: string; readonly kind: 'file' | 'folder' | 'other' }[];

/** The specs of a folder, at any depth, but for `node_modules` and what is hidden. Links are not followed: a ring of them would never end. */
export async function specsBelow<F>(folder: F, list: (folder: F) => Promise<Listing>, join: (folder: F, name: string) => F): Promise<F[]> {
    const found: F[] = [];
    for (const { name, kind } of await list(folder)) {
        if (name.startsWith('.') || name === 'node_modules') continue;
        if (kind === 'folder') found.push(...(await specsBelow(join(folder, name), list, join)));
        else if (kind === 'file' && name.endsWith('.terroir')) found.push(join(folder, name));
    }
    return found;
}
