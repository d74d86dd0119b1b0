// `/riposte take CASE`: a case gets an owner.
import { takeCase } from "../../actions/kit/runtime/case-store/ownership.ts";
import { say } from "../slack/say.ts";
import type { Command } from "./command.ts";
import { caseOrRefusal } from "./status.ts";

export const take: Command = {
  name: "take",
  usage: "take CASE",
  says: "makes an open case yours",
  needs: "work",
  async run({ person, words: [caseId = ""], now }) {
    const { head } = await caseOrRefusal(caseId);
    const taken = await takeCase(head.id, { person: person.id, now });
    if (taken === null) return say(`${head.id} is closed, and nobody's to take`);
    return say(
      `${head.id} is yours${head.owner === null || head.owner === person.id ? "" : `, and was ${head.owner}'s`}`,
    );
  },
};
