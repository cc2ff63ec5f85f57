import { formatDay, type Message, text } from '../../language/index.ts';
import { type StatusParams, status as statusNotification } from './protocol.ts';
import type { Totals } from './reports.ts';
import type { Session } from './session.ts';

/** Tells an editor that shows it at which day everything is judged, what came of it, and how the server is. */
export class Status {
    private readonly session: Session;
    private readonly totals: () => Totals;
    private progress: { readonly read: number; readonly all: number } | undefined;
    private told = '';

    constructor(session: Session, totals: () => Totals) {
        this.session = session;
        this.totals = totals;
    }

    /** So many specs of the workspace have been read. */
    reading(read: number, all: number): void {
        this.progress = { read, all };
        this.tell();
    }

    /** The workspace has been read, or as much of it as could be. */
    haveRead(): void {
        this.progress = undefined;
    }

    tell(): void {
        const { session } = this;
        if (!session.wishes.showsStatus) return;
        const params: StatusParams = { day: this.day(), server: this.server() };
        const told = JSON.stringify(params);
        if (told === this.told) return;
        this.told = told;
        void session.connection.sendNotification(statusNotification, params);
    }

    private day(): StatusParams['day'] {
        const { session } = this;
        const isToday = session.day === session.today;
        const tooltip = isToday
            ? text('Everything is judged at today’s date (UTC). Choose another day')
            : text('Everything is judged at {day}, not at today’s date ({today}). Choose a day', { day: session.dayText, today: formatDay(session.today) });
        return { text: session.say(dayOf(session)), tooltip: session.say(tooltip), isToday };
    }

    private server(): StatusParams['server'] {
        const { session, progress } = this;
        const detail = session.say(dayOf(session));
        if (session.faultCount > 0) {
            const n = session.faultCount;
            const fault = n === 1 ? text('1 fault inside Terroir, see the log') : text('{n} faults inside Terroir, see the log', { n });
            return { text: session.say(fault), detail, busy: false, failed: true };
        }
        if (progress) {
            const reading = progress.all === 0 ? text('Reading the specs') : text('Reading the specs: {read} of {all}', progress);
            return { text: session.say(reading), detail, busy: true, failed: false };
        }
        const results = this.results();
        const found = session.isVast ? text('Open specs: {results}', { results }) : text('{results}', { results });
        return { text: session.say(found), detail, busy: false, failed: false };
    }

    /** What was found in all specs together. */
    private results(): Message[] {
        const { violated, unknown, waived, broken, failed } = this.totals();
        return [
            text('{n} violated', { n: violated }),
            text('{n} unknown', { n: unknown }),
            ...(waived > 0 ? [text('{n} waived', { n: waived })] : []),
            ...(broken > 0 ? [text('{n} broken', { n: broken })] : []),
            ...(failed > 0 ? [text('{n} failed', { n: failed })] : []),
        ];
    }
}

const dayOf = ({ day, today, dayText }: Session): Message =>
    day === today ? text('Judged at {day} (today)', { day: dayText }) : text('Judged at {day}', { day: dayText });
