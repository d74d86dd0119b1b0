// What the deployed things are called on this host; the names are those of the deployment on AWS.
import { account, region } from "./aws/index.ts";

export const tables = { cases: "riposte-cases", ipAddresses: "riposte-ip-addresses" } as const;
export const topic = "riposte-findings";
export const queues = { findings: "riposte-findings", dead: "riposte-findings-dead" } as const;
export const bucket = "riposte-evidence";
export const secretsPrefix = "riposte";
export const mirrors = ["jira", "slack"] as const;
export const mirrorQueue = (mirror: string): string => `riposte-mirror-${mirror}.fifo`;
export const deadMirrorQueue = (mirror: string): string => `riposte-mirror-${mirror}-dead.fifo`;
/** Systems that a simulator stands for, by the names that `--fail` and `--real` take. */
export const simulatedSystems = [
  "abuseipdb",
  "certificates",
  "dns",
  "geo",
  "greynoise",
  "iam",
  "jira",
  "siem",
  "slack",
  "sts",
  "virustotal",
  "whois",
] as const;
export const stateMachineArns = `arn:aws:states:${region}:${account}:stateMachine:`;
export const roleArn = (playbook: string): string => `arn:aws:iam::${account}:role/riposte-${playbook}`;
