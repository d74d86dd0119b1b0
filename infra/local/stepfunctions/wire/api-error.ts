// Errors of the API, by the names that the SDK models.

export type ApiErrorType =
  | "ConflictException"
  | "ExecutionAlreadyExists"
  | "ExecutionDoesNotExist"
  | "InvalidArn"
  | "InvalidDefinition"
  | "InvalidEncryptionConfiguration"
  | "InvalidExecutionInput"
  | "InvalidLoggingConfiguration"
  | "InvalidName"
  | "InvalidOutput"
  | "InvalidToken"
  | "InvalidTracingConfiguration"
  | "MissingRequiredParameter"
  | "RequestEntityTooLargeException"
  | "ResourceNotFound"
  | "SerializationException"
  | "StateMachineAlreadyExists"
  | "StateMachineDoesNotExist"
  | "StateMachineTypeNotSupported"
  | "TaskDoesNotExist"
  | "TaskTimedOut"
  | "TooManyTags"
  | "UnknownOperationException"
  | "ValidationException";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly type: ApiErrorType;
  readonly status: number;
  /** Further members of the error, as `reason`. */
  readonly members: Readonly<Record<string, string>>;

  constructor(
    type: ApiErrorType,
    message: string,
    options: { status?: number; members?: Record<string, string> } = {},
  ) {
    super(message);
    this.type = type;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

export const machineDoesNotExist = (arn: string) =>
  new ApiError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
export const executionDoesNotExist = (arn: string) =>
  new ApiError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
export const invalidArn = (problem: string) => new ApiError("InvalidArn", `Invalid Arn: '${problem}'`);
export const invalidName = (name: string) => new ApiError("InvalidName", `Invalid Name: '${name}'`);
export const invalidToken = (problem = "Invalid token") => new ApiError("InvalidToken", `Invalid Token: '${problem}'`);
