import { defineRule, type Rule } from '../../language/rules/rule.ts';
import { text } from '../../language/syntax/message.ts';

/** A rule that breaks off at some contracts and services: where the length of their identity divides by a number. */
export const failingNowAndThen = (divisor: number): Rule =>
    defineRule({
        id: 'facts/fails-now-and-then',
        on: ['Contract', 'Service'],
        summary: text('It fails on some.'),
        why: text('What fails on one declaration is to fail on no other.'),
        norms: [],
        *judge(_, id) {
            if (id.length % divisor === 0) throw new Error(`broken off at ${id}`);
            yield* [];
        },
    });
