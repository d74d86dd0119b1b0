// Connections that came to nothing: what the failure is called. Axios's own errors carry the request with its headers,
// so none of them is ever passed on.
import { AxiosError } from "axios";
import { type FailureName, PermanentFailure, RetryableFailure } from "../contract/failure.ts";
import { type Failure, failure } from "./http-answer.ts";

const codes: Readonly<Record<string, FailureName>> = {
  ECONNABORTED: "TimedOut",
  ERR_CANCELED: "TimedOut",
  ETIMEDOUT: "TimedOut",
  ABORT_ERR: "TimedOut",
  ECONNREFUSED: "Unavailable",
  ECONNRESET: "Unavailable",
  EAI_AGAIN: "Unavailable",
  EHOSTUNREACH: "Unavailable",
  ENETUNREACH: "Unavailable",
  ENOTFOUND: "Unavailable",
  EPIPE: "Unavailable",
  EPROTO: "Unavailable",
  ERR_NETWORK: "Unavailable",
  HPE_INVALID_CONSTANT: "InvalidOutput",
  Z_DATA_ERROR: "InvalidOutput",
  CERT_HAS_EXPIRED: "Refused",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Refused",
  SELF_SIGNED_CERT_IN_CHAIN: "Refused",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Refused",
  ERR_TLS_CERT_ALTNAME_INVALID: "Refused",
};

const sayings: Partial<Record<FailureName, string>> = {
  TimedOut: "did not answer within the step's time",
  Unavailable: "could not be reached",
  InvalidOutput: "answered with something that is not HTTP as expected",
  Refused: "has a certificate that is not trusted",
};

/** The failure that stands for an error of axios or of the socket below it. Anything unknown is returned as it is. */
export function connectionFailure(system: string, error: unknown): unknown {
  const own = ownFailure(error);
  if (own !== null) return own;
  if (!(error instanceof AxiosError)) return error;
  if (/maxContentLength/.test(error.message)) {
    return failure("OutputTooLarge", `${system} answered more than its client reads: narrow what is asked`);
  }
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code ?? "";
  if (code === "ERR_BAD_RESPONSE") return failure("Unavailable", `${system} broke off its answer`);
  const name = codes[code] ?? (error.response === undefined ? "Unavailable" : "InvalidOutput");
  return failure(name, `${system} ${sayings[name]}${code ? ` (${code})` : ""}`);
}

/** Our own refusal, as thrown inside the agent's lookup or the limiter. */
function ownFailure(error: unknown): Failure | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PermanentFailure || cause instanceof RetryableFailure) return cause;
  }
  return null;
}
