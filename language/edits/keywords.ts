import type { Place } from '../model/facts.ts';
import type { SpecFile, Workspace } from '../model/workspace.ts';
import { type Message, text } from '../syntax/message.ts';
import type { Stretch } from '../syntax/parsed.ts';
import { tokensOf } from '../syntax/tokens.ts';
import { type Node, parts } from '../syntax/tree.ts';
import { expectedAt } from './expected.ts';

/** What each statement says, in one sentence, by the grammar rule that reads it. */
const sentences: Readonly<Record<string, Message>> = {
    Import: text('Brings the names of another file into scope; `as` gives them a prefix.'),
    Jurisdiction: text('A place with a law of its own: a country, a territory, a union of countries.'),
    Vocabulary: text('Words that facts of one kind may use; a vocabulary may be added to in any file.'),
    Norm: text('A law, a doctrine or a recommendation, with its force and its figures.'),
    Adequacy: text('A decision that the protection of a third country is adequate.'),
    Scheme: text('A certification or qualification that a service can hold.'),
    Calendar: text('Public holidays, by which working days are counted.'),
    Organisation: text('A party: a company, a public body, a person.'),
    Service: text('What is bought: where it keeps data, who operates it, what it is certified for.'),
    Dataset: text('Data, as the law looks at them.'),
    Commitment: text('A public promise to do something within a time.'),
    Authorisation: text('A permission by an authority, given for a time.'),
    Contract: text('A contract under which data are hosted.'),
    Waiver: text('Silences one rule on one declaration, for a reason and until a day.'),

    Membership: text('The place lies in this one.'),
    TerritoryOf: text('Belongs to a State without being part of the unions that the State is in.'),
    Verified: text('The day on which somebody last read the text itself.'),
    Url: text('Where the text is published.'),
    Source: text('Where a claim comes from. On a line of its own it speaks for the whole declaration, behind a fact for that fact.'),
    StatedSource: text('Where a claim comes from. On a line of its own it speaks for the whole declaration, behind a fact for that fact.'),

    Force: text('How hard the norm binds: law, doctrine, recommendation or proposal.'),
    Reaches: text('What puts a party under the law: its seat, who controls it, a presence, the location of data, a service offered.'),
    Compels: text('What the law can demand.'),
    Applies: text('The days between which the norm applies, both included.'),
    Binds: text('The kinds of party that the norm puts under a duty.'),
    Parameter: text('A figure of the law, with the days between which it holds.'),
    Adherents: text('Covers only organisations that adhere to it.'),
    LimitedTo: text('Covers only these kinds of recipient or data.'),
    Excludes: text('Does not cover these kinds of recipient or data.'),
    Standing: text('How firmly the decision stands.'),
    Valid: text('How long a certificate lasts, from the day it is given.'),
    UnderNorms: text('The norms that the scheme rests on.'),
    Closed: text('Days on which nobody works.'),

    Seat: text('Where the party has its registered seat.'),
    Managed: text('Where its central administration is, if not at its seat.'),
    MainEstablishment: text('Its main establishment, if not where it is managed from.'),
    Kind: text('What kind of party it is; some kinds have no owners.'),
    OwnersUnknown: text('Nobody knows who owns it.'),
    Owned: text('A share of its capital, and of its votes where those differ, in the hands of another.'),
    Option: text('A right to acquire a share later.'),
    Controlled: text('Controlled by another, where the shares are not known.'),
    Appointed: text('Another may appoint the majority of its board.'),
    Float: text('The share that is traded freely: nobody’s to control with, and nobody knows whose.'),
    Established: text('Places where it has an establishment.'),
    Adheres: text('Adheres to an adequacy framework, for these data.'),
    Succeeds: text('Takes the place of an earlier organisation.'),

    Provides: text('The activities that the service consists of.'),
    Stores: text('Where the data are stored.'),
    BacksUp: text('Where copies for emergencies are kept.'),
    Archives: text('Where data are archived.'),
    Administered: text('From where the service is administered; `without access` to data binds to the last place.'),
    Supported: text('From where its users are helped; `without access` to data binds to the last place.'),
    StaffPlace: text('A place from which people work on the service.'),
    Accessed: text('Who reads the data, and from where.'),
    Subcontractor: text('Another party that works on the service, for which data and from where.'),
    Discloses: text('Data that the service hands to another party.'),
    Technology: text('Whose technology it is built with. Technology under licence is no access.'),
    RunsOn: text('A service below it. It never lends its certificate.'),
    Encrypts: text('How data are encrypted, and who holds the keys.'),
    Reads: text('Whether the service ever holds the data in clear.'),
    Certified: text('A certificate of the service, with its holder and its last day.'),
    Homologated: text('Found fit under a security framework, on a day.'),
    Seeks: text('Applied for and not yet granted: it is not held.'),
    Bespoke: text('Mostly made for this one customer and offered to no other; the Data Act asks less of it.'),

    Category: text('What the data are about; some categories are special in the sense of the GDPR.'),
    Subjects: text('Whom the data are about, and where these people are.'),
    Persons: text('How many people the data are about.'),
    Identifiability: text('Whether the data tell who somebody is; `by` names who holds the key.'),
    AnonymisedBy: text('How the data were made anonymous: what makes “anonymised” more than a word.'),
    Sensitivity: text('Secrets protected by law that the data contain.'),
    Origin: text('Where the data were collected.'),
    Warehouse: text('The dataset is a health data warehouse.'),
    Retention: text('How long the data are kept, since what event.'),

    Made: text('The day the promise was made.'),
    Within: text('How long there is to keep it.'),
    Leave: text('The party whose services are to be left.'),
    Fulfilled: text('The day the promise was kept.'),
    Given: text('The day the authorisation was given.'),
    Lasts: text('How long it lasts, from that day.'),
    Covers: text('The datasets that it covers.'),
    Under: text('The norm that it rests on.'),
    Condition: text('What it asks for in return.'),
    Challenged: text('A case against it before a court.'),

    Controller: text('Who decides why and how the data are processed; several are joint controllers.'),
    Arrangement: text('The day of the arrangement between joint controllers.'),
    Processor: text('Who processes the data for the controller.'),
    Beneficiary: text('For whom the data are hosted.'),
    Hosts: text('Puts datasets on a service.'),
    StaysIn: text('Where the parties promise that data are stored and read.'),
    Requires: text('Certificates that the parties demand of the host.'),
    Purpose: text('What the data are processed for.'),
    LawfulBasis: text('Why the processing is lawful: GDPR, Article 6.'),
    SpecialBasis: text('Why special categories may be processed: GDPR, Article 9(2).'),
    Signed: text('The day the contract was signed.'),
    Effective: text('The day from which it runs.'),
    TermLength: text('How long it runs.'),
    TermEnd: text('Its last day.'),
    TermIndefinite: text('Nothing ends it.'),
    Transitional: text('It is meant for a transition: for how long at most, promised by what, and toward what.'),
    Renewal: text('How it is renewed: tacitly or by a statement, how often, with what notice.'),
    AuthorisedBy: text('The authorisation that it needs.'),
    Derogation: text('Leave to depart from a norm, with who validated it.'),
    Minister: text('The minister who decided the derogation.'),
    Validated: text('Who validated the derogation.'),
    ProjectStart: text('The day the project began.'),
    CompliantOffer: text('The day from which an acceptable offer has existed.'),
    NoOffer: text('Somebody looked on that day, and no acceptable offer was available.'),
    Subprocessing: text('Whether other processors may be engaged, and with what notice.'),
    BreachNotice: text('How soon the processor tells of a breach.'),
    Clauses: text('The clauses of the contract. Stated, they mean that its text has been read: what is not among them it lacks.'),
    Measures: text('Technical and organisational measures.'),
    ListsLaw: text('Laws of third countries that the host has told the customer about.'),
    Publishes: text('Where the provider publishes the jurisdiction of its infrastructure: Data Act, Article 28.'),
    ImpactAssessment: text('The day of the data protection impact assessment.'),
    CriticalFunction: text('Supports a critical or important function in the sense of DORA.'),
    GovernedBy: text('The law that governs the contract.'),
    WorkingDays: text('The calendar by which the parties count working days.'),

    Award: text('How the contract was awarded.'),
    Procedure: text('The procedure of the award.'),
    AwardBy: text('Who bought, and who disputes it.'),
    Estimated: text('The value estimated before the purchase.'),
    Value: text('The value of the contract.'),
    AwardOn: text('The day of the award.'),
    Framework: text('The framework agreement it was called off from.'),
    Notice: text('The published contract notice.'),
    Result: text('The published award notice.'),
    Exemption: text('Why there was no competition.'),
    MarketStudy: text('A study of what the market offers, and its day.'),
    Buys: text('What is bought, in the words by which a framework agreement says what it is for.'),
    Demands: text('What the tender demanded.'),
    Amended: text('A change of the contract, with its amount.'),

    Transfer: text('A transfer of personal data to a third country.'),
    Recipient: text('Who receives the data.'),
    Exporter: text('Who sends the data; unstated, the controller to its processor and the processor to anybody else.'),
    Basis: text('The transfer tool or adequacy decision it rests on.'),
    Fallback: text('What it rests on if that falls.'),
    TransferData: text('The data transferred.'),
    Assessed: text('The day of the transfer impact assessment.'),
    Annexes: text('The annexes of the standard clauses that are filled in.'),

    Switching: text('How the customer leaves: Data Act, Article 25.'),
    SwitchingNotice: text('How long before leaving notice must be given.'),
    Requested: text('The day on which the customer asked to switch.'),
    Transition: text('How long the provider helps with the move.'),
    Retrieval: text('How long the data can be fetched afterwards.'),
    TerminationFee: text('What leaving early costs.'),
    Charges: text('What the provider charges for the move.'),
    ExitPlan: text('The day of the exit plan, and of its test.'),
    Toward: text('Where the data go next, and by when.'),
    Infeasible: text('The provider declared the transition infeasible in time.'),

    Because: text('Why the rule is waived.'),
    Approved: text('Who approved the waiver, and when.'),
    WaiverEnd: text('The last day of the waiver.'),
};

