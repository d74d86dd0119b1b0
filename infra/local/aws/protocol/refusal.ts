// What the server in front answers by itself (nobody there, too large, not from here, broken), in the protocol of the
// service that was meant, so that any SDK client shows it as an error with a name and a sentence.
import type { WireResponse } from "../../wire.ts";
import { requestId } from "../names.ts";
import { xmlDocument } from "./xml.ts";

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const queryServices: ReadonlySet<string> = new Set(["sns", "iam", "sts"]);

export function refuse({ status, code, message }: Refusal, service?: string): WireResponse {
  const id = requestId();
  const headers = { "x-amzn-requestid": id, "x-amzn-errortype": code };
  if (service === "s3") {
    return xmlAnswer(status, headers, xmlDocument("Error", { Code: code, Message: message, RequestId: id }));
  }
  if (service !== undefined && queryServices.has(service)) {
    const fault = status < 500 ? "Sender" : "Receiver";
    return xmlAnswer(
      status,
      headers,
      xmlDocument("ErrorResponse", { Error: { Type: fault, Code: code, Message: message }, RequestId: id }),
    );
  }
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ __type: code, message }),
  };
}

function xmlAnswer(status: number, headers: Readonly<Record<string, string>>, body: string): WireResponse {
  return { status, headers: { "content-type": "application/xml", ...headers }, body };
}
