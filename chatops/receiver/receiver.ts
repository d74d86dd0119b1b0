// The door for everything that Slack sends. Bolt's own receiver for Lambda parses first and verifies then, and takes
// requests of any future; here size, signature, time and replay come before anything is parsed, and the team before Bolt.
import type { App, Receiver } from "@slack/bolt";
import { acknowledged, answered, type RawRequest, rawRequest, type UrlAnswer } from "./function-url.ts";
import { readPayload } from "./payload.ts";
import { verified, window } from "./signature.ts";

export interface ReceiverOptions {
  readonly signingSecret: () => Promise<string>;
  /** The one workspace that is listened to; null listens to none. */
  readonly team: () => string | null;
  /** Whether this signature is seen for the first time; remembered until `until` (milliseconds since 1970). */
  readonly firstSeen: (signature: string, until: number) => Promise<boolean>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Slack's largest payload is a modal of 250 KB; nothing near this size is one. */
const largestBody = 512 * 1_024;

export class FunctionUrlReceiver implements Receiver {
  readonly #options: ReceiverOptions;
  #app: App | null = null;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  /** One request of a function URL. A listener that throws is thrown; whatever was sent is answered. */
  async handle(event: unknown): Promise<UrlAnswer> {
    const request = rawRequest(event);
    if (request === null) return answered(400, "expected the event of a function URL");
    if (request.method !== "POST") return answered(405, "expected a POST");
    if (request.body.byteLength > largestBody) return answered(413, `the body is larger than ${largestBody} bytes`);
    // Slack checks a new URL's certificate so, unsigned; nothing is done, so nothing is verified.
    if (request.body.toString("latin1", 0, 12) === "ssl_check=1&") return answered(200, "");
    return (await this.#refusal(request)) ?? this.#dispatch(request);
  }

  async #refusal(request: RawRequest): Promise<UrlAnswer | null> {
    const { signingSecret, firstSeen, now } = this.#options;
    const checked = verified(request, await signingSecret(), now());
    if (!checked.ok) return answered(401, checked.reason);
    // Until no clock of ours takes its time any more.
    const first = await firstSeen(checked.signature, (checked.timestamp + 2 * window) * 1_000);
    return first ? null : answered(401, "this very request has been made before");
  }

  async #dispatch({ headers, body }: RawRequest): Promise<UrlAnswer> {
    const read = readPayload(headers["content-type"] ?? "", body);
    if (!read.ok) return answered(read.status, read.reason);
    const team = this.#options.team();
    if (team === null || read.team !== team) return answered(403, "this workspace is not the configured one");
    let answer: { readonly value: unknown } | null = null;
    await this.#app?.processEvent({
      body: read.payload,
      ack: async (value: unknown) => {
        answer ??= { value };
      },
    });
    const given = answer as { readonly value: unknown } | null;
    return given === null ? answered(404, "nobody answers this here") : acknowledged(given.value);
  }
}
