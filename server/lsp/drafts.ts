import { libraryVersion, type Message, text } from '../../language/index.ts';
import { datedFrom } from '../templates/dated.ts';
import frenchPractice from '../templates/practice.fr.terroir';
import practice from '../templates/practice.terroir';
import { answers, type Feature } from './feature.ts';
import { type DraftParams, type DraftResult, draft as draftRequest } from './protocol.ts';
import type { Session } from './session.ts';

export const draftsFeature: Feature = { answers: [answers(draftRequest, draft)] };

/** A text that the editor opens without saving it anywhere. */
function draft(session: Session, { about, kind }: DraftParams): DraftResult {
    switch (kind) {
        case 'spec':
            return { language: 'terroir', text: newSpec(session), isTemplate: true };
        case 'practice':
            return { language: 'terroir', text: datedFrom(session.wishes.french ? frenchPractice : practice, session.today), isTemplate: false };
        case 'issue':
            return { language: 'markdown', text: issue(session, about ?? {}), isTemplate: false };
    }
}

/** The smallest spec about which there is something to find, with places to fill. */
function newSpec(session: Session): string {
    const word = (message: Message) => session.say(message);
    const [us, host, cloud] = [word(text('OurCompany')), word(text('OurHost')), word(text('TheirCloud'))];
    return `/** \${1:${word(text('What this spec is about'))}} */

organisation \${2:${us}} {
\tseat \${3:FR}
\tkind \${4:company}
}

organisation \${5:${host}} {
\tseat \${6:FR}
\tkind \${7:company}
}

service \${8:${cloud}} by \${5:${host}} {
\tstores in \${9:FR}
}

dataset \${10:${word(text('OurData'))}} {
\tcategory \${11:contact-details}
}

contract \${12:${word(text('OurContract'))}} {
\tcontroller \${2:${us}}
\tprocessor \${5:${host}}
\thosts \${10:${word(text('OurData'))}} on \${8:${cloud}}
\tsigned \${13:${session.dayText}}
\tterm \${14:2 years}
}
$0`;
}

/** What somebody who mends Terroir needs to know. Nothing of any spec is in it but what a fault says by itself. */
function issue(session: Session, about: Readonly<Record<string, string>>): string {
    const word = (message: Message) => session.say(message);
    const rows = { ...about, [word(text('Library'))]: libraryVersion, [word(text('Server'))]: session.machine, [word(text('Judged at'))]: session.dayText };
    const faults = session.faults.length === 0 ? word(text('None.')) : `\`\`\`\n${session.faults.join('\n').replaceAll('```', "'''")}\n\`\`\``;
    return `# ${word(text('What went wrong, in one line'))}

${word(text('This text is on your screen only: Terroir sends nothing. Take out what nobody else is to read, such as the names of folders, and bring the rest to where Terroir’s issues are kept.'))}

## ${word(text('What you did, what you saw, what you expected'))}

…

## ${word(text('A spec that shows it'))}

\`\`\`terroir

\`\`\`

## ${word(text('Versions and settings'))}

| | |
| --- | --- |
${Object.entries(rows)
    .map(([name, value]) => `| ${name} | ${value.replace(/[\\|]/g, '\\$&')} |`)
    .join('\n')}

## ${word(text('Faults inside Terroir'))}

${faults}
`;
}
