import { createHash } from 'node:crypto';
import { type Finding, type Message, meaningOf, nameOf, pathOf, say, type Value, type Workspace } from '../../language/index.ts';

/*
 * What a finding is known by from one run to the next: the rule, the file from the root, the name of what was judged, what
 * is underlined, and the names in its message. Never a line, a date, a count or a language: those change while the finding
 * is the same.
 */

/** As much of what is underlined as tells it from its neighbours. */
const longest = 200;

/** The identity of a finding, as text; equal for findings that nothing but their order tells apart. */
export function identityOf(finding: Finding, file: string, underlined: string): string {
    const name = finding.subject === undefined ? '' : nameOf(finding.subject);
    // A block is known by its head: what stands in it is what gets mended.
    const head = (underlined.split('{')[0] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, longest);
    return JSON.stringify([finding.rule, file, name, head, namesIn(finding.message)]);
}

/**
 * What is left of the identity without what is underlined and without the order of the names: equal for a finding before and after
 * somebody has changed the very statement that it is about.
 */
export function looseIdentityOf(finding: Finding, file: string): string {
    const [rule, path, name, , names] = JSON.parse(identityOf(finding, file, '')) as readonly unknown[];
    return JSON.stringify([rule, path, name, ...[names].flat(Number.POSITIVE_INFINITY).map(String).sort()]);
}

/** Hexadecimal fingerprints of findings in their order; of equal identities the first, the second and so on are told apart. */
export function fingerprints(identities: readonly string[]): readonly string[] {
    const seen = new Map<string, number>();
    return identities.map((identity) => {
        const nth = (seen.get(identity) ?? 0) + 1;
        seen.set(identity, nth);
        return digest(nth === 1 ? identity : `${identity} ${nth}`);
    });
}

/** What a declaration states, as a hash: it changes when anything in it does, and not when it moves. Nothing where it is gone. */
export function subjectHash(workspace: Workspace, finding: Finding): string | null {
    const node = finding.subject === undefined || !workspace.files.has(pathOf(finding.subject)) ? undefined : workspace.node(finding.subject);
    if (!node) return null;
    let hash = hashes.get(node);
    if (hash === undefined) hashes.set(node, (hash = digest(meaningOf(node))));
    return hash;
}

const hashes = new WeakMap<object, string>();

const digest = (words: string): string => createHash('sha256').update(words).digest('hex').slice(0, 32);

/** The names that fill the holes of a message, in the order of the holes' names; days and numbers are left out. */
function namesIn({ values }: Message): unknown[] {
    return Object.keys(values)
        .sort()
        .map((hole) => nameIn(values[hole] as Value));
}

function nameIn(value: Value): unknown {
    if (typeof value === 'number') return null;
    if (typeof value === 'string') return /^[\d\s.,%_-]+$/.test(value) ? null : value.normalize('NFC');
    if (Array.isArray(value)) return value.map(nameIn);
    const message = value as Message;
    // A number in the words of a language is one all the same.
    return /^-?\d[\d,.]*$/.test(say(message)) ? null : [message.template, ...namesIn(message)];
}
