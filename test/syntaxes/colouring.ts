import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);
const grammarPath = new URL('../../syntaxes/terroir.tmLanguage.json', import.meta.url);

let loaded: Promise<textmate.IGrammar> | undefined;

async function load(): Promise<textmate.IGrammar> {
    const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
    await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
    const registry = new textmate.Registry({
        onigLib: Promise.resolve({
            createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
            createOnigString: (text) => new oniguruma.OnigString(text),
        }),
        loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarPath, 'utf8'), 'terroir.tmLanguage.json'),
    });
    const grammar = await registry.loadGrammar('source.terroir');
    if (!grammar) throw new Error('the TextMate grammar does not load');
    return grammar;
}

/** The innermost scope of every character of a text. */
export async function colours(source: string): Promise<string[]> {
    loaded ??= load();
    const grammar = await loaded;
    const scopes: string[] = [];
    let stack = textmate.INITIAL;
    for (const line of source.split('\n')) {
        const result = grammar.tokenizeLine(line, stack);
        stack = result.ruleStack;
        // The last token also covers the line break, which is not part of the line.
        for (const { startIndex, endIndex, scopes: path } of result.tokens) {
            for (let i = startIndex; i < Math.min(endIndex, line.length); i++) scopes.push(path.at(-1) ?? '');
        }
        scopes.push('');
    }
    return scopes;
}
