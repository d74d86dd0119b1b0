// Every vendor that is spoken to over HTTP, one entry for each file that serves an action.
import { abuseipdb } from "./abuseipdb.ts";
import { certSpotter, crtSh } from "./certificates.ts";
import { dns } from "./dns.ts";
import { ecsSpeeches } from "./ecs.ts";
import { greynoise } from "./greynoise.ts";
import { maxmind } from "./maxmind.ts";
import type { Speech } from "./speech.ts";
import { splunkAccessKey, splunkEvents, splunkFailed, splunkLogins, splunkPrincipal, splunkWeb } from "./splunk.ts";
import { virustotal, virustotalDomain, virustotalFile } from "./virustotal.ts";
import { whois, whoisDomain } from "./whois.ts";

export const speeches: readonly Speech[] = [
  abuseipdb,
  virustotal,
  whois,
  maxmind,
  splunkEvents,
  splunkLogins,
  splunkPrincipal,
  splunkAccessKey,
  splunkFailed,
  splunkWeb,
  ...ecsSpeeches,
  greynoise,
  virustotalDomain,
  virustotalFile,
  whoisDomain,
  crtSh,
  certSpotter,
  dns,
];
