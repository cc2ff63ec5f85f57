import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { contractsIn, english, Judge, pictureOf, rules, type Translate, views } from '../../language/index.ts';
import french from '../../language/l10n/bundle.l10n.fr.json' with { type: 'json' };
import { drawPage, drawSvg } from '../../server/drawing/draw.ts';
import { elide, widthOf, wrap } from '../../server/drawing/widths.ts';
import { day, example, workspaceOf } from '../harness/spec.ts';

const date = day('2026-11-23');
const inFrench: Translate = (template) => (french as Record<string, string>)[template] ?? template;

type View = (typeof views)[number];

function pictured(view: View, files: Readonly<Record<string, string>>) {
    const workspace = workspaceOf(files);
    return pictureOf(view, new Judge(workspace, rules), workspace, contractsIn(workspace), date);
}

const svgOf = (view: View, files: Readonly<Record<string, string>>, translate = english, language = 'en') =>
    drawSvg(pictured(view, files), false, translate, language).svg;

/** The document, if it is well-formed. */
function parsed(svg: string): Element {
    const complain = (level: string, message: string) => {
        throw new Error(`${level}: ${message}`);
    };
    const document = new DOMParser({ onError: complain }).parseFromString(svg, 'image/svg+xml');
    if (!document.documentElement) throw new Error('no document');
    return document.documentElement;
}

const all = (root: Element, name: string): Element[] => [...root.getElementsByTagName(name)];
const classes = (element: Element) => (element.getAttribute('class') ?? '').split(' ');
const number = (element: Element, name: string) => Number(element.getAttribute(name));
const child = (element: Element, of: string) => all(element, 'rect').find((rect) => classes(rect).includes(of));

/** Names that try to be more than names. */
const nasty = `organisation Host "</text><script>alert(1)</script>" { seat FR  kind company  owned 60% by Parent }
organisation Parent "Père & Fils « \\"Ltd\\" » 'Ω' ${'very '.repeat(60)}long" { seat US  kind company  float 100% }
organisation Buyer "مستشفى النهرين الجامعي ‮reversed‬" { seat FR  kind company  float 100% }
dataset Records "記録 ${'ＷＩＤＥ'.repeat(30)}" { category health }
service Cloud "]]> --> <!-- ${'unbrokenword'.repeat(20)}" by Host { stores in FR  certified HDS from 2025-01-01 until 2026-12-31 }
contract K "<b onclick='x'>&amp;\\u0007" { controller Buyer  hosts Records on Cloud  signed 2026-01-01  term 2 years  transitional at most 1 month }
`;

const examples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    emc2: example('examples/emc2/emc2.terroir', 'examples/emc2/parties.terroir'),
    clinic: example('examples/clinic.terroir'),
    bank: example('examples/bank.terroir'),
    'data space': example('examples/data-space.terroir'),
    saas: example('examples/twins/saas-keys-with-provider.terroir'),
    nasty: { 'a.terroir': nasty },
    nothing: { 'a.terroir': 'organisation A { seat FR }' },
};

