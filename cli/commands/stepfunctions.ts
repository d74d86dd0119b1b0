// `riposte stepfunctions`: the local Step Functions by itself, for any AWS SDK client and any Lambda endpoint.
import { resolve } from "node:path";
import { Command } from "commander";
import * as z from "zod";
import { example } from "../show/help.ts";
import { Stop } from "../stop.ts";

const options = z.object({
  port: z
    .string()
    .regex(/^\d+$/, "--port takes a port's number, a whole number from 0 to 65535")
    .transform(Number)
    .pipe(z.number().max(65_535, "--port takes a port's number, a whole number from 0 to 65535"))
    .default(8_083),
  lambdaEndpoint: z.string().min(1).optional(),
  dataDir: z.string().min(1, "--data-dir takes a directory, and was given an empty text").optional(),
});

export const stepFunctionsCommand = (): Command =>
  new Command("stepfunctions")
    .description("serve Step Functions only, on this machine: for any AWS SDK client and any Lambda endpoint")
    .option("--port <port>", "the port on 127.0.0.1 (8083); 0 takes a free one")
    .option("--lambda-endpoint <url>", "where functions are called, by the Lambda Invoke API; or LAMBDA_ENDPOINT")
    .option("--data-dir <dir>", "keep machines and executions here over a restart; in memory when left out")
    .addHelpText(
      "after",
      example(
        "riposte stepfunctions --port 8083 --lambda-endpoint http://127.0.0.1:9001 --data-dir ./executions",
        "aws stepfunctions list-state-machines --endpoint-url http://127.0.0.1:8083",
      ),
    )
    .action(async (raw: unknown) => run(raw));

async function run(raw: unknown): Promise<void> {
  const parsed = options.safeParse(raw);
  if (!parsed.success) throw new Stop(2, parsed.error.issues.map(({ message }) => message).join("; "));
  const { port } = parsed.data;
  const lambdaEndpoint = endpointOf(parsed.data.lambdaEndpoint);
  const dataDir = parsed.data.dataDir === undefined ? null : resolve(parsed.data.dataDir);
  const interrupted = Promise.withResolvers<void>();
  process.once("SIGINT", () => interrupted.resolve());
  process.once("SIGTERM", () => interrupted.resolve());
  const host = await open({ port, lambdaEndpoint, dataDir });
  process.stdout.write(`Step Functions: ${host.origin} (functions are called at ${lambdaEndpoint})\n`);
  process.stdout.write(`${keptText(dataDir)}\nStop with Ctrl-C.\n`);
  await interrupted.promise;
  await host.stop();
}

/** What outlives the process, and where. */
const keptText = (dataDir: string | null): string =>
  dataDir === null
    ? "Machines and executions are kept in memory and end with this process; --data-dir DIR keeps them."
    : `Machines, executions and their histories are kept in ${dataDir}; a restart carries on what was running.`;

async function open(place: { port: number; lambdaEndpoint: string; dataDir: string | null }) {
  const { startAlone } = await import("../../infra/local/alone.ts");
  try {
    return await startAlone({ ...place, onError: (what) => process.stderr.write(`riposte: ${what}\n`) });
  } catch (error) {
    if (error instanceof Error && ["PortBusy", "DataDirBusy"].includes(error.name)) {
      throw new Stop(1, error.message);
    }
    throw cannotKeep(error, place.dataDir);
  }
}

/** A directory that cannot be made or written is the user's to mend; anything else is a fault of ours. */
function cannotKeep(error: unknown, dataDir: string | null): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (dataDir === null || !/^(E[A-Z]+|ERR_SQLITE_ERROR)$/.test(code)) return error;
  return new Stop(
    1,
    `--data-dir ${dataDir} cannot be used (${(error as Error).message}); give a directory to write in`,
  );
}

function endpointOf(given: string | undefined): string {
  const [text, name] =
    given === undefined ? [process.env.LAMBDA_ENDPOINT, "LAMBDA_ENDPOINT"] : [given, "--lambda-endpoint"];
  if (text === undefined || text === "") {
    throw new Stop(2, "nothing says where functions are called: pass --lambda-endpoint URL or set LAMBDA_ENDPOINT");
  }
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === "") return text;
  throw new Stop(2, `${name} takes an http or https URL such as http://127.0.0.1:9001, not "${text}"`);
}
