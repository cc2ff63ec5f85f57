import { type Declaration, type Fact, quoted, type Reference, type Spec, to } from './spec.ts';

/*
 * Registers such as a country would keep: one contract a file, with what belongs to it; beside it the parties and hosts of its
 * department, the holdings of its region, the funds of the world, and one file on which all depend. The same number and seed give
 * the same text, and no spec needs another to be made, so a register of any size is written without holding it. Names are invented.
 */

export const perDepartment = 50;
const perRegion = 1000;
const hostsPerDepartment = 6;
const customersPerDepartment = 10;

/** The file that every contract imports. */
export const hub = 'register';
const states = 'states';
const funds = 'funds';

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');
const region = (n: number): string => `region-${padded(Math.floor(n / perRegion), 3)}`;
const departmentOf = (n: number): number => Math.floor(n / perDepartment);
const department = (n: number): string => `${region(n)}/department-${padded(departmentOf(n), 5)}`;

/** The path of the n-th contract, without an ending. */
export const contractPath = (n: number): string => `${department(n)}/contract-${padded(n, 7)}`;
/** The path of the owners whose shares the contracts of a department depend on, three owners away. */
export const groupsPath = (n: number): string => `${region(n)}/groups`;

/** The department whose contracts are also written one below the other: not the first, of which it is measured how many files depend on an owner. */
const longFrom = perDepartment;
/** The path of the file that holds so many lines of contracts. */
export const longPath = (lines: number): string => `${department(longFrom)}/contracts-in-${lines}-lines`;

/** Every spec of a register of so many contracts, one at a time: the shared ones before those that import them. */
export function* register(contracts: number, seed = 1): Generator<Spec> {
    yield hubSpec();
    yield statesSpec();
    yield fundsSpec();
    for (let n = 0; n < contracts; n++) {
        if (n % perRegion === 0) yield* regionSpecs(n, Math.min(n + perRegion, contracts), seed);
        if (n % perDepartment === 0) yield* [partiesSpec(n, seed), hostsSpec(n, seed)];
        yield contractSpec(n, seed);
    }
}

/** How many files a register of so many contracts has. */
export const filesOf = (contracts: number): number => 3 + contracts + 3 * Math.ceil(contracts / perRegion) + 2 * Math.ceil(contracts / perDepartment);

/** One contract with all that belongs to it: some 70 lines. */
export function contractSpec(n: number, seed = 1): Spec {
    return { path: contractPath(n), about: aboutContract(n, seed), imports: importsOf(n), declarations: unit(n, `${n}`, seed) };
}

/** One file of at least so many lines: contracts of one department, one below the other. */
export function longSpec(lines: number, write: (spec: Spec) => string, seed = 1): Spec {
    const spec = (declarations: readonly Declaration[]): Spec => ({
        path: longPath(lines),
        about: 'All contracts of one buyer, kept in one file.',
        imports: importsOf(longFrom),
        declarations,
    });
    const declarations: Declaration[] = [];
    const one = write(spec(unit(longFrom, `L${lines}x0`, seed))).split('\n').length;
    for (let i = 0; i < Math.ceil(lines / one); i++) declarations.push(...unit(longFrom + (i % perDepartment), `L${lines}x${i}`, seed));
    while (write(spec(declarations)).split('\n').length < lines) declarations.push(...unit(longFrom + 1, `L${lines}x${declarations.length}y`, seed));
    return spec(declarations);
}

// ---------------------------------------------------------------- chance

/** A whole number from 0 to below `of`: always the same for the same seed, number and purpose. */
function dice(seed: number, n: number, purpose: string, of: number): number {
    let hash = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(n + 1, 0xc2b2ae35);
    for (let i = 0; i < purpose.length; i++) hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
    return ((hash ^ (hash >>> 15)) >>> 0) % of;
}

const pick = <T>(seed: number, n: number, purpose: string, among: readonly T[]): T => among[dice(seed, n, purpose, among.length)] as T;

