// The Query protocol (SNS, IAM, STS): a form names the Action and its Version, the answer is XML.
import type { WireHandler, WireRequest, WireResponse } from "../../wire.ts";
import { requestId } from "../names.ts";
import { AwsError } from "./aws-error.ts";
import { type FormTree, formTree } from "./form.ts";
import { type XmlValue, xmlDocument } from "./xml.ts";

/** What an action answers: the fields of its Result element, or null where the service's model has no Result. */
export type QueryAction = (form: FormTree, request: WireRequest) => Promise<Record<string, XmlValue> | null>;

export interface QueryService {
  readonly version: string;
  readonly namespace: string;
  readonly actions: Readonly<Record<string, QueryAction>>;
}

export function queryHandler(service: QueryService): WireHandler {
  return async (request) => {
    const id = requestId();
    try {
      const form = formTree(formOf(request));
      const [name, action] = actionOf(service, form);
      const result = await action(form, request);
      const content = {
        ...(result === null ? {} : { [`${name}Result`]: result }),
        ResponseMetadata: { RequestId: id },
      };
      return answer(200, id, xmlDocument(`${name}Response`, content, service.namespace));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const content = { Error: { Type: error.fault, Code: error.code, Message: error.message }, RequestId: id };
      return answer(error.status, id, xmlDocument("ErrorResponse", content, service.namespace));
    }
  };
}

/** The form of a Query request. Only POST: a page in a browser can make anyone send a GET. */
export function formOf(request: WireRequest): URLSearchParams {
  if (request.method !== "POST")
    throw new AwsError("InvalidAction", `the Query API is served by POST only, not by ${request.method}`);
  return new URLSearchParams(request.body.toString("utf8"));
}

function actionOf(service: QueryService, form: FormTree): [string, QueryAction] {
  const { Action: name, Version: version } = form;
  if (typeof name !== "string") throw new AwsError("MissingAction", "the request must contain the parameter Action");
  const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
  const versionFits = version === undefined || version === service.version;
  if (!action || !versionFits) {
    throw new AwsError(
      "InvalidAction",
      `Could not find operation ${name} for version ${String(version ?? service.version)}`,
    );
  }
  return [name, action];
}

function answer(status: number, id: string, body: string): WireResponse {
  return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": id }, body };
}
