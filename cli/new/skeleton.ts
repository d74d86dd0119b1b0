// The files of a new action, as text: a contract, its handler, the system's list and a test. They compile, the test passes,
// and every word in them is to be replaced by the vendor's.

export interface Named {
  readonly system: string;
  readonly verbNoun: string;
}

/** `check-ip` as `checkIp`. */
export const camel = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

const words = (name: string): string => name.replaceAll("-", " ");
const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}`;

/** Path below the root → content. */
export const skeletonOf = (named: Named): Readonly<Record<string, string>> => ({
  [`actions/${named.system}/${named.verbNoun}/action.ts`]: contract(named),
  [`actions/${named.system}/${named.verbNoun}/handler.ts`]: handler(named),
  [`test/actions/${named.system}/${named.verbNoun}.test.ts`]: test(named),
});

/** The line that a system's own list needs. */
export const exportLine = ({ verbNoun }: Named): string =>
  `export { ${camel(verbNoun)} } from "./${verbNoun}/action.ts";\n`;

export const listHead = ({ system }: Named): string => `// ${capital(words(system))}.\n`;

/** The line that the list of all systems needs. */
export const systemLine = ({ system }: Named): string => `export * as ${camel(system)} from "./${system}/index.ts";\n`;

const contract = ({ system, verbNoun }: Named): string => `// ${capital(words(verbNoun))}, as ${words(system)} knows it.
import * as z from "zod";
import { defineAction, seconds, secret, text } from "../../kit/contract/index.ts";

export const ${camel(verbNoun)} = defineAction({
  id: "${system}.${verbNoun}",
  title: "${capital(words(verbNoun))} in ${words(system)}",
  docs: "https://docs.${system}.example/",
  effect: "read",
  input: z.object({ name: text(200) }),
  output: z.object({
    /** False when the vendor knows nothing of it, which is an answer. */
    found: z.boolean(),
    description: text(500).nullable(),
  }),
  secrets: { apiKey: secret("${system}/api-key") },
  hosts: ["api.${system}.example"],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(0.5), output: 2_048 },
  examples: [
    {
      title: "something that the vendor knows",
      input: { name: "a-name" },
      output: { found: true, description: "what the vendor says of it" },
    },
    {
      title: "something that the vendor does not know",
      input: { name: "another-name" },
      output: { found: false, description: null },
    },
  ],
});
`;

const handler = ({
  system,
  verbNoun,
}: Named): string => `// Asks ${words(system)}. What it does not know is 404, and an answer.
import * as z from "zod";
import { implement } from "../../kit/runtime/implement.ts";
import { words } from "../../kit/runtime/observed.ts";
import { ${camel(verbNoun)} } from "./action.ts";

const answerShape = z.object({ description: z.string().nullish() });

export const handler = implement(${camel(verbNoun)}, async ({ input, secrets, http }) => {
  const answer = await http({
    url: \`/v1/things/\${encodeURIComponent(input.name)}\`,
    headers: { authorization: \`Bearer \${await secrets.apiKey()}\` },
    accept: [404],
  });
  if (answer.status === 404) return { found: false, description: null };
  return { found: true, description: words(answer.json(answerShape).description, 500) };
});
`;

const variable = (system: string): string => `RIPOSTE_BASE_URL_${system.toUpperCase().replaceAll("-", "_")}`;

const test = ({
  system,
  verbNoun,
}: Named): string => `// ${capital(words(verbNoun))} in ${words(system)}: what the vendor says, in our words.
import { afterAll, beforeAll, expect, test } from "vitest";
import { handler } from "../../../actions/${system}/${verbNoun}/handler.ts";
import { aCall, failureOf, secretValues, startWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  secretValues["riposte/${system}/api-key"] = "key-of-the-test";
  world = await startWorld();
  process.env.${variable(system)} = world.vendor.url;
});
afterAll(() => world.stop());

const event = { input: { name: "a-name" }, call: aCall() };

test("answers in our own words what the vendor said", async () => {
  world.vendor.says(({ path, headers }) =>
    path === "/v1/things/a-name" && headers.authorization === "Bearer key-of-the-test"
      ? { body: { description: "what the vendor says of it" } }
      : { status: 400 },
  );
  expect(await handler(event)).toMatchObject({ output: { found: true, description: "what the vendor says of it" } });
});

test("says of what the vendor does not know that it is not known", async () => {
  world.vendor.says(() => ({ status: 404 }));
  expect(await handler(event)).toMatchObject({ output: { found: false, description: null } });
});

test("refuses by name when its key is not accepted", async () => {
  world.vendor.says(() => ({ status: 401 }));
  expect(await failureOf(handler, event)).toMatchObject({ name: "Unauthorized" });
});
`;
