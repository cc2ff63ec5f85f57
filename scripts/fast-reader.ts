// Makes the fast reader from the grammar: a recursive-descent parser that gives the plain tree at once, without concrete
// syntax. It decides by the token at hand, and by the one behind it where that is not enough, as Langium's parser does: what
// may end the rule always may, and the first way that fits is taken. What it cannot read is Langium's to read or to explain.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AstUtils, GrammarAST as ast, type Grammar, GrammarUtils } from 'langium';

/** The patterns that `syntax/scanner.ts` spells out. Where the grammar changes one, the scanner has to be changed with it. */
const spelt: Readonly<Record<string, string>> = {
    PERCENT: '[0-9][0-9_]*([.,][0-9]+)?[ \\t]?%',
    DATE: '[0-9]+-[0-9]+-[0-9]+',
    NUMBER: '[0-9][0-9_]*([.,][0-9]+)?',
    STRING: '"(\\\\.|[^"\\\\\\r\\n])*"',
    RULE_ID: '[a-z][a-z0-9-]*\\/[a-z][a-z0-9-]*',
    WS: '[\\s\\uFEFF]+',
    BLOCK_COMMENT: '\\/\\*[\\s\\S]*?\\*\\/',
    LINE_COMMENT: '\\/\\/[^\\n\\r]*',
};

/** A token that may come, as it is written in the grammar: `ID`, `'from'`. `$` stands for the end of the rule. */
type Token = string;
const over: Token = '$';

type Rule = ast.ParserRule;

/** One way on from a place: the tokens that may come next, and behind each the next but one. */
type Ways = Map<Token, Set<Token>>;

export function writeFastReader(root: string, grammar: Grammar, properties: (type: string) => readonly { name: string; isArray: boolean }[]): void {
    const rules = new Map(grammar.rules.filter(ast.isParserRule).map((rule) => [rule.name, rule]));
    const words = keywords(grammar);
    const terminals = checkedTerminals(grammar);
    const generated = join(root, 'language/syntax/generated');
    const head = '// Generated from terroir.langium by scripts/generate.ts. Do not edit.\n\n';
    const writer = new Writer(rules, words, properties);
    writeFileSync(join(generated, 'words.ts'), head + wordsFile(words, writer.notNames(), terminals));
    writeFileSync(join(generated, 'reader.ts'), head + indented(writer.file()));
}

/** The words that may begin a fact in the block of a declaration. */
export function factWords(grammar: Grammar, type: string): readonly string[] {
    const facts = grammar.rules.find((rule) => rule.name === `${type}Fact`);
    if (!ast.isParserRule(facts)) return [];
    const calls = AstUtils.streamAllContents(facts).filter(ast.isRuleCall).toArray();
    const words = calls.map(({ rule }) => firstKeyword(rule.ref)).filter((word) => word !== undefined);
    return [...new Set(words)];
}

function firstKeyword(rule: ast.AbstractRule | undefined): string | undefined {
    if (!rule) return undefined;
    for (const node of AstUtils.streamAllContents(rule)) {
        if (ast.isKeyword(node)) return node.value;
        if (ast.isRuleCall(node) && ast.isParserRule(node.rule.ref) && !node.rule.ref.fragment) return firstKeyword(node.rule.ref);
    }
    return undefined;
}

/** A text of code with its lines indented by the braces around them. */
function indented(code: string): string {
    let depth = 0;
    const lines = code.split('\n').map((line) => {
        const closes = /^[}\])]/.test(line) ? 1 : 0;
        const indent = '    '.repeat(Math.max(0, depth - closes));
        const bare = line.replace(/\/\*.*?\*\/|'[^']*'/g, '');
        depth += (bare.match(/\{/g)?.length ?? 0) - (bare.match(/\}/g)?.length ?? 0);
        return line === '' ? '' : indent + line;
    });
    return lines.join('\n');
}

