import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import regions from '../../server/cli/plan/regions.json' with { type: 'json' };
import { workspaceOf } from '../harness/spec.ts';
import { terroir } from './terminal.ts';

/* Plans written by hand (plans/README.md says after what), each held to plans/clinic.terroir. */

const written = (name: string): string => readFileSync(join(import.meta.dirname, 'plans', name), 'utf8');
const clinic = { 'clinic.terroir': written('clinic.terroir') };
/** As Terraform prints it, on one line; with the values right before the address that reports point at, where an excerpt would quote them. */
const printed = (name: string): string =>
    JSON.stringify(JSON.parse(written(name)), (_, value) => {
        if (typeof value?.address !== 'string' || value.values === undefined) return value;
        const { values, address, ...rest } = value;
        const isSecret = ([name]: readonly [string, unknown]) => rest.sensitive_values[name] === true;
        const entries = Object.entries(values);
        return { values: Object.fromEntries([...entries.filter((one) => !isSecret(one)), ...entries.filter(isSecret)]), address, ...rest };
    });

interface Seen {
    readonly verdict: string;
    readonly severity: string;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number; readonly offset: number }; readonly end: { readonly offset: number } };
    readonly message: string;
    readonly settle: readonly { readonly in: string; readonly write: string }[];
    readonly path: readonly { readonly text: string; readonly file: string; readonly range: { readonly start: { readonly line: number } } }[];
}

async function reconciled(plan: string, files: Readonly<Record<string, string>> = {}, ...more: string[]) {
    const { code, out, err } = await terroir(['reconcile', 'plan.json', 'clinic.terroir', '--format', 'json', ...more], {
        'plan.json': plan,
        ...clinic,
        ...files,
    });
    const report = out === '' ? undefined : (JSON.parse(out) as { findings: Seen[]; counts: Record<string, number> });
    const said = (wanted: string) =>
        (report?.findings ?? []).filter(({ verdict }) => verdict === wanted).map(({ file, range, message }) => `${file}:${range.start.line} ${message}`);
    return { code, err, report, violated: said('violated'), unknown: said('unknown'), counts: report?.counts };
}

test('a region of Azure that breaks a promise is a finding in the spec, the paired region of a copy and a second location included', async () => {
    const { code, violated, unknown, counts } = await reconciled(written('azure.json'));
    expect(violated).toEqual([
        'clinic.terroir:5 azurerm_storage_account.copied is to lie in Netherlands (West Europe); CloudFrance, to which it belongs, states to keep data in France, Belgium.',
        'clinic.terroir:5 azurerm_storage_account.copied is to lie in Ireland (northeurope); CloudFrance, to which it belongs, states to keep data in France, Belgium.',
        'clinic.terroir:5 azurerm_cosmosdb_account.twice is to lie in Ireland (northeurope); it belongs to Shared, which rests on CloudFrance, and that states to keep data in France, Belgium.',
    ]);
    expect(unknown).toEqual([
        'plan.json:93 Where azurerm_storage_account.later is to lie is not known: its location is known only after it is built.',
        'plan.json:109 Where azurerm_storage_account.secret is to lie is not known: its location is marked sensitive.',
        'plan.json:129 Nobody can tell to which service azurerm_subnet.inner belongs: it has no tag or label terroir_service, and no map names it.',
    ]);
    // The storage account with local copies, and the database whose backups lie in France South.
    expect(counts?.['satisfied']).toBe(2);
    expect(code).toBe(1);
});

test('on AWS a resource without a place lies where its own configuration of the provider says, through variables and modules', async () => {
    const { violated, unknown, counts, err } = await reconciled(written('aws.json'));
    expect(violated).toEqual([
        'clinic.terroir:5 aws_db_instance.far is to lie in United States (us-east-1); CloudFrance, to which it belongs, states to keep data in France, Belgium.',
        'clinic.terroir:5 module.tables["north#1"].aws_dynamodb_table.visits is to lie in Sweden (eu-north-1); CloudFrance, to which it belongs, states to keep data in France, Belgium.',
        'clinic.terroir:14 aws_db_instance.far is to lie in United States (us-east-1); Hosting promises of the data on CloudFrance, to which it belongs, that they stay in European Union.',
    ]);
    expect(unknown).toEqual([
        'plan.json:80 Where aws_iam_role.reader is to lie is not known: the plan names no place for it.',
        'plan.json:98 Nobody can tell to which service aws_sqs_queue.untagged belongs: it has no tag or label terroir_service, and no map names it.',
        'plan.json:112 Where aws_ebs_volume.strange is to lie is not known: no country is known here for the region xx-nowhere-1a (its availability_zone).',
        'plan.json:131 aws_ebs_volume.orphan names the service Nirvana, and no spec that was read declares it.',
        'plan.json:150 aws_ebs_volume.silent belongs to Silent; no spec that was read states where that keeps data.',
    ]);
    // Both buckets by count, and the one in the module, whose region is the root's variable.
    expect(counts?.['satisfied']).toBe(3);
    expect(err).toMatch(/^terroir: Resources that are built nowhere, such as random numbers, and were not judged: 1\n/);
});