const day = (seed: number, n: number, purpose: string, year: number): string =>
    `${year}-${padded(1 + dice(seed, n, `${purpose} month`, 12), 2)}-${padded(1 + dice(seed, n, `${purpose} day`, 28), 2)}`;

// ---------------------------------------------------------------- words

const places = [
    'Saint-Aubin-sur-Loire', 'Montreval', 'Les Deux Rives', 'Haute-Brenne', 'Villeneuve-la-Forêt', 'Port-Sainte-Anne', 'Rocheclaire', 'Val-de-Sorgue',
    'Beaumont-le-Vieux', 'Saint-Yrieix', 'La Ferté-Marsan', 'Pont-de-Vère', 'Castelnau-du-Lac', 'Mirecourt-les-Bains', 'Sainte-Colombe', 'Grand-Champ',
]; // biome-ignore format: a table
const trades = ['Harbour', 'Lagoon', 'Meridian', 'Granite', 'Aurora', 'Cumulus', 'Septentrion', 'Boréal', 'Estuary', 'Summit', 'Atlas', 'Faubourg'];

/** What kind of buyer keeps which data, and why. */
interface Sector {
    readonly buyer: string;
    readonly kind: readonly string[];
    readonly data: string;
    readonly facts: readonly Fact[];
    readonly why: string;
    readonly basis: string;
    readonly special?: string;
    readonly service: readonly string[];
    readonly more?: readonly Fact[];
}

const sectors: readonly Sector[] = [
    {
        buyer: 'Centre hospitalier',
        kind: ['health-institution', 'local-public-body'],
        data: 'Patient records',
        facts: [
            { category: ['health', 'genetic'] },
            { subjects: ['patients'], in: 'FR' },
            { sensitivity: 'medical-secret' },
            { from: 'care' },
            { retention: '20 years', since: 'last-care' },
        ],
        why: 'Keeping of the records of patients',
        basis: 'public-task',
        special: 'health-care',
        service: ['hds-1', 'hds-2', 'hds-3'],
    },
    {
        buyer: 'Commune de',
        kind: ['local-public-body'],
        data: 'Registry of births, marriages and deaths',
        facts: [
            { category: ['identity', 'family-life'] },
            { subjects: ['citizens'], in: 'FR' },
            { sensitivity: 'private-life' },
            { from: 'administration' },
            { retention: '75 years', since: 'closing' },
        ],
        why: 'Keeping of civil status',
        basis: 'legal-obligation',
        service: ['saas'],
    },
    {
        buyer: 'Université de',
        kind: ['university', 'public-establishment'],
        data: 'Results of students',
        facts: [
            { category: ['education', 'contact-details'] },
            { subjects: ['students'], in: 'FR' },
            { sensitivity: 'none' },
            { from: 'subjects' },
            { retention: '10 years', since: 'closing' },
        ],
        why: 'Enrolment, examinations and degrees',
        basis: 'public-task',
        service: ['paas'],
    },
    {
        buyer: 'Caisse primaire de',
        kind: ['social-security-fund'],
        data: 'Files of beneficiaries',
        facts: [
            { category: ['social-benefits', 'financial', 'national-identifier'] },
            { subjects: ['beneficiaries'], in: 'FR' },
            { sensitivity: 'private-life' },
            { from: 'administration' },
            { retention: '5 years', since: 'decision' },
        ],
        why: 'Payment of benefits',
        basis: 'public-task',
        service: ['iaas'],
    },
    {
        buyer: 'Banque de',
        kind: ['bank'],
        data: 'Accounts of customers',
        facts: [
            { category: ['financial', 'identity'] },
            { subjects: ['customers'], in: 'FR, BE' },
            { sensitivity: 'business-secret' },
            { from: 'subjects' },
            { retention: '5 years', since: 'end-of-contract' },
        ],
        why: 'Keeping of accounts',
        basis: 'contract',
        service: ['iaas'],
        more: [{ 'serves critical function': true }],
    },
];

const sectorOf = (n: number, seed: number): Sector => pick(seed, n, 'sector', sectors);

// ---------------------------------------------------------------- what all share

