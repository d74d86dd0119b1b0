// `forEach`, alone, and with a loop and steps side by side in it, as it is written.
import { expect, test } from "vitest";
import { compiled } from "../../support/a-playbook.ts";
import { failed, notDone, ofFinding, passes, succeeded, task, theEnd } from "../../support/asl-parts.ts";
import { gather, look, note, watch } from "../../support/some-actions.ts";

test("a loop", () => {
  const { machine } = compiled((finding, { forEach, record }) => {
    forEach("each-tag", finding.tags, (tag) => void record("note", note, { value: tag }));
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "each-tag",
    States: {
      "each-tag": {
        Type: "Map",
        Items: ofFinding("tags"),
        ItemSelector: {
          items: { eachTag: "{% $states.context.Map.Item.Value %}" },
          index: "{% $string($states.context.Map.Item.Index) %}",
        },
        MaxConcurrency: 10,
        ItemProcessor: {
          ProcessorConfig: { Mode: "INLINE" },
          StartAt: "note",
          States: {
            note: {
              ...task(
                "notes.add-note",
                "note",
                { value: "{% $states.input.items.eachTag %}" },
                "{% $states.input.index %}",
              ),
              Catch: [
                {
                  ErrorEquals: ["States.ALL"],
                  Next: "each-tag pass landed",
                  Assign: {
                    m1_item_eachTag: "{% $states.input.items.eachTag %}",
                    m1__index: "{% $states.input.index %}",
                    m1_note: failed("note", "notes.add-note"),
                  },
                },
              ],
              Output: { failed: [] },
              End: true,
            },
            "each-tag pass landed": {
              Type: "Succeed",
              Output: { failed: '{% [($exists($m1_note) and $m1_note.status != "succeeded" ? "note" : [])] %}' },
            },
          },
        },
        Catch: [
          { ErrorEquals: ["States.ALL"], Assign: { step_eachTag: failed("each-tag", "for-each") }, Next: "all done" },
        ],
        Assign: { step_eachTag: passes("each-tag") },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDone("step_eachTag", "each-tag")),
    },
  });
});

