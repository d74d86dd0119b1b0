// Contracts for tests of the language and the compiler: small, of any effect, of any system.
import * as z from "zod";
import {
  type ContainDeclaration,
  defineAction,
  type ReadDeclaration,
  type RecordDeclaration,
  seconds,
} from "../../actions/kit/contract/index.ts";

interface Wanted<I extends z.ZodType, O extends z.ZodType> {
  readonly id: `${string}.${string}`;
  readonly input?: I;
  readonly output?: O;
  readonly typical?: number;
  readonly bytes?: number;
  readonly complete?: boolean;
}

type In = z.ZodObject<{ ip: z.ZodString }>;
type Out = z.ZodObject<{ score: z.ZodNumber; country: z.ZodNullable<z.ZodString>; tags: z.ZodArray<z.ZodString> }>;

const defaultInput: In = z.object({ ip: z.string().max(45) });
const defaultOutput: Out = z.object({
  score: z.number(),
  country: z.string().max(2).nullable(),
  tags: z.array(z.string().max(20)).max(5),
});

const common = <I extends z.ZodType, O extends z.ZodType>(wanted: Wanted<I, O>) => ({
  id: wanted.id,
  title: `Do ${wanted.id}`,
  docs: "https://docs.example.com/" as const,
  input: (wanted.input ?? defaultInput) as I,
  output: (wanted.output ?? defaultOutput) as O,
  secrets: {},
  hosts: [],
  permissions: [],
  limits: { timeout: seconds(10), typical: seconds(wanted.typical ?? 0.4), output: wanted.bytes ?? 4_096 },
  examples: [],
});

export const aRead = <I extends z.ZodType = In, O extends z.ZodType = Out>(
  wanted: Wanted<I, O>,
): ReadDeclaration<I, O> =>
  defineAction<I, O>({ ...common(wanted), effect: "read", complete: wanted.complete ?? false });

export const aRecord = <I extends z.ZodType = In, O extends z.ZodType = Out>(
  wanted: Wanted<I, O>,
): RecordDeclaration<I, O> =>
  defineAction<I, O>({
    ...common(wanted),
    effect: "record",
    repeat: { by: "natural" },
    wouldDo: () => ({ sentence: "would write", output: {} as z.input<O> }),
  });

export const aContain = <I extends z.ZodType = In, O extends z.ZodType = Out>(
  wanted: Wanted<I, O> & { readonly undo?: ContainDeclaration<I, O>["undo"] },
): ContainDeclaration<I, O> =>
  defineAction<I, O>({
    ...common(wanted),
    effect: "contain",
    repeat: { by: "natural" },
    wouldDo: () => ({ sentence: "would contain", output: {} as z.input<O> }),
    target: () => ({ id: "target", label: "target", account: null }),
    undo: wanted.undo ?? { action: "test.undo", title: "undo it", input: () => ({}) },
    verification: "reads it back",
    blastRadius: { perHour: 10 },
  });
