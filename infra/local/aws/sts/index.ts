// STS (the Query API of 2011-06-15): who the caller is, and sessions of the organisation's roles. Sessions live in memory:
// a client whose session is forgotten assumes the role again.
import { randomBytes } from "node:crypto";
import type { Clock } from "../../clock.ts";
import { marked } from "../../simulators/mark.ts";
import type { Organisation } from "../../simulators/organisation.ts";
import type { WireHandler, WireRequest } from "../../wire.ts";
import { roleArn } from "../iam/entities.ts";
import { signed } from "../iam/index.ts";
import { wholeSecond } from "../iam/state.ts";
import { account } from "../names.ts";
import { AwsError } from "../protocol/aws-error.ts";
import { type FormTree, textOf } from "../protocol/form.ts";
import { queryHandler } from "../protocol/query.ts";

export interface StsOptions {
  readonly clock: Clock;
  readonly organisation: Organisation;
}

interface Session {
  readonly arn: string;
  readonly userId: string;
  readonly account: string;
  readonly expires: number;
}

export interface Sts {
  readonly handle: WireHandler;
}

export function createSts({ clock, organisation }: StsOptions): Sts {
  const sessions = new Map<string, Session>();
  const callerOf = (request: WireRequest): Session => {
    const id = /Credential=([\w-]+)\//.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const session = sessions.get(id);
    if (session && session.expires <= clock.now()) {
      throw new AwsError("ExpiredToken", "The security token included in the request is expired", { status: 403 });
    }
    if (session) return session;
    if (id.startsWith("ASIA")) {
      throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.", {
        status: 403,
      });
    }
    return hostUser;
  };
  const handle = queryHandler({
    version: "2011-06-15",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    actions: signed({
      async GetCallerIdentity(_form, request) {
        const { arn, userId, account } = callerOf(request);
        return { Arn: arn, UserId: userId, Account: account };
      },

      async AssumeRole(form, request) {
        const { roleArn: wanted, name, seconds } = assumption(form);
        const caller = callerOf(request);
        const role = organisation.iamRoles.find((one) => roleArn(organisation, one) === wanted);
        if (!role || !("AWS" in role.trusts)) throw notAuthorised(caller.arn, wanted);
        if (seconds > role.maxSessionSeconds) throw tooLong();
        for (const [id, { expires }] of sessions) if (expires <= clock.now()) sessions.delete(id);
        const id = `ASIA${randomBytes(8).toString("hex").toUpperCase()}`;
        const expires = clock.now() + seconds * 1_000;
        const arn = `arn:aws:sts::${organisation.account}:assumed-role/${role.name}/${name}`;
        sessions.set(id, { arn, userId: `${role.id}:${name}`, account: organisation.account, expires });
        return {
          Credentials: {
            AccessKeyId: id,
            SecretAccessKey: randomBytes(30).toString("base64"),
            SessionToken: randomBytes(120).toString("base64"),
            Expiration: wholeSecond(new Date(expires)),
          },
          AssumedRoleUser: { AssumedRoleId: `${role.id}:${name}`, Arn: arn },
          PackedPolicySize: 0,
        };
      },
    }),
  });
  return { handle: async (request) => marked(await handle(request)) };
}

/** The identity of everything that runs on this host with its ordinary credentials. */
const hostUser: Session = {
  arn: `arn:aws:iam::${account}:user/riposte`,
  userId: "AIDAEXAMPLERIPOSTE001",
  account,
  expires: Number.POSITIVE_INFINITY,
};

function assumption(form: FormTree): { roleArn: string; name: string; seconds: number } {
  const roleArn = textOf(form, "RoleArn") ?? "";
  const name = textOf(form, "RoleSessionName") ?? "";
  const seconds = Number(textOf(form, "DurationSeconds") ?? "3600");
  if (!/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/.test(roleArn)) {
    throw new AwsError("ValidationError", `${roleArn || "null"} is invalid`);
  }
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value '${name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  }
  if (!Number.isInteger(seconds) || seconds < 900) {
    throw new AwsError(
      "ValidationError",
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900`,
    );
  }
  return { roleArn, name, seconds };
}

const tooLong = (): AwsError =>
  new AwsError("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

const notAuthorised = (caller: string, role: string): AwsError =>
  new AwsError("AccessDenied", `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`, {
    status: 403,
  });
