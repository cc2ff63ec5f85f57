// Generated from terroir.langium by scripts/generate.ts. Do not edit.

/** The words of the language. The kind of a word is its number here, from `kinds.words` on. */
export const words: readonly string[] =
    'access accessed adequacy adherents adheres administered after alternatives amended annexes anonymised applies appointed appoints approved archives arrangement as assessed assessment at authorisation authorised autonomy award backs basis because before beneficiary bespoke binds breach buys by calendar case category ceiling certified challenged charges cites clauses clear closed commitment compels compliant condition considered contract control controlled controller cost covers critical data dataset day days declared demands derogation discloses dismissed disputed doctrine effective encrypts established establishment estimated excludes exercised exporter fallback fee float for force framework from fulfilled function general given governed ground held homologated hosts hour hours identifiability impact import in indefinite infeasible is jurisdiction keys kind lasts law lawful leave licence limited lists location made main majority managed market measures method minister month months most never no none norm notice of offer on only option ordered organisation owned parameter persons plan presence procedure processor project proposal provides publishes purpose reaches reads recipient recommendation recurring renewal requested requires result retention retrieval runs scheme seat seeks self-made sensitivity serves service signed since source special specific standing start stays stores study subcontractor subjects subprocessing succeeds supported switching tacit technology term termination territory tested times to toward transfer transition transitional under unknown until up upheld url valid validated value verified version veto vocabulary votes waiver warehouse week weeks with withdrawn within without working year years'.split(' ');

/** The kinds of token that are no words. `none` is what has no meaning. */
export const kinds = { end: 0, none: 1, ID: 2, STRING: 3, NUMBER: 4, PERCENT: 5, DATE: 6, RULE_ID: 7, ',': 8, '.': 9, '{': 10, '}': 11, words: 12 } as const;

/** The words that name nothing, by their kind. */
export const notNames: ReadonlySet<number> = new Set([113, 54]);

/** The characters of names, as classes of a pattern. */
export const isNameCharacter = {
    first: "[A-Za-z_\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u167F\\u1681-\\u1FFF\\u200C\\u200D\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFEFE\\uFF00-\\uFFFD]",
    other: "[A-Za-z0-9_\\u00AA\\u00B5\\u00BA\\u00B7\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u037D\\u037F-\\u167F\\u1681-\\u1FFF\\u200C\\u200D\\u203F\\u2040\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFEFE\\uFF00-\\uFFFD-]",
} as const;
