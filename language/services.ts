import {
    createDefaultCoreModule,
    createDefaultSharedCoreModule,
    createLangiumParser,
    EmptyFileSystem,
    inject,
    type LangiumCoreServices,
    type LangiumParser,
    type LangiumSharedCoreServices,
    type ParseResult,
} from 'langium';
import { TerroirGeneratedModule, TerroirGeneratedSharedModule } from './syntax/generated/module.ts';

/**
 * Langium's core services for Terroir; its parser goes on after an error only if it is asked to, for that may take a while.
 * Names, facts and verdicts are ours: only its parser and grammar are used.
 */
export function createServices({ recovering = true } = {}): { shared: LangiumSharedCoreServices; terroir: LangiumCoreServices } {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), TerroirGeneratedSharedModule);
    const terroir = inject(createDefaultCoreModule({ shared }), TerroirGeneratedModule, {
        parser: {
            ParserConfig: () => ({ recoveryEnabled: recovering }),
            LangiumParser: (services) => keepingMessages(createLangiumParser(services)),
        },
    });
    shared.ServiceRegistry.register(terroir);
    return { shared, terroir };
}

type Token = ParseResult['parserErrors'][number]['token'];

/** The error that none of several words stands here, as Chevrotain's parser makes it. */
interface NoAlternative extends Error {
    readonly constructor: new (message: string, token: Token, before: Token) => NoAlternative;
    readonly token: Token;
}

/** What of that parser has to do with it. */
interface Raising {
    raiseNoAltException(alternatives: number, message?: string): never;
    getCurrRuleFullName(): string;
    LA(ahead: number): Token;
    SAVE_ERROR(error: Error): Error;
}

/**
 * Chevrotain works out anew for each error what might have stood there: 10 ms where it is a name. But for the word that was found
 * it is the same wherever a text goes wrong in the same place of the grammar, so it is kept.
 */
function keepingMessages(parser: LangiumParser): LangiumParser {
    const wrapper = parser['wrapper'] as unknown as Raising;
    const raise = wrapper.raiseNoAltException;
    const known = new Map<string, Pick<NoAlternative, 'constructor' | 'message'>>();
    const ending = ({ image }: Token) => `\nbut found: '${image}'`;
    wrapper.raiseNoAltException = (alternatives, message) => {
        const place = `${wrapper.getCurrRuleFullName()} ${alternatives}`;
        const before = known.get(place);
        const token = wrapper.LA(1);
        if (before) throw wrapper.SAVE_ERROR(new before.constructor(before.message + ending(token), token, wrapper.LA(0)));
        try {
            return raise.call(wrapper, alternatives, message);
        } catch (error) {
            const first = error as NoAlternative;
            known.set(place, { constructor: first.constructor, message: first.message.slice(0, -ending(token).length) });
            throw error;
        }
    };
    return parser;
}

const built = new Map<boolean, LangiumCoreServices>();

/** The one copy of each: it takes 60 ms to build, so it is built when the first text comes; the one that recovers, at the first error. */
export function langium(recovering = false): LangiumCoreServices {
    let services = built.get(recovering);
    if (!services) built.set(recovering, (services = createServices({ recovering }).terroir));
    return services;
}
