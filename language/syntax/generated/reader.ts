// Generated from terroir.langium by scripts/generate.ts. Do not edit.

import { add, addSource, at, composed, ended, is, isName, type Made, Name, named, nothing, ref, stuck, take, taken, takenOf, textOf } from '../reading.ts';
import { beginsLine, last, peek, start } from '../scanner.ts';

function Import(): Made {
    const node: Made = { $type: 'Import', $start: start, $end: 0 };
    take(109 /* import */);
    node['path'] = textOf();
    if (is(29 /* as */)) {
        take(29 /* as */);
        node['alias'] = composed(Name());
    }
    return ended(node);
}

function Declaration(): Made {
    switch (at()) {
        case 114 /* jurisdiction */:
        {
            return Jurisdiction();
        }
        case 219 /* vocabulary */:
        {
            return Vocabulary();
        }
        case 139 /* norm */:
        {
            return Norm();
        }
        case 14 /* adequacy */:
        {
            return Adequacy();
        }
        case 172 /* scheme */:
        {
            return Scheme();
        }
        case 47 /* calendar */:
        {
            return Calendar();
        }
        case 147 /* organisation */:
        {
            return Organisation();
        }
        case 178 /* service */:
        {
            return Service();
        }
        case 71 /* dataset */:
        {
            return Dataset();
        }
        case 58 /* commitment */:
        {
            return Commitment();
        }
        case 33 /* authorisation */:
        {
            return Authorisation();
        }
        case 63 /* contract */:
        {
            return Contract();
        }
        case 221 /* waiver */:
        {
            return Waiver();
        }
        default:
        throw stuck;
    }
}

