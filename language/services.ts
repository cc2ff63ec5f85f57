import {
    createDefaultCoreModule,
    createDefaultSharedCoreModule,
    EmptyFileSystem,
    inject,
    type LangiumCoreServices,
    type LangiumSharedCoreServices,
} from 'langium';
import { TerroirGeneratedModule, TerroirGeneratedSharedModule } from './syntax/generated/module.ts';

/**
 * Langium's core services for Terroir; its parser goes on after an error only if it is asked to, for that may take a while.
 * Names, facts and verdicts are ours: only its parser and grammar are used.
 */
export function createServices({ recovering = true } = {}): { shared: LangiumSharedCoreServices; terroir: LangiumCoreServices } {
    const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), TerroirGeneratedSharedModule);
    const terroir = inject(createDefaultCoreModule({ shared }), TerroirGeneratedModule, {
        parser: { ParserConfig: () => ({ recoveryEnabled: recovering }) },
    });
    shared.ServiceRegistry.register(terroir);
    return { shared, terroir };
}

const built = new Map<boolean, LangiumCoreServices>();

/** The one copy of each: it takes 60 ms to build, so it is built when the first text comes; the one that recovers, at the first error. */
export function langium(recovering = false): LangiumCoreServices {
    let services = built.get(recovering);
    if (!services) built.set(recovering, (services = createServices({ recovering }).terroir));
    return services;
}
