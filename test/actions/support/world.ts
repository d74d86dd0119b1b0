// What a function finds around it: a settings file, the environment, an AWS endpoint that knows secrets, and a vendor.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call, Settings } from "../../../actions/kit/contract/index.ts";
import type { Handler } from "../../../actions/kit/runtime/work.ts";
import { answerSecret, isSecretsCall } from "./secrets.ts";
import { type Speaks, startServer, type TestServer } from "./server.ts";

export const secretValues: Record<string, string> = {
  "riposte/abuseipdb/api-key": "abuse-key-5d1f0c9a77",
  "riposte/certificates/cert-spotter-key": "cert-spotter-key-61f0",
  "riposte/greynoise/api-key": "greynoise-key-3b8e10",
  "riposte/virustotal/api-key": "vt-key-90ab12cd34ef",
  "riposte/geo/maxmind-account": "123456",
  "riposte/geo/maxmind-licence-key": "mm-licence-aa17f3",
  "riposte/siem/splunk-token": "splunk-token-77fe01",
  "riposte/siem/elastic-api-key": "elastic-key-51bd9e02",
  "riposte/siem/opensearch-user": "riposte-user",
  "riposte/siem/opensearch-password": "opensearch-password-c4",
};

export const exampleSettings: Settings = {
  organisation: "Example Corp",
  people: [
    {
      id: "maria.lopez",
      name: "Maria Lopez",
      email: "maria.lopez@example.com",
      roles: ["analyst"],
      slack: null,
      identities: ["arn:aws:iam::111122223333:user/maria.lopez"],
    },
  ],
  approvers: { "identity-oncall": ["maria.lopez"] },
  protectedSubjects: ["arn:aws:iam::111122223333:user/emergency/break-glass"],
  accounts: ["111122223333"] as Settings["accounts"],
  networks: { egress: ["198.51.100.0/24"], vpn: ["192.0.2.0/25"] },
  bindings: { siem: "splunk", geo: "maxmind", identity: "aws" },
  publishers: [],
  siem: { indexes: ["auth"] },
  slack: null,
  jira: null,
  playbooks: [],
};

export interface World {
  /** Every vendor, below `/<system>`. */
  readonly vendor: TestServer;
  readonly aws: TestServer;
  /** What AWS says beyond secrets. */
  awsSays(speaks: Speaks): void;
  settings(settings: Settings): void;
  stop(): Promise<void>;
}

const systems = ["ABUSEIPDB", "CERTIFICATES", "DNS", "GEO", "GREYNOISE", "SIEM", "VIRUSTOTAL", "WHOIS"];

export async function startWorld(): Promise<World> {
  const [vendor, aws] = await Promise.all([startServer(), startServer()]);
  const directory = mkdtempSync(join(tmpdir(), "riposte-actions-"));
  const awsSays = (speaks: Speaks) =>
    aws.says((asked) => (isSecretsCall(asked) ? answerSecret(secretValues, asked) : speaks(asked)));
  let files = 0;
  const settings = (value: Settings) => {
    files += 1;
    const path = join(directory, `settings-${files}.json`);
    writeFileSync(path, JSON.stringify(value));
    process.env.RIPOSTE_SETTINGS = path;
  };
  awsSays(() => ({ status: 500 }));
  settings(exampleSettings);
  for (const system of systems) process.env[`RIPOSTE_BASE_URL_${system}`] = vendor.url;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "AKIATESTTESTTESTTEST",
    AWS_SECRET_ACCESS_KEY: "aws-secret-access-key-of-the-test",
    RIPOSTE_CASES_TABLE: "riposte-cases",
    RIPOSTE_IP_ADDRESSES_TABLE: "riposte-ip-addresses",
  });
  return { vendor, aws, awsSays, settings, stop: async () => void (await Promise.all([vendor.stop(), aws.stop()])) };
}

export const aCall = (changes: Partial<Call> = {}): Call => ({
  execution: "execution-1",
  playbook: "impossible-travel",
  version: "v1",
  step: "abuseipdb",
  item: null,
  case: "case-1",
  mode: "live",
  ...changes,
});

/** Lambda's context with so many milliseconds left. */
export const withTime = (milliseconds: number) => ({ getRemainingTimeInMillis: () => milliseconds + 100 });

export interface Failed {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** The error with which a call ends; it has to end with one. */
export async function failureOf(
  handler: Handler,
  event: unknown,
  context?: ReturnType<typeof withTime>,
): Promise<Failed> {
  try {
    await handler(event, context);
  } catch (error) {
    const { name, message, stack = "" } = error as Error;
    return { name, message, stack };
  }
  throw new Error("the call succeeded, expected a failure");
}
