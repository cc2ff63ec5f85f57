import { SymbolKind } from 'vscode-languageserver';

const kinds: Readonly<Record<string, SymbolKind>> = {
    Jurisdiction: SymbolKind.Namespace,
    Vocabulary: SymbolKind.Enum,
    Term: SymbolKind.EnumMember,
    Norm: SymbolKind.Constant,
    Adequacy: SymbolKind.Constant,
    Scheme: SymbolKind.Constant,
    Calendar: SymbolKind.Array,
    Organisation: SymbolKind.Class,
    Service: SymbolKind.Module,
    Dataset: SymbolKind.Struct,
    Commitment: SymbolKind.Event,
    Authorisation: SymbolKind.Key,
    Contract: SymbolKind.Interface,
    Waiver: SymbolKind.Boolean,
};

/** What of the kinds that editors know comes nearest to a kind of declaration. */
export const symbolKindOf = (kind: string): SymbolKind => kinds[kind] ?? SymbolKind.Object;
