/** Thrown for a search that Splunk would refuse; `message` is what its FATAL message says. */
export class SplError extends Error {
  override readonly name = "SplError";
}
