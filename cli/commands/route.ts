// `riposte route FILE`: what would happen to a finding, and why. Nothing is published and nothing is written.
import { readFileSync } from "node:fs";
import { Command } from "commander";
import { inertLine, settings as settingsSchema } from "../../actions/kit/contract/index.ts";
import { settingsFor } from "../../playbooks/compiler/library.ts";
import { type Route, routeNow, routeOf } from "../../playbooks/dispatcher/route.ts";
import { type Parsed, parseFindings } from "../../playbooks/findings/index.ts";
import { endpointOption, findHost, reached } from "../deployed.ts";
import { checkedConfiguration, soundLibrary } from "../project.ts";
import { example } from "../show/help.ts";
import { Stop } from "../stop.ts";

type Refused = { readonly reason: string };

export const routeCommand = (): Command =>
  new Command("route")
    .description("say what would happen to a finding, and why; exit 1 when it would go to the dead letters")
    .argument("<file>", "a message as the SIEM sends it, as JSON; - reads it from standard input")
    .option(...endpointOption)
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      example("riposte route finding.json", "riposte route alert.json --endpoint http://127.0.0.1:4747"),
    )
    .action(async (file: string, options: { endpoint?: string; json?: true }) => {
      const settings = settingsSchema.parse(settingsFor(checkedConfiguration(), soundLibrary()));
      const parsed = parseFindings(read(file), settings.rules ?? {});
      const routes = await Promise.all(parsed.map((one) => routed(one, settings, options.endpoint)));
      const text = options.json ? `${JSON.stringify(routes, null, 2)}\n` : routes.map(routeText).join("\n");
      process.stdout.write(text);
      process.exitCode = routes.some((route) => "reason" in route) ? 1 : 0;
    });

async function routed(
  parsed: Parsed,
  settings: Parameters<typeof routeOf>[1],
  endpoint: string | undefined,
): Promise<Route | Refused> {
  if (!parsed.ok) return { reason: parsed.reason };
  const now = new Date();
  if (endpoint === undefined && !process.env.AWS_ENDPOINT_URL && !process.env.RIPOSTE_CASES_TABLE) {
    return routeOf(parsed, settings, now);
  }
  findHost(endpoint, ["RIPOSTE_CASES_TABLE"]);
  return reached("the case table", () => routeNow(parsed, settings, now));
}

function read(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new Stop(2, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function routeText(route: Route | Refused): string {
  if ("reason" in route) return `It would go to the dead letters: ${inertLine(route.reason)}\n`;
  const { finding, format, unfit, names, doubts, suppression, notSuppressed, because, repeats, storm, stands } = route;
  const lines: readonly (readonly [string, string])[] = [
    ["read as", `${finding.kind}, ${finding.severity}, from ${finding.source} (format ${format})`],
    ...(unfit === null ? [] : [["but", unfit] as const]),
    ["names", names],
    ...doubts.map(
      ({ sentence, forbids }) => ["doubt", `${sentence}${forbids ? ": nothing is contained" : ""}`] as const,
    ),
    ...(suppression === null ? [] : [["hidden", suppression.why] as const]),
    ...notSuppressed.map(({ id, why }) => ["not hidden", `by ${id}: ${why.join("; ")}`] as const),
    ...because.map((sentence) => ["playbook", sentence] as const),
    ...(repeats === null ? [] : [["repeats", repeats] as const]),
    ...(storm === null || suppression !== null ? [] : [["storm", storm] as const]),
    ...(stands === null ? [] : [["case", stands] as const]),
  ];
  const end =
    suppression !== null
      ? "It would be kept and counted, and nothing would start."
      : route.playbook === null
        ? "It would have a case, and nothing would start."
        : `It would have a case, and ${route.playbook} would start.`;
  return `${inertLine(finding.title)}\n${lines.map(([name, text]) => `  ${name.padEnd(10)}  ${inertLine(text)}\n`).join("")}${end}\n`;
}
