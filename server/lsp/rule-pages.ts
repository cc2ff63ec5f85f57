import { describe, isLibraryPath, isWaivable, label, type Rule, say, text } from '../../language/index.ts';
import { answers, type Feature } from './feature.ts';
import { escaped, linked } from './markup.ts';
import { type RulePageParams, type RulePageResult, type RulesResult, rulePage as rulePageRequest, rules as rulesRequest } from './protocol.ts';
import type { Session } from './session.ts';

export const rulePagesFeature: Feature = { answers: [answers(rulePageRequest, rulePage), answers(rulesRequest, rules)] };

/** Every rule and what it asks for, to choose from. */
function rules({ judge, wishes }: Session): RulesResult {
    const items = judge.rules.map(({ id, summary }) => ({ label: id, detail: say(summary, wishes.translate) }));
    return { placeholder: say(text('Which rule?'), wishes.translate), items };
}

/** The page of a rule, made of the rule itself, in the editor's language. */
function rulePage(session: Session, { rule: id }: RulePageParams): RulePageResult {
    const rule = session.judge.rules.find((one) => one.id === id || one.formerly?.includes(id));
    const said = (message: Parameters<typeof say>[0]) => escaped(say(message, session.wishes.translate));
    if (!rule) return { markdown: said(text('There is no rule {rule}.', { rule: id })) };
    const page = [
        `# ${escaped(rule.id)}`,
        `**${said(rule.summary)}**`,
        `## ${said(text('Why'))}`,
        said(rule.why),
        `## ${said(text('Norms'))}`,
        norms(session, rule),
        `## ${said(text('When to waive'))}`,
        ...(isWaivable(rule) ? waiving(session, rule) : [said(text('What this rule finds cannot be waived: mend what it names.'))]),
    ];
    return { markdown: `${page.join('\n\n')}\n` };
}

function waiving(session: Session, rule: Rule): string[] {
    const when = text(
        'When somebody who may decide it has decided to live with it, for a while and for a reason: a waiver names the rule, the declaration, the reason, who approved it and its last day.',
    );
    return [
        escaped(say(when, session.wishes.translate)),
        `\`\`\`terroir\nwaiver W-1 of ${rule.id} on Name {\n    because "…"\n    approved by Organisation on ${session.dayText}\n    until ${session.dayText}\n}\n\`\`\``,
    ];
}

function norms(session: Session, rule: Rule): string {
    if (rule.norms.length === 0) return escaped(say(text('None: what the contract promises, or what a careful reader would ask.'), session.wishes.translate));
    return rule.norms
        .map((name) => {
            const id = [...session.workspace.files.keys()]
                .filter(isLibraryPath)
                .map((path) => `${path}#${name}`)
                .find((one) => session.workspace.node(one));
            const norm = id === undefined ? undefined : describe(session.judge, session.workspace, id, session.day);
            const title = say(label(norm?.label ?? name), session.wishes.translate);
            const cited = norm?.url === undefined ? escaped(title) : linked(title, norm.url);
            const head = `${cited} (\`${name}\`)`;
            return norm?.doc ? `- ${session.say(text('{label}:', { label: head }))} ${escaped(session.say(label(norm.doc)))}` : `- ${head}`;
        })
        .join('\n');
}
