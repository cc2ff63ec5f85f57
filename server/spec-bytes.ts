import { type Message, text } from '../language/index.ts';

/** Why some bytes are no text, and how many of them, from the first on, are one. */
export interface NoText {
    readonly code: 'input/not-utf8' | 'input/not-text';
    readonly message: Message;
    readonly sound: number;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The text that the bytes of a spec are in UTF-8, without a byte order mark; or why they are none. The command and editors take the same for one. */
export function textIn(bytes: Uint8Array): string | NoText {
    if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff))
        return { code: 'input/not-utf8', message: text('The file seems to be UTF-16. Save it as UTF-8.'), sound: 0 };
    const zero = bytes.indexOf(0);
    if (zero >= 0) return { code: 'input/not-text', message: text('This is not a text: it has a NUL character. A spec is UTF-8 text.'), sound: zero };
    try {
        return decoder.decode(bytes);
    } catch (error) {
        // So every decoder says it; a text may be too long as well.
        if (!(error instanceof TypeError)) throw error;
    }
    const sound = validLength(bytes);
    const message = text('This is not UTF-8: the byte {byte} at position {position} begins no character. Save the file as UTF-8.', {
        byte: `0x${(bytes[sound] as number).toString(16).toUpperCase()}`,
        position: sound,
    });
    return { code: 'input/not-utf8', message, sound };
}

/** How many bytes from the start are UTF-8; not all of them are. */
function validLength(bytes: Uint8Array): number {
    const isValid = (length: number, isEnd: boolean): boolean => {
        try {
            new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: !isEnd });
            return true;
        } catch {
            return false;
        }
    };
    let good = 0;
    let bad = bytes.length + 1;
    while (bad - good > 1) {
        const middle = (good + bad) >> 1;
        if (isValid(middle, false)) good = middle;
        else bad = middle;
    }
    // What fails there may be a character that began up to three bytes before.
    for (let back = 1; back <= Math.min(3, good); back++) {
        const byte = bytes[good - back] as number;
        if ((byte & 0xc0) === 0x80) continue;
        const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return length > back ? good - back : good;
    }
    return good;
}
