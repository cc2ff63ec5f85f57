import { libraryPath } from '../names/paths.ts';
import accessLaws from './access-laws.terroir';
import adequacy from './adequacy.terroir';
import type { Book } from './book.ts';
import { contents, listed } from './generated/contents.ts';
import jurisdictions from './jurisdictions.terroir';
import normsEurope from './norms-europe.terroir';
import normsFrance from './norms-france.terroir';
import providers from './providers.terroir';
import schemes from './schemes.terroir';
import vocabularies from './vocabularies.terroir';

const book = (name: keyof typeof contents, source: string): Book => ({ path: libraryPath(name), source, contents: contents[name], listed: listed[name] });

/** The library as it is shipped: the law, as data. */
export const libraryFiles: readonly Book[] = [
    book('access-laws', accessLaws),
    book('adequacy', adequacy),
    book('jurisdictions', jurisdictions),
    book('norms-europe', normsEurope),
    book('norms-france', normsFrance),
    book('providers', providers),
    book('schemes', schemes),
    book('vocabularies', vocabularies),
];