describe.each(Object.keys(examples))('%s', (name) => {
    const files = examples[name] ?? {};

    test.each(views)('the picture of %s is well-formed, says its name and what it shows, and carries its style', (view) => {
        for (const svg of [svgOf(view, files), svgOf(view, files, inFrench, 'fr')]) {
            const root = parsed(svg);
            expect(root.tagName).toBe('svg');
            expect(root.getAttribute('role')).toBe('img');
            const named = (root.getAttribute('aria-labelledby') ?? '')
                .split(' ')
                .map((id) => all(root, '*').find((one) => one.getAttribute('id') === id)?.textContent);
            expect(named.every((text) => (text ?? '').length > 5)).toBe(true);
            expect(all(root, 'style')).toHaveLength(1);
            expect(all(root, 'script')).toEqual([]);
            expect(
                all(root, '*')
                    .flatMap((one) => [...one.attributes].map((attribute) => attribute.name))
                    .filter((attribute) => /^on|href/.test(attribute)),
            ).toEqual([]);
            expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        }
    });

    test('no card lies on another, and what stands on a card stays on it', () => {
        const root = parsed(svgOf('reach', files));
        const cards = all(root, 'g').filter((group) => classes(group).includes('thing'));
        const boxes = cards.map((card) => {
            const tint = child(card, 'tint') as Element;
            return { x: number(tint, 'x'), y: number(tint, 'y'), width: number(tint, 'width'), height: number(tint, 'height') };
        });
        for (const [i, a] of boxes.entries()) {
            for (const b of boxes.slice(i + 1)) {
                expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
            }
            const card = cards[i] as Element;
            for (const line of all(card, 'text').filter((one) => !classes(one).includes('sign'))) {
                const font = classes(line).includes('name') ? ({ size: 13, bold: true } as const) : { size: classes(line).includes('kind') ? 9.5 : 11 };
                expect(number(line, 'x')).toBeGreaterThan(a.x);
                expect(number(line, 'x') + widthOf(line.textContent ?? '', font), line.textContent ?? '').toBeLessThan(a.x + a.width);
                expect(number(line, 'y')).toBeGreaterThan(a.y + 8);
                expect(number(line, 'y')).toBeLessThan(a.y + a.height - 3);
            }
        }
    });

    test.each(views)('every part of the picture of %s that leads somewhere has a title that says what it is', (view) => {
        const groups = all(parsed(svgOf(view, files)), 'g').filter((group) => group.hasAttribute('data-n'));
        for (const group of groups) expect(all(group, 'title')[0]?.textContent?.trim()).not.toBe('');
        if (name !== 'nothing') expect(groups.length).toBeGreaterThan(0);
    });

    test.each(views)('the same spec gives the same bytes of %s', (view) => {
        expect(svgOf(view, files)).toBe(svgOf(view, files));
    });
});

/** Spots on a line that is drawn by M, V and C, close enough to meet every card that it goes across. */
function spotsOn(path: string): { readonly x: number; readonly y: number }[] {
    const spots: { x: number; y: number }[] = [];
    for (const [, command, given = ''] of path.matchAll(/([A-Z])([^A-Z]*)/g)) {
        const to = given.trim().split(/[ ,]/).map(Number);
        const from = spots.at(-1);
        if (command === 'M' || !from) {
            spots.push({ x: to[0] as number, y: to[1] as number });
            continue;
        }
        if (command !== 'V' && command !== 'C') throw new Error(`what is ${command}?`);
        const [x1, y1, x2, y2, x, y] = (command === 'C' ? to : [from.x, from.y, from.x, to[0], from.x, to[0]]) as [
            number,
            number,
            number,
            number,
            number,
            number,
        ];
        for (let t = 0.01; t < 1.005; t += 0.01) {
            const at = (a: number, b: number, c: number, d: number) => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
            spots.push({ x: at(from.x, x1, x2, x), y: at(from.y, y1, y2, y) });
        }
    }
    return spots;
}

test('no arrow goes across a card, however high the cards beside it are', () => {
    const twins = ['bank-exit-untested', 'bank-night-desk-reads', 'bank-no-fallback'].map((name) => `examples/twins/${name}.terroir`);
    const root = parsed(svgOf('reach', example('examples/bank.terroir', ...twins)));
    const titleOf = (group: Element) => (all(group, 'title')[0]?.textContent ?? '').split('\n')[0];
    const groups = (of: string) => all(root, 'g').filter((group) => classes(group).includes(of));
    const cards = groups('thing').map((group) => ({ name: titleOf(group), box: child(group, 'tint') as Element }));
    const ties = groups('tie').map((group) => ({ name: titleOf(group), way: all(group, 'path').find((path) => classes(path).includes('way')) }));
    expect(ties.length).toBeGreaterThan(50);
    const across = ties.flatMap(({ name, way }) => {
        const spots = spotsOn(way?.getAttribute('d') ?? '');
        const isIn = (box: Element) =>
            spots.some(({ x, y }) => {
                const [left, top] = [number(box, 'x'), number(box, 'y')];
                return x > left + 1 && x < left + number(box, 'width') - 1 && y > top + 1 && y < top + number(box, 'height') - 1;
            });
        return cards.filter(({ box }) => isIn(box)).map((card) => `${name} across ${card.name}`);
    });
    expect(across).toEqual([]);
});

