import {
    type Connection,
    type Location,
    MessageType,
    type Position,
    type Range,
    ShowMessageNotification,
    type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Name, nameAt, parse } from '../../language/editing.ts';
import {
    type Ask,
    alike,
    apart,
    type Cell,
    called,
    type Day,
    defaultLimits,
    type FileJudgement,
    formatDay,
    type Id,
    identical,
    importsCell,
    isLibraryPath,
    isUnsaved,
    Judge,
    joined,
    libraryScheme,
    lookedInto,
    type Message,
    outlineCell,
    type ParsedSpec,
    type Place,
    pathOf,
    type Question,
    type Refusal,
    refuse,
    rules,
    type SpecFile,
    say,
    text,
    textCell,
    Workspace,
} from '../../language/index.ts';
import { libraryFiles } from '../../language/library/files.ts';
import { configure, fileName } from '../configuration/settings.ts';
import { canonical, readablePath, unsaved, withReadablePaths } from './addresses.ts';
import { type Configuration, configurationOf, unconfigured } from './configuration.ts';
import { type Garbled, type Host, keptInPlay, keptRead, keptWhole, mostJudged } from './host.ts';
import { Ignored } from './ignored.ts';
import { InPlay } from './in-play.ts';
import { breath } from './patience.ts';
import { Refreshing } from './refreshing.ts';
import { noWishes, type Wishes } from './wishes.ts';

/** So many faults are told where they are reported. */
const mostFaults = 10;

/** How many files are read before something else gets its turn. */
const scanAtOnce = 10;

/** The address by which the editor knows a file. */
const addressCell: Cell<string | undefined> = { name: 'address', none: undefined, same: identical, positional: true };

/** Work done, counted: exact gates for tests, where clocks are noise. Facts and questions are counted by the engine. */
export interface Work {
    filesRead: number;
    /** Declarations that were read: of a text that was changed only those that the change may have made others. */
    declarationsRead: number;
    /** Files that were looked at for what there is to say of them. */
    filesReported: number;
    /** Findings of which it was worked out what the editor shows, and where. */
    findingsPlaced: number;
    /** Reports on files that the editor was sent. */
    reportsSent: number;
}

/** What one editor and the server share: the files, the judge, and what the editor wishes. */
export class Session {
    readonly workspace = new Workspace();
    readonly judge = new Judge(this.workspace, rules, {
        isAtWork: (path, again) => (again && !this.isOpen(path) && this.inPlay.touch(path)) || this.keepsWhole(path),
    });
    readonly wishes: Wishes = { ...noWishes };
    readonly connection: Connection;
    readonly refreshing: Refreshing;
    private readonly host: Host;
    /** Files that are not open, of which everything is kept all the same. */
    readonly inPlay: InPlay;
    /** Files whose text the editor holds. */
    private readonly open = new Map<string, TextDocument>();
    /** The spelling of addresses that the editor or the file system uses, where it is not the canonical one. */
    private readonly spellings = new Map<string, string>();
    /** That under which a file was seen on the disk, which knows it by no other. */
    private readonly onDisk = new Map<string, string>();
    /** Imported files that are not there, so that they are not looked for at every key. */
    private readonly absent = new Set<string>();
    /** Some folder could not be looked into: what it holds is missing until the workspace is read again. */
    lacksFolder = false;
    /** Files on the disk that are no text, though something of them can be shown. */
    private readonly garbled = new Set<string>();
    /** Files from outside the workspace, which are there while they are open or something imports them. */
    private readonly guests = new Set<string>();
    /** Whether some of them may have to go. */
    private mayDismiss = false;
    /** The files that import each file, be it there or not. */
    private readonly importers = new Map<string, Set<string>>();
    /** Files whose imports have not been followed since they changed. */
    private readonly unfollowed = new Set<string>();
    /** Files that came, went, or got another text since somebody took this list. */
    private changed = new Set<string>();
    readonly work: Work = { filesRead: 0, declarationsRead: 0, filesReported: 0, findingsPlaced: 0, reportsSent: 0 };
    /** Specs of the workspace are still being read: of what has not been opened something true can be said only after that. */
    isScanning = false;
    /** So many specs of the workspace are being read. */
    private coming = 0;
    /** Grows with every text that comes, changes or goes. */
    revision = 0;
    /** What the `terroir.json` of the workspace sets. */
    configuration: Configuration = unconfigured;
    /** How often it has been read. */
    private configured = 0;
    /** What `.gitignore` leaves out of the workspace. */
    private ignored = new Ignored([], async () => undefined);
    /** Those of which it has been told that they are too long. */
    private readonly toldTooLong = new Set<string>();
    /** Where places of the library stand to which findings lead: very many lead to the same, and what is in the library never changes. */
    private readonly inLibrary = new Map<string, Location | undefined>();
    /** All loading under way; requests wait for it. */
    private loading: Promise<void> = Promise.resolve();

