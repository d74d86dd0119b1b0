// The function `riposte-approval`: the only one that may write grants, and stops. A state machine asks through it, people
// decide through it; Slack, the shell and tests send the same events.
import { settings } from "../../actions/kit/runtime/environment.ts";
import { allContracts } from "./contracts.ts";
import { type Decided, decide, type MayDecide, mayDecide } from "./decide.ts";
import { approvalEvent } from "./event.ts";
import { type Asked, request } from "./request.ts";
import { type StopAnswer, stopOrResume } from "./stop.ts";

export const handler = async (event: unknown): Promise<Asked | Decided | MayDecide | StopAnswer> => {
  const now = new Date();
  const asked = approvalEvent.parse(event);
  switch (asked.kind) {
    case "request":
      return request(asked, allContracts, now);
    case "decide":
      return decide(asked, settings(), now);
    case "may-decide":
      return mayDecide(asked, settings(), now);
    case "stop":
    case "resume":
      return stopOrResume(asked, settings(), now);
  }
};
