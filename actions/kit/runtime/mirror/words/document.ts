// What a person is to read, before it is put into a destination's own format. Every text in it is inert and its
// addresses are defanged; the destination escapes its own markup and nothing else.

export type DocumentBlock =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export const heading = (text: string): DocumentBlock => ({ kind: "heading", text });
export const paragraph = (text: string): DocumentBlock => ({ kind: "paragraph", text });
export const list = (items: readonly string[]): DocumentBlock => ({ kind: "list", items });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): DocumentBlock => ({
  kind: "table",
  head,
  rows,
});
