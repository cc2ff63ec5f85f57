import type { Ask } from '../model/ask.ts';
import { hostings, stack } from '../model/contracts.ts';
import { everStated } from '../model/declarations.ts';
import type { Id } from '../names/outline.ts';
import type { Day } from '../syntax/values.ts';
import type { Judge, Standing } from './judge.ts';

/** Where every rule stands on a contract, on the services that it hosts on, and on the promises and permissions that it names. */
export function coverageOf(judge: Judge, ask: Ask, contract: Id, date: Day): readonly Standing[] {
    return subjectsOf(ask, contract).flatMap((id) => judge.standings(id, date));
}

/** A contract and what it rests on: its data, the services that hold them, and the promises and permissions that it names. */
export function subjectsOf(ask: Ask, contract: Id): readonly Id[] {
    const hosted = hostings(ask, contract);
    const services = hosted.flatMap(({ service }) => stack(ask, service).map((layer) => layer.service));
    const promises = everStated(ask, contract, 'Transitional').flatMap(({ under }) => under ?? []);
    const permissions = everStated(ask, contract, 'AuthorisedBy').map(({ authorisation }) => authorisation);
    return [...new Set([contract, ...hosted.map(({ dataset }) => dataset), ...services, ...promises, ...permissions])];
}
