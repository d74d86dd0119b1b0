// IAM on the wire (Query API, XML answers, version 2010-05-08), as far as access keys and inline policies go, with its
// errors in its own words. `lag`: that many reads still show what was before, as IAM does.
import type { Asked, Reply } from "./server.ts";

export interface IamKey {
  readonly id: string;
  status: string;
}

/** An error in the service's words, or what networks and proxies do. `lost`: it is done, and its answer never comes. */
export type Failing = { readonly code: string; readonly status: number } | "hang" | "garbage" | "cut" | "lost";

export interface IamState {
  readonly users: Record<
    string,
    { readonly arn: string; readonly keys: IamKey[]; readonly policies: Record<string, string> }
  >;
  readonly roles: Record<string, { readonly arn: string; readonly policies: Record<string, string> }>;
  /** The next calls of an operation fail with this code and status. */
  readonly fails: Record<string, Failing>;
  /** Writes that are accepted and have no effect. */
  deaf: boolean;
  /** How many more policies and devices everybody has. */
  policiesMore: number;
  /** What keys were last used for. */
  keyService: string;
  readonly calls: string[];
}

export const anIam = (): IamState => ({
  users: {
    "maria.lopez": {
      arn: "arn:aws:iam::111122223333:user/people/maria.lopez",
      keys: [
        { id: "AKIAEXAMPLEMARIA0001", status: "Active" },
        { id: "AKIAEXAMPLEMARIA0002", status: "Inactive" },
      ],
      policies: {},
    },
    "break-glass": { arn: "arn:aws:iam::111122223333:user/emergency/break-glass", keys: [], policies: {} },
  },
  roles: {
    deploy: { arn: "arn:aws:iam::111122223333:role/deploy", policies: {} },
    AWSServiceRoleForSupport: {
      arn: "arn:aws:iam::111122223333:role/aws-service-role/x/AWSServiceRoleForSupport",
      policies: {},
    },
  },
  fails: {},
  deaf: false,
  policiesMore: 0,
  keyService: "iam",
  calls: [],
});

const xml = { "content-type": "text/xml" };

const ok = (operation: string, result: string): Reply => ({
  headers: xml,
  body: `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></${operation}Response>`,
});

const refused = (status: number, code: string, message: string): Reply => ({
  status,
  headers: xml,
  body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>${status < 500 ? "Sender" : "Receiver"}</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
});

const created = "<CreateDate>2024-09-01T09:00:00Z</CreateDate>";