    constructor(connection: Connection, host: Host) {
        this.connection = connection;
        this.refreshing = new Refreshing(connection);
        this.host = host;
        this.inPlay = new InPlay(host.keptInPlay ?? keptInPlay);
        this.workspace.shelve(libraryFiles);
        this.workspace.engine.paused = () => this.letGoOfMany();
    }

    /** Where the files of the library are, for editors that did not say. */
    get shippedLibrary(): string | undefined {
        return this.host.libraryRoot;
    }

    /** The language of the machine, for editors that did not say theirs. */
    get machineLocale(): string | undefined {
        return this.host.locale;
    }

    /** Whether everything is kept that led to the judgement of a file: it is open or in play, or there are not too many. */
    keepsWhole(path: string): boolean {
        return this.workspace.files.size <= (this.host.keptWhole ?? keptWhole) || this.isInPlay(path);
    }

    /** So many files are judged; of more only those that somebody looks at. */
    get mostJudged(): number {
        return this.host.mostJudged ?? mostJudged;
    }

    /** Whether there are more files than can be held with what is to be said of them. */
    get isVast(): boolean {
        return Math.max(this.workspace.files.size, this.coming) > this.mostJudged;
    }

    /** Whether it is found out without being asked what there is to say of a file. */
    judges(path: string): boolean {
        return !this.isVast || this.isInPlay(path) || this.configuration.files.has(path);
    }

    /** What it runs on. */
    get machine(): string {
        return this.host.machine ?? '';
    }

    // ------------------------------------------------------------ words and days

    say(message: Message): string {
        return withReadablePaths(say(message, this.wishes.translate), this.wishes.roots);
    }

    /** What a declaration is called, in the language of the editor. */
    called(id: Id): string {
        return this.say(text('{name}', { name: called(this.ask, id) }));
    }

    /** The date of judgement: the one wished for, else the one configured, else today in UTC. */
    get day(): Day {
        const { asOf = this.configuration.day ?? 'today' } = this.wishes;
        return asOf === 'today' ? this.today : asOf;
    }

    get today(): Day {
        return Math.floor(Date.now() / 86_400_000);
    }

    /** Whoever asks the model at that date. */
    get ask(): Ask {
        return this.workspace.engine.at(this.day);
    }

    get dayText(): string {
        return formatDay(this.day);
    }

    // ------------------------------------------------------------ the judgement

    /** All that the diagnostics of any file may have to do with, but for what specs say and where it stands. */
    get manner(): string {
        const { unknowns, roots } = this.wishes;
        return JSON.stringify([this.day, unknowns, roots, this.configured, this.isVast]);
    }

    /** Files that came, went, or got another text since the last call. */
    takeChanged(): ReadonlySet<string> {
        const { changed } = this;
        this.changed = new Set();
        return changed;
    }

    private readonly judgements = new WeakMap<SpecFile, { readonly when: string; readonly judgement: FileJudgement }>();

    /** What the judge says of a file at the date of judgement; it is asked once while nothing changes. */
    judgement(path: string): FileJudgement {
        const file = this.workspace.files.get(path);
        const when = `${this.workspace.engine.state} ${this.day} ${this.configured}`;
        const known = file && this.judgements.get(file);
        if (known?.when === when) return known.judgement;
        const judgement = this.judge.file(path, this.day);
        if (file) this.judgements.set(file, { when, judgement });
        return judgement;
    }

    /** How often something went wrong in the server itself. */
    faultCount = 0;
    /** What it was, the last times, for whoever reports it: a fault may come with every letter that is typed, for weeks. */
    readonly faults: string[] = [];

