// Pass one: calls the author's function with references and words, and gives the frozen blocks of what it recorded.
import type { Evidence } from "../../../actions/kit/contract/index.ts";
import { toNode } from "../../language/conditions.ts";
import type { Playbook } from "../../language/define-playbook.ts";
import { RiposteError } from "../../language/error.ts";
import type { Expression } from "../../language/expression.ts";
import { wordCall } from "../../language/node.ts";
import { named, nodeOf, reference } from "../../language/reference.ts";
import { fieldOf, type Shape, shapeOf } from "../../language/shape.ts";
import { nothing, type Words } from "../../language/words.ts";
import type { Block, Recording } from "./items.ts";
import { approvalRequest, pathOf, placeBelow, Recorder } from "./recorder.ts";

/**
 * Records a playbook with its settings.
 * @throws RiposteError where the author asked a reference for what it cannot give.
 */
export function record(playbook: Playbook, settings: Readonly<Record<string, unknown>>): Recording {
  const shape = shapeOf(playbook.finding);
  const finding = reference({ kind: "finding" }, [], shape, false) as never;
  const recorder = new Recorder();
  const block = recorder.block(() => playbook.steps(finding, settings, wordsFor(recorder, shape)));
  recorder.end();
  const { id, title, owner, techniques, manualMinutes, repeats } = playbook;
  const kind = kindOf(shape, id);
  return Object.freeze({
    id,
    title,
    kind,
    finding: shape,
    owner,
    techniques,
    manualMinutes,
    settings,
    block,
    repeats: recordRepeats(repeats, finding),
  });
}

/** The literal that the finding's schema has in its field `kind`. */
function kindOf(shape: Shape, id: string): string {
  const kind = fieldOf(shape, "kind")?.shape.schema.const;
  if (typeof kind === "string") return kind;
  throw new RiposteError(
    "R114",
    `the finding of "${id}" has no literal field kind: give its schema kind: z.literal("…")`,
  );
}

function recordRepeats(repeats: Playbook["repeats"], finding: unknown): Recording["repeats"] {
  if (repeats === undefined) return null;
  const sameEntity = repeats.sameEntity(finding as never).map((field: unknown) => {
    const node = nodeOf(field);
    if (node?.kind === "path" && node.source.kind === "finding") return node.fields;
    throw new RiposteError("R111", "sameEntity takes fields of the finding, as in f => [f.user.name]");
  });
  return { sameEntity, within: repeats.within, storm: { over: repeats.storm.over, in: repeats.storm.in } };
}

const emptyBlock: Block = Object.freeze({ items: Object.freeze([]) });

function wordsFor(recorder: Recorder, finding: Shape): Words {
  const contain = (power: string) =>
    function containStep(id: string, action: never, input: unknown): unknown {
      const place = placeBelow(containStep);
      if (!recorder.holds(power)) {
        throw new RiposteError(
          "R302",
          `contain "${id}" was called outside the branch of "${power}" that handed it out: move it into that branch`,
        );
      }
      recorder.task("contain", id, action, input, power, place);
      return recorder.outcome(id, null);
    };
  const words = {
    read(id: string, action: never, input: unknown) {
      const place = placeBelow(words.read);
      return recorder.answer(id, recorder.task("read", id, action, input, null, place));
    },
    attempt(id: string, action: never, input: unknown) {
      const place = placeBelow(words.attempt);
      return recorder.outcome(id, recorder.task("attempt", id, action, input, null, place));
    },
    record(id: string, action: never, input: unknown) {
      const place = placeBelow(words.record);
      return recorder.answer(id, recorder.task("record", id, action, input, null, place));
    },
    choose(id, branches, { otherwise }) {
      const place = placeBelow(words.choose as never);
      const recorded = branches.map((branch) =>
        Object.freeze({ id: branch.id, if: toNode(branch.if), block: recorder.block(branch.then) }),
      );
      recorder.add({ kind: "choose", id, branches: recorded, otherwise: recorder.block(otherwise), place });
    },
    when(id, condition, { then, otherwise }) {
      const place = placeBelow(words.when as never);
      const branch = Object.freeze({ id: "then", if: toNode(condition), block: recorder.block(then) });
      const rest = otherwise === undefined ? emptyBlock : recorder.block(otherwise);
      recorder.add({ kind: "choose", id, branches: [branch], otherwise: rest, place });
    },
    given(id, value, { then, otherwise }) {
      const place = placeBelow(words.given as never);
      const path = pathOf("given", id, value);
      const shape = recorder.shapeAt(path, finding);
      if (shape === undefined)
        throw new RiposteError(
          "R110",
          `given "${id}" was given ${named(path)}, which is an outcome: pass what it answered, as in ${named(path)}.output`,
        );
      const present = reference(path.source, path.fields, shape, false) as never;
      const branch = Object.freeze({
        id: "then",
        if: wordCall("isPresent", path),
        block: recorder.block(() => then(present)),
      });
      const rest = otherwise === undefined ? emptyBlock : recorder.block(otherwise);
      recorder.add({ kind: "choose", id, branches: [branch], otherwise: rest, place });
    },
    forEach(id, list, each) {
      const place = placeBelow(words.forEach as never);
      const path = pathOf("forEach", id, list);
      const item = recorder.item(id, path, finding) as never;
      recorder.add({ kind: "forEach", id, list: path, block: recorder.block(() => each(item)), place });
    },
    ask(id, { whom, question, timeout }, { yes, no, silent }) {
      const place = placeBelow(words.ask as never);
      const blocks = { yes: recorder.block(yes), no: recorder.block(no), silent: recorder.block(silent) };
      recorder.add({ kind: "ask", id, whom: toNode(whom), question: toNode(question), timeout, ...blocks, place });
      return recorder.outcome(id, null) as Expression<Evidence>;
    },
    approval(id, request, { approved, denied, expired }) {
      const place = placeBelow(words.approval as never);
      recorder.add({
        kind: "approval",
        id,
        request: approvalRequest(request),
        approved: recorder.block(() => approved({ contain: contain(id) as never }), id),
        denied: recorder.block(denied),
        expired: recorder.block(expired),
        place,
      });
    },
    unattended(id, { reason, limit, if: condition, overLimit }, then) {
      const place = placeBelow(words.unattended as never);
      const block = recorder.block(() => then({ contain: contain(id) as never }), id);
      const request = approvalRequest(overLimit);
      recorder.add({ kind: "unattended", id, reason, limit, if: toNode(condition), overLimit: request, block, place });
    },
    pause(id, duration) {
      recorder.add({ kind: "pause", id, duration, place: placeBelow(words.pause as never) });
    },
    nothing,
  } as Words;
  return words;
}
