// The function `riposte-approval`: the only one that may write grants. A state machine asks through it, people decide
// through it; Slack, the shell and tests send the same events.
import { settings } from "../../actions/kit/runtime/environment.ts";
import { allContracts } from "./contracts.ts";
import { type Decided, decide } from "./decide.ts";
import { approvalEvent } from "./event.ts";
import { type Asked, request } from "./request.ts";

export const handler = async (event: unknown): Promise<Asked | Decided> => {
  const now = new Date();
  const asked = approvalEvent.parse(event);
  return asked.kind === "request" ? request(asked, allContracts, now) : decide(asked, settings(), now);
};