function keywords(grammar: Grammar): readonly string[] {
    const all = new Set(
        grammar.rules.filter(ast.isParserRule).flatMap((rule) =>
            AstUtils.streamAllContents(rule)
                .filter(ast.isKeyword)
                .map(({ value }) => value)
                .toArray(),
        ),
    );
    return [...all].sort();
}

const isMark = (keyword: string): boolean => !/^[a-z]/.test(keyword);

/** The kinds of token that are no words, by their number; the words follow. */
const terminalsOf = (keywords: readonly string[]) => ['end', 'none', 'ID', 'STRING', 'NUMBER', 'PERCENT', 'DATE', 'RULE_ID', ...keywords.filter(isMark)];
const wordsOf = (keywords: readonly string[]) => keywords.filter((word) => !isMark(word));

/** The classes of characters that a name begins with and goes on with. */
function checkedTerminals(grammar: Grammar): { readonly first: string; readonly other: string } {
    let id: { first: string; other: string } | undefined;
    for (const rule of grammar.rules.filter(ast.isTerminalRule)) {
        const { source } = GrammarUtils.terminalRegex(rule);
        if (rule.name === 'ID') {
            const [, first, other] = /^(\[[^\]]+\])(\[[^\]]+\])\*$/.exec(source) ?? [];
            if (!first?.startsWith('[A-Za-z_') || !other?.startsWith('[A-Za-z0-9_') || !other.endsWith('-]'))
                throw new Error(`A name is another one now: ${source}`);
            id = { first, other };
        } else if (spelt[rule.name] !== source) throw new Error(`syntax/scanner.ts does not know ${rule.name} as it is now: ${source}`);
    }
    if (!id) throw new Error('The grammar has no ID.');
    return id;
}

function wordsFile(words: readonly string[], notNames: readonly number[], { first, other }: { readonly first: string; readonly other: string }): string {
    const terminals = terminalsOf(words);
    const plain = wordsOf(words);
    const quoted = (name: string) => (/^\w+$/.test(name) ? name : `'${name}'`);
    return (
        `/** The words of the language. The kind of a word is its number here, from \`kinds.words\` on. */\n` +
        `export const words: readonly string[] =\n    '${plain.join(' ')}'.split(' ');\n\n` +
        `/** The kinds of token that are no words. \`none\` is what has no meaning. */\n` +
        `export const kinds = { ${terminals.map((name, n) => `${quoted(name)}: ${n}`).join(', ')}, words: ${terminals.length} } as const;\n\n` +
        `/** The words that name nothing, by their kind. */\n` +
        `export const notNames: ReadonlySet<number> = new Set([${notNames.join(', ')}]);\n\n` +
        `/** The characters of names, as classes of a pattern. */\n` +
        `export const isNameCharacter = {\n    first: ${JSON.stringify(first)},\n    other: ${JSON.stringify(other)},\n} as const;\n`
    );
}

class Writer {
    private readonly rules: ReadonlyMap<string, Rule>;
    private readonly properties: (type: string) => readonly { name: string; isArray: boolean }[];
    private readonly follows = new Map<string, Set<Token>>();
    private readonly terminals: readonly string[];
    private readonly words: readonly string[];

    constructor(rules: ReadonlyMap<string, Rule>, keywords: readonly string[], properties: (type: string) => readonly { name: string; isArray: boolean }[]) {
        this.rules = rules;
        this.terminals = terminalsOf(keywords);
        this.words = wordsOf(keywords);
        this.properties = properties;
        this.computeFollows();
    }

    file(): string {
        const functions = [...this.rules.values()].map((rule) => this.rule(rule)).filter((code) => code !== '');
        return (
            `import { add, addSource, at, composed, ended, is, isName, type Made, Name, named, nothing, ref, stuck, take, taken, takenOf, textOf } from '../reading.ts';\n` +
            `import { beginsLine, last, peek, start } from '../scanner.ts';\n\n` +
            `${functions.join('\n')}\n` +
            `export { Declaration as readDeclaration, Import as readImport };\n\n` +
            `/** Whether the token at hand begins an import. */\n` +
            `export const isAtImport = (): boolean => is(${this.kind("'import'")});\n`
        );
    }

