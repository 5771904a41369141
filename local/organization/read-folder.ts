import * as fs from "node:fs";
import * as path from "node:path";
import type { AuditedOrganization, Estate } from "../../policies/audit/estate";
import {
  accountsIn,
  type OrganizationFiles,
  readOrganization,
} from "../../policies/audit/organization/read-organization";
import { UserError } from "../user-error";

/** What `--organization` names: files that hold what `aws organizations` printed; see policies/README.md. */
export interface OrganizationFolder {
  readonly folder: string;
  readonly files: OrganizationFiles;
  /** The one account that it is about; undefined where there are several, or none. */
  readonly account: string | undefined;
}

/** @throws UserError for a folder or a file that cannot be read */
export function readFolder(folder: string): OrganizationFolder {
  if (!fs.existsSync(folder) || !fs.statSync(folder).isDirectory())
    throw new UserError(
      `--organization is "${folder}", which is not a folder. policies/README.md says how to fill one.`,
    );
  const names = fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  const files = Object.fromEntries(
    names.sort().map((name) => [name.replaceAll(path.sep, "/"), parsed(path.join(folder, name))]),
  );
  const accounts = accountsIn(files);
  return { folder, files, account: accounts.length === 1 ? accounts[0] : undefined };
}

/**
 * With what stands above the estate's account; above the account of a half's gateway too where the folder has that: its function is of an
 * organisation, which a control policy may ask for.
 *
 * @throws UserError that lists everything that is missing or not understood
 */
export function beneathOrganization(estate: Estate, given: OrganizationFolder): Estate {
  const organization = organizationAbove(estate.account, given);
  const gateway = estate.studio.gateway?.accountId;
  if (gateway === undefined || !accountsIn(given.files).includes(gateway)) return { ...estate, organization };
  return {
    ...estate,
    organization,
    elsewhere: [{ account: gateway, organization: organizationAbove(gateway, given) }],
  };
}

function organizationAbove(account: string, { folder, files }: OrganizationFolder): AuditedOrganization {
  const read = readOrganization(files, account);
  if ("organization" in read) return read.organization;
  const accounts = accountsIn(files);
  const others = accounts.includes(account) ? "" : ` It is about ${accounts.join(", ") || "no account"}.`;
  throw new UserError(
    `${folder} does not say what stands above account ${account}.${others}\n${read.faults.map((fault) => `  ${fault}`).join("\n")}`,
  );
}

/** Beside the program's own account, which a laptop invents: the folder's. */
export function accountOption(given: OrganizationFolder | undefined): { readonly account?: string } {
  return given?.account === undefined ? {} : { account: given.account };
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (fault) {
    throw new UserError(`${file} cannot be read as JSON: ${fault instanceof Error ? fault.message : String(fault)}`);
  }
}
