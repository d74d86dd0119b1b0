// Every vendor that is spoken to over HTTP, one entry for each file that serves an action.
import { abuseipdb } from "./abuseipdb.ts";
import { maxmind } from "./maxmind.ts";
import type { Speech } from "./speech.ts";
import { splunkEvents, splunkLogins } from "./splunk.ts";
import { virustotal } from "./virustotal.ts";
import { whois } from "./whois.ts";

export const speeches: readonly Speech[] = [abuseipdb, virustotal, whois, maxmind, splunkEvents, splunkLogins];
