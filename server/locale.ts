/** What the environment says of the user's language, such as `fr_FR.UTF-8`, in the order of POSIX; nothing where it says nothing. */
export const localeOf = (env: Readonly<Record<string, string | undefined>>): string | undefined =>
    [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '');
