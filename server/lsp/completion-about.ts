import type { CompletionItem } from 'vscode-languageserver';
import { examples, formOfRule, sentenceOn } from '../../language/editing.ts';
import { text } from '../../language/index.ts';
import type { About } from './completion-offers.ts';
import { aboutDeclaration } from './hover.ts';
import { escaped, linked, markup, withCode } from './markup.ts';
import type { Session } from './session.ts';
import { sayForm } from './signature-help.ts';

/** An item with its documentation: asked for only of the one that the editor shows. */
export function documented(session: Session, item: CompletionItem): CompletionItem {
    const about = item.data as About | undefined;
    const paragraphs = about ? paragraphsOn(session, about, item) : [];
    return paragraphs.length > 0 ? { ...item, documentation: markup(session, paragraphs, 'completion') } : item;
}

function paragraphsOn(session: Session, about: About, item: CompletionItem): readonly string[] {
    if ('id' in about) return aboutDeclaration(session, about.id) ?? [];
    if ('rule' in about) {
        const rule = session.judge.rules.find(({ id }) => id === about.rule);
        return rule ? [escaped(session.say(rule.summary)), escaped(session.say(rule.why)), norms(session, rule.id)] : [];
    }
    const sentence = sentenceOn(about.word);
    const example = examples[about.word];
    const form = sayForm(session, formOfRule(about.word)).label;
    return [
        ...(sentence ? [withCode(session.say(sentence))] : []),
        ...(about.askedBy ?? []).map(({ rule, because }) =>
            `${session.say(text('Asked for by {rule}:', { rule: `\`${rule}\`` }))} ${escaped(because)}\n\n${norms(session, rule)}`.trim(),
        ),
        ...(about.isWhole
            ? [code(preview(item))]
            : [code(form), ...(example === undefined || example === form ? [] : [session.say(text('For example:')), code(example)])]),
    ];
}

const code = (text: string): string => `\`\`\`terroir\n${text}\n\`\`\``;

/** What a template writes if nothing is chosen. */
function preview({ textEdit, textEditText, label }: CompletionItem): string {
    return (textEdit?.newText ?? textEditText ?? label)
        .replace(/\$\{\d+\|((?:\\.|[^\\,|])*)(?:\\.|[^\\|])*\|\}/g, '$1')
        .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, '$1')
        .replace(/\$\d+/g, '')
        .replace(/\\([\\$},|])/g, '$1')
        .replaceAll('\t', '    ');
}

/** The norms behind a rule, each with the address at which it can be read. */
function norms(session: Session, id: string): string {
    const rule = session.judge.rules.find((one) => one.id === id);
    const cited = rule ? session.judge.cited(rule, session.day) : [];
    return cited.map(({ id, url }) => (url === undefined ? escaped(session.called(id)) : linked(session.called(id), url))).join(' · ');
}
