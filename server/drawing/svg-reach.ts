import { formatDay, type Marked, type Message, type Place, type ReachPicture, say, type Thing, type Tie, type Translate, text } from '../../language/index.ts';
import { baselines, bullet, type Card, cardOf, fonts, kindOf, pad, stepOf } from './cards.ts';
import { badge, before, type Drawn, heading, Links, legend, noRoomFor, type Tell, tellFindings } from './frame.ts';
import { element, lines, type Markup, maybe, picture, round, together } from './markup.ts';
import { arranged, type Box, labelOf, labelStep, type Spot } from './reach-layout.ts';
import { style } from './style.ts';
import { widthOf } from './widths.ts';

const margin = 20;

/** Draws who gets at what: from the contracts above down to the laws that get hold of somebody. */
export function drawReach(shown: ReachPicture, isPartial: boolean, translate: Translate, language: string, within?: string): Drawn {
    const tell: Tell = (message) => say(message, translate);
    const links = new Links();
    const cards = new Map(shown.things.map((thing) => [thing.id, { thing, card: cardOf(thing, tell) }]));
    const labels = new Map(shown.ties.map((tie) => [tie, labelOf(tie, tell)]));
    const { boxes, ways, width, height } = arranged(shown, cards, labels);

    const subject = shown.contracts.length === 1 ? shown.things.find(({ id }) => id === shown.contracts[0])?.name : undefined;
    const title = subject
        ? text('Reach: {name}', { name: subject })
        : shown.contracts.length === 0
          ? text('Reach: no contract')
          : text('Reach: {n} contracts', { n: shown.contracts.length });
    const isEmpty = shown.contracts.length === 0;
    const about = [
        ...before(shown.contracts.length, isPartial),
        text('Judged at {date}. Read downwards: where the data lie, who holds them, whose law gets there.', { date: formatDay(shown.date) }),
        ...leftOut(shown),
        // Where nothing is drawn nobody can say that no law reaches anybody.
        ...(isEmpty ? [] : [summary(shown)]),
    ].map(tell);
    const top = heading(tell(title), about, Math.max(width, 600));
    const foot = legend(shown, tell);
    const whole = Math.max(width + 2 * margin, top.width + 2 * margin, foot.width + 2 * margin);
    const shift = { x: (whole - width) / 2, y: top.height + margin };

    const body = together([
        element('g', { transform: `translate(${margin} ${margin})` }, top.markup),
        element(
            'g',
            { transform: `translate(${round(shift.x)} ${round(shift.y)})` },
            together(shown.ties.map((tie) => drawTie(tie))),
            together(shown.things.map((thing) => drawThing(thing))),
        ),
        element('g', { transform: `translate(${margin} ${round(shift.y + height + margin)})` }, foot.markup),
    ]);
    const size = { width: whole, height: shift.y + height + margin + foot.height + margin };
    const svg = picture({ ...size, title: tell(title), description: about.join(' '), language, within }, style, body);
    return { svg, title: tell(title), links };

    function drawTie(tie: Marked<Tie>): Markup {
        const label = labels.get(tie) ?? [];
        const way = ways.get(tie);
        if (!way) throw new Error('A tie has not been laid out.');
        const [from, to] = [tie.from, tie.to].map((id) => {
            const thing = cards.get(id)?.thing;
            return thing ? tell(thing.name) : id;
        });
        const says = `${from} → ${to}${tie.says.length > 0 ? `: ${tie.says.map(tell).join(', ')}` : ''}`;
        const at = tie.at[0] as Place;
        const line = tie.from === tie.to ? loop(way.points) : curve(way.points);
        return element(
            'g',
            { class: `tie ${tie.mark ?? ''}`.trim(), 'data-n': links.to(at) },
            element('title', {}, [says, ...tellFindings(tie.findings, shown.findings, tell)].join('\n')),
            element('path', { class: 'ring', d: line }),
            element('path', { class: 'way', d: line }),
            arrowhead(way.points),
            maybe(label.length > 0 || tie.mark !== undefined, () => {
                const w = Math.max(...label.map((line) => widthOf(line, fonts.strong)), 0);
                const top = way.label.y - (label.length * labelStep) / 2;
                return together([
                    element('rect', { class: 'plate', x: way.label.x - w / 2 - 3, y: top - 1, width: w + 6, height: label.length * labelStep + 3, rx: 3 }),
                    lines(label, { x: way.label.x, y: top + 10, step: labelStep, class: 'say', anchor: 'middle' }),
                    tie.mark && badge(tie.mark, label.length > 0 ? way.label.x - w / 2 - 12 : way.label.x, way.label.y),
                ]);
            }),
        );
    }

    function drawThing(thing: Marked<Thing>): Markup {
        const box = boxes.get(thing.id);
        const card = cards.get(thing.id)?.card;
        if (!box || !card) throw new Error(`${thing.id} has not been laid out.`);
        const { x, y, width, height } = box;
        const at = baselines(card);
        const radius = { contract: 2, dataset: 2, service: 12, organisation: 4, place: 16 }[thing.kind];
        const outline = { x, y, width, height, rx: radius };
        const about = [`${tell(kindOf(thing))}: ${tell(thing.name)}`, ...thing.lines.map(tell), ...tellFindings(thing.findings, shown.findings, tell)];
        return together([
            element(
                'g',
                { class: `thing ${thing.kind} ${thing.mark ?? ''}`.trim(), 'data-n': links.to(thing.at) },
                element('title', {}, about.join('\n')),
                element('rect', { class: 'back', ...outline }),
                element('rect', { class: 'tint', ...outline }),
                ornament(thing.kind, box),
                element('rect', { class: 'ring', x: x - 3, y: y - 3, width: width + 6, height: height + 6, rx: radius + 3 }),
                element('text', { class: 'kind', x: x + pad, y: y + at.kind }, card.kind),
                lines(card.name, { x: x + pad, y: y + at.name, step: stepOf.name, class: 'name' }),
                lines(card.lines, { x: x + pad, y: y + at.lines, step: stepOf.line, class: 'faint' }),
                thing.mark && badge(thing.mark, x + width - 15, y + at.kind - 3.5),
            ),
            ...card.laws.map(({ text: words, law }, i) => drawLaw(card, words, law, x + pad, y + at.laws + i * stepOf.line)),
        ]);
    }

    function drawLaw(card: Card, words: string, law: Thing['laws'][number] | undefined, x: number, y: number): Markup {
        if (!law) return element('text', { class: 'faint', x: x + bullet, y }, words);
        return element(
            'g',
            { class: `law ${law.mark ?? ''}`.trim(), 'data-n': links.to(law.at) },
            element('title', {}, [`${tell(text('access law'))}: ${tell(law.name)}`, ...tellFindings(law.findings, shown.findings, tell)].join('\n')),
            element('rect', { class: 'ring', x: x - 4, y: y - 11, width: card.width - 2 * pad + 8, height: 15, rx: 3 }),
            law.mark ? badge(law.mark, x + 3.5, y - 3.8, 5) : element('circle', { class: 'head', cx: x + 3.5, cy: y - 3.8, r: 2 }),
            element('text', { class: 'say', x: x + bullet, y }, words),
        );
    }
}

