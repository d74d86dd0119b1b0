// Pass two: every rule looks at the recording. None can be switched off.
import type { Recording } from "../record/items.ts";
import { containOnAnswers, wholeLists } from "./rules/contain-on-answers.ts";
import { decidedAbsence } from "./rules/decided-absence.ts";
import { earnedVerdict, reachable } from "./rules/earned-verdict.ts";
import { effectOfWord } from "./rules/effect-of-word.ts";
import { fieldName } from "./rules/field-name.ts";
import { historyLength } from "./rules/history-length.ts";
import { idFormat } from "./rules/id-format.ts";
import { inputAccepted } from "./rules/input-accepted.ts";
import { ownPower } from "./rules/own-power.ts";
import { planShownFirst } from "./rules/plan-shown-first.ts";
import { readUsed } from "./rules/read-used.ts";
import { referenceScope } from "./rules/reference-scope.ts";
import { tooLarge } from "./rules/too-large.ts";
import { uniqueIds } from "./rules/unique-ids.ts";
import {
  askedOnce,
  asksForSomething,
  neverPermission,
  readsOfOurs,
  reversibleOnly,
  wayBack,
} from "./rules/where-people-decide.ts";
import { wholeSeconds } from "./rules/whole-seconds.ts";
import type { Rule, Violation } from "./violation.ts";

export type { Violation } from "./violation.ts";

export const rules: readonly Rule[] = [
  uniqueIds,
  idFormat,
  referenceScope,
  fieldName,
  decidedAbsence,
  effectOfWord,
  ownPower,
  planShownFirst,
  containOnAnswers,
  neverPermission,
  wayBack,
  wholeLists,
  reversibleOnly,
  readsOfOurs,
  askedOnce,
  asksForSomething,
  earnedVerdict,
  readUsed,
  reachable,
  tooLarge,
  historyLength,
  inputAccepted,
  wholeSeconds,
];

/** Every violation of a playbook, in the order of the rules. */
export const check = (recording: Recording): readonly Violation[] => rules.flatMap((rule) => rule(recording));
