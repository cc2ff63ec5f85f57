import { type Message, text } from '../../language/index.ts';
import frenchBankContracts from './bank/contracts.fr.terroir';
import bankContracts from './bank/contracts.terroir';
import frenchBankParties from './bank/parties.fr.terroir';
import bankParties from './bank/parties.terroir';
import frenchHospitalContracts from './hospital/contracts.fr.terroir';
import hospitalContracts from './hospital/contracts.terroir';
import frenchHospitalParties from './hospital/parties.fr.terroir';
import hospitalParties from './hospital/parties.terroir';
import frenchBuyerContracts from './public-buyer/contracts.fr.terroir';
import buyerContracts from './public-buyer/contracts.terroir';
import frenchBuyerParties from './public-buyer/parties.fr.terroir';
import buyerParties from './public-buyer/parties.terroir';
import frenchSaasContracts from './saas/contracts.fr.terroir';
import saasContracts from './saas/contracts.terroir';
import frenchSaasParties from './saas/parties.fr.terroir';
import saasParties from './saas/parties.terroir';

/** Specs to begin with, by language. They state the same in both: words in quotes and comments alone differ. */
export interface Template {
    readonly about: Message;
    readonly files: Readonly<Record<'en' | 'fr', Readonly<Record<string, string>>>>;
}

export const templates = {
    hospital: {
        about: text('A hospital, and the host of its patient records'),
        files: {
            en: { 'parties.terroir': hospitalParties, 'contracts.terroir': hospitalContracts },
            fr: { 'parties.terroir': frenchHospitalParties, 'contracts.terroir': frenchHospitalContracts },
        },
    },
    'public-buyer': {
        about: text('A public body that buys a qualified cloud'),
        files: {
            en: { 'parties.terroir': buyerParties, 'contracts.terroir': buyerContracts },
            fr: { 'parties.terroir': frenchBuyerParties, 'contracts.terroir': frenchBuyerContracts },
        },
    },
    bank: {
        about: text('A bank under DORA, with its accounts in a cloud'),
        files: {
            en: { 'parties.terroir': bankParties, 'contracts.terroir': bankContracts },
            fr: { 'parties.terroir': frenchBankParties, 'contracts.terroir': frenchBankContracts },
        },
    },
    saas: {
        about: text('A firm that sells software as a service, on machines of others'),
        files: {
            en: { 'parties.terroir': saasParties, 'contracts.terroir': saasContracts },
            fr: { 'parties.terroir': frenchSaasParties, 'contracts.terroir': frenchSaasContracts },
        },
    },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as readonly TemplateName[];
