import { english, type Translate } from '../../language/index.ts';
import french from '../../language/l10n/bundle.l10n.fr.json' with { type: 'json' };

export type Language = 'en' | 'fr';
export const languages: readonly Language[] = ['en', 'fr'];

/** A template without a translation is said in English: never a bare key, never nothing. */
export const translateTo: Readonly<Record<Language, Translate>> = {
    en: english,
    fr: (template) => (french as Readonly<Record<string, string>>)[template] ?? template,
};

/** The language of the environment, in the order of POSIX. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
    const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '';
    return /^fr(?![a-z])/i.test(locale) ? 'fr' : 'en';
}