const source = (title: string, on: string): Fact => ({ source: quoted(title), on });

function hubSpec(): Spec {
    const organisation = (name: string, label: string, kind: string): Declaration => ({
        kind: 'organisation',
        name,
        label,
        facts: [{ seat: 'FR' }, { kind }, source('Official directory of the administration', '2026-01-05')],
    });
    return {
        path: hub,
        about: 'Whom every contract of the register names: whoever keeps it, buys for it and watches over it.',
        imports: [],
        declarations: [
            organisation('RegisterOffice', 'Office of the register', 'state-administration'),
            organisation('BuyingOffice', 'Central office of purchases', 'central-purchasing-body'),
            organisation('AuditOffice', 'Office of audits', 'authority'),
            organisation('ArchiveOffice', 'Office of archives', 'public-establishment'),
        ],
    };
}

function statesSpec(): Spec {
    return {
        path: states,
        about: 'Where chains of owners end.',
        imports: [],
        declarations: ['NO', 'QA', 'SG', 'FR'].map((place) => ({
            kind: 'organisation',
            name: `TreasuryOf${place}`,
            label: `Treasury, ${place}`,
            facts: [{ seat: place }, { kind: 'state' }],
        })),
    };
}

const fundPlaces = ['US', 'FR', 'NO', 'SG', 'LU', 'GB', 'DE', 'US'] as const;
const fundNames = fundPlaces.map((place, i) => `Fund${i + 1}Of${place}`);
/** A fund in a country whose laws reach what it controls. */
const foreignFund: Reference = to(fundNames[0] as string, funds);

function fundsSpec(): Spec {
    const owners = ['TreasuryOfNO', 'TreasuryOfQA', 'TreasuryOfSG', 'TreasuryOfFR'];
    return {
        path: funds,
        about: 'The funds behind the groups.',
        imports: [states],
        declarations: fundPlaces.map((place, i) => ({
            kind: 'organisation',
            name: fundNames[i] as string,
            label: `${trades[i]} Partners`,
            facts: [
                { seat: place },
                { kind: 'investment-fund' },
                { owned: '40%', by: to(owners[i % owners.length] as string, states) },
                { float: '60%' },
                source('Annual report of the fund', '2026-03-31'),
            ],
        })),
    };
}

// ---------------------------------------------------------------- the owners of a region

const groupOf = (d: number): string => `Group${d}`;
const holdingOf = (d: number): string => `Holding${d}`;

/** The votes that decide on the contracts of a department three owners further down: with more than a half of them a fund abroad has control. */
export const quietVotes = '20%';
export const loudVotes = '60%';

function regionSpecs(first: number, end: number, seed: number): Spec[] {
    const departments = Array.from({ length: Math.ceil((end - first) / perDepartment) }, (_, i) => departmentOf(first) + i);
    const trade = (d: number): string => `${pick(seed, d, 'trade', trades)} ${d}`;
    const groups: Spec = {
        path: groupsPath(first),
        about: 'The groups of the region, and which funds hold them.',
        imports: [funds],
        declarations: departments.map((d) => ({
            kind: 'organisation',
            name: groupOf(d),
            label: `${trade(d)} Group`,
            facts: [
                { seat: pick(seed, d, 'group seat', ['FR', 'DE', 'NL', 'LU']) },
                { kind: 'company' },
                { owned: '20%', votes: quietVotes, by: foreignFund },
                { owned: '15%', votes: '5%', by: to(pick(seed, d, 'second fund', fundNames.slice(2)), funds) },
                { owned: '45%', votes: '15%', by: to(fundNames[1] as string, funds) },
                { float: '20%' },
                source('Shareholders’ register', day(seed, d, 'group', 2026)),
            ],
        })),
    };
    const holdings: Spec = {
        path: `${region(first)}/holdings`,
        about: 'The holdings between the groups and their companies.',
        imports: [groups.path],
        declarations: departments.map((d) => ({
            kind: 'organisation',
            name: holdingOf(d),
            label: `${trade(d)} Holding`,
            facts: [
                { seat: pick(seed, d, 'holding seat', ['FR', 'LU', 'NL']) },
                { kind: 'company' },
                { owned: '100%', by: to(groupOf(d), groups.path) },
                source('Trade register', day(seed, d, 'holding', 2026)),
            ],
        })),
    };
    const fallbacks = `${region(first)}/fallbacks`;
    return [
        groups,
        holdings,
        {
            path: fallbacks,
            about: 'Where the data of the region go when a host is left.',
            imports: [],
            declarations: [0, 1].flatMap((i): Declaration[] => [
                {
                    kind: 'organisation',
                    name: `Refuge${departmentOf(first) + i}`,
                    label: `Refuge ${departmentOf(first) + i} SCOP`,
                    facts: [{ seat: 'FR' }, { 'managed from': 'FR' }, { kind: 'mutual' }],
                },
                {
                    kind: 'service',
                    name: `RefugeCloud${departmentOf(first) + i}`,
                    label: 'Cloud for those who leave',
                    head: { by: to(`Refuge${departmentOf(first) + i}`, fallbacks) },
                    facts: [...placed('FR', 'FR'), { certified: 'HDS', version: quoted('2.0'), from: '2025-02-01', until: '2028-01-31' }],
                },
            ]),
        },
    ];
}

