// The values that findings, actions and vendors all talk about. Bounded, because everything that travels is.
import * as z from "zod";

/** An IPv4 address in four decimal parts or an IPv6 address; neither zone nor prefix length. */
export const ipAddress = z.union([z.ipv4(), z.ipv6()]).brand<"IpAddress">();
export type IpAddress = z.infer<typeof ipAddress>;

/** Text of one line or a few, as a vendor or a SIEM wrote it: untrusted, so escape it wherever it lands. */
export const text = (most: number) => z.string().max(most);

/** RFC 3339 with a zone, as in `2026-11-22T10:00:00Z`. */
export const timestamp = z.iso.datetime({ offset: true }).max(40);

/** Twelve digits. */
export const awsAccount = z
  .string()
  .regex(/^\d{12}$/)
  .brand<"AwsAccount">();
export type AwsAccount = z.infer<typeof awsAccount>;

/** ISO 3166-1 alpha-2, upper case. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/);

/** How bad a finding is, in the order of `severities`. */
export const severities = ["informational", "low", "medium", "high", "critical"] as const;
export const severity = z.enum(severities);
export type Severity = z.infer<typeof severity>;

/** Our judgement of a case. `unknown` is not `clean`: clean is earned. */
export const verdict = z.enum(["clean", "malicious", "unknown"]);
export type Verdict = z.infer<typeof verdict>;

/** A place on the globe and how precisely it is known: `radiusKm` is the radius around the point in kilometres. */
export const place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  radiusKm: z.number().min(0).max(20_040),
  city: text(120).nullable(),
  country: countryCode.nullable(),
});
export type Place = z.infer<typeof place>;

/** A domain name in its ASCII form; as in certificates it may begin with `*.`, and then what is below the star is meant. */
export const domainName = z
  .string()
  .max(255)
  .regex(/^(\*\.)?([A-Za-z0-9_]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])\.?$/);

/** MD5, SHA-1 or SHA-256 of a file, in hex. */
export const fileHash = z.string().regex(/^([A-Fa-f0-9]{32}|[A-Fa-f0-9]{40}|[A-Fa-f0-9]{64})$/);
