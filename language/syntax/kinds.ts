import { type Message, text } from './message.ts';

const plainKind: Readonly<Record<string, Message>> = {
    Jurisdiction: text('a jurisdiction'),
    Norm: text('a norm'),
    Adequacy: text('an adequacy decision'),
    Scheme: text('a scheme'),
    Calendar: text('a calendar'),
    Organisation: text('an organisation'),
    Service: text('a service'),
    Dataset: text('a dataset'),
    Commitment: text('a commitment'),
    Authorisation: text('an authorisation'),
    Contract: text('a contract'),
    Waiver: text('a waiver'),
    Vocabulary: text('a vocabulary'),
    Ground: text('a commitment, an authorisation or a norm'),
    Destination: text('a contract or a service'),
    TransferTool: text('a transfer tool or an adequacy decision'),
    Declaration: text('a declaration'),
    Derogation: text('a derogation'),
    Award: text('an award'),
    Transfer: text('a transfer'),
    Switching: text('a switching block'),
};

/** A kind of declaration in words, with its article. */
export const sayKind = (kind: string): Message => plainKind[kind] ?? text('a declaration');