const placed = (store: string, staff: string): Fact[] => [
    { provides: ['iaas', 'paas', 'saas', 'hds-1', 'hds-2', 'hds-3'] },
    { 'stores in': store },
    { 'backs up in': store },
    { 'administered from': staff },
    { 'supported from': staff === 'FR' ? 'FR' : `${staff} without access` },
];

// ---------------------------------------------------------------- a department

const customerOf = (n: number, i: number): Reference => to(`Buyer${departmentOf(n)}x${i}`, `${department(n)}/parties`);
const hostOf = (n: number, i: number): Reference => to(`Host${departmentOf(n)}x${i}`, `${department(n)}/hosts`);
const cloudOf = (n: number, i: number): Reference => to(`Cloud${departmentOf(n)}x${i}`, `${department(n)}/hosts`);
/** A buyer keeps to its sector. */
const buyerSector = (n: number, i: number, seed: number): Sector => sectorOf(departmentOf(n) * customersPerDepartment + i, seed);

function partiesSpec(n: number, seed: number): Spec {
    return {
        path: `${department(n)}/parties`,
        about: 'Who buys in the department.',
        imports: [],
        declarations: Array.from({ length: customersPerDepartment }, (_, i): Declaration => {
            const { buyer, kind } = buyerSector(n, i, seed);
            return {
                kind: 'organisation',
                name: customerOf(n, i).to,
                label: `${buyer} ${pick(seed, departmentOf(n) * customersPerDepartment + i, 'place', places)}`,
                facts: [{ seat: 'FR' }, { kind: [...kind] }, source('Directory of the department', '2026-02-01')],
            };
        }),
    };
}