/** What tells a kind without its colour: the folded corner of a paper, the lid of a store. */
function ornament(kind: Thing['kind'], { x, y, width, height }: Box): Markup | undefined {
    switch (kind) {
        case 'contract':
            return element('path', { class: 'edge', d: `M${round(x + width)} ${round(y + height - 13)}v13h-13z` });
        case 'dataset':
            return element('path', { class: 'edge', d: `M${round(x)} ${round(y)}h${round(width)}v4h${round(-width)}z` });
        case 'organisation':
            return element('path', { class: 'edge', d: `M${round(x)} ${round(y + 3)}h3.5v${round(height - 6)}h-3.5z` });
        default:
            return undefined;
    }
}

/** A line through some points that leaves and arrives upright. */
function curve(points: readonly Spot[]): string {
    const [first, ...rest] = points as [Spot, ...Spot[]];
    let before = first;
    const parts = [`M${round(first.x)} ${round(first.y)}`];
    for (const { x, y } of rest) {
        const middle = (before.y + y) / 2;
        parts.push(x === before.x ? `V${round(y)}` : `C${round(before.x)} ${round(middle)} ${round(x)} ${round(middle)} ${round(x)} ${round(y)}`);
        before = { x, y };
    }
    return parts.join('');
}

function loop(points: readonly Spot[]): string {
    const [from, turn, to] = points as [Spot, Spot, Spot];
    // A curve reaches three quarters of the way to what bends it.
    const far = round(from.x + ((turn.x - from.x) * 4) / 3);
    return `M${round(from.x)} ${round(from.y)}C${far} ${round(from.y)} ${far} ${round(to.y)} ${round(to.x)} ${round(to.y)}`;
}

function arrowhead(points: readonly Spot[]): Markup {
    const [before, tip] = points.slice(-2) as [Spot, Spot];
    if (tip.y === before.y) return element('path', { class: 'head', d: `M${round(tip.x)} ${round(tip.y)}l8 -4.5v9z` });
    const back = tip.y >= before.y ? -8 : 8;
    return element('path', { class: 'head', d: `M${round(tip.x)} ${round(tip.y)}l-4.5 ${back}h9z` });
}

// ---------------------------------------------------------------- words

function leftOut({ left }: ReachPicture): readonly Message[] {
    return [...noRoomFor(left.contracts), ...(left.owners > 0 ? [text('Owners that there is no room for: {n}.', { n: left.owners })] : [])];
}

function summary({ ways, findings }: ReachPicture): Message {
    const count = (verdict: string, waived: boolean) =>
        findings.filter((finding) => finding.verdict === verdict && (finding.waivedBy !== undefined) === waived).length;
    const laws = new Set(ways.map(({ law }) => JSON.stringify(law))).size;
    const names = { violated: count('violated', false), waived: count('violated', true), unknown: count('unknown', false) };
    return laws === 0
        ? text(
              'No access law of a third country reaches anybody here, as far as is stated. On these ways: {violated} violated, {waived} waived, {unknown} not known.',
              names,
          )
        : text('Access laws of third countries that reach somebody here: {laws}. On these ways: {violated} violated, {waived} waived, {unknown} not known.', {
              laws,
              ...names,
          });
}
