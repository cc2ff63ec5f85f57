import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Workspace } from '../../language/index.ts';
import { closedRing, controlGap, wayToGap } from '../../language/model/control-gap.ts';
import { controlled, controllers, controlPath, nearestInControl } from '../../language/model/ownership.ts';
import { ringOf } from '../../language/model/rings.ts';
import { holders, provenance, stake } from '../../language/model/stakes.ts';
import { freshWorkspace, holds, type Parties, parsedOnce, printParties, someParties } from '../harness/generators.ts';
import { day } from '../harness/spec.ts';

vi.setConfig({ testTimeout: 600_000 });

/*
 * Shares change, and rings close, grow, fall apart and close again elsewhere: whoever has answered before answers as whoever is
 * asked for the first time, whatever is asked, of whom, and in which order.
 */

const date = day('2026-11-23');
const file = 'parties.terroir';
const id = (party: number): string => `${file}#P${party}`;
const textOf = (parties: Parties): string => printParties(parties).join('\n');

/** All that is told of one party. */
function toldOf(workspace: Workspace, party: string, count: number): unknown {
    const ask = workspace.engine.at(date);
    const [gap, way, ring] = [controlGap(ask, party), wayToGap(ask, party), ringOf(ask, party)];
    return {
        by: [...controllers(ask, party).keys()].map((one) => [one, controllers(ask, party).get(one), controlPath(ask, party, one)]),
        nearest: [...nearestInControl(ask, party)],
        controlled: controlled(ask, party),
        gap: gap && [gap.party, gap.why, way],
        ring: ring?.written,
        closed: closedRing(ask, party)?.parties,
        held: [...holders(ask, party)].map((one) => [one, stake(ask, party, one)]),
        from: provenance(ask, party, 'terroir:/jurisdictions.terroir#EU'),
        count,
    };
}

/** An edit takes the facts of a party from elsewhere; after it some are asked, in some order. */
const someEdit = fc.record({ of: fc.nat(), as: someParties({ rings: true, most: 6 }), asked: fc.array(fc.nat(), { maxLength: 3 }) });

test('after any edits all that is told is what is told afresh', () => {
    let closed = 0;
    let opened = 0;
    holds(
        fc.property(someParties({ rings: true, most: 6 }), fc.array(someEdit, { minLength: 1, maxLength: 8 }), (start, edits) => {
            let parties = start;
            const workspace = freshWorkspace({ [file]: textOf(parties) });
            const told = (party: number) => toldOf(workspace, id(party), parties.length);
            for (let party = 0; party < parties.length; party++) told(party);
            for (const edit of edits) {
                const from = edit.as[edit.of % edit.as.length] as Parties[number];
                const facts = from.facts.map((fact) => ('by' in fact ? { ...fact, by: fact.by % parties.length } : fact));
                const rings = parties.filter((_, i) => ringOf(workspace.engine.at(date), id(i))).length;
                parties = parties.map((one, i) => (i === edit.of % parties.length ? { ...one, facts } : one));
                workspace.set(file, textOf(parties), parsedOnce(textOf(parties)));
                for (const party of edit.asked) told(party % parties.length);
                const now = parties.filter((_, i) => ringOf(workspace.engine.at(date), id(i))).length;
                if (now > rings) closed++;
                if (now < rings) opened++;
            }
            const fresh = freshWorkspace({ [file]: textOf(parties) });
            for (let party = parties.length - 1; party >= 0; party--) {
                expect(told(party), `P${party}`).toEqual(toldOf(fresh, id(party), parties.length));
            }
        }),
        300,
    );
    // It would be no test if rings hardly ever changed.
    expect(Math.min(closed, opened)).toBeGreaterThan(100);
});