function hostsSpec(n: number, seed: number): Spec {
    const path = `${department(n)}/hosts`;
    const d = departmentOf(n);
    const owners: readonly (readonly Fact[])[] = [
        [{ 'managed from': 'FR' }, { kind: 'mutual' }],
        [{ 'managed from': 'FR' }, { kind: 'company' }, { owned: '61%', votes: '68%', by: to(holdingOf(d), `${region(n)}/holdings`) }, { float: '39%' }],
        [{ kind: 'company' }, { 'controlled by': foreignFund }],
        [{ kind: 'company' }, { owned: '100%', by: to(`Host${d}x2`, path) }],
        [{ kind: 'company' }, { owned: '48%', by: to(fundNames[1] as string, funds) }, { owned: '48%', by: to(fundNames[4] as string, funds) }],
        [{ kind: 'company' }, { 'owned unknown': true }],
    ];
    return {
        path,
        about: 'Who hosts in the department, and who holds them.',
        imports: [funds, `${region(n)}/holdings`],
        declarations: Array.from({ length: hostsPerDepartment }, (_, i): Declaration[] => {
            const at = d * hostsPerDepartment + i;
            const name = `${pick(seed, at, 'trade', trades)} ${at}`;
            const seat = ['FR', 'FR', 'IE', 'DE', 'LU', 'NL'][i] as string;
            const staff = i === 2 ? 'IE, US' : pick(seed, at, 'staff', ['FR', 'FR', 'DE', 'IN', 'PL']);
            return [
                {
                    kind: 'organisation',
                    name: hostOf(n, i).to,
                    label: `${name} SAS`,
                    facts: [{ seat }, ...(owners[i] ?? []), source('Trade register', day(seed, at, 'host', 2026))],
                },
                {
                    kind: 'service',
                    name: cloudOf(n, i).to,
                    label: `${name} Cloud`,
                    head: { by: hostOf(n, i) },
                    facts: [
                        ...placed(pick(seed, at, 'stores', ['FR', 'FR', 'DE', 'IE']), staff),
                        ...(i < 2 ? [{ certified: 'SecNumCloud', version: quoted('3.2'), from: '2025-09-15', until: '2028-09-14' }] : []),
                        ...(i === 5
                            ? []
                            : [{ certified: 'HDS', for: ['hds-1', 'hds-2', 'hds-3'], version: quoted('2.0'), from: '2025-03-01', until: '2028-02-28' }]),
                        source('Data sheet of the service', day(seed, at, 'service', 2025)),
                    ],
                },
            ];
        }).flat(),
    };
}

// ---------------------------------------------------------------- a contract

const importsOf = (n: number): string[] => [hub, `${department(n)}/parties`, `${department(n)}/hosts`, `${region(n)}/holdings`, `${region(n)}/fallbacks`];

const aboutContract = (n: number, seed: number): string => `Contract ${n} of the register, entered on ${day(seed, n, 'entered', 2025)} by the department.`;

