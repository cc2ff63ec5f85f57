import { judges, say, text } from '../../language/index.ts';
import { wrap } from './formats/cells.ts';
import { styleOf } from './formats/style.ts';
import type { Io } from './io.ts';
import { type Misused, readOptions } from './options.ts';
import { type Language, languages, translateTo } from './translation.ts';

export const rulesOptions = {
    format: { takes: ['text', 'json'] },
    lang: { takes: languages },
    color: { takes: ['auto', 'always', 'never'] },
} as const;

/** `terroir rules`: every rule with what it demands. */
export function listRules(args: readonly string[], io: Io, spoken: Language, misused: Misused): number {
    const read = readOptions(args, rulesOptions);
    if ('problem' in read) return misused(read.problem);
    if (read.operands.length > 0) return misused(text('{command} takes no names; to explain one, use terroir explain.', { command: 'terroir rules' }));
    const isJson = read.options.format === 'json';
    const translate = translateTo[isJson ? (read.options.lang ?? 'en') : spoken];
    const rules = [...io.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
    if (isJson) {
        const listed = rules.map((rule) => ({
            rule: rule.id,
            judges: judges(rule).map((kind) => kind.toLowerCase()),
            summary: say(rule.summary, translate),
            why: say(rule.why, translate),
            norms: rule.norms,
        }));
        io.stdout.write(`${JSON.stringify({ schemaVersion: 1, rules: listed }, null, 2)}\n`);
        return 0;
    }
    const style = styleOf(read.options.color ?? 'auto', io);
    const width = Math.max(40, Math.min(io.stdout.columns ?? 80, 110));
    for (const { id, summary } of rules) {
        const lines = wrap(say(summary, translate), width - 4).map((line) => `    ${line}`);
        io.stdout.write(`${[style('place', id), ...lines].join('\n')}\n`);
    }
    return 0;
}
