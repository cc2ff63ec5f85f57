import type { Ask } from '../model/ask.ts';
import { called, statementsAt } from '../model/declarations.ts';
import type { AnyFact } from '../model/facts.ts';
import type { Turn } from '../model/validity.ts';
import type { Id } from '../names/outline.ts';
import { type Message, text, type Value } from '../syntax/message.ts';

type Say = (ask: Ask, fact: AnyFact, name: Value) => Message;

/** What turns, by the kind of fact and by how it turns; what is not here is told in general words. */
const tellings: Readonly<Record<string, Partial<Record<Turn['what'], Say>>>> = {
    Applies: {
        begins: (_ask, _fact, name) => text('{name} starts to apply', { name }),
        ends: (_ask, _fact, name) => text('{name} ceases to apply', { name }),
    },
    Force: {
        begins: (_ask, _fact, name) => text('the force of {name} changes', { name }),
        ends: (_ask, _fact, name) => text('the force of {name} changes', { name }),
    },
    Parameter: {
        begins: (_ask, fact, name) => text('the figure {figure} of {name} changes', { figure: String(fact['name']), name }),
        ends: (_ask, fact, name) => text('the figure {figure} of {name} changes', { figure: String(fact['name']), name }),
    },
    Certified: {
        begins: (ask, fact, name) => text('the certificate {scheme} of {name} begins', { scheme: called(ask, fact['scheme'] as Id), name }),
        ends: (ask, fact, name) => text('the certificate {scheme} of {name} lapses', { scheme: called(ask, fact['scheme'] as Id), name }),
    },
    Homologated: { ends: (_ask, _fact, name) => text('the homologation of {name} lapses', { name }) },
    Adheres: { ends: (_ask, _fact, name) => text('the adherence of {name} ends', { name }) },
    Owned: {
        begins: (ask, fact, name) => text('what {owner} owns of {name} changes', { owner: called(ask, fact['owner'] as Id), name }),
        ends: (ask, fact, name) => text('what {owner} owns of {name} changes', { owner: called(ask, fact['owner'] as Id), name }),
    },
    Option: { begins: (ask, fact, name) => text('the option of {owner} on {name} can be exercised', { owner: called(ask, fact['owner'] as Id), name }) },
    Approved: { begins: (_ask, _fact, name) => text('the waiver {name} begins', { name }) },
    WaiverEnd: { ends: (_ask, _fact, name) => text('the waiver {name} ends', { name }) },
    Signed: { begins: (_ask, _fact, name) => text('{name} is signed', { name }) },
    Effective: { begins: (_ask, _fact, name) => text('{name} takes effect', { name }) },
    TermEnd: { ends: (_ask, _fact, name) => text('{name} ends', { name }) },
    TermLength: { ends: (_ask, _fact, name) => text('{name} ends', { name }) },
    Renewal: {
        ends: (_ask, _fact, name) => text('{name} ends, its renewals counted', { name }),
        'is passed': (_ask, _fact, name) => text('a day to prevent the renewal of {name} comes close, or passes', { name }),
    },
    Transitional: { 'is passed': (_ask, _fact, name) => text('the limit of the transition of {name} passes', { name }) },
    Within: { 'is passed': (_ask, _fact, name) => text('the day to keep {name} passes', { name }) },
    Given: { begins: (_ask, _fact, name) => text('{name} is given', { name }) },
    Lasts: { ends: (_ask, _fact, name) => text('{name} lapses', { name }) },
    Made: { begins: (_ask, _fact, name) => text('{name} is made', { name }) },
    Fulfilled: { begins: (_ask, _fact, name) => text('{name} is fulfilled', { name }) },
    CompliantOffer: { ends: (_ask, _fact, name) => text('the derogation of {name} ends', { name }) },
    Validated: { begins: (_ask, _fact, name) => text('the derogation of {name} is validated', { name }) },
    Challenged: {
        begins: (_ask, _fact, name) => text('a case against {name} begins', { name }),
        ends: (_ask, _fact, name) => text('the case against {name} ends', { name }),
    },
    Verified: { 'is passed': (_ask, _fact, name) => text('{name} was verified too long ago', { name }) },
};

/** Why a verdict changes: what begins, ends or is passed on the day. */
export function sayCause(ask: Ask, { at, what }: Turn): Message {
    const name = called(ask, at.id);
    const fact = statementsAt(ask, at).at(-1);
    const telling = fact && tellings[fact.kind]?.[what];
    if (fact && telling) return telling(ask, fact, name);
    switch (what) {
        case 'begins':
            return text('something stated of {name} begins to hold', { name });
        case 'ends':
            return text('something stated of {name} ends', { name });
        case 'is passed':
            return text('a day that counts for {name} passes', { name });
    }
}