    /** The words that are no names, by the kinds of their tokens. */
    notNames(): readonly number[] {
        const names = this.nameTokens();
        return [...this.allWords()].filter((one) => !names.includes(one)).map((one) => Number.parseInt(this.kind(one), 10));
    }

    // ------------------------------------------------------------ functions

    private rule(rule: Rule): string {
        if (GrammarUtils.isDataTypeRule(rule)) return this.dataType(rule);
        const isFragment = rule.fragment;
        const isChoice = !isFragment && ast.isAlternatives(rule.definition) && rule.definition.elements.every((one) => ast.isRuleCall(one));
        if (isChoice) return `function ${rule.name}(): Made {\n${this.choice(rule, rule.definition as ast.Alternatives)}}\n`;
        if (rule.entry) return '';
        const body = this.element(rule.definition, { rule, rest: [] });
        if (isFragment) return `function ${rule.name}(node: Made): void {\n${body}}\n`;
        const arrays = this.properties(rule.name).filter(({ isArray }) => isArray);
        const absent = arrays.filter(({ name }) => !isAlwaysSet(rule.definition, name)).map(({ name }) => `node['${name}'] ??= nothing;\n`);
        const source = rule.name === 'Source' ? `if (ofClaim && beginsLine()) node['ownLine'] = true;\n` : '';
        return (
            `function ${rule.name}(${rule.name === 'Source' ? 'ofClaim: boolean' : ''}): Made {\n` +
            `const node: Made = { $type: '${rule.name}', $start: start, $end: 0 };\n${source}${body}${absent.join('')}` +
            `return ended(node);\n}\n`
        );
    }

    /** A rule that is one of several others. */
    private choice(rule: Rule, { elements }: ast.Alternatives): string {
        return this.decide(
            elements.map((one) => ({ ways: this.ways([one], rule), code: `return ${((one as ast.RuleCall).rule.ref as Rule).name}();\n` })),
            'throw stuck;\n',
        );
    }

    /** A rule that gives a text: the images of its tokens one behind the other. */
    private dataType(rule: Rule): string {
        const alternatives = ast.isAlternatives(rule.definition) ? rule.definition.elements : [];
        // Read by hand: of most words it is quicker to know which are none.
        if (rule.name === 'Name') return '';
        if (alternatives.length > 0 && alternatives.every((one) => ast.isKeyword(one))) {
            const kinds = alternatives.map((one) => this.kind(quote((one as ast.Keyword).value))).join(', ');
            return `const ${rule.name} = (): string => takenOf([${kinds}]);\n`;
        }
        return `function ${rule.name}(): string {\nlet text = '';\n${this.element(rule.definition, { rule, rest: [] })}return text;\n}\n`;
    }

    /** @param at the rule that an element stands in, and what follows it there */
    private element(element: ast.AbstractElement, at: { readonly rule: Rule; readonly rest: readonly ast.AbstractElement[] }): string {
        const { cardinality } = element;
        if (cardinality === undefined) return this.once(element, at);
        const again = cardinality === '?' ? [] : [element];
        const once = this.once(element, { ...at, rest: [...again, ...at.rest] });
        const enter = this.entering(element, at, cardinality);
        if (cardinality === '?') return `if (${enter}) {\n${once}}\n`;
        if (cardinality === '*') return `while (${enter}) {\n${once}}\n`;
        return `do {\n${once}} while (${enter});\n`;
    }

