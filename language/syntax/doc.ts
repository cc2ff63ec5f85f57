/** The doc comment that stands right before an offset, without its stars; nothing if there is none. */
export function docBefore(source: string, offset: number): string | undefined {
    const before = source.slice(0, offset).trimEnd();
    if (!before.endsWith('*/')) return undefined;
    const open = before.lastIndexOf('/*');
    if (!before.startsWith('/**', open)) return undefined;
    return before
        .slice(open + 3, -2)
        .split(/\r?\n/)
        .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
        .join('\n')
        .trim();
}
