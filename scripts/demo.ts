// The real case of examples/emc2, judged on two days by the command as it is built. Ends with 0 exactly when each verdict
// came that docs/examples.md explains.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildWhenStale } from './build-when-stale.ts';

const root = join(import.meta.dirname, '..');

const expected: Readonly<Record<string, readonly string[]>> = {
    '2024-02-01': [
        'facts/contract-is-read unknown information',
        'gdpr/basis-fits-recipient unknown information',
        'gdpr/fragile-basis-has-fallback violated information',
        'gdpr/impact-is-assessed unknown information',
        'gdpr/lawful-basis-is-stated violated warning',
        'gdpr/special-basis-is-stated violated warning',
        'health/certificate-covers-activities unknown information',
        'health/snds-purpose-is-allowed unknown information',
        'procurement/central-purchase-in-scope unknown information',
        'procurement/competition-was-held unknown information',
        'reach/no-foreign-access unknown information',
        'reach/no-foreign-control violated warning',
        'reach/no-foreign-disclosure violated warning',
        'reach/owners-are-known unknown information',
        'residency/every-copy-is-placed unknown information',
        'term/certificate-outlasts-contract unknown information',
        'term/commitment-is-kept violated warning',
        'term/transition-has-destination violated warning',
        'term/transition-within-limit violated warning',
    ],
    '2026-11-23': [
        'data-act/exit-is-planned violated information',
        'facts/are-sourced violated information',
        'facts/contract-is-read unknown information',
        'gdpr/basis-fits-recipient unknown information',
        'gdpr/fragile-basis-has-fallback violated information',
        'gdpr/impact-is-assessed unknown information',
        'gdpr/lawful-basis-is-stated violated warning',
        'gdpr/special-basis-is-stated violated warning',
        'health/certificate-covers-activities unknown information',
        'health/certificate-is-current unknown information',
        'health/large-base-under-european-law unknown information',
        'health/remote-access-has-basis unknown information',
        'health/snds-is-homologated violated error',
        'health/snds-purpose-is-allowed unknown information',
        'procurement/central-purchase-in-scope unknown information',
        'procurement/competition-was-held unknown information',
        'reach/no-foreign-access unknown information',
        'reach/no-foreign-control violated error',
        'reach/no-foreign-disclosure violated warning',
        'reach/owners-are-known unknown information',
        'residency/every-copy-is-placed unknown information',
        'secnumcloud/administered-from-eu unknown information',
        'secnumcloud/no-foreign-veto violated error',
        'secnumcloud/stake-under-cap unknown information',
        'secnumcloud/stakes-under-cap unknown information',
        'secnumcloud/suppliers-have-no-access violated error',
        'state/sensitive-data-is-shielded violated error',
        'term/authorisation-outlasts-contract violated warning',
        'term/certificate-outlasts-contract unknown information',
        'term/commitment-is-kept violated warning',
        'term/transition-has-destination violated warning',
        'term/transition-within-limit violated warning',
    ],
};

function terroir(...argv: string[]): { code: number | null; out: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/terroir.cjs'), ...argv], {
        cwd: root,
        env: { ...process.env, TERROIR_CACHE: 'off' },
        encoding: 'utf8',
    });
    if (status === 2) throw new Error(stderr || stdout);
    return { code: status, out: stdout };
}

interface Finding {
    readonly rule: string;
    readonly verdict: string;
    readonly severity: string;
}

buildWhenStale();
let differences = 0;
for (const [date, verdicts] of Object.entries(expected)) {
    const check = ['check', 'examples/emc2', '--as-of', date];
    const colour = process.stdout.isTTY ? 'always' : 'auto';
    console.log(`$ terroir ${check.join(' ')}\n\n${terroir(...check, '--color', colour).out}`);
    const { findings } = JSON.parse(terroir(...check, '--format', 'json').out) as { findings: Finding[] };
    const found = new Set(findings.map(({ rule, verdict, severity }) => `${rule} ${verdict} ${severity}`));
    for (const verdict of verdicts) if (!found.has(verdict)) differences += complain(date, 'is missing', verdict);
    for (const verdict of found) if (!verdicts.includes(verdict)) differences += complain(date, 'was not expected', verdict);
}
console.log(differences === 0 ? 'Each verdict is the one that docs/examples.md explains.' : 'Not every verdict is the one that docs/examples.md explains.');
process.exitCode = differences === 0 ? 0 : 1;

function complain(date: string, what: string, verdict: string): 1 {
    console.error(`On ${date} ${what}: ${verdict}`);
    return 1;
}
