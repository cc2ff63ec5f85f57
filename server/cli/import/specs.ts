import { applyChanges, formatChanges, parse } from '../../../language/editing.ts';
import { type Message, say, type Translate, text } from '../../../language/index.ts';
import { columns } from '../export/register.ts';
import { namesIn, partiesIn, retentionIn, transfersIn, type Understood, valuesIn, wordsIn } from './cells.ts';
import { folded, type ImportColumn, type Row } from './columns.ts';
import { LibraryWords } from './library-words.ts';

/** What a register comes to: the text of parties, and of each activity; and what no statement says. */
export interface Specs {
    readonly parties: string;
    readonly activities: readonly { readonly file: string; readonly source: string; readonly namesParties: boolean }[];
    readonly losses: readonly Message[];
}

/** Makes specs of a register: they say what it says, and are silent where it is silent or where no statement says it. */
export function specsOf(rows: readonly Row[], translate: Translate): Specs {
    const words = LibraryWords.get();
    const names = new Names(words.taken);
    const files = new Names(new Set(['parties', ...devices]));
    const parties = new Map<string, { readonly name: string; readonly label: string }>();
    const losses: Message[] = [];
    const activities = rows.map((row) => activityOf(row));
    const stated = [...parties.values()].map(({ name, label }) => `organisation ${name} ${quoted(label)} { }\n`).join('');
    return { parties: laidOut(stated), activities, losses };

    function activityOf({ row, cells }: Row) {
        const title = cells.activity === '' ? say(text('Row {row}', { row }), translate) : cells.activity;
        const kept: string[] = [];
        const read = <T>(column: ImportColumn, understood: Understood<T>): readonly T[] => {
            for (const value of understood.lost) {
                losses.push(text('row {row}, {column}: “{value}” has no statement, and stands as a comment', { row, column: headingOf(column), value }));
                kept.push(`// ${say(headingOf(column), translate)}: ${oneLine(value)}`);
            }
            return understood.found;
        };
        const only = (column: ImportColumn) => void read(column, { found: [], lost: valuesIn(cells[column]) });
        const party = (column: 'controllers' | 'processors') => read(column, partiesIn(words, cells[column])).map(partyNamed);

        const controllers = party('controllers');
        const processors = party('processors');
        const listed = (word: string, found: readonly string[]) => (found.length === 0 ? [] : [`${word} ${found.join(', ')}`]);
        const data = [
            ...listed('category', read('categories', wordsIn(words, 'category', cells.categories))),
            ...listed('subjects', read('subjects', wordsIn(words, 'subject', cells.subjects))),
            ...read('retention', retentionIn(words, cells.retention)),
        ];
        const name = names.unique(nameOf(title, 'Activity'));
        const [dataset, host, service] = ['Data', 'Host', 'Service'].map((suffix) => names.unique(`${name}${suffix}`)) as [string, string, string];
        const contract = [
            ...listed('controller', controllers),
            ...listed('processor', processors),
            `hosts ${dataset} on ${service}`,
            ...read('purposes', namesIn(words, cells.purposes)).map((purpose) => `purpose ${quoted(purpose)}`),
            ...listed('measures', read('measures', wordsIn(words, 'measure', cells.measures))),
            ...read('transfers', transfersIn(words, cells.transfers, cells.safeguards)),
        ];
        for (const column of ['representative', 'officer', 'recipients'] as const) only(column);
        const silent = say(text('The register does not say who hosts the data, nor where: state it here.'), translate);
        const source = [
            `dataset ${dataset} ${quoted(title)} {\n${data.join('\n')}\n}`,
            `// ${silent}\norganisation ${host} ${quoted(say(text('Host of: {title}', { title }), translate))} { }`,
            `service ${service} ${quoted(say(text('Hosting of: {title}', { title }), translate))} by ${host} { }`,
            `contract ${name} ${quoted(title)} {\n${[...contract, ...kept].join('\n')}\n}\n`,
        ].join('\n\n');
        return {
            file: `${files.unique(slugOf(title))}.terroir`,
            source: laidOut(source),
            namesParties: controllers.length + processors.length > 0,
        };
    }

    /** A party is one however often it is named. */
    function partyNamed(label: string): string {
        const key = folded(label);
        const known = parties.get(key) ?? { name: names.unique(nameOf(label, 'Party')), label };
        parties.set(key, known);
        return known.name;
    }
}

const headingOf = (column: ImportColumn): Message => (column === 'safeguards' ? text('Safeguards') : columns[column]);

/** The text of everything in one file, or of one activity beside a file of parties. */
export const together = ({ parties, activities }: Specs): string =>
    laidOut([parties, ...activities.map(({ source }) => source)].filter((one) => one !== '').join('\n'));

const laidOut = (source: string): string => applyChanges(source, formatChanges(source, parse(source)));

const oneLine = (written: string): string => written.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

const quoted = (written: string): string => `"${oneLine(written).replace(/[\\"]/g, '\\$&')}"`;

/** Letters that a name may have in the grammar. */
const notInName =
    /[^A-Za-z0-9_\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u167F\u1681-\u1FFF\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFEFE\uFF00-\uFFFD]+/;

/** A name made of what people call something: its words, each with a capital, without what no name may hold. */
function nameOf(written: string, otherwise: string): string {
    const words = written
        .normalize('NFC')
        // Signs that nobody sees, such as what makes an emoji of a letter.
        .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
        .split(notInName)
        .filter((word) => word !== '');
    const name = words
        .map((word) => (word[0] ?? '').toUpperCase() + word.slice(1))
        .join('')
        .slice(0, 40);
    return /^[0-9]/.test(name) || name === '' ? `${otherwise}${name}` : name;
}

/** Under these Windows opens no file, whatever its ending. */
const devices = ['con', 'prn', 'aux', 'nul', ...Array.from('0123456789', (n) => [`com${n}`, `lpt${n}`]).flat()];

/** The name of a file: small letters without accents. */
const slugOf = (written: string): string =>
    folded(written)
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 60)
        .replace(/^-+|-+$/g, '') || 'activity';

/** Names of which none is given twice. */
class Names {
    private readonly used: Set<string>;

    constructor(taken: ReadonlySet<string>) {
        this.used = new Set([...taken, 'is', 'cites']);
    }

    unique(wanted: string): string {
        let name = wanted;
        for (let n = 2; this.used.has(name); n++) name = `${wanted}${n}`;
        this.used.add(name);
        return name;
    }
}
