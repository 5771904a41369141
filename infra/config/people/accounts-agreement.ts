import { findPartition } from "../../partition";
import type { AgreeingValues, Disagreement } from "../disagreement";
import type { StudioAccountEntry } from "./studio-accounts";

/** Domains of other accounts that could never be reached, or are not another account's. */
export function accountsDisagreements(values: Partial<AgreeingValues>): Disagreement[] {
  const { profileMode, mintingMode, studioAccounts = [] } = values;
  if (studioAccounts.length === 0) return [];
  const whole = (fault: string): Disagreement[] => [
    { key: "studioAccounts", at: "", found: studioAccounts, fault, remove: true },
  ];
  if (profileMode === "claim")
    return whole("lists domains that only rows of the mapping table can name, and profileMode is claim");
  if (mintingMode === "rolePerProfile")
    return whole("lists domains whose minting role is narrowed by session tags, and mintingMode is rolePerProfile");
  return studioAccounts.flatMap((entry, index) => [
    ...ownDomain(entry, index, values),
    ...ownAccount(entry, index, values),
    ...otherRegion(entry, index, values),
  ]);
}

function ownDomain(
  { domainId: found }: StudioAccountEntry,
  index: number,
  { studioDomainId, studioDomainIds = [] }: Partial<AgreeingValues>,
): Disagreement[] {
  const [key] = [
    ...(found === studioDomainId ? ["studioDomainId"] : []),
    ...(studioDomainIds.includes(found) ? ["studioDomainIds"] : []),
  ];
  if (key === undefined) return [];
  const fault = `is a domain of the gateway's own account already, by ${key}`;
  return [{ key: "studioAccounts", at: `[${index}].domainId`, found, fault, remove: true }];
}

/** As far as config tells which account the stack is in; the preview asks AWS (infra/studio-accounts/own-account.ts). */
function ownAccount(
  { accountId: found }: StudioAccountEntry,
  index: number,
  { permissionsBoundaryArn = "", logEncryptionKeyArn = "" }: Partial<AgreeingValues>,
): Disagreement[] {
  const own = [permissionsBoundaryArn, logEncryptionKeyArn].map((arn) => arn.split(":")[4] ?? "");
  if (!own.includes(found)) return [];
  const fault = "is the gateway's own account: its domains stand in studioDomainId and studioDomainIds";
  return [{ key: "studioAccounts", at: `[${index}]`, found, fault, remove: true }];
}

/** The endpoints by which a URL is made and opened are in the stack's Region, and SageMaker answers for one Region. */
function otherRegion(
  { region: found }: StudioAccountEntry,
  index: number,
  { region }: Partial<AgreeingValues>,
): Disagreement[] {
  if (found === undefined || region === undefined || found === region) return [];
  const isElsewhere = findPartition(found)?.partition !== findPartition(region)?.partition;
  const fault = isElsewhere
    ? `is in another partition than ${region}: no role of one partition becomes a role of another`
    : `is another Region than ${region}: a domain is reached by endpoints of its own Region, so it needs a gateway there`;
  return [{ key: "studioAccounts", at: `[${index}].region`, found, fault, fix: region }];
}
