// One request as an operation sees it.
import type { WireResponse } from "../../wire.ts";
import type { Issues } from "./issues.ts";

export interface Asked {
  readonly method: string;
  /** A part of the path, decoded, counted from 1 as in its pattern. */
  readonly part: (index: number) => string;
  readonly query: URLSearchParams;
  /** The body where it is a JSON object; an empty object where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The body as parsed, whatever it is; undefined where there is none. */
  readonly raw: unknown;
  /** Where people see this site, without a slash at its end. */
  readonly site: string;
  /** The one project. */
  readonly project: string;
  readonly issues: Issues;
  readonly searchLagMs: number;
  /** RFC 3339. */
  readonly now: () => string;
}

export type Operation = (asked: Asked) => Promise<WireResponse>;

export const nothing: WireResponse = { status: 204, headers: {}, body: "" };
