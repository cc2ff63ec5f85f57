import { type Levels, type Message, type Severity, text, type Workspace } from '../../language/index.ts';

/** The name of a configuration, wherever it lies. */
export const fileName = 'terroir.json';

/** What may be set in `terroir.json`; docs/terroir.schema.json describes it for editors. Nothing of it is needed. */
export interface Settings {
    /** The date of judgement. */
    readonly asOf?: string;
    /** How far `terroir horizon` looks ahead, in years. */
    readonly horizonYears?: number;
    readonly language?: 'en' | 'fr';
    /** Which files of a folder are judged, as in `.gitignore`, relative to the file that sets it. */
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
    /** What a violation of a rule, or of every rule of a category, weighs; `off` does not run it. */
    readonly rules?: Levels;
    readonly failOn?: Severity | 'never';
    readonly failOnUnknown?: boolean;
    readonly hints?: boolean;
    /** The longest that a waiver may last after its approval, in days. */
    readonly waivers?: { readonly maxDays?: number };
    /** Findings that are known already, and whether one is new again when what its declaration states changes. */
    readonly baseline?: { readonly file?: string; readonly reopenOnChange?: boolean };
}

/** What one key takes. */
export type Kind =
    | { readonly takes: 'date' | 'text' | 'truth' | 'texts' | 'patterns' | 'levels' }
    | { readonly takes: 'number'; readonly least: number; readonly most: number }
    | { readonly takes: 'word'; readonly words: readonly string[] }
    | { readonly takes: 'keys'; readonly keys: Readonly<Record<string, Kind>> };

const failures = ['error', 'warning', 'information', 'never'] as const;
export const levelWords = ['off', 'hint', 'information', 'warning', 'error'] as const;

/** Every key of `terroir.json` and what it takes. */
export const keys: Readonly<Record<keyof Settings | '$schema' | 'extends', Kind>> = {
    $schema: { takes: 'text' },
    extends: { takes: 'texts' },
    asOf: { takes: 'date' },
    horizonYears: { takes: 'number', least: 1, most: 100 },
    language: { takes: 'word', words: ['en', 'fr'] },
    include: { takes: 'patterns' },
    exclude: { takes: 'patterns' },
    rules: { takes: 'levels' },
    failOn: { takes: 'word', words: failures },
    failOnUnknown: { takes: 'truth' },
    hints: { takes: 'truth' },
    waivers: { takes: 'keys', keys: { maxDays: { takes: 'number', least: 1, most: 36_500 } } },
    baseline: { takes: 'keys', keys: { file: { takes: 'text' }, reopenOnChange: { takes: 'truth' } } },
};

/** What a kind takes, for a message. */
export function sayKind(kind: Kind): Message {
    switch (kind.takes) {
        case 'date':
            return text('a date such as {example}', { example: '"2026-01-31"' });
        case 'text':
            return text('a text');
        case 'truth':
            return text('true or false');
        case 'texts':
        case 'patterns':
            return text('a list of texts');
        case 'levels':
            return text('an object of rules or categories and their levels');
        case 'keys':
            return text('an object with {keys}', { keys: Object.keys(kind.keys) });
        case 'number':
            return text('a whole number from {least} to {most}', { least: kind.least, most: kind.most });
        case 'word':
            return text('one of {words}', { words: kind.words.map((word) => `"${word}"`) });
    }
}

/** Settings that change what follows from specs, in the judge and in the model that it asks. */
export function configure({ judge, workspace }: { judge: { levels: Levels }; workspace: Workspace }, { rules, waivers }: Settings): void {
    judge.levels = rules ?? {};
    workspace.longestWaiver(waivers?.maxDays);
}

/** Settings on top of others: each key by itself, within objects, too. */
export function over(settings: Settings, base: Settings): Settings {
    return {
        ...base,
        ...settings,
        ...(base.rules || settings.rules ? { rules: { ...base.rules, ...settings.rules } } : {}),
        ...(base.waivers || settings.waivers ? { waivers: { ...base.waivers, ...settings.waivers } } : {}),
        ...(base.baseline || settings.baseline ? { baseline: { ...base.baseline, ...settings.baseline } } : {}),
    };
}