    /** Something went wrong in the server itself: the log says it, where nobody waits for an answer that could. */
    fault(what: string, error: unknown): void {
        const fault = `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
        this.faultCount++;
        this.faults.push(fault);
        if (this.faults.length > mostFaults) this.faults.shift();
        this.connection.console.error(fault);
        this.faulted();
    }

    /** Told of every fault. */
    faulted: () => void = () => {};

    /** Judges everything anew, as after the choice of another day. The server, which shows what comes of it, says how. */
    judgeAnew: () => Promise<void> = async () => {};

    // ------------------------------------------------------------ addresses and places

    /** The path of a file in the workspace; a shipped library file is the library's. */
    pathOf(uri: string): string {
        if (uri.startsWith('untitled:')) return this.spelt(unsaved(uri, this.wishes.firstRoot), uri);
        const path = canonical(uri);
        const { libraryRoot } = this.wishes;
        if (libraryRoot !== undefined && path.startsWith(`${libraryRoot}/`)) {
            const library = libraryScheme + path.slice(libraryRoot.length + 1);
            if (this.workspace.files.has(library)) return library;
        }
        return this.spelt(path, uri);
    }

    private spelt(path: string, uri: string): string {
        if (path !== uri) this.spell(path, uri);
        return path;
    }

    private spell(path: string, uri: string): void {
        this.spellings.set(path, uri);
        this.workspace.engine.set(addressCell, path, this.uriOf(path));
    }

    /** A folder of the workspace, however it is written. */
    folderOf(uri: string): string {
        return this.pathOf(uri.replace(/\/$/, ''));
    }

    /** The address by which the editor knows a file; nothing for a library file that it cannot show. */
    uriOf(path: string): string | undefined {
        if (!isLibraryPath(path)) return this.open.get(path)?.uri ?? this.spellings.get(path) ?? path;
        if (this.wishes.showsLibrary) return path;
        return this.wishes.libraryRoot && `${this.wishes.libraryRoot}/${path.slice(libraryScheme.length)}`;
    }

    offsetAt(path: string, position: Position): number {
        return this.textOf(path)?.offsetAt(position) ?? 0;
    }

    position(path: string, offset: number): Position {
        return this.textOf(path)?.positionAt(offset) ?? { line: 0, character: 0 };
    }

    range({ path, start, end }: { readonly path: string; readonly start: number; readonly end: number }): Range {
        const document = this.textOf(path);
        if (!document) return { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
        return { start: document.positionAt(start), end: document.positionAt(end) };
    }

    location(span: { readonly path: string; readonly start: number; readonly end: number }): Location | undefined {
        const uri = this.uriOf(span.path);
        return uri === undefined ? undefined : { uri, range: this.range(span) };
    }

    locationOf(place: Place): Location | undefined {
        const span = this.workspace.span(place);
        return span && this.location(span);
    }

    /** Where something in a file stands to which another one leads: kept, so that whoever asks learns of it when it has moved, and only then. */
    private readonly standing: Question<Location | undefined> = {
        name: 'where it stands',
        dated: false,
        atOnce: true,
        positional: true,
        same: alike,
        answer: (ask, about) => {
            const [id = '', path = ''] = apart(about);
            ask.read(textCell, pathOf(id));
            ask.read(addressCell, pathOf(id));
            return this.locationOf({ id, path });
        },
    };

    /** Where a place stands that a file leads to, for whoever looks at that file and is to look again when it has moved. */
    locationFrom(ask: Ask, path: string, place: Place): Location | undefined {
        const isOfLibrary = isLibraryPath(place.id);
        if (pathOf(place.id) !== path && !isOfLibrary) return ask.of(this.standing, joined(place.id, place.path));
        this.heedAddress(ask, path);
        return isOfLibrary ? this.locationInLibrary(place) : this.locationOf(place);
    }

    private locationInLibrary(place: Place): Location | undefined {
        const about = joined(place.id, place.path);
        if (!this.inLibrary.has(about)) this.inLibrary.set(about, this.locationOf(place));
        return this.inLibrary.get(about);
    }

    /** Whoever asks is to look again when the editor knows a file by another address. */
    heedAddress(ask: Ask, path: string): void {
        ask.read(addressCell, path);
    }

    /** The name that the editor points at. */
    nameAt({ textDocument, position }: TextDocumentPositionParams): Name | undefined {
        const path = this.pathOf(textDocument.uri);
        return nameAt(this.workspace, path, this.offsetAt(path, position));
    }

    version(path: string): number | undefined {
        return this.open.get(path)?.version;
    }

    isOpen(path: string): boolean {
        return this.open.has(path);
    }

    /** The files that are open in the editor. */
    opened(): Iterable<string> {
        return this.open.keys();
    }

    /** Whether a file is likely to be looked at again with the next key. */
    isInPlay(path: string): boolean {
        return this.isOpen(path) || this.inPlay.has(path);
    }

    /** Files that the user can see and change: all but the library's. */
    paths(): string[] {
        return [...this.workspace.files.keys()].filter((path) => !isLibraryPath(path)).sort();
    }

    /** Where lines begin, as far as somebody has looked it up since what was read was let go of. */
    private texts = new WeakMap<SpecFile, TextDocument>();

    private textOf(path: string): TextDocument | undefined {
        const file = this.workspace.files.get(path);
        if (!file) return undefined;
        // The editor's own text knows already where its lines begin; what is only supposed is another one.
        const open = this.open.get(path);
        if (open?.getText() === file.source) return open;
        let document = this.texts.get(file);
        if (!document) this.texts.set(file, (document = TextDocument.create(path, 'terroir', 0, file.source)));
        return document;
    }

    // ------------------------------------------------------------ files

    /** The editor holds a file's text from now on, or has changed it. */
    edited(document: TextDocument): string {
        const path = this.pathOf(document.uri);
        if (isLibraryPath(path)) return path;
        this.open.set(path, document);
        this.spell(path, document.uri);
        this.set(path, document.getText());
        return path;
    }

    /** The editor has let go of a file: what is on disk counts again. */
    closed(uri: string): Promise<void> {
        const path = this.pathOf(uri);
        // Of two spellings of its address the one may be closed while the other is open.
        if (this.open.get(path)?.uri === uri) this.open.delete(path);
        this.workspace.engine.set(addressCell, path, this.uriOf(path));
        this.mayDismiss = true;
        return this.load(async () => {
            if (this.open.has(path) || isLibraryPath(path)) return;
            await this.learn([path]);
            if (this.isWanted(path)) await this.fromDisk(path);
            else this.remove(path);
        });
    }

    /** A file on disk was made or changed. */
    touched(uri: string): Promise<void> {
        return this.look(this.found(uri), false);
    }

    /** Files and folders went, and others came: what went, with what it held, is looked for again, what came is read. */
    async cameAndWent(gone: readonly string[], came: readonly string[]): Promise<void> {
        const lost = new Set(gone.map(asFolder));
        const fresh = new Map(came.map((uri) => readablePath(asFolder(uri), [])).map((one) => [one.toLowerCase(), one]));
        const other = new Set([...lost, ...came.map(asFolder)]);
        this.ignored.forget((folder) => liesIn(folder, other));
        const inside = this.paths().filter((path) => liesIn(path, lost));
        await Promise.all(inside.map((path) => this.look(path, isRecased(path, fresh))));
        const folders = came.filter((uri) => !isSpec(uri)).map((uri) => uri.replace(/\/$/, ''));
        const specs = await this.specsIn(folders.filter((uri) => this.belongs(canonical(uri))));
        await Promise.all([...new Set([...came.filter(isSpec), ...specs])].map((uri) => this.touched(uri)));
    }

    /**
     * Looks what has become of a file on disk.
     *
     * @param isRecased it is called otherwise now, but for capitals: a disk to which these are the same would still give it under its old name
     */
    private look(path: string, isRecased: boolean): Promise<void> {
        return this.load(async () => {
            if (this.open.has(path) || isLibraryPath(path)) return;
            await this.learn([path]);
            if (isRecased) this.lose(path);
            else if (this.isWanted(path)) await this.fromDisk(path);
        });
    }

    /** Reads what the files of the editor import and is not there yet. */
    follow(): Promise<void> {
        return this.load(async () => {});
    }

    /** Reads what is configured, and judges by it from now on. What it leaves out goes; what it lets in is for a scan to find. */
    configure(): Promise<void> {
        return this.load(async () => {
            const roots = this.wishes.trusted ? this.wishes.roots : [];
            const read = async (path: string) => shownOf(await this.read(path));
            this.configuration = await configurationOf(roots, read);
            this.ignored = new Ignored(roots, read, (path) => this.tellTooLong(path));
            await this.learn(this.paths());
            this.configured++;
            configure(this, this.configuration.settings);
            this.refreshing.soon();
            this.mayDismiss = true;
        });
    }

    /** Whoever sees what is to be left out learns why, once. */
    private tellTooLong(path: string): void {
        if (this.toldTooLong.has(path)) return;
        this.toldTooLong.add(path);
        const message = text('{file} has more than {limit} bytes: it leaves out nothing here, and terroir check refuses to judge what it bears on.', {
            file: readablePath(path, this.wishes.roots),
            limit: defaultLimits.size,
        });
        void this.connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message: this.say(message) });
    }

    /** Whether what is configured depends on a file, or on what is in a folder, or would if it were there. */
    isConfiguration(uri: string): boolean {
        const path = this.pathOf(uri);
        return (
            path.endsWith(`/${fileName}`) || path.endsWith('/.gitignore') || [...this.configuration.files].some((one) => `${one}/`.startsWith(asFolder(uri)))
        );
    }

    /** Every file that something may be said of. */
    reported(): string[] {
        return [...this.paths(), ...this.configuration.files];
    }

    /** Looks again for what was not there, as after a save. */
    lookAgain(): Promise<void> {
        for (const path of this.absent) for (const importer of this.importers.get(path) ?? []) this.unfollowed.add(importer);
        this.absent.clear();
        return this.follow();
    }

    /** Looks again at all that is on the disk, for an editor that does not tell of it; some files at a time, so that whoever types is listened to. */
    async readAgain(): Promise<void> {
        const listed = (await this.specsIn(this.wishes.roots)).map((uri) => this.found(uri));
        const paths = [...new Set([...this.paths(), ...listed])].filter((path) => !this.isOpen(path));
        for (let i = 0; i < paths.length; i += scanAtOnce) {
            await breath();
            await this.load(async () => void (await Promise.all(paths.slice(i, i + scanAtOnce).map((path) => this.fromDisk(path)))));
        }
    }

    /** Whether something that was missing may be what came, or lie in it. */
    mayHaveCome(uris: readonly string[]): boolean {
        const came = uris.map(asFolder);
        return [...this.absent].some((path) => came.some((one) => `${path}/`.startsWith(one)));
    }

    /** Reads every spec of some folders of the workspace; what is opened meanwhile goes first. */
    async scan(folders: readonly string[], reading: (read: number, all: number) => void = () => {}): Promise<void> {
        this.isScanning = true;
        this.lacksFolder = false;
        try {
            const paths = (await this.specsIn(folders)).map((uri) => this.found(uri));
            this.coming = paths.length;
            this.workspace.awaitJudgement(!this.isVast);
            for (let i = 0; i < paths.length; i += scanAtOnce) {
                reading(i, paths.length);
                await breath();
                const some = paths.slice(i, i + scanAtOnce).filter((path) => !this.workspace.files.has(path));
                await this.load(async () => void (await Promise.all(some.map((path) => this.fromDisk(path)))));
                this.workspace.keepIndexed(lookedInto);
            }
        } finally {
            this.isScanning = false;
            this.coming = 0;
        }
    }

    /**
     * Lets go of what was read of the files that are not open in the editor once these are too many.
     *
     * @param path one that was just looked at
     */
    spareMemory(path?: string): void {
        const { workspace } = this;
        if (path !== undefined) workspace.heed(path);
        workspace.awaitJudgement(!this.isVast);
        this.letGoOfMany();
    }

    private letGoOfMany(): void {
        if (this.workspace.opened <= (this.host.keptRead ?? keptRead)) return;
        this.workspace.letGo();
        this.texts = new WeakMap();
    }

    /** The path of a file that is, or was, on the disk under this address. */
    private found(uri: string): string {
        const path = this.pathOf(uri);
        this.onDisk.set(path, uri);
        return path;
    }

    private async specsIn(folders: readonly string[]): Promise<readonly string[]> {
        // A folder may lie in another one.
        const listed = [...new Set((await Promise.all(folders.map((folder) => this.list(this.spellings.get(folder) ?? folder)))).flat())];
        await this.learn(listed.map(canonical));
        return listed.filter((uri) => this.belongs(canonical(uri)));
    }

    /** A folder that cannot be looked into keeps none of the others from being read. */
    private async list(folder: string): Promise<readonly string[]> {
        try {
            return await this.host.listSpecs([folder]);
        } catch (error) {
            this.lacksFolder = true;
            this.fault(folder, error);
            return [];
        }
    }

    /** Reads what may leave some files out; what it does is there no longer than somebody needs it. */
    private async learn(paths: readonly string[]): Promise<void> {
        await this.ignored.learn(paths);
        for (const path of paths) if (this.workspace.files.has(path) && !this.belongs(path)) this.takeAsGuest(path);
    }

    /** Done when what is being loaded now is there. */
    loaded(): Promise<void> {
        return this.loading;
    }

    /** One after the other, so that an answer of the file system never overtakes a newer one; then what is imported and not there yet. */
    private load(work: () => Promise<void>): Promise<void> {
        const done = this.loading.then(work).then(() => this.loadImports());
        // Whoever asked for this learns of a failure; the next loading is not held up by it.
        this.loading = done.catch(() => {});
        return done;
    }

    private async loadImports(): Promise<void> {
        for (const path of this.unfollowed) {
            this.unfollowed.delete(path);
            for (const { target } of this.importsOf(path)) {
                // What is no address, as beside a document that was never saved, is no file either.
                if (this.workspace.files.has(target) || this.absent.has(target) || isLibraryPath(target) || !isAddress(target)) continue;
                await this.fromDisk(target);
            }
        }
        this.dismissGuests();
    }

    /** A file that is there no longer than something leads to it. Nothing may: it was on its way when its folder went, or was left out. */
    private takeAsGuest(path: string): void {
        this.guests.add(path);
        this.mayDismiss = true;
    }

    /** Forgets what came from outside the workspace and that nothing in it, or in the editor, leads to any more. */
    private dismissGuests(): void {
        if (!this.mayDismiss) return;
        this.mayDismiss = false;
        // Meanwhile the workspace may have got another folder, or may leave out less.
        for (const path of this.guests) if (this.belongs(path)) this.guests.delete(path);
        const gone = [...this.guests].filter((path) => !this.isReached(path));
        for (const path of gone) this.remove(path);
    }

    /** Whether something leads to a guest that is there for its own sake: what the editor holds, or what belongs to the workspace. */
    private isReached(guest: string): boolean {
        const ways = new Set([guest]);
        for (const path of ways) {
            if (this.open.has(path) || !this.guests.has(path)) return true;
            for (const importer of this.importers.get(path) ?? []) ways.add(importer);
        }
        return false;
    }

    private async fromDisk(path: string): Promise<void> {
        await this.learn([path]);
        const read = await this.read(path);
        const source = shownOf(read);
        const why = typeof read === 'object' ? read.why : undefined;
        // While it was read the editor may have opened it: its text counts.
        if (this.open.has(path)) return;
        if (source === undefined) {
            this.lose(path);
        } else if (this.workspace.files.get(path)?.source !== source || why || this.garbled.has(path)) {
            this.work.filesRead++;
            this.set(path, source, why);
        }
        this.workspace.putAway(path);
        this.spareMemory(path);
    }

    private async read(path: string): Promise<string | Garbled | undefined> {
        for (const uri of new Set([this.onDisk.get(path) ?? path, this.spellings.get(path) ?? path])) {
            try {
                const source = await this.host.readFile(uri);
                if (source !== undefined) return source;
            } catch (error) {
                // A file that cannot be read keeps none of the others from being judged.
                this.fault(uri, error);
            }
        }
        return undefined;
    }

    /** @param garbled why the file is no text, though something of it can be shown */
    private set(path: string, source: string, garbled?: Refusal): void {
        this.absent.delete(path);
        this.unfollowed.add(path);
        const held = this.workspace.files.get(path);
        // Of one that is there it is known; whatever may make it another is learnt.
        if (!held && !this.belongs(path)) this.takeAsGuest(path);
        const { limits } = this.wishes;
        const refused = garbled && !(source.length > limits.size) ? garbled : refuse(source, limits);
        const wasGarbled = this.garbled.delete(path);
        if (garbled) this.garbled.add(path);
        const read = (): ParsedSpec => {
            if (refused) return unread(refused, source);
            const parsed = parse(source, held);
            this.work.declarationsRead += parsed.since?.read.size ?? parsed.tree.declarations?.length ?? 0;
            return parsed;
        };
        const parsed = held?.source === source && !garbled && !wasGarbled ? held.parsed : read();
        this.changing(path, () => this.workspace.set(path, source, parsed));
    }

    private lose(path: string): void {
        this.absent.add(path);
        this.remove(path);
    }

    private remove(path: string): void {
        this.guests.delete(path);
        this.garbled.delete(path);
        this.changing(path, () => this.workspace.remove(path));
    }

    /** A text that means the same as before changes nothing that is shown of other files. */
    private changing(path: string, change: () => void): void {
        const { engine } = this.workspace;
        const before = engine.state;
        const imports = engine.get(importsCell, path);
        this.revision++;
        this.changed.add(path);
        change();
        this.nowImports(path, imports, engine.get(importsCell, path));
        if (this.workspace.engine.state !== before) this.refreshing.soon();
        else this.refreshing.moved();
    }

    private nowImports(path: string, before: readonly string[], now: readonly string[]): void {
        if (alike(before, now)) return;
        this.mayDismiss = true;
        for (const target of before) if (this.importers.get(target)?.delete(path) && this.importers.get(target)?.size === 0) this.importers.delete(target);
        for (const target of now) {
            const importers = this.importers.get(target);
            if (importers) importers.add(path);
            else this.importers.set(target, new Set([path]));
        }
    }

    /** Whether a file lies in a folder of the workspace, not where only tools keep theirs, and is not left out by the configuration or by `.gitignore`. */
    private belongs(path: string): boolean {
        const isInside = this.wishes.roots.some((root) => path.startsWith(`${root}/`) && !/\/(\.|node_modules(\/|$))/.test(path.slice(root.length)));
        return isInside && !isUnsaved(path) && !this.configuration.leavesOut(path) && !this.ignored.has(path);
    }

    /** Whether a file that is not open is to be there: it is a spec of the workspace, or another file imports it. */
    private isWanted(path: string): boolean {
        return (path.endsWith('.terroir') && this.belongs(path)) || [...(this.importers.get(path) ?? [])].some((other) => other !== path);
    }

    /** What a file imports, and under which name. */
    importsOf(path: string): { readonly target: string; readonly alias: string | undefined }[] {
        const imports = this.workspace.engine.get(outlineCell, path)?.imports ?? [];
        return imports.map(({ path: target, alias }) => ({ target, alias }));
    }
}

export const isSpec = (uri: string): boolean => /\.terroir$/i.test(uri);

/** The address of a folder may end with a slash, or not. */
const asFolder = (uri: string): string => `${canonical(uri).replace(/\/$/, '')}/`;

/** Whether something is one of some places, or lies in one. There may be very many files. */
function liesIn(path: string, places: ReadonlySet<string>): boolean {
    if (places.size === 0) return false;
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) if (places.has(path.slice(0, at + 1))) return true;
    return places.has(`${path}/`);
}

/** A file and the folders that it lies in, as addresses of folders. */
const around = (path: string): string[] => [...path.matchAll(/\/|$/g)].map(({ index }) => `${path.slice(0, index)}/`);

/** Whether a file, or a folder that it lies in, came under a name that differs in capitals alone. */
const isRecased = (path: string, came: ReadonlyMap<string, string>): boolean =>
    around(readablePath(path, [])).some((one) => (came.get(one.toLowerCase()) ?? one) !== one);

const isAddress = (path: string): boolean => /^(?!untitled:)[a-z][\w+.-]+:\//i.test(path);

const shownOf = (read: string | Garbled | undefined): string | undefined => (typeof read === 'object' ? read.shown : read);

function unread({ code, message, at }: Refusal, source: string): ParsedSpec {
    return {
        tree: { $type: 'Spec', $start: 0, $end: source.length, imports: [], declarations: [] },
        problems: [{ code, message, start: at, end: Math.min(at + 1, source.length) }],
        broken: [],
        spoiled: [{ start: 0, end: source.length }],
    };
}
