// Every action that contains.
import type { Containment } from "./containment.ts";
import { inIam } from "./iam.ts";

export const containments: readonly Containment[] = [...inIam];
