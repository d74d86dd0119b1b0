// The ways in which a simulated vendor can fail. The statuses come with the vendor's own body; the rest are what networks
// and proxies do to anybody.
import type { WireHandler, WireResponse } from "../wire.ts";
import { html } from "./answers.ts";
import { vendorFailure } from "./vendor-failures.ts";

export const failureKinds = ["500", "503", "429", "401", "garbage", "timeout", "slow", "oversize", "reset"] as const;

/**
 * `garbage`: 200 with a page for people · `timeout`: no answer until the client goes away · `slow`: the right answer, four
 * seconds late · `oversize`: 200 with more JSON than anybody should read · `reset`: the connection ends inside the body.
 */
export type FailureKind = (typeof failureKinds)[number];

export const isFailureKind = (text: string): text is FailureKind => (failureKinds as readonly string[]).includes(text);

export const slowMs = 4_000;
export const oversizeBytes = 16 * 1_024 * 1_024;

export interface FailureContext {
  readonly system: string;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Stands in for `handler` while the system is told to fail. */
export function failing(kind: FailureKind, handler: WireHandler, context: FailureContext): WireHandler {
  switch (kind) {
    case "500":
    case "503":
    case "429":
    case "401":
      return async () => vendorFailure(context.system, kind, context.now());
    case "garbage":
      return async () => html(200, "Please sign in to the guest network");
    case "timeout":
      return () => new Promise<WireResponse>(() => {});
    case "slow":
      return async (request) => {
        await context.sleep(slowMs);
        return handler(request);
      };
    case "oversize":
      return async () => oversize();
    case "reset":
      return async () => cutShort();
  }
}

const oversize = (): WireResponse => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: Buffer.concat([Buffer.from('{"data":"'), Buffer.alloc(oversizeBytes, "A"), Buffer.from('"}')]),
});

// A handler sees no socket, so it promises more than it sends: the server closes and the client sees the body end early.
const cutShort = (): WireResponse => ({
  status: 200,
  headers: { "content-type": "application/json", "content-length": "65536", connection: "close" },
  body: '{"data":{"ip',
});