test("a loop with a loop and two attempts side by side in it", () => {
  const { machine } = compiled((finding, { forEach, attempt, record }) => {
    forEach("each-group", finding.groups, (group) => {
      const seen = attempt("seen", look, { ip: group.name });
      const watched = attempt("watched", watch, { ip: group.name });
      forEach("each-member", group.members, (member) => {
        record("member", note, { value: [group.name, member] as never });
      });
      record("evidence", gather, { sections: [seen, watched] });
    });
  });
  expect(machine).toEqual({
    Comment: "A test",
    QueryLanguage: "JSONata",
    StartAt: "each-group",
    States: {
      "each-group": {
        Type: "Map",
        Items: ofFinding("groups"),
        ItemSelector: {
          items: { eachGroup: "{% $states.context.Map.Item.Value %}" },
          index: "{% $string($states.context.Map.Item.Index) %}",
        },
        MaxConcurrency: 10,
        ItemProcessor: {
          ProcessorConfig: { Mode: "INLINE" },
          StartAt: "side by side 1",
          States: {
            "side by side 1": {
              Type: "Parallel",
              Branches: [
                {
                  StartAt: "each-member",
                  States: {
                    "each-member": {
                      Type: "Map",
                      Items: "{% $states.input.items.eachGroup.members %}",
                      ItemSelector: {
                        items: {
                          eachGroup: "{% $states.input.items.eachGroup %}",
                          eachMember: "{% $states.context.Map.Item.Value %}",
                        },
                        index: '{% $states.input.index & "." & $string($states.context.Map.Item.Index) %}',
                      },
                      MaxConcurrency: 10,
                      ItemProcessor: {
                        ProcessorConfig: { Mode: "INLINE" },
                        StartAt: "member",
                        States: {
                          member: {
                            ...task(
                              "notes.add-note",
                              "member",
                              {
                                value: [
                                  "{% $states.input.items.eachGroup.name %}",
                                  "{% $states.input.items.eachMember %}",
                                ],
                              },
                              "{% $states.input.index %}",
                            ),
                            Catch: [
                              {
                                ErrorEquals: ["States.ALL"],
                                Next: "each-member pass landed",
                                Assign: {
                                  m2_item_eachGroup: "{% $states.input.items.eachGroup %}",
                                  m2_item_eachMember: "{% $states.input.items.eachMember %}",
                                  m2__index: "{% $states.input.index %}",
                                  m2_member: failed("member", "notes.add-note"),
                                },
                              },
                            ],
                            Output: { failed: [] },
                            End: true,
                          },
                          "each-member pass landed": {
                            Type: "Succeed",
                            Output: {
                              failed:
                                '{% [($exists($m2_member) and $m2_member.status != "succeeded" ? "member" : [])] %}',
                            },
                          },
                        },
                      },
                      Catch: [
                        {
                          ErrorEquals: ["States.ALL"],
                          Assign: {
                            b1_item_eachGroup: "{% $states.input.items.eachGroup %}",
                            b1__index: "{% $states.input.index %}",
                            b1_eachMember: failed("each-member", "for-each"),
                          },
                          Next: "seen",
                        },
                      ],
                      Assign: {
                        b1_item_eachGroup: "{% $states.input.items.eachGroup %}",
                        b1__index: "{% $states.input.index %}",
                        b1_eachMember: passes("each-member"),
                      },
                      Output: {},
                      Next: "seen",
                    },
                    seen: {
                      ...task("look.check-ip", "seen", { ip: "{% $b1_item_eachGroup.name %}" }, "{% $b1__index %}"),
                      Catch: [
                        {
                          ErrorEquals: ["States.ALL"],
                          Next: "seen landed",
                          Assign: { b1_seen: failed("seen", "look.check-ip") },
                        },
                      ],
                      Output: { eachMember: "{% $b1_eachMember %}", seen: succeeded("seen", "look.check-ip") },
                      End: true,
                    },
                    "seen landed": {
                      Type: "Succeed",
                      Output: { eachMember: "{% $b1_eachMember %}", seen: "{% $b1_seen %}" },
                    },
                  },
                },
                {
                  StartAt: "watched",
                  States: {
                    watched: {
                      ...task(
                        "watch.check-ip",
                        "watched",
                        { ip: "{% $states.input.items.eachGroup.name %}" },
                        "{% $states.input.index %}",
                      ),
                      Catch: [
                        {
                          ErrorEquals: ["States.ALL"],
                          Next: "watched landed",
                          Assign: {
                            b2_item_eachGroup: "{% $states.input.items.eachGroup %}",
                            b2__index: "{% $states.input.index %}",
                            b2_watched: failed("watched", "watch.check-ip"),
                          },
                        },
                      ],
                      Output: { watched: succeeded("watched", "watch.check-ip") },
                      End: true,
                    },
                    "watched landed": { Type: "Succeed", Output: { watched: "{% $b2_watched %}" } },
                  },
                },
              ],
              Assign: {
                m1_item_eachGroup: "{% $states.input.items.eachGroup %}",
                m1__index: "{% $states.input.index %}",
                m1_eachMember: "{% $states.result[0].eachMember %}",
                m1_seen: "{% $states.result[0].seen %}",
                m1_watched: "{% $states.result[1].watched %}",
              },
              Output: {},
              Next: "evidence",
            },
            evidence: {
              ...task(
                "cases.add-evidence",
                "evidence",
                { sections: ["{% $m1_seen %}", "{% $m1_watched %}"] },
                "{% $m1__index %}",
              ),
              Catch: [
                {
                  ErrorEquals: ["States.ALL"],
                  Next: "each-group pass landed",
                  Assign: { m1_evidence: failed("evidence", "cases.add-evidence") },
                },
              ],
              Output: {
                failed:
                  '{% [($exists($m1_eachMember) and $m1_eachMember.status != "succeeded" ? "each-member" : [])] %}',
              },
              End: true,
            },
            "each-group pass landed": {
              Type: "Succeed",
              Output: {
                failed:
                  '{% [($exists($m1_eachMember) and $m1_eachMember.status != "succeeded" ? "each-member" : []), ($exists($m1_evidence) and $m1_evidence.status != "succeeded" ? "evidence" : [])] %}',
              },
            },
          },
        },
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Assign: { step_eachGroup: failed("each-group", "for-each") },
            Next: "all done",
          },
        ],
        Assign: { step_eachGroup: passes("each-group") },
        Output: {},
        Next: "all done",
      },
      ...theEnd(notDone("step_eachGroup", "each-group")),
    },
  });
});
