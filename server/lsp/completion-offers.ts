import { type CompletionItem, CompletionItemKind, type CompletionList, InsertTextFormat, type TextEdit } from 'vscode-languageserver';
import type { Session } from './session.ts';

/** Where completion is asked for. */
export interface Here {
    readonly path: string;
    readonly source: string;
    /** Where the word begins that is being written, and where the cursor stands in it. */
    readonly start: number;
    readonly offset: number;
}

/** Whether a statement would begin here: nothing stands before it on its line, or in its block. */
export const isOnNewLine = ({ source, start }: Here): boolean => /(?:^|[\r\n{])[ \t]*$/.test(source.slice(Math.max(0, start - 200), start));

/** Something that may be written at a place. */
export interface Offer {
    readonly label: string;
    readonly kind: CompletionItemKind;
    readonly group: Group;
    /** What is written, where that is not the label. */
    readonly written?: string;
    /** It is a template with places to fill. */
    readonly isTemplate?: boolean;
    /** What is typed to find it, where that is not the label. */
    readonly typed?: string;
    /** More to know at a glance. */
    readonly detail?: string;
    /** Where it comes from, or who asks for it. */
    readonly description?: string;
    /** What changes elsewhere, such as an import. */
    readonly alsoEdits?: readonly TextEdit[];
    readonly about?: About;
}

/** What an item is about, until the editor asks for its documentation. */
export type About =
    | { readonly id: string }
    | { readonly rule: string }
    /** A statement, by its grammar rule; `isWhole` if it is written with all that belongs to it. */
    | { readonly word: string; readonly isWhole?: boolean; readonly askedBy?: readonly { readonly rule: string; readonly because: string }[] };

/** In this order they are shown. */
const groups = ['asked', 'value', 'name', 'library name', 'foreign name', 'usual', 'here', 'elsewhere', 'again', 'there', 'mark'] as const;

/**
 * How likely an offer is wanted: rules ask for it; a value or a name that fits; a name of the library that the file does not speak of yet; one that has to be imported first; a statement that whole
 * declarations hold; a word that goes on like the text at this place or, less likely, not; a statement that stands there already, and may
 * stand there again or may not; a brace or a comma.
 */
export type Group = (typeof groups)[number];

/** The offers as the editor takes them, in their order; within a group as they come. */
export function listed(session: Session, here: Here, offers: readonly Offer[]): CompletionItem[] | CompletionList {
    const { wishes } = session;
    const insert = session.range({ path: here.path, start: here.start, end: here.offset });
    const rest = /^[\w\u00aa-\uffff/-]*/.exec(here.source.slice(here.offset, here.offset + 200))?.[0].length ?? 0;
    const replace = session.range({ path: here.path, start: here.start, end: here.offset + rest });
    const items = offers.map((offer, i) => itemOf(session, offer, i));
    if (wishes.itemDefaults) {
        const list = items.map(({ newText, ...item }) => (newText === item.label ? item : { ...item, textEditText: newText }));
        return { isIncomplete: false, itemDefaults: { editRange: wishes.insertReplace ? { insert, replace } : insert }, items: list };
    }
    return items.map(({ newText, ...item }) => ({ ...item, textEdit: wishes.insertReplace ? { newText, insert, replace } : { newText, range: insert } }));
}

function itemOf(session: Session, offer: Offer, i: number): CompletionItem & { readonly newText: string } {
    const { label, kind, group, written = label, isTemplate, typed, detail, description, alsoEdits, about } = offer;
    const isTold = description !== undefined && session.wishes.labelDetails;
    const told = [detail, isTold ? undefined : description].filter((one) => one !== undefined).join(' – ');
    return {
        label,
        kind: isTemplate && kind === CompletionItemKind.Keyword ? CompletionItemKind.Snippet : kind,
        sortText: `${groups.indexOf(group).toString(16)} ${String(i).padStart(5, '0')}`,
        newText: written,
        ...(isTemplate ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
        ...(typed === undefined ? {} : { filterText: typed }),
        ...(told === '' ? {} : { detail: told }),
        ...(isTold ? { labelDetails: { description } } : {}),
        ...(alsoEdits ? { additionalTextEdits: [...alsoEdits] } : {}),
        ...(about ? { data: about } : {}),
    };
}
