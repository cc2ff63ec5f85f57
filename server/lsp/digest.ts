/** 64 bits of a text (FNV-1a over its UTF-16 code units, from two beginnings) and its length. A worker has no digest that answers at once. */
export function digest(text: string): string {
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    for (let i = 0; i < text.length; i++) {
        const unit = text.charCodeAt(i);
        a = Math.imul(a ^ unit, 0x01000193);
        b = Math.imul(b ^ unit ^ (b >>> 15), 0x85ebca6b);
    }
    return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}-${text.length.toString(36)}`;
}
