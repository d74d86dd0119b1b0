// `/riposte list`: the open cases, the newest first, and the playbooks.
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { settings } from "../../actions/kit/runtime/environment.ts";
import { plainItem, say } from "../slack/say.ts";
import type { Command } from "./command.ts";
import { caseLine } from "./lines.ts";

/** How many cases are looked through, and how many are shown. */
const looks = { through: 100, shown: 25 };

export const list: Command = {
  name: "list",
  usage: "list",
  says: "the open cases, and the playbooks",
  needs: "look",
  async run() {
    const heads = await caseStore().list({ last: looks.through });
    const open = heads.filter(({ status }) => status === "open");
    const more = open.length > looks.shown ? [plainItem(`… and ${open.length - looks.shown} more`)] : [];
    const playbooks = settings().playbooks.map(({ id, title }) => plainItem(`playbook ${id}: ${title}`));
    const title = `${open.length} open cases among the last ${heads.length}`;
    return say(title, [...open.slice(0, looks.shown).map(caseLine), ...more, ...playbooks]);
  },
};
