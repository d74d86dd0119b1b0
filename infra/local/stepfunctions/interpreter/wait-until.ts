// Waiting inside a scope for a moment of the host's clock.
import type { Scope } from "./scope.ts";

/** Resolves when the clock has reached `moment`, at once if it has. Throws Abandoned when the scope ends first. */
export async function waitUntil(scope: Scope, moment: number): Promise<void> {
  const { clock } = scope.execution.engine;
  // The history goes on, so the wait is over, whatever a clock that was set back says now.
  if (scope.peek() !== null) return;
  if (scope.execution.gate !== null) await scope.execution.gate;
  if (clock.now() >= moment) return;
  await scope.wait<void>((resolve) => {
    const timer = clock.at(moment, () => resolve());
    return () => timer.cancel();
  });
}
