// `riposte review`: one comment for a pull request. docs/pull-request-review.yml posts it.
import { relative } from "node:path";
import { Command, Option } from "commander";
import { diffAll } from "../../playbooks/compiler/diff/diff.ts";
import { type Review, reviewMarkdown } from "../../playbooks/compiler/diff/review.ts";
import { diffText } from "../../playbooks/compiler/diff/text.ts";
import { summaryOf } from "../../playbooks/compiler/explain/summarise.ts";
import { mermaid } from "../../playbooks/compiler/graph/mermaid.ts";
import type { CompiledLibrary } from "../../playbooks/compiler/library.ts";
import { idsOf } from "../chosen.ts";
import { expectedFiles, staleFiles, summariesAt } from "../golden.ts";
import { compiledLibrary } from "../project.ts";
import { example } from "../show/help.ts";
import { boundVendors } from "../vendors.ts";

export const reviewCommand = (): Command =>
  new Command("review")
    .description(
      "review the playbooks against a base: violations, then what changed, then the cost; exit 1 on a violation",
    )
    .argument("<base>", "the branch, tag or commit that a pull request goes to")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "markdown"]).default("text"))
    .option("--json", "print one JSON document")
    .addHelpText("after", example("riposte review origin/main --format markdown"))
    .action(async (base: string, { format, json }: { format: "text" | "markdown"; json?: true }) => {
      const review = await reviewOf(base);
      const text = format === "markdown" ? reviewMarkdown : reviewText;
      process.stdout.write(json ? `${JSON.stringify(review, null, 2)}\n` : text(review));
      process.exitCode = review.violations.length > 0 ? 1 : 0;
    });

async function reviewOf(base: string): Promise<Review> {
  const vendorOf = await boundVendors();
  const library = compiledLibrary();
  const after = library.playbooks.map(({ recording, machine }) => summaryOf(recording, machine, vendorOf));
  // A playbook that does not compile has no new version to compare, and is not removed either.
  const refused = library.refused.map(({ playbook }) => playbook);
  const before = (await summariesAt(base)).filter(({ id }) => !refused.includes(id));
  return {
    base,
    violations: violationsOf(library),
    stale: staleFiles(expectedFiles(library.playbooks, vendorOf), idsOf(library)),
    differences: diffAll(before, after),
    estimates: after.map(({ id, estimate }) => ({ id, estimate })),
    diagrams: Object.fromEntries(library.playbooks.map(({ recording }) => [recording.id, mermaid(recording)])),
  };
}

const violationsOf = ({ refused }: CompiledLibrary): Review["violations"] =>
  refused.flatMap(({ playbook, violations }) =>
    violations.map(({ code, place, message }) => ({
      place: place === null ? playbook : `${relative(process.cwd(), place.file)}:${place.line}`,
      code,
      message,
    })),
  );

function reviewText({ base, violations, stale, differences }: Review): string {
  const changed = differences.filter(({ kind }) => kind !== "same");
  const parts = [
    violations.map(({ place, code, message }) => `${place}: ${code}: ${message}`).join("\n"),
    stale.length === 0 ? "" : `golden files are not current, run \`npm run golden\`: ${stale.join(", ")}`,
    changed.length === 0 ? `nothing changed since ${base}` : changed.map(diffText).join("\n\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
