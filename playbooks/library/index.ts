// Every playbook of the library. A new one is a file beside the others and a line here.
import type { Playbook } from "../language/define-playbook.ts";
import impossibleTravel from "./identity/impossible-travel.ts";
import triage from "./triage/triage.ts";

export const playbooks: readonly Playbook[] = [impossibleTravel, triage];
