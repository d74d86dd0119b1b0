// The organisation's logins and past events as Splunk holds them: flat fields in the words of the Common Information Model
// (Authentication), every value a string.
import { createHash } from "node:crypto";
import type { PastEvent } from "../organisation/events.ts";
import type { Login } from "../organisation/logins.ts";
import type { Person } from "../organisation/people.ts";
import { before, type Organisation } from "../organisation.ts";
import type { SplunkEvent } from "./evaluate.ts";

/** Every event, newest first. */
export function recordsOf(organisation: Organisation): readonly SplunkEvent[] {
  const now = organisation.now();
  const records = [
    ...organisation.logins.map((login) => ofLogin(organisation, login, now)),
    ...organisation.pastEvents.map((event) => ofPastEvent(organisation, event, now)),
  ];
  return records.sort((a, b) => (a._time === b._time ? 0 : (a._time ?? "") < (b._time ?? "") ? 1 : -1));
}

function ofLogin(organisation: Organisation, login: Login, now: number): SplunkEvent {
  const person = organisation.people.find(({ id }) => id === login.person);
  return record("auth", "sso:login", before(now, login.minutesAgo), {
    action: login.outcome,
    app: login.application,
    authentication_method: login.factor === null ? "password" : "password+mfa",
    ...(login.device
      ? {
          device_id: login.device.id,
          device_name: login.device.name,
          device_managed: String(login.device.managed),
        }
      : {}),
    dest: "sso.example.com",
    eventtype: "authentication",
    ...(login.factor === null ? {} : { mfa_factor: login.factor }),
    mfa: String(login.factor !== null),
    ...(login.reason === null ? {} : { reason: login.reason }),
    ...(login.session === null ? {} : { session_id: login.session }),
    signature: "user.session.start",
    tag: "authentication",
    ...source(organisation, login.ip),
    user: login.person,
    ...subject(organisation, person),
    user_agent: login.userAgent,
    vendor_product: "Example SSO",
  });
}

const ofPastEvent = (organisation: Organisation, event: PastEvent, now: number): SplunkEvent =>
  record(event.index, event.sourcetype, before(now, event.minutesAgo), {
    ...event.fields,
    ...source(organisation, event.ip),
    ...subject(
      organisation,
      organisation.people.find(({ id }) => id === event.fields.user),
    ),
  });

const subject = (organisation: Organisation, person: Person | undefined): SplunkEvent =>
  person ? { user_email: person.email, user_id: `arn:aws:iam::${organisation.account}:user/${person.id}` } : {};

function source(organisation: Organisation, ip: string): SplunkEvent {
  const network = organisation.networkOf(ip);
  return {
    src: ip,
    src_ip: ip,
    ...(network
      ? {
          src_country: network.territory.code,
          src_lat: String(network.middle.latitude),
          src_long: String(network.middle.longitude),
          ...(network.city ? { src_city: network.city.name } : {}),
        }
      : {}),
  };
}

function record(index: string, sourcetype: string, time: Date, fields: SplunkEvent): SplunkEvent {
  const at = time.toISOString().replace("Z", "+00:00");
  const raw = JSON.stringify({ time: at, ...fields });
  const id = createHash("sha256")
    .update(`${sourcetype} ${fields.user ?? ""} ${raw}`)
    .digest("hex")
    .slice(0, 16);
  return {
    ...fields,
    _time: at,
    _raw: raw,
    _indextime: String(Math.floor(time.getTime() / 1_000) + 1),
    _sourcetype: sourcetype,
    event_id: id,
    host: "sso.example.com",
    index,
    linecount: "1",
    source: `http:${sourcetype}`,
    sourcetype,
    splunk_server: "idx1.example.com",
  };
}
