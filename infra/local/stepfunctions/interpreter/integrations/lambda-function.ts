// A Lambda ARN as the Resource itself: the arguments are the payload, the payload is the result.
import type { Integration } from "./integration.ts";
import { callFunction } from "./lambda-call.ts";

export const lambdaFunction = (arn: string): Integration => ({
  resourceType: "lambda",
  resource: arn,
  lambdaArn: arn,
  waitsForToken: false,
  namesItsCall: false,
  title: arn,
  async perform(call) {
    const answer = await callFunction(call, arn, call.argument);
    call.settle("failed" in answer ? answer.failed : { kind: "succeeded", output: answer.payload });
  },
});
