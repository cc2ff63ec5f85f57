/** Whether a pattern can fit anything: git gives up on one in which a bracket is not closed, or nothing stands behind a backslash. */
export function isWhole(pattern: string): boolean {
    let i = 0;
    while (i < pattern.length) {
        if (pattern[i] === '[') {
            i++;
            if (pattern[i] === '!' || pattern[i] === '^') i++;
            // As the first of its signs a closing bracket is one of them.
            if (pattern[i] === ']') i++;
            while (i < pattern.length && pattern[i] !== ']') i += pattern[i] === '\\' ? 2 : 1;
            if (i >= pattern.length) return false;
        }
        if (pattern[i] === '\\' && ++i === pattern.length) return false;
        i++;
    }
    return true;
}