test('a region that is wider than what is promised is unknown, not kept', async () => {
    const { code, violated, unknown } = await reconciled(written('google.json'));
    expect(violated).toEqual([]);
    expect(unknown[0]).toBe(
        'plan.json:9 google_storage_bucket.union is to lie somewhere in European Union (EU); whether that is in France, Belgium, as is promised of CloudFrance, the plan does not tell.',
    );
    expect(code).toBe(0);
});

test('it is so where it may lie in one of several promised places, and for certain in none', async () => {
    const apart = { 'clinic.terroir': clinic['clinic.terroir'].replace('backs up in BE', 'backs up in US') };
    const { violated, unknown } = await reconciled(written('google.json'), apart);
    expect(violated).toEqual([]);
    expect(unknown[0]).toContain('whether that is in France, United States, as is promised of CloudFrance, the plan does not tell.');
});

test('that nobody knows of one place of a resource hides no other', async () => {
    const plan = written('azure.json').replace(/("failover_priority": 0,\s*"location": )"francecentral"/g, '$1"atlantis"');
    const { violated, unknown } = await reconciled(plan);
    expect(violated.filter((one) => one.includes('azurerm_cosmosdb_account.twice is to lie in Ireland (northeurope)'))).toHaveLength(1);
    expect(unknown.filter((one) => one.includes('azurerm_cosmosdb_account.twice'))).toEqual([expect.stringContaining('atlantis')]);
});

test('what is underlined is the statement that is broken, and of a service that states nothing it is said what would settle it', async () => {
    const { report } = await reconciled(written('azure.json'));
    const { start, end } = report?.findings.find(({ message }) => message.includes('Ireland (northeurope); CloudFrance'))?.range ?? {};
    expect(clinic['clinic.terroir'].slice(start?.offset, end?.offset)).toBe('stores in FR');
    const silent = (await reconciled(written('aws.json'))).report?.findings.filter(({ message }) => message.includes('belongs to Silent'));
    expect(silent?.map(({ settle }) => settle)).toEqual([[{ in: 'clinic.terroir#Silent', write: 'stores in …' }]]);
});

test('tags have other shapes elsewhere; a provider without a table is unknown', async () => {
    const { violated, unknown, counts } = await reconciled(written('europe.json'));
    expect(violated.map((one) => one.split(';')[0])).toEqual([
        'clinic.terroir:5 scaleway_object_bucket.bucket is to lie in Netherlands (nl-ams)',
        'clinic.terroir:5 outscale_public_ip.ip is to lie in United States (us-east-2)',
        'clinic.terroir:14 outscale_public_ip.ip is to lie in United States (us-east-2)',
    ]);
    expect(unknown.at(-1)).toBe(
        'plan.json:108 Where hcloud_server.server is to lie is not known: of the regions of the provider hcloud nothing is known here, only of those of azurerm, aws, google, ovh, scaleway, outscale.',
    );
    // The instance at the default zone of Scaleway, and the machine at OUTSCALE.
    expect(counts?.['satisfied']).toBe(2);
});

/** How the finding that says something leads to the plan, step by step. */
async function waySaid(plan: string, said: string): Promise<readonly string[] | undefined> {
    const { report } = await reconciled(written(plan));
    const path = report?.findings.find(({ message }) => message.includes(said))?.path;
    return path?.map(({ text, file, range }) => `${file}:${range.start.line} ${text}`);
}

test('a finding leads from the service over its statements to the resource in the plan', async () => {
    expect(await waySaid('azure.json', 'Ireland (northeurope); CloudFrance')).toEqual([
        'clinic.terroir:4 CloudFrance',
        'clinic.terroir:5 storage in France',
        'clinic.terroir:6 backup in Belgium',
        'plan.json:27 azurerm_storage_account.copied: the paired region, by its account_replication_type, northeurope',
    ]);
});

