// AWS clients: one per class and function, made when first used, with short timeouts and few retries. Endpoint, region
// and credentials are found as the SDK finds them: nothing here knows where it runs.
import { noteMarks } from "./marks.ts";

/** As much as is needed of an SDK client's constructor. */
type ClientClass<Client> = new (settings: typeof shortAndFew) => Client;

const shortAndFew = {
  maxAttempts: 3,
  // The connection timeout also counts the wait for a free socket, so a batch of findings needs more than the usual fifty.
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 8_000,
    httpAgent: { maxSockets: 256 },
    httpsAgent: { maxSockets: 256 },
  },
};

const clients = new Map<unknown, unknown>();

/** The client of this class. Every answer's mark of a simulator is noted. */
export function awsClient<Client extends object>(Class: ClientClass<Client>): Client {
  const existing = clients.get(Class);
  if (existing !== undefined) return existing as Client;
  const client = new Class(shortAndFew);
  noteAnswers(client);
  clients.set(Class, client);
  return client;
}

type Next = (args: unknown) => Promise<{ response: unknown }>;
interface Stacked {
  readonly middlewareStack: {
    add(middleware: (next: Next) => Next, options: { step: "deserialize"; name: string; priority: "low" }): void;
  };
}

function noteAnswers(client: object): void {
  (client as Stacked).middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      noteMarks((result.response as { headers?: Record<string, string> }).headers ?? {});
      return result;
    },
    { step: "deserialize", name: "riposteNoteMarks", priority: "low" },
  );
}
