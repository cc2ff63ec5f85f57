import regions from './regions.json' with { type: 'json' };

/** What is known of a provider: which countries its regions lie in, and which attributes of its resources name one. */
export interface Provider {
    readonly regions: Readonly<Record<string, string>>;
    /** The attributes that name a region or a zone, however deep they stand. */
    readonly attributes: readonly string[];
    /** From how an attribute is written to how the table has it: a zone to its region, a display name to its short form. */
    readonly toRegion: (written: string) => string;
    /** Attributes of the provider itself that say where resources go that say nothing. */
    readonly defaults: readonly string[];
    /** Whether such a resource follows the provider although it has no attribute for it. */
    readonly follows: (type: string) => boolean;
    /** Attributes, and their values, by which a copy is kept in the paired region. */
    readonly pairedBy?: Readonly<Record<string, readonly unknown[]>>;
    readonly pairs?: Readonly<Record<string, string>>;
}

/** Services of AWS that are run in no region of the customer's choice: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html */
const globalOfAws = /^aws_(iam|route53|cloudfront|organizations|globalaccelerator|shield|waf)_(?!resolver)/;

/** What is about accounts at OUTSCALE, and lies in no region that the plan could tell. */
const accountsOfOutscale = /^outscale_(access_key|api_access|ca$|policy|user)/;

const providers: Readonly<Record<string, Provider>> = {
    azurerm: {
        regions: regions.azurerm.regions,
        attributes: ['location'],
        toRegion: (written) => written.toLowerCase().replace(/\s/g, ''),
        defaults: [],
        follows: () => false,
        // https://learn.microsoft.com/en-us/azure/storage/common/storage-redundancy, https://learn.microsoft.com/en-us/azure/backup/backup-create-recovery-services-vault
        pairedBy: {
            account_replication_type: ['GRS', 'RAGRS', 'GZRS', 'RAGZRS'],
            storage_mode_type: ['GeoRedundant'],
            geo_redundant_backup_enabled: [true],
        },
        pairs: regions.azurerm.pairs.regions,
    },
    aws: {
        regions: regions.aws.regions,
        attributes: ['region', 'region_name', 'availability_zone'],
        toRegion: (written) => written.toLowerCase().replace(/(?<=\d)[a-z]$/, ''),
        defaults: ['region'],
        follows: (type) => !globalOfAws.test(type),
    },
    google: {
        regions: regions.google.regions,
        attributes: ['location', 'region', 'zone', 'data_locations', 'node_locations', 'replica_zones'],
        // A zone may be the address of one: …/zones/europe-west9-a.
        toRegion: (written) => (written.split('/').at(-1) ?? '').toLowerCase().replace(/(?<=\d)-[a-z]$/, ''),
        defaults: ['region', 'zone'],
        follows: () => false,
    },
    ovh: {
        regions: regions.ovh.regions,
        attributes: ['region', 'regions'],
        // GRA11, RBX-A and EU-WEST-PAR-A are data centres of GRA, RBX and EU-WEST-PAR.
        toRegion: (written) => written.toLowerCase().replace(/(\d+|-[a-z])$/, ''),
        defaults: [],
        follows: () => false,
    },
    scaleway: {
        regions: regions.scaleway.regions,
        attributes: ['region', 'zone'],
        toRegion: (written) => written.toLowerCase().replace(/-\d$/, ''),
        defaults: ['region', 'zone'],
        follows: () => false,
    },
    outscale: {
        regions: regions.outscale.regions,
        attributes: ['subregion_name', 'placement_subregion_name', 'region'],
        toRegion: (written) => written.toLowerCase().replace(/(?<=\d)[a-z]$/, ''),
        defaults: ['region'],
        follows: (type) => !accountsOfOutscale.test(type),
    },
};

export const providerNames = Object.keys(providers);

/** Providers that build nothing anywhere: they count, draw lots, wait, or make keys and files where the plan is carried out. */
const buildNothing: ReadonlySet<string> = new Set(['archive', 'cloudinit', 'external', 'local', 'null', 'random', 'terraform', 'time', 'tls']);

/** `registry.terraform.io/hashicorp/google-beta` → `google`. */
export const providerName = (source: string): string => (source.split('/').at(-1) ?? '').replace(/-beta$/, '');

export const providerOf = (source: string): Provider | undefined => {
    const name = providerName(source);
    return Object.hasOwn(providers, name) ? providers[name] : undefined;
};

export const buildsNothing = (source: string): boolean => buildNothing.has(providerName(source));
