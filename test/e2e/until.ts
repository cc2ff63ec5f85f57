/** Asks again until there is an answer. No first answer of an editor is to be relied on: providers register while it starts. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | null | false> | T | undefined | null | false, ms = 30_000): Promise<T> {
    for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
        const answer = await ask();
        if (answer) return answer;
        if (Date.now() > end) throw new Error(`waited ${ms / 1000} s in vain for ${what}`);
    }
}
