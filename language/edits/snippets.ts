import { type Message, text } from '../syntax/message.ts';

/** A whole declaration, or a whole statement of one, with places to fill. */
export interface Snippet {
    /** The word that it begins with. */
    readonly word: string;
    /** The block that it stands in, such as `Contract`; `Spec` for a declaration; nothing if it may stand in any. */
    readonly within: 'Spec' | 'Contract' | undefined;
    /** What it is for, where one word has several; the first of them is the plainest. */
    readonly variant: Message | undefined;
    /** What is written, with holes: `seat {jurisdiction}`. */
    readonly body: string;
}

const snippet = (within: Snippet['within'], body: string, variant?: Message): Snippet => ({ word: /^\w+/.exec(body)?.[0] ?? '', within, variant, body });
const declaration = (body: string, variant?: Message): Snippet => snippet('Spec', body, variant);

/** Every snippet; those of one word from the plainest on. Each can be read as it is inserted. */
export const snippets: readonly Snippet[] = [
    declaration('import "{file}"'),

    declaration(`organisation {name} "{title}" {
    seat {jurisdiction}
    kind {kind}
}`),
    declaration(
        `organisation {name} "{title}" {
    seat {jurisdiction}
    kind {kind}
    owned {share} by {owner}
    source "{stated}" on {day}
}`,
        text('with its owner'),
    ),

    declaration(`service {name} "{title}" by {operator} {
    stores in {jurisdiction}
}`),
    declaration(
        `service {name} "{title}" by {operator} {
    provides {activity}
    stores in {jurisdiction}
    backs up in {jurisdiction}
    administered from {jurisdiction}
    supported from {jurisdiction}
    encrypts {way} keys held by {holder} in {jurisdiction}
    certified {scheme} until {day}
    source "{stated}" on {day}
}`,
        text('with where, how and by whom'),
    ),

    declaration(`dataset {name} "{title}" {
    category {category}
    from {origin}
}`),
    declaration(
        `dataset {name} "{title}" {
    category {category}
    subjects {subjects} in {jurisdiction}
    persons {persons}
    identifiability {identifiability}
    sensitivity {secret}
    from {origin}
    retention {years} since {event}
    source "{stated}" on {day}
}`,
        text('with whom they are about and for how long'),
    ),

    declaration(`contract {name} "{title}" {
    controller {party}
    signed {day}
    term {years}
}`),
    declaration(
        `contract {name} "{title}" {
    controller {party}
    processor {party}
    hosts {dataset} on {service}
    purpose "{purpose}" as {purpose-kind}
    lawful basis {ground}
    signed {day}
    effective {day}
    term {years}
    governed by law of {jurisdiction}
    source "{stated}" on {day}
}`,
        text('hosting'),
    ),
    declaration(
        `contract {name} "{title}" {
    controller {party}
    processor {party}
    hosts {dataset} on {service}
    signed {day}
    term {years}
    award {
        procedure {procedure}
        by {buyer}
        on {day}
        estimated {estimate}
        value {price}
    }
}`,
        text('of a public buyer, with its award'),
    ),

    declaration(`commitment {name} "{promise}" by {promisor} to {promisee} {
    made {day}
    within {years}
    source "{stated}" on {day}
}`),
    declaration(`authorisation {name} "{number}" by {authority} {
    given {day}
    lasts {years}
    covers {dataset}
    source "{stated}" on {day}
}`),
    declaration(`waiver {name} of {rule} on {subject} {
    because "{reason}"
    approved by {party} on {day}
    until {last-day}
}`),

    declaration('jurisdiction {name} "{title}" in {union}'),
    declaration(`vocabulary {vocabulary} {
    {name} "{title}" is {term}
}`),
    declaration(`norm {name} "{title}" of {jurisdiction} {
    force {degree}
    applies from {day}
    verified {day}
    url "{address}"
}`),
    declaration(`adequacy {name} "{title}" for {third-country} {
    applies from {day}
    verified {day}
    url "{address}"
}`),
    declaration(`scheme {name} "{title}" {
    valid {years}
    url "{address}"
}`),
    declaration(`calendar {name} "{title}" of {jurisdiction} {
    closed {day}
}`),

    snippet(
        'Contract',
        `award {
    procedure {procedure}
    by {buyer}
    on {day}
    estimated {estimate}
    value {price}
    notice "{notice}"
}`,
    ),
    snippet(
        'Contract',
        `switching {
    notice {months}
    transition {days}
    retrieval {days} after transition
    charges {fee}
    plan {day}
}`,
    ),
    snippet(
        'Contract',
        `transfer to {third-country} {
    recipient {recipient}
    basis {tool}
    data {data}
    assessed {day}
}`,
    ),
    snippet(
        'Contract',
        `derogation {
    under sren-31
    minister {minister} on {day}
    validated by {validator} on {day}
    project start {day}
    no compliant offer on {day}
}`,
    ),
    snippet(undefined, 'source "{stated}" on {day}'),
];

/** Whether somebody who writes a block of a kind, such as `Contract` or `Award`, most likely wants this statement in it: whole ones hold it. */
export const isUsualIn = (block: string, phrase: string): boolean =>
    snippets.some(({ word, body }) => word === block.toLowerCase() && body.split('\n').some((line) => `${line.trim()} `.startsWith(`${phrase} `)));