/** Words that mean the same wherever they stand. */
const words: Readonly<Record<string, Message>> = {
    from: text('The first day on which it holds.'),
    until: text('The last day on which it holds.'),
    source: text('Where a claim comes from. On a line of its own it speaks for the whole declaration, behind a fact for that fact.'),
    url: text('The address at which it can be read.'),
    is: text('A wider term, or a mark that rules ask for.'),
    cites: text('The norms that the term comes from.'),
};

/** What the words within a statement add to it, by the grammar rule that reads it. */
const within: Readonly<Record<string, Readonly<Record<string, Message>>>> = {
    Source: { on: text('The day on which it said so.') },
    Import: { as: text('The prefix under which the names are used: `p.Clinic`.') },
    Force: {
        law: text('It binds: what violates it weighs as an error, or as a warning while nobody has said that they read it.'),
        doctrine: text('It binds an administration from within: what violates it weighs as a warning.'),
        recommendation: text('It advises: what violates it is told as information.'),
        proposal: text('It is not adopted yet: what violates it is a hint.'),
    },
    Reaches: {
        seat: text('Whoever is seated or managed in its country.'),
        control: text('Whoever is controlled by somebody there.'),
        presence: text('Whoever has an establishment there.'),
        location: text('Whoever keeps data there.'),
        service: text('Whoever offers a service there.'),
    },
    Owned: {
        votes: text('The share of the votes, where that is not the share of the capital.'),
        veto: text('The owner can stop decisions, however small the share.'),
        'appoints majority': text('The owner appoints the majority of the board, and so controls it.'),
    },
    Adheres: { for: text('The data that it adheres for.') },
    StaffPlace: { 'without access': text('Whoever works from there cannot reach the data.') },
    Subcontractor: {
        for: text('The data that it can reach.'),
        in: text('From where it works.'),
        'without access': text('It cannot reach the data.'),
    },
    Technology: {
        'under licence': text('It is run by the operator itself: whose technology it is gives that party no access.'),
        'with autonomy': text('The operator can keep it running by itself.'),
        'without autonomy': text('The operator depends on the vendor to keep it running.'),
    },
    Encrypts: {
        'keys held by': text('Who can open what is encrypted.'),
        in: text('Where the keys are kept.'),
    },
    Certified: {
        for: text('The activities that the certificate is for.'),
        version: text('The version of the scheme that it was certified by.'),
        'held by': text('Who holds the certificate, where that is not the operator. It speaks for nobody else.'),
    },
    Subjects: { in: text('Where these people are.') },
    Warehouse: { 'declared under': text('The standard to which the warehouse was declared, in place of an authorisation.') },
    Retention: { since: text('The event from which the time is counted.') },
    Challenged: {
        case: text('The number of the case.'),
        dismissed: text('The challenge failed.'),
        upheld: text('The challenge succeeded.'),
        withdrawn: text('The challenge was taken back.'),
    },
    Purpose: { as: text('What kind of purpose that is in law.') },
    Transitional: {
        'at most': text('How long it may last.'),
        since: text('The day from which that is counted; unstated, the start of the contract.'),
        under: text('The commitment, the authorisation or the norm that sets the limit.'),
        toward: text('The contract or the service that follows.'),
    },
    Renewal: {
        tacit: text('It comes by itself, unless somebody gives notice in time.'),
        exercised: text('It was asked for.'),
        'at most': text('How often it may come.'),
        times: text('How often it may come.'),
        notice: text('How long before the end notice must be given to stop it.'),
    },
    Subprocessing: {
        general: text('The controller authorised other processors in general, and may object to each.'),
        specific: text('The controller authorises each other processor.'),
        none: text('No other processor may be engaged.'),
        notice: text('How long before a change the processor tells of it.'),
    },
    Procedure: { since: text('The day on which the procedure started, where no call for competition was sent.') },
    AwardBy: { 'disputed by': text('Who disputes that it was this buyer.') },
    Framework: {
        for: text('What the agreement is for.'),
        ceiling: text('The most that may be ordered under it.'),
        ordered: text('What has been ordered under it, on that day.'),
    },
    Exemption: {
        'alternatives considered': text('What was looked at, and why it was not reasonable.'),
        'self-made': text('The buyer itself made the need so narrow that only one could meet it.'),
    },
    Transfer: { recurring: text('It happens again and again, and is no single case.') },
    Recipient: {
        as: text('In which role the recipient receives the data.'),
        under: text('The norm that binds the recipient by itself, such as the GDPR.'),
    },
    Retrieval: { after: text('From when it is counted.') },
    Charges: {
        'at cost': text('No more than what it costs the provider.'),
        for: text('The movement of data that is charged for.'),
    },
    ExitPlan: { tested: text('The day on which the plan was tried.') },
    CriticalFunction: { no: text('It supports no such function.') },
};