    private once(element: ast.AbstractElement, at: { readonly rule: Rule; readonly rest: readonly ast.AbstractElement[] }): string {
        const inText = GrammarUtils.isDataTypeRule(at.rule);
        if (ast.isGroup(element)) {
            return element.elements.map((one, n) => this.element(one, { ...at, rest: [...element.elements.slice(n + 1), ...at.rest] })).join('');
        }
        if (ast.isAlternatives(element)) {
            const ways = element.elements.map((one) => ({ ways: this.ways([one, ...at.rest], at.rule), code: this.element(one, at) }));
            return this.decide(ways, 'throw stuck;\n');
        }
        if (ast.isKeyword(element)) {
            const kind = this.kind(quote(element.value));
            return inText ? `text += taken(${kind});\n` : `take(${kind});\n`;
        }
        if (ast.isAction(element)) return '';
        if (ast.isRuleCall(element)) {
            const { name, fragment } = element.rule.ref as Rule;
            if (inText) return `text += ${name}();\n`;
            if (fragment) return `${name}(node);\n`;
            throw new Error(`The fast reader knows no way to read ${name} in the midst of ${at.rule.name}.`);
        }
        if (ast.isAssignment(element)) return this.assignment(element);
        throw new Error(`The fast reader knows no ${element.$type}.`);
    }

    private assignment({ feature, operator, terminal }: ast.Assignment): string {
        const value = this.value(terminal, feature);
        if (operator === '?=') return `take(${this.kind(quote((terminal as ast.Keyword).value))});\nnode['${feature}'] = true;\n`;
        if (feature === 'sources') return 'addSource(node, last, Source(true));\n';
        if (operator === '+=') return `add(node, '${feature}', ${value});\n`;
        if (feature === 'name') return 'named(node);\n';
        return `node['${feature}'] = ${feature === 'alias' ? `composed(${value})` : value};\n`;
    }

    private value(terminal: ast.AbstractElement, feature: string): string {
        if (ast.isCrossReference(terminal))
            return `ref('${terminal.type.$refText}', ${(GrammarUtils.getCrossReferenceTerminal(terminal) as ast.RuleCall).rule.$refText})`;
        if (ast.isKeyword(terminal)) return `taken(${this.kind(quote(terminal.value))})`;
        if (!ast.isRuleCall(terminal)) throw new Error(`The fast reader knows no way to read ${feature}.`);
        const rule = terminal.rule.ref;
        if (ast.isTerminalRule(rule)) return rule.name === 'STRING' ? 'textOf()' : `taken(${this.kind(rule.name)})`;
        return rule?.name === 'Source' ? 'Source(false)' : `${rule?.name}()`;
    }

    // ------------------------------------------------------------ decisions

    /** The first of several ways that fits the tokens to come. */
    private decide(ways: readonly { readonly ways: Ways; readonly code: string }[], otherwise: string): string {
        const cases = new Map<string, Token[]>();
        for (const token of new Set(ways.flatMap((one) => [...one.ways.keys()]))) {
            const fitting = ways.filter((one) => one.ways.has(token));
            const code = fitting.reduceRight((rest, { ways: way, code }, n) => {
                if (n === fitting.length - 1) return code;
                const seconds = way.get(token) as ReadonlySet<Token>;
                return seconds.has(over) ? code : `if (${this.isOneOf('ahead', seconds)}) {\n${code}} else {\n${rest}}\n`;
            }, '');
            const all = code.includes('ahead') ? `const ahead = peek();\n${code}` : code;
            cases.set(all, [...(cases.get(all) ?? []), token]);
        }
        const branches = [...cases].map(([code, tokens]) => {
            const labels = tokens.filter((token) => token !== over).map((token) => `case ${this.kind(token)}:\n`);
            return `${labels.join('')}{\n${code}${/^(return|throw) /.test(code) ? '' : 'break;\n'}}\n`;
        });
        return `switch (at()) {\n${branches.join('')}default:\n${otherwise}}\n`;
    }

