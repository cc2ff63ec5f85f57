import { english, type Translate } from '../../language/index.ts';
import french from '../../language/l10n/bundle.l10n.fr.json' with { type: 'json' };
import { localeOf } from '../locale.ts';

export type Language = 'en' | 'fr';
export const languages: readonly Language[] = ['en', 'fr'];

/** A template without a translation is said in English: never a bare key, never nothing. */
export const translateTo: Readonly<Record<Language, Translate>> = {
    en: english,
    fr: (template) => (french as Readonly<Record<string, string>>)[template] ?? template,
};

/** The language of the environment. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
    return /^fr(?![a-z])/i.test(localeOf(env) ?? '') ? 'fr' : 'en';
}
