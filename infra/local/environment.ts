// The environment that functions find on this host: the same variables as on AWS, with this host's endpoints.
import { region } from "./aws/index.ts";
import { bucket, mirrorQueue, mirrors, queues, secretsPrefix, stateMachineArns, tables } from "./names.ts";

interface Place {
  readonly origin: string;
  readonly settingsPath: string;
  readonly queueUrl: (name: string) => string;
  /** Systems served by a simulator, below the host's own port. */
  readonly simulated: readonly string[];
  /** AWS services that this host does not stand for, because the operator asked for the real ones. */
  readonly realServices: readonly string[];
}

const services = [
  "SFN",
  "SNS",
  "SQS",
  "LAMBDA",
  "DYNAMODB",
  "SECRETS_MANAGER",
  "S3",
  "SCHEDULER",
  "IAM",
  "STS",
] as const;

/** Variables by name. AWS's own credentials stay when a real AWS service is asked for. */
export function environmentFor(place: Place): Readonly<Record<string, string>> {
  const { origin, settingsPath, queueUrl, simulated, realServices } = place;
  const local = services.filter((service) => !realServices.includes(service));
  return {
    ...(realServices.length === 0
      ? { AWS_REGION: region, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" }
      : {}),
    ...Object.fromEntries(local.map((service) => [`AWS_ENDPOINT_URL_${service}`, origin])),
    ...Object.fromEntries(
      simulated.map((system) => [
        `RIPOSTE_BASE_URL_${system.toUpperCase().replaceAll("-", "_")}`,
        `${origin}/simulators/${system}`,
      ]),
    ),
    RIPOSTE_SETTINGS: settingsPath,
    RIPOSTE_CASES_TABLE: tables.cases,
    RIPOSTE_IP_ADDRESSES_TABLE: tables.ipAddresses,
    RIPOSTE_EVIDENCE_BUCKET: bucket,
    RIPOSTE_DEAD_LETTER_QUEUE: queueUrl(queues.dead),
    RIPOSTE_MIRROR_QUEUES: JSON.stringify(
      Object.fromEntries(mirrors.map((mirror) => [mirror, queueUrl(mirrorQueue(mirror))])),
    ),
    RIPOSTE_STATE_MACHINES: stateMachineArns,
    RIPOSTE_SECRETS_PREFIX: secretsPrefix,
  };
}