    /** When an optional element is entered: where it fits, and going on without it does not, or comes later. */
    private entering(
        element: ast.AbstractElement,
        { rule, rest }: { readonly rule: Rule; readonly rest: readonly ast.AbstractElement[] },
        cardinality: string,
    ): string {
        const bare = { element, isOnce: true } as const;
        const into = this.ways([bare.element, ...(cardinality === '?' ? [] : [element]), ...rest], rule, element);
        const past = this.ways(rest, rule);
        const follow = past.has(over) ? (this.follows.get(rule.name) ?? new Set<Token>()) : new Set<Token>();
        const tests: string[] = [];
        const plain: Token[] = [];
        for (const [token, seconds] of into) {
            if (token === over) continue;
            const isContested = past.has(token) || follow.has(token);
            if (!isContested || seconds.has(over)) plain.push(token);
            else tests.push(`(is(${this.kind(token)}) && ${this.isOneOf('peek()', seconds)})`);
        }
        if (plain.length > 0) tests.unshift(this.isOneOf('kind', new Set(plain)));
        return tests.join(' || ');
    }

    /** How to ask whether a token is one of some. */
    private isOneOf(what: string, tokens: ReadonlySet<Token>): string {
        const names = this.nameTokens();
        const isName = names.every((one) => tokens.has(one));
        const single = [...tokens].filter((one) => one !== over && !(isName && names.includes(one)));
        const tests = single.map((one) => (what === 'kind' ? `is(${this.kind(one)})` : `${what} === ${this.kind(one)}`));
        if (isName) tests.unshift(`isName(${what === 'kind' ? 'at()' : what})`);
        return tests.length > 1 ? `(${tests.join(' || ')})` : (tests[0] as string);
    }

    private names: readonly Token[] | undefined;
    private nameTokens(): readonly Token[] {
        const rule = this.rules.get('Name') as Rule;
        this.names ??= [...this.ways([rule.definition], rule).keys()].filter((token) => token !== over);
        return this.names;
    }

    private allWords(): ReadonlySet<Token> {
        const found = new Set<Token>();
        for (const rule of this.rules.values()) {
            for (const node of AstUtils.streamAllContents(rule)) if (ast.isKeyword(node) && !isMark(node.value)) found.add(quote(node.value));
        }
        return found;
    }

    // ------------------------------------------------------------ what may come

    /** What may come from some elements on to the end of their rule. `required`: an element that is not left out, whatever its cardinality. */
    private ways(elements: readonly ast.AbstractElement[], rule: Rule, required?: ast.AbstractElement): Ways {
        const ways: Ways = new Map();
        for (const [first, second] of this.sequences(elements, 2, required)) {
            const seconds = ways.get(first) ?? new Set();
            seconds.add(second);
            ways.set(first, seconds);
        }
        if (ways.size === 0) throw new Error(`Nothing may come in ${rule.name}.`);
        return ways;
    }

    private sequences(elements: readonly ast.AbstractElement[], length: number, required?: ast.AbstractElement): (readonly [Token, Token])[] {
        return this.prefixes(elements, length, required).map((tokens) => [tokens[0] ?? over, tokens[1] ?? over]);
    }

    /** Every beginning of so many tokens of some elements; shorter where they are over before. */
    private prefixes(elements: readonly ast.AbstractElement[], length: number, required?: ast.AbstractElement): Token[][] {
        const [element, ...rest] = elements;
        if (element === undefined || length === 0) return [[]];
        const { cardinality } = element;
        const found: Token[][] = [];
        const isOptional = (cardinality === '?' || cardinality === '*') && element !== required;
        if (isOptional) found.push(...this.prefixes(rest, length));
        const again = cardinality === '*' || cardinality === '+';
        for (const begin of this.once1(element, length)) {
            if (begin.length === 0 && again) throw new Error('The fast reader knows no repetition of nothing.');
            if (begin.length >= length) found.push(begin);
            else {
                const left = length - begin.length;
                const behind = again
                    ? [...this.prefixes([element], left).flatMap((more) => this.after(more, rest, left)), ...this.prefixes(rest, left)]
                    : this.prefixes(rest, left);
                for (const more of behind) found.push([...begin, ...more]);
            }
        }
        return distinct(found);
    }