test('what is on the way of a violation is told apart by more than its colour', () => {
    const svg = svgOf('reach', examples['emc2'] ?? {});
    const root = parsed(svg);
    const ties = all(root, 'g').filter((group) => classes(group).includes('tie') && classes(group).includes('violated'));
    expect(ties.length).toBeGreaterThan(4);
    for (const tie of ties) expect(all(tie, 'text').some((text) => classes(text).includes('sign') && text.textContent === '!')).toBe(true);
    expect(svg).toMatch(/\.violated > \.way \{[^}]*stroke-dasharray: 9 4/);
    expect(all(root, 'text').map((text) => text.textContent)).toContain('on the way of a violation');
});

/** The ink and the colours of kinds in VS Code's own light themes, on their paper. */
const themes: Readonly<Record<string, { readonly ink: string; readonly paper: string; readonly colours: readonly string[] }>> = {
    'Light Modern': { ink: '#3b3b3b', paper: '#ffffff', colours: ['#bf8803', '#1a85ff', '#388a34', '#d67e00'] },
    'High Contrast Light': { ink: '#292929', paper: '#ffffff', colours: ['#d67e00'] },
    'Quiet Light': { ink: '#333333', paper: '#f5f5f5', colours: ['#bf8803', '#388a34', '#d67e00'] },
};

