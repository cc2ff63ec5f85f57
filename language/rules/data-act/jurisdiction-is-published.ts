import { clauses } from '../../model/contracts.ts';
import { facts } from '../../model/declarations.ts';
import { stating } from '../../model/fixes.ts';
import { clausesSteps } from '../../model/steps.ts';
import { text } from '../../syntax/message.ts';
import { defineRule, unread, violated } from '../rule.ts';
import { aboutCloud } from './scope.ts';

export const jurisdictionIsPublished = defineRule({
    id: 'data-act/jurisdiction-is-published',
    on: 'Contract',
    summary: text('The contract lists the address at which the provider says under whose jurisdiction its infrastructure is.'),
    why: text(
        'Whose courts can reach the machines is the first thing to know of a cloud, and it changes. The law makes the provider keep it on its site, and makes every contract say where.',
    ),
    norms: ['data-act-28'],
    *judge(ask, contract) {
        yield* aboutCloud(ask, contract, 'data-act-28', function* () {
            const published = facts(ask, contract, 'Publishes');
            const fixes = [stating({ in: contract, write: 'publishes jurisdiction {text}' })];
            const cure = text('Have the provider name the address, and state it: publishes jurisdiction "https://…".');
            if (published.length === 0) {
                if (clauses(ask, contract) === undefined) return yield unread(contract);
                return yield violated({
                    at: { id: contract, path: 'name' },
                    message: text('The contract does not say where the provider publishes the jurisdiction of its infrastructure.'),
                    path: clausesSteps(ask, contract),
                    cure,
                    fixes,
                });
            }
            if (published.some(({ address }) => isAddress(address))) return;
            for (const { address, at } of published) {
                yield violated({
                    at,
                    message: text('“{written}” is no address of a site: the law asks the contract for one.', { written: address }),
                    path: [],
                    cure,
                    fixes,
                });
            }
        });
    },
});

/** `https://host.example/page`, or so without what browsers add. */
const isAddress = (written: string): boolean => /^\S+\.\S+$/.test(written.trim());
