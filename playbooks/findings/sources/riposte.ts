// Riposte's own JSON: a finding as the schemas have it. What may be left out is filled in.
import { cut, type Source } from "./source.ts";

export const riposte: Source = {
  name: "riposte",
  recognises: (message) => Object.hasOwn(message, "kind"),
  read: ({ ...message }) => [
    {
      stated: {
        version: "1",
        firstSeen: message.detectedAt,
        lastSeen: message.detectedAt,
        account: null,
        region: null,
        resources: [],
        ...message,
        description: cut(message.description ?? "", 4_000),
      },
    },
  ],
};
