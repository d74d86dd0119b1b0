// Choice: the first rule whose condition is true, or the default.
import type { ChoiceRule, ChoiceState, Outputs } from "../../definition/types.ts";
import { runtimeFailure } from "../../failure.ts";
import type { Exit, Visit } from "../visit.ts";

export async function runChoice(visit: Visit<ChoiceState>): Promise<Exit> {
  const { aside } = await visit.step("#Choice", async () => ({ aside: { rule: await ruleThatApplies(visit) } }));
  const chosen = chosenBy(visit, aside.rule as number | null);
  const { output } = await visit.exit(chosen.outputs, visit.input, {});
  return { output, next: chosen.next };
}

async function ruleThatApplies(visit: Visit<ChoiceState>): Promise<number | null> {
  for (const [index, { Condition }] of visit.state.Choices.entries()) {
    if (await visit.fillTyped(Condition, `Choices/${index}/Condition`, "boolean")) return index;
  }
  return null;
}

function chosenBy({ state, name }: Visit<ChoiceState>, rule: number | null): { outputs: Outputs; next: string } {
  if (rule !== null) {
    const chosen = state.Choices[rule] as ChoiceRule;
    return { outputs: chosen, next: chosen.Next };
  }
  if (state.Default === undefined) {
    throw runtimeFailure(
      `An error occurred while executing the state '${name}'. No choice rule matched and no Default is given.`,
    );
  }
  return { outputs: state, next: state.Default };
}