test('one on the promise of a contract leads from what it hosts over what that runs on to the promise, and to the resource', async () => {
    expect(await waySaid('aws.json', 'Hosting promises')).toEqual([
        'clinic.terroir:3 Records (Data concerning health)',
        'clinic.terroir:13 Shared',
        'clinic.terroir:8 CloudFrance',
        'clinic.terroir:14 the promise: European Union',
        'plan.json:56 aws_db_instance.far: the region of its provider us-east-1',
    ]);
});

describe('a map', () => {
    const map = (content: unknown) => ({ 'map.json': JSON.stringify(content) });

    test('says the service where a resource does not, over its tag, by the first pattern that fits', async () => {
        const given = map({ 'ovh_cloud_project_database.*': 'CloudFrance', 'ovh_*': 'clinic.terroir#Shared', 'scaleway_*': 'Silent' });
        const { violated, unknown } = await reconciled(written('europe.json'), given, '--map', 'map.json');
        expect(violated.filter((one) => one.includes('ovh'))).toEqual([
            'clinic.terroir:5 ovh_cloud_project_database.db is to lie in Canada (BHS); CloudFrance, to which it belongs, states to keep data in France, Belgium.',
            'clinic.terroir:14 ovh_cloud_project_database.db is to lie in Canada (BHS); Hosting promises of the data on CloudFrance, to which it belongs, that they stay in European Union.',
        ]);
        expect(unknown.filter((one) => one.includes('scaleway_'))).toHaveLength(2);
        expect(unknown.filter((one) => one.includes('kube'))).toEqual([]);
    });

    test('sets aside what is none of the business of specs, and says so', async () => {
        const { unknown, err } = await reconciled(
            written('google.json'),
            map({ 'google_project_service.*': null, '*.ring': null, 'aws_*': 'CloudFrance' }),
            '--map',
            'map.json',
        );
        expect(unknown.filter((one) => /api|ring/.test(one))).toEqual([]);
        expect(err).toContain(
            'terroir: Set aside by the map, and not judged: google_project_service.api, google_kms_key_ring.ring\nterroir: The map names what the plan does not have: aws_*\n',
        );
    });

    test('reaches the default region of Google, which counts where a resource has a region', async () => {
        const { violated, unknown } = await reconciled(written('google.json'), map({ '*': 'CloudFrance' }), '--map', 'map.json');
        expect(violated[0]).toContain('google_sql_database_instance.default_region is to lie in Switzerland (europe-west6)');
        expect(unknown.find((one) => one.includes('api'))).toContain('the plan names no place for it.');
        expect(unknown.find((one) => one.includes('ring'))).toContain('no country is known here for the region global (its location).');
    });

    test.each([['[]'], ['{ "a": 1 }'], ['{ "a": "" }'], ['{']])('that is none is refused: %s', async (content) => {
        const { code, err } = await reconciled(written('google.json'), { 'map.json': content }, '--map', 'map.json');
        expect([code, err.split('\n')[0]?.startsWith('terroir: map.json: it ')]).toEqual([2, true]);
    });
});

test('two services of one name are told apart by the file, or by nobody', async () => {
    const twin = { 'twin.terroir': 'organisation Other { seat DE }\nservice CloudFrance by Other { stores in DE }' };
    const { unknown } = await reconciled(written('europe.json'), twin, 'twin.terroir');
    expect(unknown.find((one) => one.includes('outscale_vm'))).toContain(
        'names the service CloudFrance, which several files declare: clinic.terroir, twin.terroir. Write the file before the name: clinic.terroir#CloudFrance.',
    );
});

test('what is marked sensitive is in no report, even where the plan is one line', async () => {
    for (const format of ['text', 'json', 'sarif', 'junit', 'github', 'gitlab', 'markdown', 'html']) {
        for (const name of format === 'text' ? ['azure.json', 'aws.json'] : ['azure.json']) {
            const { out, err } = await terroir(
                ['reconcile', 'plan.json', 'clinic.terroir', '--format', format],
                { 'plan.json': printed(name), ...clinic },
                { columns: 5000 },
            );
            expect(out.length).toBeGreaterThan(100);
            expect(out + err, `${format} of ${name}`).not.toMatch(/never-shown|central-secret/);
        }
    }
});

test('what a plan does not say to be only read is judged', async () => {
    const { violated, counts } = await reconciled(written('azure.json'));
    for (const mode of ['', '"mode": "another",']) {
        const plan = written('azure.json').replaceAll('"mode": "managed",', mode);
        expect(await reconciled(plan)).toMatchObject({ code: 1, violated, counts });
    }
    const read = written('azure.json').replaceAll('"mode": "managed",', '"mode": "data",');
    expect(await reconciled(read)).toMatchObject({ code: 0, violated: [] });
});

