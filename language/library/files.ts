import { libraryPath } from '../names/paths.ts';
import accessLaws from './access-laws.terroir';
import adequacy from './adequacy.terroir';
import jurisdictions from './jurisdictions.terroir';
import normsEurope from './norms-europe.terroir';
import normsFrance from './norms-france.terroir';
import providers from './providers.terroir';
import schemes from './schemes.terroir';
import vocabularies from './vocabularies.terroir';

/** The library as it is shipped: the law, as data. */
export const libraryFiles: readonly { readonly path: string; readonly source: string }[] = [
    { path: libraryPath('access-laws'), source: accessLaws },
    { path: libraryPath('adequacy'), source: adequacy },
    { path: libraryPath('jurisdictions'), source: jurisdictions },
    { path: libraryPath('norms-europe'), source: normsEurope },
    { path: libraryPath('norms-france'), source: normsFrance },
    { path: libraryPath('providers'), source: providers },
    { path: libraryPath('schemes'), source: schemes },
    { path: libraryPath('vocabularies'), source: vocabularies },
];
