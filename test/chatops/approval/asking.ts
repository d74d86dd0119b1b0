// A case whose execution asks for an approval, and people who decide it.
import { useGrant } from "../../../actions/kit/runtime/case-store/grants.ts";
import { caseStore } from "../../../actions/kit/runtime/case-store/index.ts";
import { digestOf } from "../../../actions/kit/runtime/digest.ts";
import { settings } from "../../../actions/kit/runtime/environment.ts";
import { handler as approval } from "../../../chatops/approval/approval.ts";
import { type Decided, decide } from "../../../chatops/approval/decide.ts";
import { handler as dispatcher } from "../../../playbooks/dispatcher/dispatcher.ts";
import { aBatch, aFinding, type Product } from "../../support/product.ts";

const key = {
  accessKeyId: "AKIAEXAMPLEMARIA0001",
  userName: "maria.lopez",
  account: "111122223333",
  status: "Active",
  created: null,
  lastUsed: null,
  lastUsedService: null,
};
export const line = { step: "disable-key", item: "0", action: "iam.disable-access-key", input: { key } };
export const now = new Date();
export const later = (minutes: number): Date => new Date(now.getTime() + minutes * 60_000);

interface Wanted {
  readonly finding?: Record<string, unknown>;
  readonly request?: Record<string, unknown>;
  readonly call?: Record<string, unknown>;
}

/** A case with its execution, and the request that the execution makes. */
export async function aRequest({ finding, request, call }: Wanted = {}) {
  await dispatcher(aBatch(aFinding(finding)));
  const [head] = await caseStore().list();
  if (head === undefined) throw new Error("no case");
  return {
    kind: "request",
    token: "token-1",
    call: {
      execution: head.executions[0],
      playbook: "impossible-travel",
      version: "v1",
      step: "approve-containment",
      item: null,
      case: head.id,
      mode: "live",
      ...call,
    },
    request: {
      subject: "maria.lopez",
      approvers: "identity-oncall",
      because: [],
      plan: [line],
      timeoutSeconds: 1_800,
      ...request,
    },
  };
}

export async function ask(wanted: Wanted = {}) {
  const event = await aRequest(wanted);
  const { approval: id, asked } = (await approval(event)) as { approval: string; asked: boolean };
  const { case: caseId, execution } = event.call as { case: string; execution: string };
  return { id, asked, caseId, execution, event };
}

export const says = (id: string, person: string, decision: "approved" | "denied", at = later(1)): Promise<Decided> =>
  decide({ kind: "decide", approval: id, person, decision, via: "shell" }, settings(), at);

export const entriesOf = async (caseId: string) => (await caseStore().view(caseId)).entries;
export const answersIn = (product: Product) =>
  product.asked("SFN", "SendTaskSuccess").map(({ input }) => JSON.parse(String(input.output)));
export const use = (execution: string, at = later(2)) =>
  useGrant({ execution, step: "disable-key", item: "0", action: line.action, digest: digestOf(line), now: at });
