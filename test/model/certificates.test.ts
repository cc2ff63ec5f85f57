import { expect, test } from 'vitest';
import { say } from '../../language/index.ts';
import { traceStep, tracesOf } from '../../language/model/certificates.ts';
import { day, workspaceOf } from '../harness/spec.ts';

/** What is said of a service that is not certified HDS, by what it states of certificates. */
function traces(facts: string): readonly string[] {
    const workspace = workspaceOf({ 'spec.terroir': `organisation Heron {}\norganisation Egret {}\nservice Cloud by Heron { ${facts} }\n` });
    const ask = workspace.engine.at(day('2026-11-23'));
    return tracesOf(ask, 'spec.terroir#Cloud', 'HDS').map((trace) => say(traceStep(ask, trace).say));
}

test.each([
    ['one that has ended', 'certified HDS until 2026-11-22', ['a certificate that ended on 2026-11-22']],
    ['one on its last day', 'certified HDS until 2026-11-23', []],
    ['one whose end is not stated', 'certified HDS from 2020-01-01', []],
    ['one that is to come', 'certified HDS from 2026-11-24 until 2029-11-23', []],
    ['an ended one of another scheme', 'certified SecNumCloud until 2026-11-22', []],
    ['one that somebody else holds', 'certified HDS held by Egret', ['a certificate of Egret']],
    ['one of another scheme that somebody else holds', 'certified SecNumCloud held by Egret', []],
    ['one that is applied for', 'seeks HDS', ['a certificate that is applied for, and not held']],
    ['one of another scheme that is applied for', 'seeks SecNumCloud', []],
    ['its own', 'certified HDS held by Heron', []],
])('of a certificate that a service does not hold it is told why: %s', (_, facts, said) => {
    expect(traces(facts)).toEqual(said);
});
