// What `riposte start --json` prints: one document about one run.
import { DescribeExecutionCommand, SFNClient } from "@aws-sdk/client-sfn";
import type { CaseView } from "../../actions/kit/contract/index.ts";
import type { LocalHost } from "../../infra/local/host.ts";
import { type Estimate, estimate } from "../../playbooks/compiler/estimate.ts";
import type { CompiledPlaybook } from "../../playbooks/compiler/library.ts";
import type { ShownStep, Watched } from "./watch.ts";

export interface RunDocument {
  readonly execution: {
    readonly arn: string;
    readonly name: string;
    readonly status: string;
    readonly startDate: string;
    readonly stopDate: string | null;
  };
  readonly steps: readonly ShownStep[];
  readonly case: CaseView;
  /** The ticket as the ticketing system holds it; null when it has none. */
  readonly ticket: unknown;
  readonly estimate: Estimate | null;
}

export async function runDocument(
  host: LocalHost,
  watched: Watched,
  view: CaseView,
  playbook: CompiledPlaybook | undefined,
): Promise<RunDocument> {
  const client = new SFNClient({});
  const described = await client.send(new DescribeExecutionCommand({ executionArn: watched.executionArn }));
  client.destroy();
  const key = view.mirrors.find(({ system }) => system === "jira")?.key ?? null;
  return {
    execution: {
      arn: watched.executionArn,
      name: watched.name,
      status: described.status ?? "RUNNING",
      startDate: (described.startDate ?? watched.started).toISOString(),
      stopDate: described.stopDate?.toISOString() ?? null,
    },
    steps: watched.steps,
    case: view,
    ticket: key === null ? null : host.jira.issue(key),
    estimate: playbook === undefined ? null : estimate(playbook.recording, playbook.machine),
  };
}
