import type { Workspace } from '../../language/index.ts';
import { type Id, nameOf } from '../../language/index.ts';
import { all } from '../../language/model/declarations.ts';
import { day } from './spec.ts';

/* What can stand for the holes of a statement that settles an unknown or ends a finding: `{day}`, `{organisation}` … */

/** Declarations of the kinds that a hole may ask for, in case the spec has none of its own. */
const extras: Readonly<Record<string, string>> = {
    // An owner who is owned by nobody: whatever is asked of owners must end with him, or with one abroad.
    organisation: 'organisation ExtraParty { seat FR  kind foundation }\norganisation ExtraAbroad { seat US  kind foundation }',
    service: 'organisation ExtraHost { seat FR  kind foundation }\nservice ExtraService by ExtraHost { stores in FR  backs up in FR }',
    dataset: 'dataset ExtraData { category health  from care }',
    calendar: 'calendar ExtraDays of FR { closed 2026-12-25 }',
    contract: 'contract ExtraContract { }',
    commitment: 'organisation ExtraPromisor { seat FR  kind foundation }\ncommitment ExtraPromise by ExtraPromisor { made 2026-01-01  within 2 years }',
    authorisation:
        'organisation ExtraAuthority { seat FR  kind authority }\nauthorisation ExtraLeave by ExtraAuthority { given 2020-01-01  lasts 20 years  under lil-66 }',
};

const values: Readonly<Record<string, readonly string[]>> = {
    day: ['2019-01-01', '2026-03-01', '2026-11-23', '2027-02-28', '2031-01-01'],
    duration: ['1 day', '30 days', '2 months', '18 months', '5 years'],
    text: ['"text"', '"2.0"', '"1.1"', '"3.2"', '"https://host.example"'],
    number: ['1', '20', '10_000', '2_000_000'],
    share: ['1%', '24.5%', '50%', '51%', '100%'],
    money: ['1 EUR', '139_999 EUR', '143_000 EUR', '9_000_000 EUR'],
};

/** What can stand for a hole: some values, or names of what there is. */
export function fillings(workspace: Workspace, hole: string, write: string): readonly string[] {
    // Owners that are named in the spec might lead back to where they are named.
    if (hole === 'organisation' && /^(owned|controlled)/.test(write)) return ['ExtraParty', 'ExtraAbroad'];
    const ask = workspace.engine.at(day('2026-11-23'));
    const kind = `${hole[0]?.toUpperCase()}${hole.slice(1)}`;
    const isNear = (id: Id) => id.startsWith('spec.terroir#') || !(hole in extras);
    const terms = all(ask, 'Term').filter((id: Id) => nameOf(id).startsWith(`${hole}.`));
    const some = values[hole] ?? [...all(ask, kind).filter(isNear).map(nameOf), ...terms.map((id: Id) => nameOf(id).slice(hole.length + 1))];
    if (some.length === 0) throw new Error(`Nothing can stand for {${hole}}.`);
    return some;
}

/** A spec with declarations of the kinds that a statement asks for. */
export function withExtras(source: string, write: string): string {
    let text = source;
    for (const [, hole = ''] of write.matchAll(/\{([a-z-]+)\}/g)) {
        const extra = hole === 'authorisation' ? coveringAll(source, extras[hole]) : extras[hole];
        if (extra && !text.includes(extra)) text += `${extra}\n`;
    }
    return text;
}

/** An authorisation that covers all the data there are. */
function coveringAll(source: string, authorisation = ''): string {
    const datasets = [...source.matchAll(/^dataset (\S+)/gm)].map(([, name]) => name);
    return datasets.length === 0 ? authorisation : authorisation.replace(/ }$/, `  covers ${datasets.join(', ')} }`);
}
