// What zod found, in the words of the service's own validation.
import type * as z from "zod";

type Issue = z.core.$ZodIssue;

export function validationMessage(issues: readonly Issue[]): string {
  const found = issues.map((issue) => {
    const value = issue.input === undefined || issue.input === null ? "null" : shown(issue.input);
    const subject = issue.input === undefined || issue.input === null ? "Value null" : `Value '${value}'`;
    return `${subject} at '${issue.path.join(".")}' failed to satisfy constraint: ${constraint(issue)}`;
  });
  const errors = found.length === 1 ? "error" : "errors";
  return `${found.length} validation ${errors} detected: ${found.join("; ")}`;
}

const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text;
};

function constraint(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return "Member must not be null";
    case "too_big":
      return issue.origin === "string"
        ? `Member must have length less than or equal to ${issue.maximum}`
        : `Member must have value less than or equal to ${issue.maximum}`;
    case "too_small":
      return issue.origin === "string"
        ? `Member must have length greater than or equal to ${issue.minimum}`
        : `Member must have value greater than or equal to ${issue.minimum}`;
    case "invalid_value":
      return `Member must satisfy enum value set: [${issue.values.join(", ")}]`;
    case "invalid_format":
      return `Member must satisfy regular expression pattern: ${issue.pattern ?? issue.format}`;
    default:
      return issue.message;
  }
}