/** The declarations of the n-th contract; their names end in `mark`. */
function unit(n: number, mark: string, seed: number): Declaration[] {
    const here = contractPath(n);
    const i = dice(seed, n, 'buyer', customersPerDepartment);
    const buyer = customerOf(n, i);
    const sector = buyerSector(n, i, seed);
    const h = dice(seed, n, 'host', hostsPerDepartment);
    const place = pick(seed, departmentOf(n) * customersPerDepartment + i, 'place', places);
    const signed = day(seed, n, 'signed', 2025);
    const backup = to(`Archivist${mark}`, here);
    const service = to(`Vault${mark}`, here);
    const data = to(`Records${mark}`, here);
    const staff = to(`Agents${mark}`, here);
    const contract = to(`Hosting${mark}`, here);
    return [
        {
            kind: 'organisation',
            name: backup.to,
            label: `${pick(seed, n, 'archivist', trades)} Archives ${mark}`,
            facts: [
                { seat: 'FR' },
                { kind: 'company' },
                { owned: '61%', votes: '68%', by: to(holdingOf(departmentOf(n)), `${region(n)}/holdings`) },
                { float: '39%' },
                source('Shareholders’ register', day(seed, n, 'archivist', 2026)),
            ],
        },
        {
            kind: 'service',
            name: service.to,
            label: `Vault of ${place}`,
            head: { by: backup },
            facts: [
                { provides: ['backup', 'archiving'] },
                { 'stores in': pick(seed, n, 'vault', ['FR', 'FR', 'FR', 'FR', 'FR', 'DE', 'CH']) },
                { 'backs up in': 'FR' },
                { 'administered from': 'FR' },
                { 'supported from': 'FR, IN without access' },
                { encrypts: 'at-rest', 'keys held by': pick(seed, n, 'keys', [buyer, backup]), in: 'FR' },
                { subcontractor: hostOf(n, h), for: 'hosted-data', in: 'FR' },
            ],
        },
        {
            kind: 'dataset',
            name: data.to,
            label: `${sector.data}, ${place}`,
            facts: [
                ...sector.facts,
                { persons: `${1 + dice(seed, n, 'persons', 400)}_000` },
                { identifiability: pick(seed, n, 'degree', ['identified', 'pseudonymised']) },
            ],
        },
        {
            kind: 'dataset',
            name: staff.to,
            label: `Staff, ${place}`,
            facts: [
                { category: ['employment', 'contact-details'] },
                { subjects: 'public-agents', in: 'FR' },
                { identifiability: 'identified' },
                { from: 'employer' },
                { retention: '5 years', since: 'end-of-employment' },
            ],
        },
        {
            kind: 'contract',
            name: contract.to,
            label: `${sector.why}, ${place}, ${mark}`,
            facts: [
                { controller: buyer },
                { processor: hostOf(n, h) },
                { hosts: data, on: cloudOf(n, h) },
                { hosts: staff, on: service },
                { 'stays in': pick(seed, n, 'stays', ['EEA', 'EEA', 'EEA', 'FR']) },
                ...(dice(seed, n, 'requires', 8) === 0 ? [{ requires: 'SecNumCloud' }] : []),
                { purpose: quoted(sector.why) },
                { 'lawful basis': sector.basis },
                ...(sector.special ? [{ 'special basis': sector.special }] : []),
                { signed },
                { effective: `2026-${signed.slice(5)}` },
                { term: pick(seed, n, 'term', ['2 years', '3 years', '4 years']) },
                { renewal: '1 year', 'tacit at most': '2 times', notice: '3 months' },
                { subprocessing: 'general', notice: '30 days' },
                ...(dice(seed, n, 'read', 4) > 0
                    ? [{ clauses: ['standard-processor-clauses', 'union-law-disclosure-only', 'change-of-control', 'erasure', 'reversibility'] }]
                    : []),
                ...(dice(seed, n, 'published', 5) > 0 ? [{ 'publishes jurisdiction': quoted(`https://host-${departmentOf(n)}-${h}.example/law`) }] : []),
                { 'breach notice': '24 hours' },
                { 'governed by law of': 'FR' },
                ...(sector.more ?? []),
                {
                    award: {
                        block: [
                            { procedure: pick(seed, n, 'procedure', ['open', 'open', 'restricted', 'central-purchasing', 'adapted']) },
                            { by: to('BuyingOffice', hub) },
                            { buys: 'hosting' },
                            { on: signed },
                            { value: `${50 + dice(seed, n, 'value', 150)}_000 EUR` },
                            { result: quoted(`${100_000 + dice(seed, n, 'result', 899_999)}-2025`), on: signed },
                            { notice: quoted(`${100_000 + dice(seed, n, 'notice', 899_999)}-2025`), on: `2024-${signed.slice(5)}` },
                        ],
                    },
                },
                ...(h === 2 ? [{ 'transfer to US': { block: [{ recipient: hostOf(n, h) }, { basis: 'scc-module-2' }, { data: 'technical-data' }] } }] : []),
                {
                    switching: {
                        block: [
                            { notice: pick(seed, n, 'leave', ['2 months', '2 months', '4 months']) },
                            { transition: '30 days' },
                            ...(dice(seed, n, 'plan', 4) > 0 ? [{ plan: signed, tested: `2026-${signed.slice(5)}` }] : []),
                            { retrieval: '30 days after transition' },
                            {
                                toward: to(
                                    `RefugeCloud${Math.floor(n / perRegion) * (perRegion / perDepartment) + dice(seed, n, 'refuge', 2)}`,
                                    `${region(n)}/fallbacks`,
                                ),
                            },
                        ],
                    },
                },
                source(`Contract ${n}`, signed),
            ],
        },
        ...(dice(seed, n, 'waiver', 10) === 0
            ? [
                  {
                      kind: 'waiver' as const,
                      name: `Putting-off-${mark}`,
                      head: { of: 'reach/no-foreign-control', on: contract },
                      facts: [
                          { because: quoted('The call for tenders is under way') },
                          { 'approved by': to('RegisterOffice', hub), on: '2026-07-01' },
                          { until: '2027-03-31' },
                      ],
                  },
              ]
            : []),
    ];
}
