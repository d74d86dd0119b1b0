// Which service a request is for. The credential scope of a signed request names it; unsigned ones are told apart by
// X-Amz-Target, by path, and (SNS, IAM, STS) by the Version in their form.
import type { WireHandler, WireRequest } from "../wire.ts";

export interface Routes {
  /** AWS services by the name in their credential scope: `states`, `sqs`, `sns`, `lambda`, `dynamodb`, `iam`, … */
  readonly services: Readonly<Record<string, WireHandler>>;
  /** Vendors' simulators by system: served under `/simulators/<system>/`, handed the path without that. */
  readonly simulators?: Readonly<Record<string, WireHandler>>;
  /** Anything else by path prefix, e.g. `/slack`; handed the path without the prefix. */
  readonly mounts?: Readonly<Record<string, WireHandler>>;
}

export interface Destination {
  /** For messages and limits: the service's name, or the path prefix. */
  readonly name: string;
  readonly handler: WireHandler;
  /** The path the handler sees. */
  readonly path: string;
}

/** What is known of a request before its body is read. */
export type RequestHead = Omit<WireRequest, "body" | "signal">;

const servicesByTarget: Readonly<Record<string, string>> = {
  AWSStepFunctions: "states",
  AmazonSQS: "sqs",
  secretsmanager: "secretsmanager",
  DynamoDB_20120810: "dynamodb",
};
const servicesByPath: readonly (readonly [prefix: string, service: string])[] = [
  ["/2015-03-31/functions/", "lambda"],
  ["/schedules", "scheduler"],
];
const servicesByFormVersion: Readonly<Record<string, string>> = {
  "2010-03-31": "sns",
  "2010-05-08": "iam",
  "2011-06-15": "sts",
};

/** The destination as far as the head tells; null when only the body can. */
export function routeByHead(routes: Routes, head: RequestHead): Destination | null {
  const scope = scopeOf(head);
  return (
    (scope === "s3" ? null : (simulatorOf(routes, head.path) ?? mountOf(routes, head.path))) ??
    serviceOf(routes, scope, head.path) ??
    serviceOf(routes, targetServiceOf(head), head.path) ??
    serviceOf(routes, servicesByPath.find(([prefix]) => head.path.startsWith(prefix))?.[1], head.path)
  );
}

/** The destination of an unsigned Query request, by the Version in its form. */
export function routeByForm(routes: Routes, request: WireRequest): Destination | null {
  if (!(request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) return null;
  const version = new URLSearchParams(request.body.toString("utf8")).get("Version") ?? "";
  return serviceOf(routes, own(servicesByFormVersion, version), request.path);
}

/** The service in the SigV4 credential scope, from the header or, in a presigned URL, the query. */
export function scopeOf(head: RequestHead): string | undefined {
  const header = /Credential=([^,\s]+)/.exec(head.headers.authorization ?? "")?.[1];
  const parts = (header ?? head.query.get("X-Amz-Credential") ?? "").split("/");
  return parts.at(-1) === "aws4_request" ? parts.at(-2) : undefined;
}

function targetServiceOf(head: RequestHead): string | undefined {
  const target = head.headers["x-amz-target"] ?? "";
  return own(servicesByTarget, target.slice(0, Math.max(0, target.indexOf("."))));
}

function serviceOf(routes: Routes, name: string | undefined, path: string): Destination | null {
  const handler = name === undefined ? undefined : own(routes.services, name);
  return name !== undefined && handler ? { name, handler, path } : null;
}

function simulatorOf(routes: Routes, path: string): Destination | null {
  const [, room, system = ""] = path.split("/", 3);
  const handler = room === "simulators" ? own(routes.simulators ?? {}, system) : undefined;
  return handler ? { name: `/simulators/${system}`, handler, path: below(path, `/simulators/${system}`) } : null;
}

function mountOf(routes: Routes, path: string): Destination | null {
  const fits = (prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`);
  const [found] = Object.entries(routes.mounts ?? {})
    .filter(([prefix]) => fits(prefix))
    .sort(([a], [b]) => b.length - a.length);
  return found ? { name: found[0], handler: found[1], path: below(path, found[0]) } : null;
}

const below = (path: string, prefix: string): string => path.slice(prefix.length) || "/";

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
