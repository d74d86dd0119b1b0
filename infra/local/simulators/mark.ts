// Nothing a simulator says may pass for the real thing: every answer of every simulator carries this header, and the
// product's clients carry it on to the case, the ticket and Slack.
import type { WireResponse } from "../wire.ts";

export const simulatedHeader = "x-riposte-simulated";

export const marked = (response: WireResponse): WireResponse => ({
  ...response,
  headers: { ...response.headers, [simulatedHeader]: "true" },
});