/** What a statement says; nothing for parts of statements. */
export const sentenceOn = (rule: string): Message | undefined => sentences[rule];

/** Every rule of the grammar that has a sentence, for the test that misses none. */
export const explained: readonly string[] = Object.keys(sentences);

/** A word or a value of the language in a text. */
export interface Written {
    readonly start: number;
    readonly end: number;
    /** What it says there. */
    readonly says: Message;
    /** The statement that it stands in, or the smallest part of one that says something; nothing where the text is broken. */
    readonly at: Place | undefined;
}

/** The word or value of the language at an offset. Texts in quotes and comments are none; a name that means nothing is told like a word. */
export function writtenAt(workspace: Workspace, file: SpecFile, offset: number): Written | undefined {
    const { source, parsed } = file;
    const tokens = tokensOf(source);
    const token = tokens.find(({ kind, start, end }) => start <= offset && offset <= end && (kind === 'word' || kind === 'name' || kind === 'value'));
    if (!token) return undefined;
    const { start, end } = token;
    const word = source.slice(start, end);
    const found = partsAround(workspace, file, token).findLast(({ node }) => node.$type in sentences);
    // What stands in the block of a broken declaration and in none of its statements could not be read.
    const isUnread =
        parsed.problems.length > 0 && tokens.some((one) => source[one.start] === '{' && (found?.node.$start ?? start) < one.start && one.start < start);
    if (found && !isUnread) {
        const own = Object.entries(within[found.node.$type] ?? {}).find(([phrase]) => phrase.split(' ').includes(word));
        const says = found.node.$start === start ? sentences[found.node.$type] : (own?.[1] ?? words[word] ?? sentences[found.node.$type]);
        return says && { start, end, says, at: found.at };
    }
    // The grammar says which statement may go on like this.
    const expected = parsed.problems.length > 0 ? expectedAt(source, start).words.find(({ phrase }) => phrase.split(' ')[0] === word) : undefined;
    const says = expected && ((expected.begins ? undefined : words[word]) ?? sentences[expected.rule]);
    return says && { start, end, says, at: undefined };
}

