// The quotas of the service that a definition or an execution can run into.

/** Bytes of UTF-8 in the input or output of a state, a task or an execution; also of one variable and one Assign. */
export const payloadBytes = 262_144;
/** Bytes of all variables of an execution together. */
export const variableBytes = 10 * 1_048_576;
/** Events in a history, the last of which is the end. */
export const historyEvents = 25_000;
/** Characters of a definition. */
export const definitionLength = 1_048_576;
/** Iterations of an inline Map that run at the same time when MaxConcurrency is 0 or more than this. */
export const inlineConcurrency = 40;
export const nameLength = 80;
export const errorLength = 256;
export const causeLength = 32_768;
/** Days for which a closed execution is kept and its name taken. */
export const retentionDays = 90;
/** Seconds: what a TimeoutSeconds or Wait may say at most. */
export const longestSeconds = 99_999_999;