describe('what is no plan is refused with exit code 2, and said', () => {
    const plan = JSON.parse(written('google.json'));
    const nameless = structuredClone(plan);
    delete nameless.planned_values.root_module.resources[2].address;
    test.each([
        ['', 'plan.json: it is not whole JSON: it cannot be read from line 1, column 1 on.'],
        [written('google.json').slice(0, 700), 'plan.json: it is not whole JSON: it cannot be read from line 26, column 9 on.'],
        ['PK\x03\x04\x14\0', 'plan.json: it is no text; “terraform show -json PLAN” prints what is in a plan.'],
        ['[]', 'plan.json: it is no plan: the JSON of “terraform show -json PLAN” is an object.'],
        ['{}', 'plan.json: it is no plan: it has no format_version'],
        [JSON.stringify({ ...plan, format_version: '2.0' }), 'plan.json: its format_version is 2.0; only 1.x is understood.'],
        [JSON.stringify({ format_version: '1.0', values: {} }), 'plan.json: it is a state, not a plan: '],
        [JSON.stringify({ format_version: '1.2' }), 'plan.json: it is no plan: it has no planned_values.'],
        [JSON.stringify({ format_version: '1.2', planned_values: {} }), 'plan.json: it is no plan: it has no planned_values.'],
        [JSON.stringify({ format_version: '1.2', planned_values: { root_module: [] } }), 'plan.json: it is no plan: it has no planned_values.'],
        [JSON.stringify({ ...plan, errored: true }), 'plan.json: the planning of it broke off with errors, so it is not whole.'],
        [JSON.stringify({ ...plan, more: 0 }).replace(/0}$/, `${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'plan.json: it is nested too deeply.'],
        [JSON.stringify(nameless), 'plan.json: a resource has no address or no type (planned_values.root_module.resources.2).'],
    ])('plan %#', async (content, message) => {
        const { code, err } = await reconciled(content);
        expect(err).toContain(`terroir: ${message}`);
        expect(code).toBe(2);
    });

    // Each stands in a plan that is otherwise as it was: taken for nothing, what is in its place would be overlooked.
    test.each<[place: string, value: unknown, must: string, below?: string]>([
        ['planned_values.root_module.resources', {}, 'a list'],
        ['planned_values.root_module.resources', 7, 'a list'],
        ['planned_values.root_module.resources.0', null, 'an object'],
        ['planned_values.root_module.resources.0.address', 7, 'a text'],
        ['planned_values.root_module.resources.0.name', ['a'], 'a text'],
        ['planned_values.root_module.resources.0.values', 'none', 'an object'],
        ['planned_values.root_module.child_modules', {}, 'a list'],
        ['planned_values.root_module.child_modules', [null], 'an object', '0'],
        ['planned_values.root_module.child_modules', [{ address: 'module.a', resources: [3] }], 'an object', '0.resources.0'],
        ['planned_values.root_module.child_modules', [{ address: 7 }], 'a text', '0.address'],
        ['resource_changes', {}, 'a list'],
        ['resource_changes', [null], 'an object', '0'],
        ['resource_changes', [{ change: [] }], 'an object', '0.change'],
        ['deferred_changes', {}, 'a list'],
        ['deferred_changes', [{ resource_change: 'a' }], 'an object', '0.resource_change'],
        ['configuration', 'none', 'an object'],
        ['configuration.provider_config', [], 'an object'],
        ['configuration.provider_config', { google: { expressions: 7 } }, 'an object', 'google.expressions'],
        ['configuration.root_module.resources', { a: 1 }, 'a list'],
        ['configuration.root_module.module_calls', { a: { module: { resources: 1 } } }, 'a list', 'a.module.resources'],
        ['variables', [], 'an object'],
        ['variables', { region: null }, 'an object', 'region'],
    ])('%s as %j', async (place, value, must, below) => {
        const changed = structuredClone(plan);
        const steps = place.split('.');
        const last = steps.pop() as string;
        // biome-ignore lint/suspicious/noExplicitAny: what a plan may hold is asked for
        const holder = steps.reduce((inside: any, step) => (inside[step] ??= {}), changed);
        holder[last] = value;
        const { code, err } = await reconciled(JSON.stringify(changed));
        const path = below === undefined ? place : `${place}.${below}`;
        expect([code, err.split('\n')[0]]).toEqual([2, `terroir: plan.json: it is no plan: ${path} must be ${must}.`]);
    });

    test('what may be missing may be null', async () => {
        const whole = await reconciled(JSON.stringify(plan));
        const nothing = { ...structuredClone(plan), deferred_changes: null };
        nothing.planned_values.root_module.child_modules ??= null;
        expect(await reconciled(JSON.stringify(nothing))).toMatchObject({ code: whole.code, violated: whole.violated, unknown: whole.unknown });
    });

    test('a region that refers to no list of names is unknown', async () => {
        const changed = JSON.parse(written('aws.json'));
        for (const one of Object.values<{ expressions?: Record<string, unknown> }>(changed.configuration.provider_config))
            one.expressions = { region: { references: { 0: 'var.region' } } };
        const { code, unknown } = await reconciled(JSON.stringify(changed));
        expect([code, unknown.some((one) => one.includes('worked out by an expression'))]).toEqual([expect.any(Number), true]);
    });

    test('none, one that is not there, two from the standard input', async () => {
        expect(await terroir(['reconcile'])).toMatchObject({ code: 2, err: expect.stringContaining('A plan comes first') });
        expect(await terroir(['reconcile', 'gone.json'])).toMatchObject({ code: 2, err: expect.stringContaining('gone.json: there is no such file.') });
        expect(await terroir(['reconcile', '-', '-'])).toMatchObject({ code: 2, err: expect.stringContaining('only the plan can be read') });
    });
});

test('exit codes are those of a check', async () => {
    const files = { 'plan.json': written('google.json'), ...clinic };
    const code = async (...more: string[]) => (await terroir(['reconcile', 'plan.json', ...more], files)).code;
    expect(await code('clinic.terroir')).toBe(0);
    expect(await code('clinic.terroir', '--fail-on-unknown')).toBe(3);
    expect(await code('gone.terroir')).toBe(2);
    expect((await terroir(['reconcile', 'plan.json'], { ...files, 'broken.terroir': 'service X by {' })).code).toBe(1);
    expect((await terroir(['reconcile', 'plan.json'], { ...files, 'plan.json': written('aws.json') })).code).toBe(1);
    expect((await terroir(['reconcile', 'plan.json', '--fail-on', 'never'], { ...files, 'plan.json': written('aws.json') })).code).toBe(0);
});

test('a page says nothing of contracts that no rule was asked about', async () => {
    const { out } = await terroir(['reconcile', 'plan.json', 'clinic.terroir', '--format', 'html'], { 'plan.json': written('google.json'), ...clinic });
    expect(out).toContain('google_storage_bucket.union');
    expect(out).not.toContain('Nothing was found');
});

test('a promise counts while its contract lives', async () => {
    const { violated } = await reconciled(written('aws.json'), {}, '--as-of', '2029-01-01');
    expect(violated.filter((one) => one.includes('Hosting promises'))).toEqual([]);
});

test('from the standard input, also as PowerShell writes it, and in French', async () => {
    const stdin = () => new Uint8Array([0xff, 0xfe, ...Buffer.from(written('azure.json'), 'utf16le')]);
    const { code, out } = await terroir(['reconcile', '-', 'clinic.terroir', '--lang', 'fr'], clinic, { stdin });
    expect(code).toBe(1);
    expect(out).toContain('Lieu prévu de azurerm_cosmosdb_account.twice\u00a0: Irlande (northeurope)\u00a0; elle');
    expect(out).toContain('stdin.json:93:22 unknown plan/stays-where-promised');
});

test('the JSON is a report as its schema describes it; the rule can be explained', async () => {
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/report.schema.json'), 'utf8'));
    const isReport = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(schema);
    const { report } = await reconciled(written('azure.json'));
    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
    expect((await terroir(['explain', 'plan/stays-where-promised'])).code).toBe(0);
});

test('every region lies in a place that the library declares, and every pair is in the table both ways', () => {
    const declared = new Set(
        workspaceOf()
            .files.get('terroir:/jurisdictions.terroir')
            ?.ids.map((id) => id.split('#')[1]),
    );
    const tables = Object.values(regions).map((table) => table.regions);
    expect(tables).toHaveLength(6);
    for (const table of tables) for (const [region, place] of Object.entries(table)) expect(declared.has(place), `${region}: ${place}`).toBe(true);
    const { pairs, regions: azure } = regions.azurerm;
    for (const [region, pair] of Object.entries(pairs.regions)) {
        expect(region in azure && pair in azure, region).toBe(true);
        expect((pairs.regions as Record<string, string>)[pair]).toBe(region);
    }
});