/** The place of a name or a value in its declaration; nothing where it could not be read, and for imports. */
export const placeAt = (workspace: Workspace, file: SpecFile, stretch: Stretch): Place | undefined => partsAround(workspace, file, stretch).at(-1)?.at;

interface Part {
    /** Nothing for a part of an import. */
    readonly at: Place | undefined;
    readonly node: Node;
}

/** The parts of a declaration or an import around a stretch of its text, the smallest last. */
function partsAround(workspace: Workspace, { path, ids, parsed }: SpecFile, { start, end }: Stretch): readonly Part[] {
    const isAround = ({ $start, $end }: Node) => $start <= start && end <= $end;
    const declarations = ids.flatMap((id): Part[] => {
        const node = workspace.node(id);
        return node && node.$type !== 'Term' && id.startsWith(path) ? [{ at: { id, path: '' }, node }] : [];
    });
    const imports = ((parsed.tree.imports ?? []) as readonly Node[]).map((node): Part => ({ at: undefined, node }));
    const found: Part[] = [];
    for (let part = [...declarations, ...imports].find(({ node }) => isAround(node)); part; part = inside(part)) found.push(part);
    return found;

    function inside({ at, node }: Part): Part | undefined {
        const inner = [...parts(node)].find(([, one]) => isAround(one));
        return inner && { at: at && { id: at.id, path: at.path === '' ? inner[0] : `${at.path}.${inner[0]}` }, node: inner[1] };
    }
}
