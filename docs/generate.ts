// `node docs/generate.ts`: writes the documents that are made from the source. A test says when they are not current.
import { writeFileSync } from "node:fs";
import { actionsPage } from "./generate/actions.ts";
import { guide } from "./generate/guide.ts";
import { rulesPage } from "./generate/rules.ts";

writeFileSync(new URL("actions.md", import.meta.url), await actionsPage());
writeFileSync(new URL("guide.md", import.meta.url), await guide());
writeFileSync(new URL("rules.md", import.meta.url), rulesPage());