test.each(Object.entries(themes))('the small word above a name can be read in %s', (_, { ink, paper, colours }) => {
    const rgb = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
    const luminance = (channels: readonly number[]) => {
        const [r = 0, g = 0, b = 0] = channels.map((one) => (one <= 10 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const mix = /\.kind \{[^}]*color-mix\(in srgb, var\(--colour, var\(--faint\)\) (\d+)%, var\(--ink\)\)/.exec(svgOf('reach', {}))?.[1] ?? '100';
    const share = Number(mix) / 100;
    for (const colour of colours) {
        const word = rgb(colour).map((one, i) => one * share + (rgb(ink)[i] as number) * (1 - share));
        expect((luminance(rgb(paper)) + 0.05) / (luminance(word) + 0.05), colour).toBeGreaterThanOrEqual(4.5);
    }
});

test('who holds shares in himself has an arrow beside his card, not across it', () => {
    const root = parsed(
        svgOf('reach', {
            'a.terroir': `organisation Own "Own" { seat DE  kind company  owned 60% by Own  owned 40% by Other }
organisation Other { seat FR  kind company  float 100% }
dataset Records { category health }
service Cloud by Own { stores in FR }
contract K { controller Other  hosts Records on Cloud  signed 2026-01-01  term 2 years }
`,
        }),
    );
    const titleOf = (group: Element) => all(group, 'title')[0]?.textContent ?? '';
    const card = all(root, 'g').find((group) => classes(group).includes('thing') && titleOf(group).startsWith('organisation: Own')) as Element;
    const side = number(child(card, 'tint') as Element, 'x') + number(child(card, 'tint') as Element, 'width');
    const tie = all(root, 'g').find((group) => classes(group).includes('tie') && titleOf(group).startsWith('Own → Own')) as Element;
    const way =
        all(tie, 'path')
            .find((path) => classes(path).includes('way'))
            ?.getAttribute('d') ?? '';
    const xs = [...way.matchAll(/(-?[\d.]+) -?[\d.]+/g)].map(([, x]) => Number(x));
    expect(xs.length).toBe(4);
    for (const x of xs) expect(x).toBeGreaterThanOrEqual(side - 0.2);
});

test('a year can be read where the line of a day to come runs through it', () => {
    const root = parsed(svgOf('timeline', examples['emc2'] ?? {}));
    const parts = all(root, '*');
    const turn = parts.find((one) => one.tagName === 'path' && classes(one).includes('turn')) as Element;
    const at = Number(/L([\d.]+) /.exec(turn.getAttribute('d') ?? '')?.[1]);
    const year = all(root, 'text').find((one) => /^\d{4}$/.test(one.textContent ?? '') && Math.abs(number(one, 'x') - at) < 15) as Element;
    const plate = parts[parts.indexOf(year) - 1] as Element;
    expect(classes(plate)).toContain('plate');
    const half = widthOf(year.textContent ?? '', { size: 11 }) / 2;
    expect(number(plate, 'x')).toBeLessThanOrEqual(number(year, 'x') - half);
    expect(number(plate, 'x') + number(plate, 'width')).toBeGreaterThanOrEqual(number(year, 'x') + half);
    expect(number(plate, 'y')).toBeLessThan(number(year, 'y') - 8);
    expect(parts.indexOf(turn)).toBeLessThan(parts.indexOf(plate));
});

describe('what lies outside the axis of a timeline', () => {
    const contract = (name: string, year: number) => `contract ${name} { controller Buyer  signed ${year}-01-01  effective ${year}-02-01  term 2 years }\n`;
    const root = () => parsed(svgOf('timeline', { 'a.terroir': `organisation Buyer { seat FR }\n${contract('Old', 2010)}${contract('New', 2026)}` }));
    const rowOf = (name: string) =>
        all(root(), 'g').find((group) => classes(group).includes('row') && all(group, 'title')[0]?.textContent?.startsWith(`contract: ${name}`)) as Element;

    test('is drawn over no name', () => {
        const old = rowOf('Old');
        const start = number(child(old, 'stripe') as Element, 'x');
        for (const path of all(old, 'path')) expect(Number(/^M([\d.]+)/.exec(path.getAttribute('d') ?? '')?.[1])).toBeGreaterThanOrEqual(start);
    });

    test('is told at its edge', () => {
        expect(all(rowOf('Old'), 'text').map((text) => text.textContent)).toContain('← 2010-02-01 – 2012-01-31');
        expect(all(rowOf('New'), 'text').map((text) => text.textContent)).toContain('2028-01-31');
    });
});

test('a point in a bar stands on no words', () => {
    const root = parsed(
        svgOf('timeline', {
            'a.terroir': `organisation Buyer { seat FR }
contract K { controller Buyer  signed 2025-12-01  effective 2025-12-21  term 1 year  renewal 1 year tacit at most 2 times notice 3 months }
`,
        }),
    );
    const row = all(root, 'g').find((group) => classes(group).includes('row')) as Element;
    const points = all(row, 'path').filter((path) => classes(path).includes('point'));
    const plates = all(row, 'rect').filter((rect) => classes(rect).includes('plate'));
    expect(points.length).toBeGreaterThan(1);
    for (const point of points) {
        const x = Number(/^M([\d.]+)/.exec(point.getAttribute('d') ?? '')?.[1]);
        for (const plate of plates) expect(x < number(plate, 'x') || x > number(plate, 'x') + number(plate, 'width')).toBe(true);
    }
});

test('a picture in French speaks French', () => {
    const texts = (view: View) => all(parsed(svgOf(view, examples['emc2'] ?? {}, inFrench, 'fr')), 'text').map((text) => text.textContent);
    expect(texts('reach')).toEqual(
        expect.arrayContaining(['Exposition\u00a0: Hosting of the EMC2 warehouse', 'PAYS TIERS', 'exploité par', 'sur le chemin d’une violation']),
    );
    expect(texts('timeline')).toEqual(
        expect.arrayContaining(['Le droit', 'ENGAGEMENT', '4 ans, 1 mois au-delà de la limite', 'Les prochains jours où des verdicts changent']),
    );
});

test('names that try to be more than names are shown as they are', () => {
    const texts = all(parsed(svgOf('reach', examples['nasty'] ?? {})), 'title').map((text) => text.textContent);
    expect(texts.join('\n')).toContain('</text><script>alert(1)</script>');
    expect(texts.join('\n')).toContain('Père & Fils « "Ltd" »');
});

describe('the page of a view', () => {
    const page = (view: View, name: string, translate = english) => {
        const scopes = [{ value: 'a"><script>', label: '<i>', isChosen: true }];
        return drawPage(
            pictured(view, examples[name] ?? {}),
            { nonce: 'n0nce', isPartial: false, scopes, locate: ({ id, path }) => ({ id, path }) },
            translate,
            'en',
        ).html;
    };

    test.each(views)('runs nothing but its own script: %s', (view) => {
        for (const name of ['emc2', 'nasty']) {
            const html = page(view, name);
            expect(html.match(/<script/g)).toHaveLength(2);
            expect(html.match(/<script nonce="n0nce"/g)).toHaveLength(2);
            expect(html.match(/<style/g)).toHaveLength(html.match(/<style nonce="n0nce"/g)?.length ?? 0);
            expect(html).toContain(
                `content="default-src &#39;none&#39;; img-src data: blob:; style-src &#39;nonce-n0nce&#39;; script-src &#39;nonce-n0nce&#39;"`,
            );
            expect(html.match(/ on[a-z]+="/g)).toBe(null);
        }
    });

    test('has the picture as it is saved, and where everything leads', () => {
        const data = /<script nonce="n0nce" type="application\/json" id="data">(.*)<\/script><script/.exec(page('reach', 'emc2'))?.[1] ?? '';
        const { svg, places } = JSON.parse(data) as { svg: string; places: { id: string; path: string }[] };
        expect(svg).toBe(svgOf('reach', examples['emc2'] ?? {}));
        const numbers = [...page('reach', 'emc2').matchAll(/data-n="(\d+)"/g)].map((match) => Number(match[1]));
        expect(Math.max(...numbers)).toBe(places.length - 1);
        expect(places).toContainEqual({ id: 'examples/emc2/parties.terroir#MicrosoftIreland', path: 'name' });
    });

    test('breaks no day of a table over two lines', () => {
        const html = page('timeline', 'emc2');
        expect(html).toMatch(/^time \{[^}]*white-space: nowrap/m);
        const days = [...html.slice(html.indexOf('<details'), html.indexOf('<script')).matchAll(/<td[^>]*>(.*?)<\/td>/g)]
            .map(([, cell = '']) => cell)
            .filter((cell) => /^\d{4}-\d\d-\d\d$/.test(cell.replace(/<[^>]*>/g, '')));
        expect(days.length).toBeGreaterThan(10);
        for (const day of days) expect(day).toMatch(/^<time>\d{4}-\d\d-\d\d<\/time>$/);
    });

    test('tells in tables all that the picture shows', () => {
        for (const view of views) {
            const html = page(view, 'emc2');
            const tables = html.slice(html.indexOf('<details'));
            const picture = pictured(view, examples['emc2'] ?? {});
            const parts =
                picture.view === 'reach'
                    ? [...picture.shown.things.map(({ name }) => name), ...picture.shown.ties.flatMap(({ says }) => says)]
                    : picture.shown.groups.flatMap(({ rows }) => rows.map(({ name }) => name));
            expect(parts.length).toBeGreaterThan(8);
            for (const { template, values } of parts) {
                const words = values['name'] ?? template;
                if (typeof words === 'string' && !words.includes('{')) expect(tables).toContain(words.replaceAll("'", '&#39;'));
            }
        }
    });
});

describe('text in lines', () => {
    const font = { size: 10 };

    test('breaks between words, and says by … that there is more', () => {
        expect(wrap('one two three four', 45, font, 9)).toEqual(['one two', 'three', 'four']);
        expect(wrap('one two three four', 45, font, 2)).toEqual(['one two', 'three f…']);
        expect(wrap('', 45, font, 2)).toEqual(['']);
    });

    test('a word that is too long is broken anywhere, but never inside a letter', () => {
        const pieces = wrap('e\u0301'.repeat(40), 45, font, 99);
        expect(pieces.join('')).toBe('e\u0301'.repeat(40));
        for (const piece of pieces) {
            expect(widthOf(piece, font)).toBeLessThanOrEqual(45);
            expect(piece.startsWith('\u0301')).toBe(false);
        }
    });

    test('no line is wider than its room, whatever it is written in', () => {
        for (const words of ['Hébergement de l’entrepôt', '医療情報の保存', 'مستشفى النهرين الجامعي', '👩‍⚕️👩‍⚕️👩‍⚕️👩‍⚕️👩‍⚕️ care']) {
            for (const width of [30, 60, 200]) for (const line of wrap(words, width, font, 3)) expect(widthOf(line, font)).toBeLessThanOrEqual(width);
            expect(widthOf(elide(words, 40, font), font)).toBeLessThanOrEqual(40);
        }
    });
});
