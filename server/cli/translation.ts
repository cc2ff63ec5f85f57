import { english, type Translate } from '../../language/index.ts';
import { french } from '../french.ts';
import { localeOf } from '../locale.ts';

export type Language = 'en' | 'fr';
export const languages: readonly Language[] = ['en', 'fr'];

/** A template without a translation is said in English: never a bare key, never nothing. */
export const translateTo: Readonly<Record<Language, Translate>> = {
    en: english,
    fr: (template) => french()[template] ?? template,
};

/** The language of the environment. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
    return /^fr(?![a-z])/i.test(localeOf(env) ?? '') ? 'fr' : 'en';
}
