import type { Ask } from '../../model/ask.ts';
import { called, kindOf } from '../../model/declarations.ts';
import { terms, type Waiving, waivingBy } from '../../model/waivers.ts';
import { type Id, nameOf } from '../../names/outline.ts';
import { type Message, text } from '../../syntax/message.ts';
import { formatDay } from '../../syntax/values.ts';
import { defineRule, doesNotApply, isWaivable, judges, type Violated, violated } from '../rule.ts';
import { ruleNamed, sameTarget } from './target.ts';

export const isUsed = defineRule({
    id: 'waiver/is-used',
    on: 'Waiver',
    summary: text('A waiver silences something, and nothing that another waiver silences already.'),
    why: text(
        'A waiver that silences nothing today silences whatever comes tomorrow, and nobody will have looked at that. Of two on the same finding, ending one changes nothing, and whoever ends it believes it did.',
    ),
    norms: ['terroir-practice'],
    pass: 2,
    *judge(ask, waiver, seen) {
        const { state } = waivingBy(ask, waiver);
        if (state !== 'live') return yield doesNotApply(whyIdle[state]);
        const { rule: name = '', subject = '' } = terms(ask, waiver);
        const rule = ruleNamed(seen, name);
        if (!rule) return yield doesNotApply(text('There is no rule {rule}.', { rule: name }));
        if (!seen.isRun(rule)) return yield doesNotApply(text('The rule {rule} is switched off.', { rule: name }));
        const names = { rule: name, subject: called(ask, subject) };
        if (!isWaivable(rule)) {
            return yield nothing(
                waiver,
                text('What {rule} finds cannot be waived; this waiver silences nothing.', { rule: name }),
                text('Take the waiver out.'),
            );
        }
        if (!judges(rule).some((kind) => kind === kindOf(ask, subject))) {
            return yield nothing(
                waiver,
                text('{rule} does not judge {subject}; this waiver silences nothing.', names),
                text('Take the waiver out, or put it on the {kinds} that the rule judges.', { kinds: judges(rule).map((kind) => kind.toLowerCase()) }),
            );
        }
        const outcomes = seen.by(rule, subject)?.map(({ outcome }) => outcome);
        if (!outcomes) {
            ask.doubt();
            return yield doesNotApply(text('{rule} could not judge {subject}.', names));
        }
        if (outcomes.some(({ verdict }) => verdict === 'violated')) {
            return yield* sameTarget(ask, waiver, seen)
                .filter((other) => other.state === 'live')
                .map((other) => doubled(ask, waiver, other));
        }
        // What has yet to be settled, and what is yet to apply, may need the waiver still.
        if (outcomes.some(({ verdict }) => verdict === 'unknown')) {
            return yield doesNotApply(text('Whether {rule} is violated on {subject} is not known.', names));
        }
        if (outcomes.length > 0) return yield doesNotApply(text('{rule} does not apply to {subject} at this date.', names));
        yield nothing(
            waiver,
            text('{rule} finds nothing on {subject}; this waiver silences nothing.', names),
            text('Take the waiver out: what it was for is mended.'),
        );
    },
});

const whyIdle: Readonly<Record<Exclude<Waiving['state'], 'live'>, Message>> = {
    over: text('The waiver has ended.'),
    'not yet': text('The waiver is not yet approved at this date.'),
    incomplete: text('The waiver is not complete, so it silences nothing.'),
    'too long': text('The waiver lasts longer than is allowed, so it silences nothing.'),
};

const nothing = (waiver: Id, message: Message, cure: Message): Violated =>
    violated({
        at: { id: waiver, path: 'name' },
        message,
        path: [],
        cure,
        unnecessary: true,
        fixes: [{ title: text('Remove the waiver that silences nothing'), changes: [{ remove: { id: waiver, path: '' } }] }],
    });

/** Of two waivers of the same finding the one that ends first adds nothing. */
function doubled(ask: Ask, waiver: Id, other: Waiving): Violated {
    const { end, rule = '', subject = '' } = terms(ask, waiver);
    const mine = end?.until ?? 0;
    const theirs = other.until ?? 0;
    const endsFirst = mine < theirs || (mine === theirs && waiver > other.waiver);
    const otherName = nameOf(other.waiver);
    return violated({
        at: { id: waiver, path: 'name' },
        message: text('{rule} on {subject} is silenced by the waiver {other} as well, until {until}.', {
            rule,
            subject: called(ask, subject),
            other: otherName,
            until: formatDay(theirs),
        }),
        path: [{ say: text('the waiver {name}', { name: otherName }), at: { id: other.waiver, path: 'name' } }],
        cure: text('Keep one of the two.'),
        fixes: endsFirst ? [{ title: text('Remove this waiver and keep {other}', { other: otherName }), changes: [{ remove: { id: waiver, path: '' } }] }] : [],
    });
}