function Claim(node: Made): void {
    if ((is(95 /* from */) && peek() === 6 /* DATE */)) {
        take(95 /* from */);
        node['from'] = Day();
    }
    if (is(209 /* until */)) {
        take(209 /* until */);
        node['until'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
}

function Source(ofClaim: boolean): Made {
    const node: Made = { $type: 'Source', $start: start, $end: 0 };
    if (ofClaim && beginsLine()) node['ownLine'] = true;
    take(181 /* source */);
    node['text'] = textOf();
    if ((is(212 /* url */) && peek() === 3 /* STRING */)) {
        take(212 /* url */);
        node['url'] = textOf();
    }
    if ((is(143 /* on */) && peek() === 6 /* DATE */)) {
        take(143 /* on */);
        node['on'] = Day();
    }
    return ended(node);
}

function StatedSource(): Made {
    const node: Made = { $type: 'StatedSource', $start: start, $end: 0 };
    node['source'] = Source(false);
    return ended(node);
}

function Verified(): Made {
    const node: Made = { $type: 'Verified', $start: start, $end: 0 };
    take(216 /* verified */);
    node['on'] = Day();
    return ended(node);
}

function Url(): Made {
    const node: Made = { $type: 'Url', $start: start, $end: 0 };
    take(212 /* url */);
    node['address'] = textOf();
    return ended(node);
}

function Jurisdiction(): Made {
    const node: Made = { $type: 'Jurisdiction', $start: start, $end: 0 };
    take(114 /* jurisdiction */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    if (is(110 /* in */)) {
        take(110 /* in */);
        add(node, 'facts', Membership());
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'facts', Membership());
        }
    }
    if (is(10 /* { */)) {
        take(10 /* { */);
        while ((is(199 /* territory */) || is(216 /* verified */) || is(212 /* url */) || is(181 /* source */))) {
            add(node, 'facts', JurisdictionFact());
        }
        take(11 /* } */);
    }
    node['facts'] ??= nothing;
    return ended(node);
}

function Membership(): Made {
    const node: Made = { $type: 'Membership', $start: start, $end: 0 };
    node['place'] = ref('Jurisdiction', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function JurisdictionFact(): Made {
    switch (at()) {
        case 199 /* territory */:
        {
            return TerritoryOf();
        }
        case 216 /* verified */:
        {
            return Verified();
        }
        case 212 /* url */:
        {
            return Url();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function TerritoryOf(): Made {
    const node: Made = { $type: 'TerritoryOf', $start: start, $end: 0 };
    take(199 /* territory */);
    take(141 /* of */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Vocabulary(): Made {
    const node: Made = { $type: 'Vocabulary', $start: start, $end: 0 };
    take(219 /* vocabulary */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(10 /* { */);
    while (isName(at())) {
        add(node, 'terms', Term());
    }
    take(11 /* } */);
    node['terms'] ??= nothing;
    return ended(node);
}

function Term(): Made {
    const node: Made = { $type: 'Term', $start: start, $end: 0 };
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    if (is(113 /* is */)) {
        take(113 /* is */);
        add(node, 'is', ref('Term', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'is', ref('Term', QualifiedName));
        }
    }
    if (is(54 /* cites */)) {
        take(54 /* cites */);
        add(node, 'cites', ref('Norm', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'cites', ref('Norm', QualifiedName));
        }
    }
    node['cites'] ??= nothing;
    node['is'] ??= nothing;
    return ended(node);
}

function Norm(): Made {
    const node: Made = { $type: 'Norm', $start: start, $end: 0 };
    take(139 /* norm */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    if (is(141 /* of */)) {
        take(141 /* of */);
        node['place'] = ref('Jurisdiction', QualifiedName);
    }
    take(10 /* { */);
    while ((is(93 /* force */) || is(160 /* reaches */) || is(59 /* compels */) || is(23 /* applies */) || is(43 /* binds */) || is(149 /* parameter */) || is(216 /* verified */) || is(212 /* url */) || is(181 /* source */))) {
        add(node, 'facts', NormFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function NormFact(): Made {
    switch (at()) {
        case 93 /* force */:
        {
            return Force();
        }
        case 160 /* reaches */:
        {
            return Reaches();
        }
        case 59 /* compels */:
        {
            return Compels();
        }
        case 23 /* applies */:
        {
            return Applies();
        }
        case 43 /* binds */:
        {
            return Binds();
        }
        case 149 /* parameter */:
        {
            return Parameter();
        }
        case 216 /* verified */:
        {
            return Verified();
        }
        case 212 /* url */:
        {
            return Url();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Force(): Made {
    const node: Made = { $type: 'Force', $start: start, $end: 0 };
    take(93 /* force */);
    node['degree'] = Degree();
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

const Degree = (): string => takenOf([118 /* law */, 80 /* doctrine */, 163 /* recommendation */, 156 /* proposal */]);

function Reaches(): Made {
    const node: Made = { $type: 'Reaches', $start: start, $end: 0 };
    take(160 /* reaches */);
    add(node, 'by', Trigger());
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'by', Trigger());
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

const Trigger = (): string => takenOf([173 /* seat */, 64 /* control */, 152 /* presence */, 124 /* location */, 178 /* service */]);

function Compels(): Made {
    const node: Made = { $type: 'Compels', $start: start, $end: 0 };
    take(59 /* compels */);
    add(node, 'powers', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'powers', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Applies(): Made {
    const node: Made = { $type: 'Applies', $start: start, $end: 0 };
    take(23 /* applies */);
    if (is(95 /* from */)) {
        take(95 /* from */);
        node['from'] = Day();
    }
    if (is(209 /* until */)) {
        take(209 /* until */);
        node['until'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Binds(): Made {
    const node: Made = { $type: 'Binds', $start: start, $end: 0 };
    take(43 /* binds */);
    add(node, 'kinds', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'kinds', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Parameter(): Made {
    const node: Made = { $type: 'Parameter', $start: start, $end: 0 };
    take(149 /* parameter */);
    named(node);
    node['value'] = Quantity();
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Adequacy(): Made {
    const node: Made = { $type: 'Adequacy', $start: start, $end: 0 };
    take(14 /* adequacy */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(92 /* for */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    take(10 /* { */);
    while ((is(23 /* applies */) || is(15 /* adherents */) || is(122 /* limited */) || is(86 /* excludes */) || is(184 /* standing */) || is(216 /* verified */) || is(212 /* url */) || is(181 /* source */))) {
        add(node, 'facts', AdequacyFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function AdequacyFact(): Made {
    switch (at()) {
        case 23 /* applies */:
        {
            return Applies();
        }
        case 15 /* adherents */:
        {
            return Adherents();
        }
        case 122 /* limited */:
        {
            return LimitedTo();
        }
        case 86 /* excludes */:
        {
            return Excludes();
        }
        case 184 /* standing */:
        {
            return Standing();
        }
        case 216 /* verified */:
        {
            return Verified();
        }
        case 212 /* url */:
        {
            return Url();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Adherents(): Made {
    const node: Made = { $type: 'Adherents', $start: start, $end: 0 };
    take(15 /* adherents */);
    take(144 /* only */);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function LimitedTo(): Made {
    const node: Made = { $type: 'LimitedTo', $start: start, $end: 0 };
    take(122 /* limited */);
    take(202 /* to */);
    add(node, 'terms', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'terms', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Excludes(): Made {
    const node: Made = { $type: 'Excludes', $start: start, $end: 0 };
    take(86 /* excludes */);
    add(node, 'terms', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'terms', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Standing(): Made {
    const node: Made = { $type: 'Standing', $start: start, $end: 0 };
    take(184 /* standing */);
    node['state'] = ref('Term', QualifiedName);
    if (is(3 /* STRING */)) {
        node['because'] = textOf();
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Scheme(): Made {
    const node: Made = { $type: 'Scheme', $start: start, $end: 0 };
    take(172 /* scheme */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(10 /* { */);
    while ((is(213 /* valid */) || is(207 /* under */) || is(216 /* verified */) || is(212 /* url */) || is(181 /* source */))) {
        add(node, 'facts', SchemeFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function SchemeFact(): Made {
    switch (at()) {
        case 213 /* valid */:
        {
            return Valid();
        }
        case 207 /* under */:
        {
            return UnderNorms();
        }
        case 216 /* verified */:
        {
            return Verified();
        }
        case 212 /* url */:
        {
            return Url();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Valid(): Made {
    const node: Made = { $type: 'Valid', $start: start, $end: 0 };
    take(213 /* valid */);
    node['length'] = Duration();
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function UnderNorms(): Made {
    const node: Made = { $type: 'UnderNorms', $start: start, $end: 0 };
    take(207 /* under */);
    add(node, 'norms', ref('Norm', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'norms', ref('Norm', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Calendar(): Made {
    const node: Made = { $type: 'Calendar', $start: start, $end: 0 };
    take(47 /* calendar */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(141 /* of */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    take(10 /* { */);
    while ((is(57 /* closed */) || is(216 /* verified */) || is(212 /* url */) || is(181 /* source */))) {
        add(node, 'facts', CalendarFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function CalendarFact(): Made {
    switch (at()) {
        case 57 /* closed */:
        {
            return Closed();
        }
        case 216 /* verified */:
        {
            return Verified();
        }
        case 212 /* url */:
        {
            return Url();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Closed(): Made {
    const node: Made = { $type: 'Closed', $start: start, $end: 0 };
    take(57 /* closed */);
    add(node, 'days', Day());
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'days', Day());
    }
    return ended(node);
}

function Organisation(): Made {
    const node: Made = { $type: 'Organisation', $start: start, $end: 0 };
    take(147 /* organisation */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(10 /* { */);
    while ((is(173 /* seat */) || is(128 /* managed */) || is(126 /* main */) || is(116 /* kind */) || is(148 /* owned */) || is(145 /* option */) || is(65 /* controlled */) || is(127 /* majority */) || is(91 /* float */) || is(83 /* established */) || is(16 /* adheres */) || is(192 /* succeeds */) || is(216 /* verified */) || is(181 /* source */))) {
        add(node, 'facts', OrganisationFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function OrganisationFact(): Made {
    switch (at()) {
        case 173 /* seat */:
        {
            return Seat();
        }
        case 128 /* managed */:
        {
            return Managed();
        }
        case 126 /* main */:
        {
            return MainEstablishment();
        }
        case 116 /* kind */:
        {
            return Kind();
        }
        case 148 /* owned */:
        {
            const ahead = peek();
            if (ahead === 208 /* unknown */) {
                return OwnersUnknown();
            } else {
                return Owned();
            }
            break;
        }
        case 145 /* option */:
        {
            return Option();
        }
        case 65 /* controlled */:
        {
            return Controlled();
        }
        case 127 /* majority */:
        {
            return Appointed();
        }
        case 91 /* float */:
        {
            return Float();
        }
        case 83 /* established */:
        {
            return Established();
        }
        case 16 /* adheres */:
        {
            return Adheres();
        }
        case 192 /* succeeds */:
        {
            return Succeeds();
        }
        case 216 /* verified */:
        {
            return Verified();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Seat(): Made {
    const node: Made = { $type: 'Seat', $start: start, $end: 0 };
    take(173 /* seat */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Managed(): Made {
    const node: Made = { $type: 'Managed', $start: start, $end: 0 };
    take(128 /* managed */);
    take(95 /* from */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function MainEstablishment(): Made {
    const node: Made = { $type: 'MainEstablishment', $start: start, $end: 0 };
    take(126 /* main */);
    take(84 /* establishment */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Kind(): Made {
    const node: Made = { $type: 'Kind', $start: start, $end: 0 };
    take(116 /* kind */);
    add(node, 'kinds', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'kinds', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function OwnersUnknown(): Made {
    const node: Made = { $type: 'OwnersUnknown', $start: start, $end: 0 };
    take(148 /* owned */);
    take(208 /* unknown */);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Owned(): Made {
    const node: Made = { $type: 'Owned', $start: start, $end: 0 };
    take(148 /* owned */);
    node['share'] = Share();
    if (is(220 /* votes */)) {
        take(220 /* votes */);
        node['votes'] = Share();
    }
    take(46 /* by */);
    node['owner'] = ref('Organisation', QualifiedName);
    if (is(218 /* veto */)) {
        take(218 /* veto */);
        node['veto'] = true;
    }
    if (is(25 /* appoints */)) {
        take(25 /* appoints */);
        node['appoints'] = true;
        take(127 /* majority */);
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Option(): Made {
    const node: Made = { $type: 'Option', $start: start, $end: 0 };
    take(145 /* option */);
    node['share'] = Share();
    take(46 /* by */);
    node['owner'] = ref('Organisation', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Controlled(): Made {
    const node: Made = { $type: 'Controlled', $start: start, $end: 0 };
    take(65 /* controlled */);
    take(46 /* by */);
    node['owner'] = ref('Organisation', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Appointed(): Made {
    const node: Made = { $type: 'Appointed', $start: start, $end: 0 };
    take(127 /* majority */);
    take(24 /* appointed */);
    take(46 /* by */);
    node['owner'] = ref('Organisation', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Float(): Made {
    const node: Made = { $type: 'Float', $start: start, $end: 0 };
    take(91 /* float */);
    node['share'] = Share();
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Established(): Made {
    const node: Made = { $type: 'Established', $start: start, $end: 0 };
    take(83 /* established */);
    take(110 /* in */);
    add(node, 'places', ref('Jurisdiction', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Adheres(): Made {
    const node: Made = { $type: 'Adheres', $start: start, $end: 0 };
    take(16 /* adheres */);
    take(202 /* to */);
    node['adequacy'] = ref('Adequacy', QualifiedName);
    if (is(92 /* for */)) {
        take(92 /* for */);
        add(node, 'data', ref('Term', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'data', ref('Term', QualifiedName));
        }
    }
    Claim(node);
    node['data'] ??= nothing;
    node['sources'] ??= nothing;
    return ended(node);
}

function Succeeds(): Made {
    const node: Made = { $type: 'Succeeds', $start: start, $end: 0 };
    take(192 /* succeeds */);
    node['predecessor'] = ref('Organisation', QualifiedName);
    if (is(143 /* on */)) {
        take(143 /* on */);
        node['on'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Service(): Made {
    const node: Made = { $type: 'Service', $start: start, $end: 0 };
    take(178 /* service */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(46 /* by */);
    node['operator'] = ref('Organisation', QualifiedName);
    take(10 /* { */);
    while ((is(157 /* provides */) || is(187 /* stores */) || is(37 /* backs */) || is(27 /* archives */) || is(17 /* administered */) || is(13 /* accessed */) || is(193 /* supported */) || is(189 /* subcontractor */) || is(77 /* discloses */) || is(196 /* technology */) || is(171 /* runs */) || is(82 /* encrypts */) || is(161 /* reads */) || is(136 /* never */) || is(51 /* certified */) || is(174 /* seeks */) || is(103 /* homologated */) || is(42 /* bespoke */) || is(216 /* verified */) || is(181 /* source */))) {
        add(node, 'facts', ServiceFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function ServiceFact(): Made {
    switch (at()) {
        case 157 /* provides */:
        {
            return Provides();
        }
        case 187 /* stores */:
        {
            return Stores();
        }
        case 37 /* backs */:
        {
            return BacksUp();
        }
        case 27 /* archives */:
        {
            return Archives();
        }
        case 17 /* administered */:
        {
            return Administered();
        }
        case 13 /* accessed */:
        {
            return Accessed();
        }
        case 193 /* supported */:
        {
            return Supported();
        }
        case 189 /* subcontractor */:
        {
            return Subcontractor();
        }
        case 77 /* discloses */:
        {
            return Discloses();
        }
        case 196 /* technology */:
        {
            return Technology();
        }
        case 171 /* runs */:
        {
            return RunsOn();
        }
        case 82 /* encrypts */:
        {
            return Encrypts();
        }
        case 161 /* reads */:
        case 136 /* never */:
        {
            return Reads();
        }
        case 51 /* certified */:
        {
            return Certified();
        }
        case 174 /* seeks */:
        {
            return Seeks();
        }
        case 103 /* homologated */:
        {
            return Homologated();
        }
        case 42 /* bespoke */:
        {
            return Bespoke();
        }
        case 216 /* verified */:
        {
            return Verified();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Provides(): Made {
    const node: Made = { $type: 'Provides', $start: start, $end: 0 };
    take(157 /* provides */);
    add(node, 'activities', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'activities', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Stores(): Made {
    const node: Made = { $type: 'Stores', $start: start, $end: 0 };
    take(187 /* stores */);
    take(110 /* in */);
    add(node, 'places', ref('Jurisdiction', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function BacksUp(): Made {
    const node: Made = { $type: 'BacksUp', $start: start, $end: 0 };
    take(37 /* backs */);
    take(210 /* up */);
    take(110 /* in */);
    add(node, 'places', ref('Jurisdiction', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Archives(): Made {
    const node: Made = { $type: 'Archives', $start: start, $end: 0 };
    take(27 /* archives */);
    take(110 /* in */);
    add(node, 'places', ref('Jurisdiction', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Administered(): Made {
    const node: Made = { $type: 'Administered', $start: start, $end: 0 };
    take(17 /* administered */);
    take(95 /* from */);
    add(node, 'places', StaffPlace());
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', StaffPlace());
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Supported(): Made {
    const node: Made = { $type: 'Supported', $start: start, $end: 0 };
    take(193 /* supported */);
    take(95 /* from */);
    add(node, 'places', StaffPlace());
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', StaffPlace());
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function StaffPlace(): Made {
    const node: Made = { $type: 'StaffPlace', $start: start, $end: 0 };
    node['place'] = ref('Jurisdiction', QualifiedName);
    if (is(228 /* without */)) {
        take(228 /* without */);
        node['withoutAccess'] = true;
        take(12 /* access */);
    }
    return ended(node);
}

function Accessed(): Made {
    const node: Made = { $type: 'Accessed', $start: start, $end: 0 };
    take(13 /* accessed */);
    take(95 /* from */);
    add(node, 'places', ref('Jurisdiction', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
    }
    take(46 /* by */);
    node['reader'] = ref('Organisation', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Subcontractor(): Made {
    const node: Made = { $type: 'Subcontractor', $start: start, $end: 0 };
    take(189 /* subcontractor */);
    node['party'] = ref('Organisation', QualifiedName);
    if (is(92 /* for */)) {
        take(92 /* for */);
        add(node, 'data', ref('Term', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'data', ref('Term', QualifiedName));
        }
    }
    if (is(110 /* in */)) {
        take(110 /* in */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'places', ref('Jurisdiction', QualifiedName));
        }
    }
    if (is(228 /* without */)) {
        take(228 /* without */);
        node['withoutAccess'] = true;
        take(12 /* access */);
    }
    Claim(node);
    node['data'] ??= nothing;
    node['places'] ??= nothing;
    node['sources'] ??= nothing;
    return ended(node);
}

function Discloses(): Made {
    const node: Made = { $type: 'Discloses', $start: start, $end: 0 };
    take(77 /* discloses */);
    add(node, 'data', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'data', ref('Term', QualifiedName));
    }
    take(202 /* to */);
    node['recipient'] = ref('Organisation', QualifiedName);
    if (is(110 /* in */)) {
        take(110 /* in */);
        node['place'] = ref('Jurisdiction', QualifiedName);
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Technology(): Made {
    const node: Made = { $type: 'Technology', $start: start, $end: 0 };
    take(196 /* technology */);
    take(141 /* of */);
    node['vendor'] = ref('Organisation', QualifiedName);
    if (is(207 /* under */)) {
        take(207 /* under */);
        node['licensed'] = true;
        take(121 /* licence */);
    }
    if ((is(225 /* with */) || is(228 /* without */))) {
        switch (at()) {
            case 225 /* with */:
            {
                take(225 /* with */);
                take(35 /* autonomy */);
                node['autonomous'] = true;
                break;
            }
            case 228 /* without */:
            {
                take(228 /* without */);
                take(35 /* autonomy */);
                node['dependent'] = true;
                break;
            }
            default:
            throw stuck;
        }
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function RunsOn(): Made {
    const node: Made = { $type: 'RunsOn', $start: start, $end: 0 };
    take(171 /* runs */);
    take(143 /* on */);
    node['service'] = ref('Service', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Encrypts(): Made {
    const node: Made = { $type: 'Encrypts', $start: start, $end: 0 };
    take(82 /* encrypts */);
    add(node, 'ways', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'ways', ref('Term', QualifiedName));
    }
    if (is(115 /* keys */)) {
        take(115 /* keys */);
        take(102 /* held */);
        take(46 /* by */);
        node['holder'] = ref('Organisation', QualifiedName);
        if (is(110 /* in */)) {
            take(110 /* in */);
            node['place'] = ref('Jurisdiction', QualifiedName);
        }
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Reads(): Made {
    const node: Made = { $type: 'Reads', $start: start, $end: 0 };
    if (is(136 /* never */)) {
        take(136 /* never */);
        node['never'] = true;
    }
    take(161 /* reads */);
    take(110 /* in */);
    take(56 /* clear */);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Certified(): Made {
    const node: Made = { $type: 'Certified', $start: start, $end: 0 };
    take(51 /* certified */);
    node['scheme'] = ref('Scheme', QualifiedName);
    if (is(92 /* for */)) {
        take(92 /* for */);
        add(node, 'activities', ref('Term', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'activities', ref('Term', QualifiedName));
        }
    }
    if (is(217 /* version */)) {
        take(217 /* version */);
        node['version'] = textOf();
    }
    if (is(102 /* held */)) {
        take(102 /* held */);
        take(46 /* by */);
        node['holder'] = ref('Organisation', QualifiedName);
    }
    Claim(node);
    node['activities'] ??= nothing;
    node['sources'] ??= nothing;
    return ended(node);
}

function Seeks(): Made {
    const node: Made = { $type: 'Seeks', $start: start, $end: 0 };
    take(174 /* seeks */);
    node['scheme'] = ref('Scheme', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Homologated(): Made {
    const node: Made = { $type: 'Homologated', $start: start, $end: 0 };
    take(103 /* homologated */);
    node['framework'] = ref('Norm', QualifiedName);
    take(143 /* on */);
    node['on'] = Day();
    if (is(209 /* until */)) {
        take(209 /* until */);
        node['until'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Bespoke(): Made {
    const node: Made = { $type: 'Bespoke', $start: start, $end: 0 };
    take(42 /* bespoke */);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Dataset(): Made {
    const node: Made = { $type: 'Dataset', $start: start, $end: 0 };
    take(71 /* dataset */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(10 /* { */);
    while ((is(49 /* category */) || is(190 /* subjects */) || is(150 /* persons */) || is(107 /* identifiability */) || is(22 /* anonymised */) || is(176 /* sensitivity */) || is(95 /* from */) || is(222 /* warehouse */) || is(169 /* retention */) || is(181 /* source */))) {
        add(node, 'facts', DatasetFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function DatasetFact(): Made {
    switch (at()) {
        case 49 /* category */:
        {
            return Category();
        }
        case 190 /* subjects */:
        {
            return Subjects();
        }
        case 150 /* persons */:
        {
            return Persons();
        }
        case 107 /* identifiability */:
        {
            return Identifiability();
        }
        case 22 /* anonymised */:
        {
            return AnonymisedBy();
        }
        case 176 /* sensitivity */:
        {
            return Sensitivity();
        }
        case 95 /* from */:
        {
            return Origin();
        }
        case 222 /* warehouse */:
        {
            return Warehouse();
        }
        case 169 /* retention */:
        {
            return Retention();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Category(): Made {
    const node: Made = { $type: 'Category', $start: start, $end: 0 };
    take(49 /* category */);
    add(node, 'categories', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'categories', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Subjects(): Made {
    const node: Made = { $type: 'Subjects', $start: start, $end: 0 };
    take(190 /* subjects */);
    add(node, 'subjects', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'subjects', ref('Term', QualifiedName));
    }
    if (is(110 /* in */)) {
        take(110 /* in */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'places', ref('Jurisdiction', QualifiedName));
        }
    }
    Claim(node);
    node['places'] ??= nothing;
    node['sources'] ??= nothing;
    return ended(node);
}

function Persons(): Made {
    const node: Made = { $type: 'Persons', $start: start, $end: 0 };
    take(150 /* persons */);
    node['count'] = taken(4 /* NUMBER */);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Identifiability(): Made {
    const node: Made = { $type: 'Identifiability', $start: start, $end: 0 };
    take(107 /* identifiability */);
    node['degree'] = ref('Term', QualifiedName);
    if (is(46 /* by */)) {
        take(46 /* by */);
        node['holder'] = ref('Organisation', QualifiedName);
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function AnonymisedBy(): Made {
    const node: Made = { $type: 'AnonymisedBy', $start: start, $end: 0 };
    take(22 /* anonymised */);
    take(131 /* method */);
    node['method'] = textOf();
    if (is(143 /* on */)) {
        take(143 /* on */);
        node['on'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Sensitivity(): Made {
    const node: Made = { $type: 'Sensitivity', $start: start, $end: 0 };
    take(176 /* sensitivity */);
    add(node, 'secrets', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'secrets', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Origin(): Made {
    const node: Made = { $type: 'Origin', $start: start, $end: 0 };
    take(95 /* from */);
    add(node, 'origins', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'origins', ref('Term', QualifiedName));
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Warehouse(): Made {
    const node: Made = { $type: 'Warehouse', $start: start, $end: 0 };
    take(222 /* warehouse */);
    if (is(74 /* declared */)) {
        take(74 /* declared */);
        take(207 /* under */);
        node['route'] = ref('Norm', QualifiedName);
        if (is(143 /* on */)) {
            take(143 /* on */);
            node['on'] = Day();
        }
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Retention(): Made {
    const node: Made = { $type: 'Retention', $start: start, $end: 0 };
    take(169 /* retention */);
    node['length'] = Duration();
    if (is(180 /* since */)) {
        take(180 /* since */);
        node['event'] = ref('Term', QualifiedName);
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Commitment(): Made {
    const node: Made = { $type: 'Commitment', $start: start, $end: 0 };
    take(58 /* commitment */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(46 /* by */);
    node['promisor'] = ref('Organisation', QualifiedName);
    if (is(202 /* to */)) {
        take(202 /* to */);
        node['promisee'] = ref('Organisation', QualifiedName);
    }
    take(10 /* { */);
    while ((is(125 /* made */) || is(227 /* within */) || is(120 /* leave */) || is(96 /* fulfilled */) || is(181 /* source */))) {
        add(node, 'facts', CommitmentFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function CommitmentFact(): Made {
    switch (at()) {
        case 125 /* made */:
        {
            return Made();
        }
        case 227 /* within */:
        {
            return Within();
        }
        case 120 /* leave */:
        {
            return Leave();
        }
        case 96 /* fulfilled */:
        {
            return Fulfilled();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Made(): Made {
    const node: Made = { $type: 'Made', $start: start, $end: 0 };
    take(125 /* made */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Within(): Made {
    const node: Made = { $type: 'Within', $start: start, $end: 0 };
    take(227 /* within */);
    node['length'] = Duration();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Leave(): Made {
    const node: Made = { $type: 'Leave', $start: start, $end: 0 };
    take(120 /* leave */);
    node['party'] = ref('Organisation', QualifiedName);
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Fulfilled(): Made {
    const node: Made = { $type: 'Fulfilled', $start: start, $end: 0 };
    take(96 /* fulfilled */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Authorisation(): Made {
    const node: Made = { $type: 'Authorisation', $start: start, $end: 0 };
    take(33 /* authorisation */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(46 /* by */);
    node['authority'] = ref('Organisation', QualifiedName);
    take(10 /* { */);
    while ((is(99 /* given */) || is(117 /* lasts */) || is(68 /* covers */) || is(207 /* under */) || is(61 /* condition */) || is(52 /* challenged */) || is(181 /* source */))) {
        add(node, 'facts', AuthorisationFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function AuthorisationFact(): Made {
    switch (at()) {
        case 99 /* given */:
        {
            return Given();
        }
        case 117 /* lasts */:
        {
            return Lasts();
        }
        case 68 /* covers */:
        {
            return Covers();
        }
        case 207 /* under */:
        {
            return Under();
        }
        case 61 /* condition */:
        {
            return Condition();
        }
        case 52 /* challenged */:
        {
            return Challenged();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Given(): Made {
    const node: Made = { $type: 'Given', $start: start, $end: 0 };
    take(99 /* given */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Lasts(): Made {
    const node: Made = { $type: 'Lasts', $start: start, $end: 0 };
    take(117 /* lasts */);
    node['length'] = Duration();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Covers(): Made {
    const node: Made = { $type: 'Covers', $start: start, $end: 0 };
    take(68 /* covers */);
    add(node, 'datasets', ref('Dataset', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'datasets', ref('Dataset', QualifiedName));
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Under(): Made {
    const node: Made = { $type: 'Under', $start: start, $end: 0 };
    take(207 /* under */);
    node['norm'] = ref('Norm', QualifiedName);
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Condition(): Made {
    const node: Made = { $type: 'Condition', $start: start, $end: 0 };
    take(61 /* condition */);
    node['text'] = textOf();
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Challenged(): Made {
    const node: Made = { $type: 'Challenged', $start: start, $end: 0 };
    take(52 /* challenged */);
    take(40 /* before */);
    node['court'] = ref('Organisation', QualifiedName);
    if (is(48 /* case */)) {
        take(48 /* case */);
        node['case'] = textOf();
    }
    if (is(95 /* from */)) {
        take(95 /* from */);
        node['from'] = Day();
    }
    if (is(209 /* until */)) {
        take(209 /* until */);
        node['until'] = Day();
    }
    if ((is(78 /* dismissed */) || is(211 /* upheld */) || is(226 /* withdrawn */))) {
        node['outcome'] = CaseOutcome();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

const CaseOutcome = (): string => takenOf([78 /* dismissed */, 211 /* upheld */, 226 /* withdrawn */]);

function Contract(): Made {
    const node: Made = { $type: 'Contract', $start: start, $end: 0 };
    take(63 /* contract */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(10 /* { */);
    while ((is(66 /* controller */) || is(28 /* arrangement */) || is(154 /* processor */) || is(41 /* beneficiary */) || is(104 /* hosts */) || is(186 /* stays */) || is(167 /* requires */) || is(159 /* purpose */) || is(119 /* lawful */) || is(182 /* special */) || is(179 /* signed */) || is(81 /* effective */) || is(197 /* term */) || is(206 /* transitional */) || is(165 /* renewal */) || is(34 /* authorised */) || is(76 /* derogation */) || is(191 /* subprocessing */) || is(44 /* breach */) || is(55 /* clauses */) || is(130 /* measures */) || is(123 /* lists */) || is(158 /* publishes */) || is(108 /* impact */) || is(177 /* serves */) || is(100 /* governed */) || is(229 /* working */) || is(36 /* award */) || is(204 /* transfer */) || is(194 /* switching */) || is(181 /* source */))) {
        add(node, 'facts', ContractFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function ContractFact(): Made {
    switch (at()) {
        case 66 /* controller */:
        {
            return Controller();
        }
        case 28 /* arrangement */:
        {
            return Arrangement();
        }
        case 154 /* processor */:
        {
            return Processor();
        }
        case 41 /* beneficiary */:
        {
            return Beneficiary();
        }
        case 104 /* hosts */:
        {
            return Hosts();
        }
        case 186 /* stays */:
        {
            return StaysIn();
        }
        case 167 /* requires */:
        {
            return Requires();
        }
        case 159 /* purpose */:
        {
            return Purpose();
        }
        case 119 /* lawful */:
        {
            return LawfulBasis();
        }
        case 182 /* special */:
        {
            return SpecialBasis();
        }
        case 179 /* signed */:
        {
            return Signed();
        }
        case 81 /* effective */:
        {
            return Effective();
        }
        case 197 /* term */:
        {
            const ahead = peek();
            if (ahead === 4 /* NUMBER */) {
                return TermLength();
            } else {
                if (ahead === 209 /* until */) {
                    return TermEnd();
                } else {
                    return TermIndefinite();
                }
            }
            break;
        }
        case 206 /* transitional */:
        {
            return Transitional();
        }
        case 165 /* renewal */:
        {
            return Renewal();
        }
        case 34 /* authorised */:
        {
            return AuthorisedBy();
        }
        case 76 /* derogation */:
        {
            return Derogation();
        }
        case 191 /* subprocessing */:
        {
            return Subprocessing();
        }
        case 44 /* breach */:
        {
            return BreachNotice();
        }
        case 55 /* clauses */:
        {
            return Clauses();
        }
        case 130 /* measures */:
        {
            return Measures();
        }
        case 123 /* lists */:
        {
            return ListsLaw();
        }
        case 158 /* publishes */:
        {
            return Publishes();
        }
        case 108 /* impact */:
        {
            return ImpactAssessment();
        }
        case 177 /* serves */:
        {
            return CriticalFunction();
        }
        case 100 /* governed */:
        {
            return GovernedBy();
        }
        case 229 /* working */:
        {
            return WorkingDays();
        }
        case 36 /* award */:
        {
            return Award();
        }
        case 204 /* transfer */:
        {
            return Transfer();
        }
        case 194 /* switching */:
        {
            return Switching();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Controller(): Made {
    const node: Made = { $type: 'Controller', $start: start, $end: 0 };
    take(66 /* controller */);
    add(node, 'parties', ref('Organisation', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'parties', ref('Organisation', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Arrangement(): Made {
    const node: Made = { $type: 'Arrangement', $start: start, $end: 0 };
    take(28 /* arrangement */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Processor(): Made {
    const node: Made = { $type: 'Processor', $start: start, $end: 0 };
    take(154 /* processor */);
    add(node, 'parties', ref('Organisation', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'parties', ref('Organisation', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Beneficiary(): Made {
    const node: Made = { $type: 'Beneficiary', $start: start, $end: 0 };
    take(41 /* beneficiary */);
    add(node, 'parties', ref('Organisation', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'parties', ref('Organisation', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Hosts(): Made {
    const node: Made = { $type: 'Hosts', $start: start, $end: 0 };
    take(104 /* hosts */);
    add(node, 'datasets', ref('Dataset', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'datasets', ref('Dataset', QualifiedName));
    }
    take(143 /* on */);
    node['service'] = ref('Service', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function StaysIn(): Made {
    const node: Made = { $type: 'StaysIn', $start: start, $end: 0 };
    take(186 /* stays */);
    take(110 /* in */);
    add(node, 'places', ref('Jurisdiction', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'places', ref('Jurisdiction', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Requires(): Made {
    const node: Made = { $type: 'Requires', $start: start, $end: 0 };
    take(167 /* requires */);
    add(node, 'schemes', ref('Scheme', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'schemes', ref('Scheme', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Purpose(): Made {
    const node: Made = { $type: 'Purpose', $start: start, $end: 0 };
    take(159 /* purpose */);
    node['text'] = textOf();
    if (is(29 /* as */)) {
        take(29 /* as */);
        add(node, 'kinds', ref('Term', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'kinds', ref('Term', QualifiedName));
        }
    }
    Claim(node);
    node['kinds'] ??= nothing;
    node['sources'] ??= nothing;
    return ended(node);
}

function LawfulBasis(): Made {
    const node: Made = { $type: 'LawfulBasis', $start: start, $end: 0 };
    take(119 /* lawful */);
    take(38 /* basis */);
    add(node, 'grounds', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'grounds', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function SpecialBasis(): Made {
    const node: Made = { $type: 'SpecialBasis', $start: start, $end: 0 };
    take(182 /* special */);
    take(38 /* basis */);
    add(node, 'grounds', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'grounds', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Signed(): Made {
    const node: Made = { $type: 'Signed', $start: start, $end: 0 };
    take(179 /* signed */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Effective(): Made {
    const node: Made = { $type: 'Effective', $start: start, $end: 0 };
    take(81 /* effective */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function TermLength(): Made {
    const node: Made = { $type: 'TermLength', $start: start, $end: 0 };
    take(197 /* term */);
    node['length'] = Duration();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function TermEnd(): Made {
    const node: Made = { $type: 'TermEnd', $start: start, $end: 0 };
    take(197 /* term */);
    take(209 /* until */);
    node['end'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function TermIndefinite(): Made {
    const node: Made = { $type: 'TermIndefinite', $start: start, $end: 0 };
    take(197 /* term */);
    take(111 /* indefinite */);
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Transitional(): Made {
    const node: Made = { $type: 'Transitional', $start: start, $end: 0 };
    take(206 /* transitional */);
    if (is(32 /* at */)) {
        take(32 /* at */);
        take(135 /* most */);
        node['limit'] = Duration();
        if (is(180 /* since */)) {
            take(180 /* since */);
            node['since'] = Day();
        }
    }
    if (is(207 /* under */)) {
        take(207 /* under */);
        node['under'] = ref('Ground', QualifiedName);
    }
    if (is(203 /* toward */)) {
        take(203 /* toward */);
        node['toward'] = ref('Destination', QualifiedName);
        if (is(46 /* by */)) {
            take(46 /* by */);
            node['by'] = Day();
        }
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Renewal(): Made {
    const node: Made = { $type: 'Renewal', $start: start, $end: 0 };
    take(165 /* renewal */);
    node['length'] = Duration();
    if ((is(195 /* tacit */) || is(87 /* exercised */))) {
        switch (at()) {
            case 195 /* tacit */:
            {
                take(195 /* tacit */);
                node['tacit'] = true;
                break;
            }
            case 87 /* exercised */:
            {
                take(87 /* exercised */);
                node['exercised'] = true;
                if (is(143 /* on */)) {
                    take(143 /* on */);
                    node['on'] = Day();
                }
                break;
            }
            default:
            throw stuck;
        }
    }
    if (is(32 /* at */)) {
        take(32 /* at */);
        take(135 /* most */);
        node['times'] = taken(4 /* NUMBER */);
        take(201 /* times */);
    }
    if (is(140 /* notice */)) {
        take(140 /* notice */);
        node['notice'] = Duration();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function AuthorisedBy(): Made {
    const node: Made = { $type: 'AuthorisedBy', $start: start, $end: 0 };
    take(34 /* authorised */);
    take(46 /* by */);
    node['authorisation'] = ref('Authorisation', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Derogation(): Made {
    const node: Made = { $type: 'Derogation', $start: start, $end: 0 };
    take(76 /* derogation */);
    take(10 /* { */);
    while ((is(207 /* under */) || is(132 /* minister */) || is(214 /* validated */) || is(155 /* project */) || is(60 /* compliant */) || is(137 /* no */) || is(129 /* market */) || is(181 /* source */))) {
        add(node, 'facts', DerogationFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function DerogationFact(): Made {
    switch (at()) {
        case 207 /* under */:
        {
            return Under();
        }
        case 132 /* minister */:
        {
            return Minister();
        }
        case 214 /* validated */:
        {
            return Validated();
        }
        case 155 /* project */:
        {
            return ProjectStart();
        }
        case 60 /* compliant */:
        {
            return CompliantOffer();
        }
        case 137 /* no */:
        {
            return NoOffer();
        }
        case 129 /* market */:
        {
            return MarketStudy();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Minister(): Made {
    const node: Made = { $type: 'Minister', $start: start, $end: 0 };
    take(132 /* minister */);
    node['party'] = ref('Organisation', QualifiedName);
    take(143 /* on */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Validated(): Made {
    const node: Made = { $type: 'Validated', $start: start, $end: 0 };
    take(214 /* validated */);
    take(46 /* by */);
    node['party'] = ref('Organisation', QualifiedName);
    take(143 /* on */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function ProjectStart(): Made {
    const node: Made = { $type: 'ProjectStart', $start: start, $end: 0 };
    take(155 /* project */);
    take(185 /* start */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function CompliantOffer(): Made {
    const node: Made = { $type: 'CompliantOffer', $start: start, $end: 0 };
    take(60 /* compliant */);
    take(142 /* offer */);
    take(180 /* since */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function NoOffer(): Made {
    const node: Made = { $type: 'NoOffer', $start: start, $end: 0 };
    take(137 /* no */);
    take(60 /* compliant */);
    take(142 /* offer */);
    take(143 /* on */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function MarketStudy(): Made {
    const node: Made = { $type: 'MarketStudy', $start: start, $end: 0 };
    take(129 /* market */);
    take(188 /* study */);
    node['title'] = textOf();
    if ((is(143 /* on */) && peek() === 6 /* DATE */)) {
        take(143 /* on */);
        node['on'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Subprocessing(): Made {
    const node: Made = { $type: 'Subprocessing', $start: start, $end: 0 };
    take(191 /* subprocessing */);
    node['mode'] = SubprocessingMode();
    if (is(140 /* notice */)) {
        take(140 /* notice */);
        node['notice'] = Duration();
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

const SubprocessingMode = (): string => takenOf([98 /* general */, 183 /* specific */, 138 /* none */]);

function BreachNotice(): Made {
    const node: Made = { $type: 'BreachNotice', $start: start, $end: 0 };
    take(44 /* breach */);
    take(140 /* notice */);
    node['length'] = Duration();
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Clauses(): Made {
    const node: Made = { $type: 'Clauses', $start: start, $end: 0 };
    take(55 /* clauses */);
    add(node, 'clauses', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'clauses', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Measures(): Made {
    const node: Made = { $type: 'Measures', $start: start, $end: 0 };
    take(130 /* measures */);
    add(node, 'measures', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'measures', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function ListsLaw(): Made {
    const node: Made = { $type: 'ListsLaw', $start: start, $end: 0 };
    take(123 /* lists */);
    take(118 /* law */);
    add(node, 'norms', ref('Norm', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'norms', ref('Norm', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Publishes(): Made {
    const node: Made = { $type: 'Publishes', $start: start, $end: 0 };
    take(158 /* publishes */);
    take(114 /* jurisdiction */);
    node['address'] = textOf();
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function ImpactAssessment(): Made {
    const node: Made = { $type: 'ImpactAssessment', $start: start, $end: 0 };
    take(108 /* impact */);
    take(31 /* assessment */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function CriticalFunction(): Made {
    const node: Made = { $type: 'CriticalFunction', $start: start, $end: 0 };
    take(177 /* serves */);
    if (is(137 /* no */)) {
        take(137 /* no */);
        node['none'] = true;
    }
    take(69 /* critical */);
    take(97 /* function */);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function GovernedBy(): Made {
    const node: Made = { $type: 'GovernedBy', $start: start, $end: 0 };
    take(100 /* governed */);
    take(46 /* by */);
    take(118 /* law */);
    take(141 /* of */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function WorkingDays(): Made {
    const node: Made = { $type: 'WorkingDays', $start: start, $end: 0 };
    take(229 /* working */);
    take(73 /* days */);
    take(46 /* by */);
    node['calendar'] = ref('Calendar', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Award(): Made {
    const node: Made = { $type: 'Award', $start: start, $end: 0 };
    take(36 /* award */);
    take(10 /* { */);
    while ((is(153 /* procedure */) || is(46 /* by */) || is(45 /* buys */) || is(85 /* estimated */) || is(215 /* value */) || is(143 /* on */) || is(94 /* framework */) || is(140 /* notice */) || is(168 /* result */) || is(101 /* ground */) || is(129 /* market */) || is(75 /* demands */) || is(20 /* amended */) || is(181 /* source */))) {
        add(node, 'facts', AwardFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function AwardFact(): Made {
    switch (at()) {
        case 153 /* procedure */:
        {
            return Procedure();
        }
        case 46 /* by */:
        {
            return AwardBy();
        }
        case 45 /* buys */:
        {
            return Buys();
        }
        case 85 /* estimated */:
        {
            return Estimated();
        }
        case 215 /* value */:
        {
            return Value();
        }
        case 143 /* on */:
        {
            return AwardOn();
        }
        case 94 /* framework */:
        {
            return Framework();
        }
        case 140 /* notice */:
        {
            return Notice();
        }
        case 168 /* result */:
        {
            return Result();
        }
        case 101 /* ground */:
        {
            return Exemption();
        }
        case 129 /* market */:
        {
            return MarketStudy();
        }
        case 75 /* demands */:
        {
            return Demands();
        }
        case 20 /* amended */:
        {
            return Amended();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Procedure(): Made {
    const node: Made = { $type: 'Procedure', $start: start, $end: 0 };
    take(153 /* procedure */);
    node['way'] = ref('Term', QualifiedName);
    if (is(180 /* since */)) {
        take(180 /* since */);
        node['since'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function AwardBy(): Made {
    const node: Made = { $type: 'AwardBy', $start: start, $end: 0 };
    take(46 /* by */);
    node['buyer'] = ref('Organisation', QualifiedName);
    if (is(79 /* disputed */)) {
        take(79 /* disputed */);
        take(46 /* by */);
        add(node, 'disputants', ref('Organisation', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'disputants', ref('Organisation', QualifiedName));
        }
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['disputants'] ??= nothing;
    node['sources'] ??= nothing;
    return ended(node);
}

function Buys(): Made {
    const node: Made = { $type: 'Buys', $start: start, $end: 0 };
    take(45 /* buys */);
    add(node, 'objects', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'objects', ref('Term', QualifiedName));
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Estimated(): Made {
    const node: Made = { $type: 'Estimated', $start: start, $end: 0 };
    take(85 /* estimated */);
    node['amount'] = Money();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Value(): Made {
    const node: Made = { $type: 'Value', $start: start, $end: 0 };
    take(215 /* value */);
    node['amount'] = Money();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function AwardOn(): Made {
    const node: Made = { $type: 'AwardOn', $start: start, $end: 0 };
    take(143 /* on */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Framework(): Made {
    const node: Made = { $type: 'Framework', $start: start, $end: 0 };
    take(94 /* framework */);
    node['title'] = textOf();
    if (is(92 /* for */)) {
        take(92 /* for */);
        add(node, 'objects', ref('Term', QualifiedName));
        while (is(8 /* , */)) {
            take(8 /* , */);
            add(node, 'objects', ref('Term', QualifiedName));
        }
    }
    if (is(95 /* from */)) {
        take(95 /* from */);
        node['from'] = Day();
    }
    if (is(209 /* until */)) {
        take(209 /* until */);
        node['until'] = Day();
    }
    if (is(50 /* ceiling */)) {
        take(50 /* ceiling */);
        node['ceiling'] = Money();
    }
    if (is(146 /* ordered */)) {
        take(146 /* ordered */);
        node['ordered'] = Money();
        if ((is(143 /* on */) && peek() === 6 /* DATE */)) {
            take(143 /* on */);
            node['on'] = Day();
        }
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['objects'] ??= nothing;
    node['sources'] ??= nothing;
    return ended(node);
}

function Notice(): Made {
    const node: Made = { $type: 'Notice', $start: start, $end: 0 };
    take(140 /* notice */);
    node['number'] = textOf();
    if ((is(143 /* on */) && peek() === 6 /* DATE */)) {
        take(143 /* on */);
        node['on'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Result(): Made {
    const node: Made = { $type: 'Result', $start: start, $end: 0 };
    take(168 /* result */);
    node['number'] = textOf();
    if ((is(143 /* on */) && peek() === 6 /* DATE */)) {
        take(143 /* on */);
        node['on'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Exemption(): Made {
    const node: Made = { $type: 'Exemption', $start: start, $end: 0 };
    take(101 /* ground */);
    node['ground'] = ref('Term', QualifiedName);
    if (is(39 /* because */)) {
        take(39 /* because */);
        node['because'] = textOf();
    }
    if (is(19 /* alternatives */)) {
        take(19 /* alternatives */);
        take(62 /* considered */);
        node['alternatives'] = textOf();
    }
    if (is(175 /* self-made */)) {
        take(175 /* self-made */);
        node['selfMade'] = true;
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Demands(): Made {
    const node: Made = { $type: 'Demands', $start: start, $end: 0 };
    take(75 /* demands */);
    node['demand'] = ref('Term', QualifiedName);
    node['place'] = ref('Jurisdiction', QualifiedName);
    if (is(39 /* because */)) {
        take(39 /* because */);
        node['because'] = textOf();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Amended(): Made {
    const node: Made = { $type: 'Amended', $start: start, $end: 0 };
    take(20 /* amended */);
    node['on'] = Day();
    take(46 /* by */);
    node['amount'] = Money();
    if ((is(101 /* ground */) && isName(peek()))) {
        take(101 /* ground */);
        node['ground'] = ref('Term', QualifiedName);
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Transfer(): Made {
    const node: Made = { $type: 'Transfer', $start: start, $end: 0 };
    take(204 /* transfer */);
    take(202 /* to */);
    node['place'] = ref('Jurisdiction', QualifiedName);
    if (is(164 /* recurring */)) {
        take(164 /* recurring */);
        node['recurring'] = true;
    }
    take(10 /* { */);
    while ((is(88 /* exporter */) || is(162 /* recipient */) || is(38 /* basis */) || is(89 /* fallback */) || is(70 /* data */) || is(30 /* assessed */) || is(21 /* annexes */) || is(100 /* governed */) || is(181 /* source */))) {
        add(node, 'facts', TransferFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function TransferFact(): Made {
    switch (at()) {
        case 88 /* exporter */:
        {
            return Exporter();
        }
        case 162 /* recipient */:
        {
            return Recipient();
        }
        case 38 /* basis */:
        {
            return Basis();
        }
        case 89 /* fallback */:
        {
            return Fallback();
        }
        case 70 /* data */:
        {
            return TransferData();
        }
        case 30 /* assessed */:
        {
            return Assessed();
        }
        case 21 /* annexes */:
        {
            return Annexes();
        }
        case 100 /* governed */:
        {
            return GovernedBy();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Exporter(): Made {
    const node: Made = { $type: 'Exporter', $start: start, $end: 0 };
    take(88 /* exporter */);
    node['party'] = ref('Organisation', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Recipient(): Made {
    const node: Made = { $type: 'Recipient', $start: start, $end: 0 };
    take(162 /* recipient */);
    node['party'] = ref('Organisation', QualifiedName);
    if (is(29 /* as */)) {
        take(29 /* as */);
        node['role'] = RecipientRole();
    }
    if (is(207 /* under */)) {
        take(207 /* under */);
        node['norm'] = ref('Norm', QualifiedName);
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

const RecipientRole = (): string => takenOf([66 /* controller */, 154 /* processor */]);

function Basis(): Made {
    const node: Made = { $type: 'Basis', $start: start, $end: 0 };
    take(38 /* basis */);
    node['tool'] = ref('TransferTool', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Fallback(): Made {
    const node: Made = { $type: 'Fallback', $start: start, $end: 0 };
    take(89 /* fallback */);
    node['tool'] = ref('TransferTool', QualifiedName);
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function TransferData(): Made {
    const node: Made = { $type: 'TransferData', $start: start, $end: 0 };
    take(70 /* data */);
    add(node, 'data', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'data', ref('Term', QualifiedName));
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function Assessed(): Made {
    const node: Made = { $type: 'Assessed', $start: start, $end: 0 };
    take(30 /* assessed */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Annexes(): Made {
    const node: Made = { $type: 'Annexes', $start: start, $end: 0 };
    take(21 /* annexes */);
    add(node, 'annexes', ref('Term', QualifiedName));
    while (is(8 /* , */)) {
        take(8 /* , */);
        add(node, 'annexes', ref('Term', QualifiedName));
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Switching(): Made {
    const node: Made = { $type: 'Switching', $start: start, $end: 0 };
    take(194 /* switching */);
    take(10 /* { */);
    while ((is(166 /* requested */) || is(140 /* notice */) || is(205 /* transition */) || is(170 /* retrieval */) || is(198 /* termination */) || is(53 /* charges */) || is(151 /* plan */) || is(203 /* toward */) || is(112 /* infeasible */) || is(181 /* source */))) {
        add(node, 'facts', SwitchingFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function SwitchingFact(): Made {
    switch (at()) {
        case 166 /* requested */:
        {
            return Requested();
        }
        case 140 /* notice */:
        {
            return SwitchingNotice();
        }
        case 205 /* transition */:
        {
            return Transition();
        }
        case 170 /* retrieval */:
        {
            return Retrieval();
        }
        case 198 /* termination */:
        {
            return TerminationFee();
        }
        case 53 /* charges */:
        {
            return Charges();
        }
        case 151 /* plan */:
        {
            return ExitPlan();
        }
        case 203 /* toward */:
        {
            return Toward();
        }
        case 112 /* infeasible */:
        {
            return Infeasible();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Requested(): Made {
    const node: Made = { $type: 'Requested', $start: start, $end: 0 };
    take(166 /* requested */);
    node['on'] = Day();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function SwitchingNotice(): Made {
    const node: Made = { $type: 'SwitchingNotice', $start: start, $end: 0 };
    take(140 /* notice */);
    node['length'] = Duration();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Transition(): Made {
    const node: Made = { $type: 'Transition', $start: start, $end: 0 };
    take(205 /* transition */);
    node['length'] = Duration();
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Retrieval(): Made {
    const node: Made = { $type: 'Retrieval', $start: start, $end: 0 };
    take(170 /* retrieval */);
    node['length'] = Duration();
    if (is(18 /* after */)) {
        take(18 /* after */);
        node['after'] = RetrievalStart();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

const RetrievalStart = (): string => takenOf([205 /* transition */, 140 /* notice */]);

function TerminationFee(): Made {
    const node: Made = { $type: 'TerminationFee', $start: start, $end: 0 };
    take(198 /* termination */);
    take(90 /* fee */);
    switch (at()) {
        case 5 /* PERCENT */:
        {
            node['share'] = Share();
            break;
        }
        case 4 /* NUMBER */:
        {
            node['amount'] = Money();
            break;
        }
        default:
        throw stuck;
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Charges(): Made {
    const node: Made = { $type: 'Charges', $start: start, $end: 0 };
    take(53 /* charges */);
    switch (at()) {
        case 32 /* at */:
        {
            take(32 /* at */);
            node['atCost'] = true;
            take(67 /* cost */);
            break;
        }
        case 4 /* NUMBER */:
        {
            node['amount'] = Money();
            break;
        }
        default:
        throw stuck;
    }
    if (is(92 /* for */)) {
        take(92 /* for */);
        node['what'] = ref('Term', QualifiedName);
    }
    Claim(node);
    node['sources'] ??= nothing;
    return ended(node);
}

function ExitPlan(): Made {
    const node: Made = { $type: 'ExitPlan', $start: start, $end: 0 };
    take(151 /* plan */);
    node['on'] = Day();
    if (is(200 /* tested */)) {
        take(200 /* tested */);
        node['tested'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Toward(): Made {
    const node: Made = { $type: 'Toward', $start: start, $end: 0 };
    take(203 /* toward */);
    node['destination'] = ref('Destination', QualifiedName);
    if (is(46 /* by */)) {
        take(46 /* by */);
        node['by'] = Day();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Infeasible(): Made {
    const node: Made = { $type: 'Infeasible', $start: start, $end: 0 };
    take(112 /* infeasible */);
    take(74 /* declared */);
    node['on'] = Day();
    if (is(209 /* until */)) {
        take(209 /* until */);
        node['until'] = Day();
    }
    if (is(39 /* because */)) {
        take(39 /* because */);
        node['because'] = textOf();
    }
    while ((is(181 /* source */) && peek() === 3 /* STRING */)) {
        addSource(node, last, Source(true));
    }
    node['sources'] ??= nothing;
    return ended(node);
}

function Waiver(): Made {
    const node: Made = { $type: 'Waiver', $start: start, $end: 0 };
    take(221 /* waiver */);
    named(node);
    if (is(3 /* STRING */)) {
        node['label'] = textOf();
    }
    take(141 /* of */);
    node['rule'] = taken(7 /* RULE_ID */);
    take(143 /* on */);
    node['subject'] = ref('Declaration', QualifiedName);
    take(10 /* { */);
    while ((is(39 /* because */) || is(26 /* approved */) || is(209 /* until */) || is(181 /* source */))) {
        add(node, 'facts', WaiverFact());
    }
    take(11 /* } */);
    node['facts'] ??= nothing;
    return ended(node);
}

function WaiverFact(): Made {
    switch (at()) {
        case 39 /* because */:
        {
            return Because();
        }
        case 26 /* approved */:
        {
            return Approved();
        }
        case 209 /* until */:
        {
            return WaiverEnd();
        }
        case 181 /* source */:
        {
            return StatedSource();
        }
        default:
        throw stuck;
    }
}

function Because(): Made {
    const node: Made = { $type: 'Because', $start: start, $end: 0 };
    take(39 /* because */);
    node['reason'] = textOf();
    return ended(node);
}

function Approved(): Made {
    const node: Made = { $type: 'Approved', $start: start, $end: 0 };
    take(26 /* approved */);
    take(46 /* by */);
    node['party'] = ref('Organisation', QualifiedName);
    if (is(143 /* on */)) {
        take(143 /* on */);
        node['on'] = Day();
    }
    return ended(node);
}

function WaiverEnd(): Made {
    const node: Made = { $type: 'WaiverEnd', $start: start, $end: 0 };
    take(209 /* until */);
    node['until'] = Day();
    return ended(node);
}

function Day(): Made {
    const node: Made = { $type: 'Day', $start: start, $end: 0 };
    node['text'] = taken(6 /* DATE */);
    return ended(node);
}

function Quantity(): Made {
    switch (at()) {
        case 4 /* NUMBER */:
        {
            const ahead = peek();
            if ((ahead === 230 /* year */ || ahead === 231 /* years */ || ahead === 133 /* month */ || ahead === 134 /* months */ || ahead === 223 /* week */ || ahead === 224 /* weeks */ || ahead === 72 /* day */ || ahead === 73 /* days */ || ahead === 105 /* hour */ || ahead === 106 /* hours */ || ahead === 229 /* working */)) {
                return Duration();
            } else {
                if (ahead === 2 /* ID */) {
                    return Money();
                } else {
                    return Count();
                }
            }
            break;
        }
        case 5 /* PERCENT */:
        {
            return Share();
        }
        default:
        throw stuck;
    }
}

function Duration(): Made {
    const node: Made = { $type: 'Duration', $start: start, $end: 0 };
    do {
        add(node, 'parts', DurationPart());
    } while (is(4 /* NUMBER */));
    return ended(node);
}

function DurationPart(): Made {
    const node: Made = { $type: 'DurationPart', $start: start, $end: 0 };
    node['amount'] = taken(4 /* NUMBER */);
    node['unit'] = Unit();
    return ended(node);
}

function Unit(): string {
    let text = '';
    switch (at()) {
        case 230 /* year */:
        {
            text += taken(230 /* year */);
            break;
        }
        case 231 /* years */:
        {
            text += taken(231 /* years */);
            break;
        }
        case 133 /* month */:
        {
            text += taken(133 /* month */);
            break;
        }
        case 134 /* months */:
        {
            text += taken(134 /* months */);
            break;
        }
        case 223 /* week */:
        {
            text += taken(223 /* week */);
            break;
        }
        case 224 /* weeks */:
        {
            text += taken(224 /* weeks */);
            break;
        }
        case 72 /* day */:
        {
            text += taken(72 /* day */);
            break;
        }
        case 73 /* days */:
        {
            text += taken(73 /* days */);
            break;
        }
        case 105 /* hour */:
        {
            text += taken(105 /* hour */);
            break;
        }
        case 106 /* hours */:
        {
            text += taken(106 /* hours */);
            break;
        }
        case 229 /* working */:
        {
            text += taken(229 /* working */);
            switch (at()) {
                case 72 /* day */:
                {
                    text += taken(72 /* day */);
                    break;
                }
                case 73 /* days */:
                {
                    text += taken(73 /* days */);
                    break;
                }
                default:
                throw stuck;
            }
            break;
        }
        default:
        throw stuck;
    }
    return text;
}

function Share(): Made {
    const node: Made = { $type: 'Share', $start: start, $end: 0 };
    node['text'] = taken(5 /* PERCENT */);
    return ended(node);
}

function Money(): Made {
    const node: Made = { $type: 'Money', $start: start, $end: 0 };
    node['amount'] = taken(4 /* NUMBER */);
    node['currency'] = taken(2 /* ID */);
    return ended(node);
}

function Count(): Made {
    const node: Made = { $type: 'Count', $start: start, $end: 0 };
    node['amount'] = taken(4 /* NUMBER */);
    return ended(node);
}

function QualifiedName(): string {
    let text = '';
    text += Name();
    if (is(9 /* . */)) {
        text += taken(9 /* . */);
        text += Name();
    }
    return text;
}

export { Declaration as readDeclaration, Import as readImport };

/** Whether the token at hand begins an import. */
export const isAtImport = (): boolean => is(109 /* import */);
