import { type Message, say, type Translate, text } from '../../language/index.ts';
import type { Configuration } from './configuration.ts';
import { harmless } from './formats/cells.ts';
import type { Listed } from './sources.ts';
import type { Output } from './standard-output.ts';

/** What `--verbose` tells on the standard error while a run reads: the files and why, the settings, and what is left out. */
export class Narration {
    private readonly stderr: Output;
    private readonly translate: Translate;

    constructor(stderr: Output, translate: Translate) {
        this.stderr = stderr;
        this.translate = translate;
    }

    settings({ files }: Configuration): void {
        this.tell(files.length === 0 ? text('Settings: no file') : text('Settings: {files}', { files: files.map(({ path }) => path) }));
    }

    listed({ leftOut }: Listed, passedOver: readonly string[]): void {
        for (const { path, by } of leftOut)
            this.tell(by === '.gitignore' ? text('Left out by .gitignore: {path}', { path }) : text('Left out by the settings: {path}', { path }));
        for (const path of passedOver) this.tell(text('Passed over, for there is no spec in it: {path}', { path }));
    }

    /**
     * @param file as it is called in reports
     * @param operand by which it was met; itself where it was named, nothing where it is only imported
     * @param importer the first file that imports it
     */
    read(file: string, isRead: boolean, operand: string | undefined, importer: string | undefined): void {
        const why =
            operand === undefined
                ? text('imported by {file}', { file: importer ?? '' })
                : operand === file
                  ? text('given')
                  : text('given as {operand}', { operand });
        this.tell(isRead ? text('Read: {file} ({why})', { file, why }) : text('Not read: {file} ({why})', { file, why }));
    }

    done(read: number, asked: number): void {
        this.tell(text('Files read: {read}. Asked for: {asked}.', { read, asked }));
    }

    /** How many files were judged, where earlier judgements still hold of others. */
    taken(judged: number, all: number): void {
        this.tell(
            text('Files judged: {n} of {all}. Of the others an earlier judgement holds: nothing that could affect them has changed.', { n: judged, all }),
        );
    }

    private tell(message: Message): void {
        this.stderr.write(`terroir: ${harmless(say(message, this.translate))}\n`);
    }
}