export function answerIam(state: IamState, asked: Asked): Reply {
  const form = new URLSearchParams(asked.body);
  const operation = form.get("Action") ?? "";
  state.calls.push(operation);
  const failing = state.fails[operation];
  if (failing === "hang" || failing === "cut") return failing;
  if (failing === "garbage") return { headers: { "content-type": "text/html" }, body: "<html>Please sign in</html" };
  if (failing === "lost") {
    delete state.fails[operation];
    answerIam(state, asked);
    state.calls.pop();
    return "cut";
  }
  if (failing) return refused(failing.status, failing.code, "in IAM's words");
  const missing = (kind: string, name: string) =>
    refused(404, "NoSuchEntity", `The ${kind} with name ${name} cannot be found.`);
  const userName = form.get("UserName") ?? "";
  const roleName = form.get("RoleName") ?? "";
  const user = state.users[userName];
  const role = state.roles[roleName];
  if (form.has("UserName") && !user) return missing("user", userName);
  if (form.has("RoleName") && !role) return missing("role", roleName);
  const policies = (user ?? role)?.policies ?? {};
  const policyName = form.get("PolicyName") ?? "";
  const holder = user ? `<UserName>${userName}</UserName>` : `<RoleName>${roleName}</RoleName>`;
  switch (operation) {
    case "GetUser":
      return ok(
        operation,
        `<User><Path>/</Path><UserName>${userName}</UserName><UserId>AIDA</UserId><Arn>${user?.arn}</Arn>${created}<Tags><member><Key>team</Key><Value>Payments</Value></member></Tags></User>`,
      );
    case "GetRole":
      return ok(
        operation,
        `<Role><Path>/</Path><RoleName>${roleName}</RoleName><RoleId>AROA</RoleId><Arn>${role?.arn}</Arn>${created}</Role>`,
      );
    case "ListAccessKeys":
      return listKeys(userName, user?.keys ?? [], form.get("Marker"));
    case "GetAccessKeyLastUsed":
      return form.get("AccessKeyId")?.endsWith("1")
        ? ok(
            operation,
            `<UserName>u</UserName><AccessKeyLastUsed><LastUsedDate>2026-11-22T10:39:00Z</LastUsedDate><Region>us-east-1</Region><ServiceName>${state.keyService}</ServiceName></AccessKeyLastUsed>`,
          )
        : ok(
            operation,
            `<UserName>u</UserName><AccessKeyLastUsed><Region>N/A</Region><ServiceName>N/A</ServiceName></AccessKeyLastUsed>`,
          );
    case "ListAttachedUserPolicies":
    case "ListAttachedGroupPolicies":
    case "ListAttachedRolePolicies": {
      const names = form.has("GroupName") ? ["AdministratorAccess"] : ["ReadOnlyAccess"];
      const attached = [...names, ...Array.from({ length: state.policiesMore }, (_, index) => `More${index}`)];
      const member = attached
        .map(
          (name) =>
            `<member><PolicyName>${name}</PolicyName><PolicyArn>arn:aws:iam::aws:policy/${name}</PolicyArn></member>`,
        )
        .join("");
      return ok(operation, `<AttachedPolicies>${member}</AttachedPolicies><IsTruncated>false</IsTruncated>`);
    }
    case "ListUserPolicies":
    case "ListGroupPolicies":
    case "ListRolePolicies":
      return ok(operation, "<PolicyNames><member>inline</member></PolicyNames><IsTruncated>false</IsTruncated>");
    case "ListGroupsForUser":
      return ok(
        operation,
        `<Groups><member><Path>/</Path><GroupName>admins</GroupName><GroupId>AGPA</GroupId><Arn>arn:aws:iam::111122223333:group/admins</Arn>${created}</member></Groups><IsTruncated>false</IsTruncated>`,
      );
    case "ListMFADevices": {
      const member = Array.from(
        { length: 1 + state.policiesMore },
        (_, index) =>
          `<member><UserName>${userName}</UserName><SerialNumber>arn:aws:iam::111122223333:mfa/d${index}</SerialNumber><EnableDate>2024-09-01T09:04:00Z</EnableDate></member>`,
      ).join("");
      return ok(operation, `<MFADevices>${member}</MFADevices><IsTruncated>false</IsTruncated>`);
    }
    case "GetLoginProfile":
      return userName === "break-glass"
        ? missing("Login Profile", userName)
        : ok(operation, `<LoginProfile><UserName>${userName}</UserName>${created}</LoginProfile>`);
    case "UpdateAccessKey": {
      const key = user?.keys.find(({ id }) => id === form.get("AccessKeyId"));
      if (!key) return missing("Access Key", form.get("AccessKeyId") ?? "");
      if (!state.deaf) key.status = form.get("Status") ?? "";
      return ok(operation, "");
    }
    case "GetUserPolicy":
    case "GetRolePolicy": {
      const document = policies[policyName];
      if (document === undefined) return missing("policy", policyName);
      return ok(
        operation,
        `${holder}<PolicyName>${policyName}</PolicyName><PolicyDocument>${encodeURIComponent(document)}</PolicyDocument>`,
      );
    }
    case "PutUserPolicy":
    case "PutRolePolicy":
      if (!state.deaf) policies[policyName] = form.get("PolicyDocument") ?? "";
      return ok(operation, "");
    case "DeleteUserPolicy":
    case "DeleteRolePolicy":
      if (policies[policyName] === undefined) return missing("policy", policyName);
      if (!state.deaf) delete policies[policyName];
      return ok(operation, "");
    default:
      return refused(400, "InvalidAction", `Could not find operation ${operation}`);
  }
}

/** One key a page, so that whoever reads one page only is found out. */
function listKeys(userName: string, keys: readonly IamKey[], marker: string | null): Reply {
  const index = Number(marker ?? 0);
  const key = keys[index];
  const more = index + 1 < keys.length;
  const member = key
    ? `<member><UserName>${userName}</UserName><AccessKeyId>${key.id}</AccessKeyId><Status>${key.status}</Status>${created}</member>`
    : "";
  const page = more
    ? `<IsTruncated>true</IsTruncated><Marker>${index + 1}</Marker>`
    : "<IsTruncated>false</IsTruncated>";
  return ok("ListAccessKeys", `<AccessKeyMetadata>${member}</AccessKeyMetadata>${page}`);
}
