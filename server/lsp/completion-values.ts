import { CompletionItemKind } from 'vscode-languageserver';
import { around, type Expected, type ExpectedValue, examples, waiverEnd } from '../../language/editing.ts';
import { type Day, daysOf, formatDay, isWaivable, type Message, nameOf, text } from '../../language/index.ts';
import { importPaths } from './completion-names.ts';
import { type Here, isOnNewLine, type Offer } from './completion-offers.ts';
import type { Session } from './session.ts';

/** The values that make sense here: days with a meaning, units and currencies, patterns of what else may stand there, rules. */
export function valueOffers(session: Session, here: Here, { values, words }: Expected): Offer[] {
    const seen = new Set<string>();
    // On a new line a length of time may go on, but hardly ever does.
    const isUnlikely = isOnNewLine(here) && words.some(({ begins }) => begins);
    return values
        .flatMap((value) => offersOf(session, here, value))
        .map((offer): Offer => (isUnlikely ? { ...offer, group: 'elsewhere' } : offer))
        .filter(({ label }) => {
            const isNew = !seen.has(label);
            seen.add(label);
            return isNew;
        });
}

function offersOf(session: Session, here: Here, { token, form, rule, property }: ExpectedValue): Offer[] {
    if (rule === 'Import') return importPaths(session, here.path).map((offer) => ({ ...offer, label: `"${offer.label}"` }));
    switch (token) {
        case 'DATE':
            return days(session, here, rule);
        case 'RULE_ID':
            return rules(session, here);
        case 'ID':
            return currencies.map((label) => ({ label, kind: CompletionItemKind.Unit, group: 'value' }));
        default: {
            const pattern = form === 'DurationPart' ? lengthIn(rule, property) : patterns[form === 'Count' || form === rule ? token : form];
            if (!pattern || !session.wishes.snippets) return [];
            return [
                {
                    label: pattern.label,
                    written: pattern.template,
                    isTemplate: true,
                    kind: CompletionItemKind.Value,
                    group: 'value',
                    detail: session.say(pattern.says),
                },
            ];
        }
    }
}

/** The European ones, and those of the countries that most clouds come from. */
const currencies = ['EUR', 'BGN', 'CHF', 'CZK', 'DKK', 'GBP', 'HUF', 'NOK', 'PLN', 'RON', 'SEK', 'USD'];

interface Pattern {
    readonly label: string;
    readonly template: string;
    readonly says: Message;
}

const units = ['years', 'months', 'weeks', 'days', 'working days', 'hours'];

const years: Pattern = { label: '3 years', template: `\${1:3} \${2|${units.join(',')}|}`, says: text('a length of time') };

/** A length of time as it is written in such a statement: the notice of a breach is counted in hours. */
function lengthIn(rule: string, property: string): Pattern {
    const example = examples[rule] ?? '';
    const written = example.slice(property === 'notice' ? example.indexOf('notice') : 0);
    const [label = '', amount, unit = ''] = /(\d+) ((?:working )?(?:year|month|week|day|hour)s?)/.exec(written) ?? [];
    if (!unit.endsWith('s') || unit === 'years') return years;
    const choices = [unit, ...units.filter((one) => one !== unit)];
    return { label, template: `\${1:${amount}} \${2|${choices.join(',')}|}`, says: years.says };
}

/** How what nobody can guess is written, by what it is a part of. */
const patterns: Readonly<Record<string, Pattern>> = {
    Money: { label: '500_000 EUR', template: `\${1:500_000} \${2|${currencies.join(',')}|}`, says: text('an amount') },
    Share: { label: '100%', template: '${1:100}%', says: text('a share') },
    NUMBER: { label: '10_000', template: '${1:10_000}', says: text('a number') },
    STRING: { label: '"…"', template: '"$1"', says: text('a text') },
};

function days(session: Session, { path, start }: Here, rule: string): Offer[] {
    const { workspace, day, today } = session;
    const before = around(workspace, path, start);
    const meant: { readonly day: Day; readonly say: Message }[] = [
        { day, say: text('the date of judgement') },
        { day: today, say: text('today') },
        ...(before ? daysOf(session.ask, before.id) : []),
    ];
    // Most waivers begin on the day on which they are written.
    if (rule === 'WaiverEnd') meant.unshift({ day: waiverEnd(workspace, day), say: text('three months, or the most that is allowed') });
    const known = new Map<Day, Message>();
    for (const one of meant) if (!known.has(one.day)) known.set(one.day, one.say);
    return [...known].map(([one, say]) => ({ label: formatDay(one), kind: CompletionItemKind.Value, group: 'value', detail: session.say(say) }));
}

/** The rules that a waiver may be of; first those that are violated, by what it is on where that is written already. */
function rules(session: Session, { path, source, offset }: Here): Offer[] {
    const subject = /^[^\r\n{]*?\bon\s+(?:[^\s{.]+\.)?([^\s{]+)/.exec(source.slice(offset))?.[1];
    const violated = new Map<string, string>();
    for (const found of session.judgement(path).findings) {
        const name = found.subject === undefined ? undefined : nameOf(found.subject);
        if (name === undefined || found.verdict !== 'violated' || found.waivedBy !== undefined) continue;
        if (subject === undefined || subject === name) violated.set(found.rule, name);
    }
    const offer = (id: string, summary: Message): Offer => {
        const name = violated.get(id);
        return {
            label: id,
            kind: CompletionItemKind.Value,
            group: name === undefined ? 'value' : 'asked',
            detail: session.say(summary),
            ...(name === undefined ? {} : { description: session.say(text('violated by {name}', { name })) }),
            about: { rule: id },
        };
    };
    return session.judge.rules.filter(isWaivable).map(({ id, summary }) => offer(id, summary));
}
