import { defineConfig } from 'vitest/config';

export default defineConfig({
    plugins: [
        {
            // As esbuild's text loader: `import source from './x.terroir'` gives the text.
            name: 'terroir-text',
            enforce: 'pre',
            transform: (code, id) => (id.endsWith('.terroir') ? { code: `export default ${JSON.stringify(code)};`, map: null } : undefined),
        },
    ],
    test: {
        // What a test runs twice is to be judged twice.
        env: { TERROIR_CACHE: 'off' },
        // One less than there are, as it would be, is half of two.
        maxWorkers: '100%',
        // Properties try many specs; a machine with other work must not turn that into a failure.
        testTimeout: 120_000,
        hookTimeout: 120_000,
        include: ['test/**/*.test.ts'],
        exclude: ['test/e2e/**', '**/node_modules/**'],
    },
});
