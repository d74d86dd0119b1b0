// `riposte case [ID]`: a case with its findings, evidence, decisions and mirrors, or the list of cases.
import { Command } from "commander";
import * as z from "zod";
import { PermanentFailure } from "../../actions/kit/contract/index.ts";
import { caseStore } from "../../actions/kit/runtime/case-store/index.ts";
import { endpointOption, findHost, reached } from "../deployed.ts";
import { caseText } from "../show/case.ts";
import { casesText } from "../show/cases.ts";
import { example } from "../show/help.ts";
import { Stop } from "../stop.ts";

const given = z.object({
  endpoint: z.string().optional(),
  json: z.boolean().default(false),
  last: z.coerce.number({ error: "--last takes a number" }).int().min(1).max(1_000).default(30),
});

export const caseCommand = (): Command =>
  new Command("case")
    .description("show a case, or list the cases with the newest first")
    .argument("[id]", "the case's id, as in case-0a1b2c3d4e5f")
    .option("--last <count>", "how many cases the list has (30)")
    .option(...endpointOption)
    .option("--json", "print JSON: the whole case, or the heads of the list")
    .addHelpText(
      "after",
      example("riposte case --endpoint http://127.0.0.1:4747", "riposte case case-0a1b2c3d4e5f --json"),
    )
    .action(async (id: string | undefined, raw: unknown) => {
      const parsed = given.safeParse(raw);
      if (!parsed.success) throw new Stop(2, parsed.error.issues.map(({ message }) => message).join("; "));
      const { endpoint, json, last } = parsed.data;
      findHost(endpoint, ["RIPOSTE_CASES_TABLE"]);
      process.stdout.write(id === undefined ? await listed(last, json) : await shown(id, json));
    });

async function shown(id: string, json: boolean): Promise<string> {
  const view = await reached("the case table", async () => {
    try {
      return await caseStore().view(id);
    } catch (error) {
      if (error instanceof PermanentFailure && error.name === "NotFound") {
        throw new Stop(1, `there is no case "${id}": riposte case lists those there are`);
      }
      throw error;
    }
  });
  return json ? `${JSON.stringify(view, null, 2)}\n` : caseText(view);
}

async function listed(last: number, json: boolean): Promise<string> {
  const heads = await reached("the case table", () => caseStore().list({ last }));
  return json ? `${JSON.stringify(heads, null, 2)}\n` : casesText(heads);
}
