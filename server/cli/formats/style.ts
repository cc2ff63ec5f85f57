import { styleText } from 'node:util';
import type { Io } from '../io.ts';

/** What is drawn, not how. Without colours every one gives the text as it is: no meaning rests on them. */
export type Look = 'error' | 'warning' | 'information' | 'hint' | 'unknown' | 'waived' | 'place' | 'label' | 'faint' | 'added' | 'removed';
export type Style = (look: Look, text: string) => string;

const looks: Readonly<Record<Look, Parameters<typeof styleText>[0]>> = {
    error: ['bold', 'red'],
    warning: ['bold', 'yellow'],
    information: ['bold', 'blue'],
    hint: ['bold', 'gray'],
    unknown: ['bold', 'magenta'],
    waived: ['bold', 'green'],
    place: 'bold',
    label: 'cyan',
    faint: 'dim',
    added: 'green',
    removed: 'red',
};

const plain: Style = (_, text) => text;
const coloured: Style = (look, text) => styleText(looks[look], text, { validateStream: false });

/** `--color` before FORCE_COLOR before NO_COLOR before what the terminal can do. */
export function styleOf(colour: 'auto' | 'always' | 'never', { env, stdout }: Pick<Io, 'env' | 'stdout'>): Style {
    if (colour !== 'auto') return colour === 'always' ? coloured : plain;
    const forced = env['FORCE_COLOR'];
    if (forced !== undefined && forced !== '') return forced === '0' || forced === 'false' ? plain : coloured;
    if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return plain;
    return stdout.isTerminal && env['TERM'] !== 'dumb' ? coloured : plain;
}
