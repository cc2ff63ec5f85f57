import { endsLater, longestWaiver, type Message, type Severity, text } from '../../language/index.ts';
import type { Run } from './report.ts';

interface SettingChange {
    readonly key: string;
    readonly before: unknown;
    readonly after: unknown;
    /** What is said where it lets more pass than before. */
    readonly weakens: Message | undefined;
}

/** The settings that bear on verdicts and are not what they were. */
export function settingsChanged(before: Run, after: Run): readonly SettingChange[] {
    const [old, now] = [before.configuration, after.configuration];
    const rules = [old.settings.rules ?? {}, now.settings.rules ?? {}] as const;
    const [days, daysNow] = [old.settings.waivers?.maxDays, now.settings.waivers?.maxDays];
    const patterns = ({ filters }: typeof old, key: 'include' | 'exclude') => {
        const all = filters.flatMap((filter) => filter[key] ?? []);
        return all.length > 0 ? all : undefined;
    };
    return [
        ...[...new Set([...Object.keys(rules[0]), ...Object.keys(rules[1])])]
            .sort()
            .map((rule) => change(`rules.${rule}`, rules[0][rule], rules[1][rule], weightOf(rules[1][rule]) < weightOf(rules[0][rule]))),
        change('waivers.maxDays', days, daysNow, endsLater(after.date, longestOf(after), longestOf(before))),
        ...(['include', 'exclude'] as const).map((key) => change(key, patterns(old, key), patterns(now, key), true)),
    ].filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after));
}

/** Where nothing is set the library says how long a waiver may last. */
const longestOf = ({ workspace, date }: Run) => longestWaiver(workspace.engine.at(date));

function change(key: string, before: unknown, after: unknown, weakens: boolean): SettingChange {
    const said = text('The setting {key} is {after}; it was {before}.', { key, before: sayValue(before), after: sayValue(after) });
    return { key, before, after, weakens: weakens ? said : undefined };
}

const weights: readonly (Severity | 'off')[] = ['off', 'hint', 'information', 'warning', 'error'];

/** Where nothing is set the law says what a rule weighs: less than an error at times, and never nothing. */
const weightOf = (level: Severity | 'off' | undefined): number => (level === undefined ? 3.5 : weights.indexOf(level));

const sayValue = (value: unknown): Message | string => (value === undefined ? text('not set') : typeof value === 'string' ? value : JSON.stringify(value));
