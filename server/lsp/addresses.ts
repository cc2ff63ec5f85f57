import { asImported, encodeStep, isLibraryPath, libraryScheme } from '../../language/index.ts';

/** At every key it is the same address. */
let last = { uri: '', path: '' };

/**
 * One spelling for each address: editors escape differently (`c%3A`, `(`), and file systems decompose accents. The workspace
 * knows files by this spelling, as imports are resolved to it.
 */
export function canonical(uri: string): string {
    if (uri !== last.uri) last = { uri, path: spelled(uri) };
    return last.path;
}

function spelled(uri: string): string {
    if (/^terroir:/i.test(uri)) return libraryScheme + uri.replace(/^terroir:\/*/i, '');
    const parts = /^([a-z][\w+.-]*):\/\/([^/]*)(\/.*)$/i.exec(uri);
    if (!parts) return uri;
    const [, scheme = '', authority = '', path = ''] = parts;
    const steps = path.split('/').map((step, i) => {
        const plain = unescaped(step).normalize('NFC');
        return encodeStep(i === 1 && /^[a-z]:$/i.test(plain) ? plain.toLowerCase() : plain);
    });
    return `${scheme.toLowerCase()}://${authority.toLowerCase()}${steps.join('/')}`;
}

/**
 * A document that was never saved is taken to lie where its address says that it will, else in the first folder of the workspace, where editors propose to
 * save it: what it imports by its place then it can import now.
 */
export function unsaved(uri: string, root: string | undefined): string {
    const [, folder, name = ''] = /^untitled:(?:\/*([^/].*)\/)?\/*([^/]*)$/.exec(uri) ?? [];
    const server = /^[a-z][\w+.-]+:\/\/[^/]*/i.exec(root ?? '')?.[0] ?? 'file://';
    const place = folder === undefined ? root : canonical(`${server}/${folder}`);
    return place === undefined ? uri : `${place}/untitled:${name}`;
}

/** An address for people: the path below the nearest folder of the workspace, else the whole path. */
export function readablePath(path: string, roots: readonly string[]): string {
    if (isLibraryPath(path)) return asImported(path);
    const root = roots.filter((one) => path.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0];
    const rest = root === undefined ? path.replace(/^file:\/\//, '') : path.slice(root.length + 1);
    return rest.split('/').map(unescaped).join('/');
}

/** The addresses in a text, made readable. */
export function withReadablePaths(text: string, roots: readonly string[]): string {
    // Hardly any text has one.
    if (!text.includes(':/')) return text;
    return text.replace(/\b[a-z][\w+.-]*:\/\/?[^\s"“”()]*?(?:\.terroir\b|\/untitled:[\w.-]*\w)/gi, (path) => readablePath(path, roots));
}

function unescaped(step: string): string {
    try {
        return decodeURIComponent(step);
    } catch (error) {
        if (error instanceof URIError) return step;
        throw error;
    }
}
