// RDAP (RFC 9082, 9083): networks and domains, and the people named in them. Contacts are nested, cards are jCards.
import * as z from "zod";
import type { Http } from "../kit/runtime/http.ts";

const card = z.tuple([z.literal("vcard"), z.array(z.array(z.unknown()).min(4))]);

export interface Entity {
  readonly publicIds?: readonly { readonly type: string; readonly identifier: string }[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly vcardArray?: z.infer<typeof card> | undefined;
  readonly entities?: readonly Entity[] | undefined;
}
const entity: z.ZodType<Entity> = z.lazy(() =>
  z.object({
    publicIds: z
      .array(z.object({ type: z.string(), identifier: z.string() }))
      .optional()
      .catch(undefined),
    roles: z.array(z.string()).optional(),
    vcardArray: card.optional().catch(undefined),
    entities: z.array(entity).optional(),
  }),
);

const events = z.array(z.object({ eventAction: z.string(), eventDate: z.string().nullish() })).nullish();

const domainShape = z.object({
  ldhName: z.string(),
  status: z.array(z.string()).nullish(),
  events,
  nameservers: z.array(z.object({ ldhName: z.string().nullish() })).nullish(),
  entities: z.array(entity).optional(),
});
export type Domain = z.infer<typeof domainShape>;

/** `GET <registry>domain/<name>`; null for a name that is not registered there. */
export async function domainAt(
  http: Http,
  registry: string,
  name: string,
): Promise<{ readonly domain: Domain; readonly registry: string } | null> {
  const answer = await http({
    url: `${registry}domain/${encodeURIComponent(name)}`,
    headers: { accept: "application/rdap+json" },
    accept: [404],
  });
  if (answer.status === 404) return null;
  return { domain: answer.json(domainShape), registry: new URL(answer.url).hostname };
}

const network = z.object({
  handle: z.string().nullish(),
  name: z.string().nullish(),
  type: z.string().nullish(),
  startAddress: z.string(),
  endAddress: z.string(),
  country: z.string().nullish(),
  events,
  entities: z.array(entity).optional(),
});
export type Network = z.infer<typeof network>;

export interface Answer {
  readonly network: Network;
  /** The host that answered, after redirects. */
  readonly registry: string;
}

/** `GET <registry>ip/<address>`. */
export async function networkOf(http: Http, registry: string, ip: string): Promise<Answer> {
  const answer = await http({
    url: `${registry}ip/${encodeURIComponent(ip)}`,
    headers: { accept: "application/rdap+json" },
  });
  return { network: answer.json(network), registry: new URL(answer.url).hostname };
}

/** Every entity of a tree, outermost first, bounded against trees made to exhaust us. */
export function entitiesOf(roots: readonly Entity[] | undefined): readonly Entity[] {
  const found: Entity[] = [...(roots ?? [])];
  for (let index = 0; index < found.length && found.length < 500; index += 1) {
    found.push(...(found[index]?.entities ?? []));
  }
  return found;
}

/** The first entity with this role for which the card has the property. */
export function fromRole(entities: readonly Entity[], role: string, property: string): string | null {
  for (const candidate of entities) {
    const value = candidate.roles?.includes(role) ? fromCard(candidate, property) : null;
    if (value !== null) return value;
  }
  return null;
}

/** A property's value is text, or a list of texts; an address keeps its text in the parameter `label`. */
function fromCard({ vcardArray }: Entity, property: string): string | null {
  const found = vcardArray?.[1].find(([name]) => name === property);
  if (found === undefined) return null;
  const [, parameters, , value] = found;
  const label = (parameters as { label?: unknown } | null)?.label;
  if (typeof label === "string") return label;
  const parts = (Array.isArray(value) ? value.flat() : [value]).filter(
    (part) => typeof part === "string" && part !== "",
  );
  return parts.length > 0 ? parts.join("\n") : null;
}

/** The country of an address card: its last part is the country's name or code. */
export const countryLine = (address: string | null): string | null => address?.trim().split("\n").at(-1) ?? null;
