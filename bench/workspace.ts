/** A spec of one contract with all that belongs to it, such as people write; every one has its own names. */
export function unit(n: number): string {
    return `organisation Clinic${n} "Clinic ${n}" { seat FR  kind health-institution, local-public-body }
organisation Fund${n} { seat US  kind company }
organisation Holding${n} { seat LU  kind company  owned 100% by Fund${n}  source "Register" on 2026-01-10 }
organisation Host${n} "Host ${n} SAS" {
    seat FR
    managed from FR
    kind company
    owned 61% votes 68% by Holding${n}
    float 39%
    source "Shareholders' register" on 2026-06-30
}
service Cloud${n} "Cloud ${n}" by Host${n} {
    provides hds-1, hds-2, hds-3
    stores in FR
    backs up in DE
    administered from FR
    supported from FR, IN without access
    encrypts at-rest keys held by Clinic${n} in FR
    certified HDS for hds-1, hds-2, hds-3 version "2.0" from 2025-03-01 until 2028-02-28 source "Certificate ${n}" on 2025-03-01
}
dataset Records${n} "Records ${n}" {
    category health, genetic
    subjects patients in FR
    persons ${1000 + n}
    identifiability pseudonymised by Clinic${n}
    sensitivity medical-secret
    from care
    retention 20 years since last-care
}
contract Hosting${n} "Hosting ${n}" {
    controller Clinic${n}
    processor Host${n}
    hosts Records${n} on Cloud${n}
    stays in EEA
    purpose "Keeping of patient records"
    lawful basis public-task
    special basis health-care
    signed 2025-10-01
    effective 2025-11-01
    term 2 years
    governed by law of FR
    award { procedure open  on 2025-09-20  value 480_000 EUR  notice "${n}-2025" on 2025-06-12 }
    switching { notice 2 months  transition 30 days  retrieval 30 days after transition  charges 0 EUR }
}
`;
}
