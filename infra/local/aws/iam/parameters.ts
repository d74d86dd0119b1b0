// IAM's checks of request parameters, in its own sentences.
import { AwsError } from "../protocol/aws-error.ts";
import { type FormTree, textOf } from "../protocol/form.ts";

interface Rule {
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  /** The characters that the pattern allows, as IAM lists them. */
  readonly characters: string;
}

const nameCharacters = "alphanumeric characters and/or the following: +=,.@_-";
const rules = {
  UserName: { least: 1, most: 128, pattern: /^[\w+=,.@-]+$/, characters: nameCharacters },
  RoleName: { least: 1, most: 64, pattern: /^[\w+=,.@-]+$/, characters: nameCharacters },
  PolicyName: { least: 1, most: 128, pattern: /^[\w+=,.@-]+$/, characters: nameCharacters },
  AccessKeyId: { least: 16, most: 128, pattern: /^\w+$/, characters: "alphanumeric characters" },
  PolicyDocument: {
    least: 1,
    most: 131_072,
    pattern: /^[\u0009\u000A\u000D\u0020-\u00FF]+$/,
    characters: "printable ASCII characters and the Latin-1 supplement",
  },
} as const satisfies Record<string, Rule>;

export type ParameterName = keyof typeof rules;

/** A parameter that must be there. */
export function required(form: FormTree, name: ParameterName): string {
  const value = optional(form, name);
  if (value === undefined)
    throw validation(`Value null at '${camel(name)}' failed to satisfy constraint: Member must not be null`);
  return value;
}

/** A parameter that, when it is there, must be well-formed. */
export function optional(form: FormTree, name: ParameterName): string | undefined {
  const value = textOf(form, name);
  if (value === undefined) return undefined;
  const { least, most, pattern, characters }: Rule = rules[name];
  const at = `at '${camel(name)}' failed to satisfy constraint: Member must have length`;
  if (value.length < least) throw validation(`Value '${value}' ${at} greater than or equal to ${least}`);
  if (value.length > most) throw validation(`Value '${value.slice(0, 200)}' ${at} less than or equal to ${most}`);
  if (!pattern.test(value)) {
    throw new AwsError(
      "ValidationError",
      `The specified value for ${camel(name)} is invalid. It must contain only ${characters}`,
    );
  }
  return value;
}

export function statusIn(form: FormTree): "Active" | "Inactive" {
  const value = textOf(form, "Status");
  if (value === "Active" || value === "Inactive") return value;
  const shown = value === undefined ? "null" : `'${value}'`;
  throw validation(
    `Value ${shown} at 'status' failed to satisfy constraint: Member must ${
      value === undefined ? "not be null" : "satisfy enum value set: [Active, Inactive]"
    }`,
  );
}

/** A page of a list by `MaxItems` and `Marker`, in the shape every IAM list answers with. */
export function page<T>(
  form: FormTree,
  items: readonly T[],
): { items: readonly T[]; IsTruncated: boolean; Marker?: string } {
  const most = textOf(form, "MaxItems") ?? "100";
  if (!/^\d{1,4}$/.test(most) || Number(most) < 1 || Number(most) > 1_000) {
    throw validation(
      `Value '${most}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000`,
    );
  }
  const start = startOf(textOf(form, "Marker"));
  const end = start + Number(most);
  const rest = end < items.length;
  return {
    items: items.slice(start, end),
    IsTruncated: rest,
    ...(rest ? { Marker: Buffer.from(`from:${end}`).toString("base64url") } : {}),
  };
}

function startOf(marker: string | undefined): number {
  if (marker === undefined) return 0;
  const start = /^from:(\d{1,9})$/.exec(Buffer.from(marker, "base64url").toString("utf8"))?.[1];
  if (start === undefined) throw new AwsError("ValidationError", "Invalid Marker.");
  return Number(start);
}

const validation = (detail: string): AwsError =>
  new AwsError("ValidationError", `1 validation error detected: ${detail}`);

const camel = (name: string): string => `${name[0]?.toLowerCase() ?? ""}${name.slice(1)}`;
