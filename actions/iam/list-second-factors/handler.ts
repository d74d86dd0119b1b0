// IAM keeps second factors of its own users only; everybody else's are kept where they sign in.
import { GetLoginProfileCommand, IAMClient, paginateListMFADevices } from "@aws-sdk/client-iam";
import { PermanentFailure } from "../../kit/contract/index.ts";
import { awsClient } from "../../kit/runtime/aws.ts";
import { implement } from "../../kit/runtime/implement.ts";
import { listSecondFactors } from "./action.ts";

export const handler = implement(listSecondFactors, async ({ input: { principal }, signal }) => {
  if (principal.type !== "iam-user") {
    throw new PermanentFailure(
      "Refused",
      "IAM knows the second factors of its own users only: ask where this principal signs in",
    );
  }
  const [items, password] = await Promise.all([devicesOf(principal.name, signal), passwordOf(principal.name, signal)]);
  const enabled = items.flatMap(({ enabledAt }) => (enabledAt === null ? [] : [enabledAt])).toSorted();
  return { ...password, youngest: enabled.at(-1) ?? null, items };
});

async function devicesOf(userName: string, signal: AbortSignal) {
  const devices: { serial: string; enabledAt: string | null }[] = [];
  const pages = paginateListMFADevices(
    { client: awsClient(IAMClient) },
    { UserName: userName },
    { abortSignal: signal },
  );
  for await (const { MFADevices: page } of pages) {
    for (const { SerialNumber: serial, EnableDate: date } of page ?? []) {
      devices.push({ serial: serial ?? "", enabledAt: date?.toISOString() ?? null });
    }
  }
  return devices;
}

/** A user without a password has no login profile, which IAM says as an error. */
async function passwordOf(userName: string, signal: AbortSignal) {
  try {
    const command = new GetLoginProfileCommand({ UserName: userName });
    const { LoginProfile: profile } = await awsClient(IAMClient).send(command, { abortSignal: signal });
    return { password: true, passwordSetAt: profile?.CreateDate?.toISOString() ?? null };
  } catch (error) {
    if (!(error instanceof Error) || !/^NoSuchEntity(Exception)?$/.test(error.name)) throw error;
    return { password: false, passwordSetAt: null };
  }
}
