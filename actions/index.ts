// Every contract, a namespace per system: a review shows which system is touched, as in `abuseipdb.checkIp`.
export * as abuseipdb from "./abuseipdb/index.ts";
export * as cases from "./cases/index.ts";
export * as certificates from "./certificates/index.ts";
export * as dns from "./dns/index.ts";
export * as geo from "./geo/index.ts";
export * as greynoise from "./greynoise/index.ts";
export * as iam from "./iam/index.ts";
export * as identity from "./identity/index.ts";
export * as ipDatabase from "./ip-database/index.ts";
export * as siem from "./siem/index.ts";
export * as virustotal from "./virustotal/index.ts";
export * as whois from "./whois/index.ts";
