// Splunk's one-shot search: what finds what, and what a hostile value can and cannot do.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { testClock } from "../../../infra/local/clock.ts";
import { createSimulators, simulatedSecrets } from "../../../infra/local/simulators/index.ts";
import { ask, bodyOf, simulatorsAt, start } from "./support.ts";

const headers = { authorization: `Bearer ${simulatedSecrets["siem/splunk-token"]}` };
const simulators = simulatorsAt();
const run = (search: string, more: Record<string, string> = {}) =>
  ask(simulators, "siem", "/services/search/jobs", {
    method: "POST",
    headers,
    form: { search, exec_mode: "oneshot", output_mode: "json", count: "0", ...more },
  });
const found = async (search: string, more?: Record<string, string>): Promise<Record<string, string>[]> => {
  const response = await run(search, more);
  expect([response.status, response.body.toString().slice(0, 200)]).toEqual([200, expect.any(String)]);
  return bodyOf(response).results;
};
const refusal = async (search: string, more?: Record<string, string>) => {
  const response = await run(search, more);
  return [response.status, bodyOf(response).messages[0].type, bodyOf(response).messages[0].text];
};

describe("a search", () => {
  test("answers in Splunk's envelope, newest first, every value a string", async () => {
    const body = bodyOf(await run('search index="auth" src_ip="203.0.113.7"'));
    expect(body).toMatchObject({ preview: false, init_offset: 0, messages: [] });
    expect(body.fields).toContainEqual({ name: "src_ip" });
    expect(body.results[1]).toMatchObject({
      _time: "2026-11-23T09:40:00.000+00:00",
      user: "maria.lopez",
      user_id: "arn:aws:iam::111122223333:user/maria.lopez",
      src_ip: "203.0.113.7",
      action: "success",
      device_managed: "false",
      mfa_factor: "push",
      src_country: "SG",
    });
    for (const value of body.results.flatMap(Object.values)) expect(typeof value).toBe("string");
    const times = body.results.map(({ _time }: Record<string, string>) => _time);
    expect(times).toEqual([...times].sort().reverse());
  });

  test.each([
    ["a field's value without regard to case", 'search user="MARIA.LOPEZ" action=failure', 4],
    ["a wildcard, quoted or not", 'search src_ip="203.0.113.7" app="AWS*"', 4],
    ["OR before AND", "search user=maria.lopez action=success OR action=failure src_ip=203.0.113.7", 6],
    ["parentheses", 'search (src_ip="203.0.113.7" AND action="blocked") index=web', 1],
    ["a list", "search user IN (dana.kim, aiko.tanaka) src=203.0.113.7", 2],
    ["NOT", "search src=203.0.113.7 NOT user=*", 2],
    ["unequal, which wants the field to be there", 'search src=203.0.113.7 user!="maria.lopez"', 3],
    ["a text anywhere in the event", 'search "second factor not answered"', 3],
    ["exact comparison in where", 'search src=203.0.113.7 | where user="maria.lopez" AND action="success"', 2],
    ["nothing in where by another case", 'search src=203.0.113.7 | where user="MARIA.LOPEZ"', 0],
    ["times inside the search", 'search earliest=-10m user="maria.lopez"', 5],
  ])("finds by %s", async (_how, search, count) => {
    expect(await found(search)).toHaveLength(count);
  });

  test("keeps to the bounds of time", async () => {
    const within = (earliest: string, latest: string) =>
      found('search user="maria.lopez"', { earliest_time: earliest, latest_time: latest });
    expect(await within("-5m", "now")).toHaveLength(4);
    expect(await within("2026-11-23T08:59:00Z", "2026-11-23T09:01:00Z")).toHaveLength(1);
    expect(await within(String(start / 1_000 - 130), "now")).toHaveLength(2);
    expect((await within("-1d@d", "@d")).length).toBeGreaterThan(0);
  });

  test("sorts, cuts, and keeps the fields that are asked for", async () => {
    const rows = await found('search user="maria.lopez" | sort 0 _time | head 2 | table _time src_ip reason');
    expect(rows).toHaveLength(2);
    expect(Object.keys(rows[0] ?? {})).toEqual(["_time", "src_ip"]);
    expect((rows[0]?._time ?? "") < (rows[1]?._time ?? "")).toBe(true);
    expect(
      await found("search index=auth | dedup user | fields user | rename user AS who | sort who | tail 1"),
    ).toMatchObject([{ who: "svc-reports" }]);
  });

  test("answers 100 rows unless told otherwise, and pages", async () => {
    const all = await found("search index=auth");
    expect(all.length).toBeGreaterThan(100);
    expect(bodyOf(await run("search index=auth", { count: "100" })).results).toHaveLength(100);
    expect(await found("search index=auth", { count: "5", offset: "3" })).toEqual(all.slice(3, 8));
  });

  test("tells of a login of this very moment once the organisation's time is renewed", async () => {
    const clock = testClock(start);
    const simulators = createSimulators({ clock });
    clock.advance(20 * 60_000);
    const form = {
      search: 'search user="maria.lopez" src="203.0.113.7" | head 1',
      exec_mode: "oneshot",
      output_mode: "json",
    };
    const latest = async () =>
      bodyOf(await ask(simulators, "siem", "/services/search/jobs", { method: "POST", headers, form })).results[0]
        ._time;
    expect(await latest()).toBe("2026-11-23T09:41:00.000+00:00");
    simulators.organisation.renew();
    expect(await latest()).toBe("2026-11-23T10:01:00.000+00:00");
  });
});

