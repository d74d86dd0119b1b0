// XML as the Query services and S3 write it: elements in order, lists as repeated elements, absent fields left out.

export type XmlValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly XmlValue[]
  | { readonly [name: string]: XmlValue };

export function xmlDocument(root: string, content: XmlValue, namespace?: string): string {
  const opening = namespace ? `<${root} xmlns="${namespace}">` : `<${root}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${opening}${xml(content)}</${root}>`;
}

/** The inside of an element. An array stands for its element repeated, so it must be a field of an object. */
export function xml(value: XmlValue): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "object") return escapeXml(String(value));
  if (isList(value)) return value.map(xml).join("");
  return Object.entries(value)
    .map(([name, inner]) => element(name, inner))
    .join("");
}

const isList = (value: XmlValue): value is readonly XmlValue[] => Array.isArray(value);

function element(name: string, inner: XmlValue): string {
  if (inner === undefined || inner === null) return "";
  if (isList(inner)) return inner.map((one) => element(name, one)).join("");
  return `<${name}>${xml(inner)}</${name}>`;
}

const named: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

export function escapeXml(text: string): string {
  // What XML 1.0 cannot hold at all is dropped: a client's parser would refuse the whole answer for it.
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (c) => named[c] ?? c)
    .replace(/\r/g, "&#xD;");
}