    private after(begin: Token[], rest: readonly ast.AbstractElement[], length: number): Token[][] {
        return begin.length >= length ? [begin] : this.prefixes(rest, length - begin.length).map((more) => [...begin, ...more]);
    }

    /** The beginnings of an element that comes once. */
    private once1(element: ast.AbstractElement, length: number): Token[][] {
        if (ast.isKeyword(element)) return [[quote(element.value)]];
        if (ast.isAction(element)) return [[]];
        if (ast.isAssignment(element)) return this.once1(element.terminal, length);
        if (ast.isCrossReference(element)) return this.once1(GrammarUtils.getCrossReferenceTerminal(element) as ast.AbstractElement, length);
        if (ast.isAlternatives(element)) return distinct(element.elements.flatMap((one) => this.prefixes([one], length)));
        if (ast.isGroup(element)) return this.prefixes(element.elements, length);
        if (ast.isRuleCall(element)) {
            const rule = element.rule.ref;
            if (ast.isTerminalRule(rule)) return [[rule.name]];
            return this.prefixes([(rule as Rule).definition], length);
        }
        throw new Error(`The fast reader knows no ${element.$type}.`);
    }

    /** What may come behind each rule, wherever it is called. */
    private computeFollows(): void {
        const calls: { readonly caller: Rule; readonly callee: string; readonly rest: readonly ast.AbstractElement[] }[] = [];
        const collect = (element: ast.AbstractElement, caller: Rule, rest: readonly ast.AbstractElement[]): void => {
            const again = element.cardinality === '*' || element.cardinality === '+' ? [element, ...rest] : rest;
            if (ast.isGroup(element)) for (const [n, one] of element.elements.entries()) collect(one, caller, [...element.elements.slice(n + 1), ...again]);
            else if (ast.isAlternatives(element)) for (const one of element.elements) collect(one, caller, again);
            else if (ast.isAssignment(element)) collect(element.terminal, caller, again);
            else if (ast.isCrossReference(element)) collect(GrammarUtils.getCrossReferenceTerminal(element) as ast.AbstractElement, caller, again);
            else if (ast.isRuleCall(element) && ast.isParserRule(element.rule.ref)) calls.push({ caller, callee: element.rule.ref.name, rest: again });
        };
        for (const rule of this.rules.values()) collect(rule.definition, rule, []);
        for (let isNew = true; isNew; ) {
            isNew = false;
            for (const { caller, callee, rest } of calls) {
                const follow = this.follows.get(callee) ?? new Set();
                const before = follow.size;
                for (const [first] of this.sequences(rest, 1)) {
                    if (first !== over) follow.add(first);
                    else for (const token of this.follows.get(caller.name) ?? []) follow.add(token);
                }
                this.follows.set(callee, follow);
                if (follow.size > before) isNew = true;
            }
        }
    }

    /** The kind of a token, as a number. */
    private kind(token: Token): string {
        const name = token.startsWith("'") ? token.slice(1, -1) : token;
        const kind = isMark(name) ? this.terminals.indexOf(name) : this.terminals.length + this.words.indexOf(name);
        if (kind < 0 || (!isMark(name) && !this.words.includes(name))) throw new Error(`${token} is no token.`);
        return `${kind} /* ${name} */`;
    }
}

const quote = (keyword: string): Token => `'${keyword}'`;

const distinct = (sequences: Token[][]): Token[][] => [...new Map(sequences.map((tokens) => [tokens.join(' '), tokens])).values()];

/** Whether a list is filled whenever its rule is read. */
function isAlwaysSet(definition: ast.AbstractElement, name: string): boolean {
    if (definition.cardinality === '?' || definition.cardinality === '*') return false;
    if (ast.isAssignment(definition)) return definition.feature === name;
    return ast.isGroup(definition) && definition.elements.some((one) => isAlwaysSet(one, name));
}