describe("hostile values", () => {
  const quoted = (value: string) => `"${value.replace(/[\\"]/g, "\\$&")}"`;

  test("in a quoted literal are only a value", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 40 }), async (value) => {
        fc.pre(!value.includes("*"));
        // An address that nobody has: whatever the value says, nothing else may be found.
        expect(await found(`search index="auth" user=${quoted(`${value}\u0001nobody`)} | head 5`)).toEqual([]);
      }),
    );
  });

  test.each([
    '" OR user=* OR user="',
    '" | delete | search "',
    '"] [search index=*',
    "` macro `",
    "\\",
    '\\" OR index=*',
  ])("such as %j find nothing when quoted", async (value) =>
    expect(await found(`search user=${quoted(value)}`)).toEqual([]),
  );

  test("reach the search when a client forgets to quote them", async () => {
    expect(await found('search user="x" OR user=*')).not.toEqual([]);
  });
});

describe("what Splunk refuses", () => {
  test.each([
    ["", "Empty search."],
    ["index=auth", "Unknown search command 'index'."],
    ["search index=auth | delete", "Unknown search command 'delete'."],
    ["search index=auth |", "Missing a search command after '|'."],
    ['search user="maria', "Unbalanced quotes."],
    ["search (user=maria", "Error in 'search' command: Unable to parse the search: unbalanced parentheses."],
    ["search user=maria)", "Error in 'search' command: Unable to parse the search: unbalanced parentheses."],
    [
      "search user=",
      "Error in 'search' command: Unable to parse the search: Comparator '=' is missing a term on the right hand side.",
    ],
    ["search user=a | where user", "Error in 'where' command: The expression is malformed."],
    [
      "search user IN (a b)",
      "Error in 'search' command: Unable to parse the search: Right hand side of IN must be a collection of literals.",
    ],
    ["search index=auth | sort 5", "Error in 'sort' command: You must specify fields to sort."],
    ["search index=auth | constructor", "Unknown search command 'constructor'."],
  ])("refuses %j", async (search, text) => {
    expect(await refusal(search)).toEqual([400, "FATAL", text]);
  });

  test("refuses times that it does not understand", async () => {
    expect(await refusal("search index=auth", { earliest_time: "yesterday" })).toEqual([
      400,
      "FATAL",
      "Invalid earliest_time.",
    ]);
    expect(await refusal("search index=auth", { earliest_time: "now", latest_time: "-1d" })).toEqual([
      400,
      "FATAL",
      "Invalid earliest_time, earliest_time must be before latest_time.",
    ]);
  });

  test("refuses a wrong token, another method, and an unknown path", async () => {
    const unauthorised = await ask(simulators, "siem", "/services/search/jobs", { method: "POST" });
    expect([unauthorised.status, bodyOf(unauthorised)]).toEqual([
      401,
      { messages: [{ type: "WARN", text: "call not properly authenticated" }] },
    ]);
    expect((await ask(simulators, "siem", "/services/search/jobs", { headers })).status).toBe(405);
    expect((await ask(simulators, "siem", "/services/nothing", { headers })).status).toBe(404);
  });
});
