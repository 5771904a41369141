/**
 * An organisation's policies above one account, from what `aws organizations` prints, file by file: see policies/README.md. What is
 * missing or not understood is a fault, each with the command that prints it; all are told at once.
 */
import { assertModelled, UnmodelledPolicyError } from "../../evaluate/modelled";
import { type PolicyDocument, policyDocument } from "../../document";
import { isRecord, list, record, text } from "../collect/graph/graph";
import { readDocument } from "../collect/policy-document";
import type { AuditedLevel, AuditedOrganization, SourcedPolicy } from "../estate";

/** Parsed JSON by path below the folder, with forward slashes. */
export type OrganizationFiles = Readonly<Record<string, unknown>>;

export type OrganizationRead = { readonly organization: AuditedOrganization } | { readonly faults: readonly string[] };

type Kind = "scp" | "rcp";

const FILTER = { scp: "SERVICE_CONTROL_POLICY", rcp: "RESOURCE_CONTROL_POLICY" } as const;

/** The accounts that the folder has; of one alone the stack's account need not be told. */
export function accountsIn(files: OrganizationFiles): readonly string[] {
  const ids = Object.keys(files).flatMap((path) => /^targets\/(\d{12})\//.exec(path)?.[1] ?? []);
  return [...new Set(ids)].sort();
}

export function readOrganization(files: OrganizationFiles, account: string): OrganizationRead {
  const reader = new Reader(files);
  const { id, managementAccount } = reader.organization();
  const way = reader.wayTo(account);
  const isManagementAccount = managementAccount === account;
  const hasRcps = way.some((target) => `targets/${target}/rcps.json` in files);
  const levels = (kind: Kind) => way.map((target) => reader.level(kind, target));
  const organization: AuditedOrganization = {
    id,
    path: `${[id, ...way.filter((target) => target !== account)].join("/")}/`,
    isManagementAccount,
    scps: isManagementAccount ? [] : levels("scp"),
    rcps: isManagementAccount || !hasRcps ? [] : levels("rcp"),
  };
  return reader.faults.length > 0 ? { faults: [...new Set(reader.faults)] } : { organization };
}

/** A way to the root is at most five units long: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const LONGEST_WAY = 8;

class Reader {
  readonly faults: string[] = [];

  constructor(private readonly files: OrganizationFiles) {}

  organization(): { readonly id: string; readonly managementAccount: string } {
    const said = record(record(this.file("organization.json", "describe-organization"))["Organization"]);
    const id = text(said["Id"]) ?? this.missing("organization.json", "Organization.Id");
    const managementAccount =
      text(said["MasterAccountId"]) ?? this.missing("organization.json", "Organization.MasterAccountId");
    return { id, managementAccount };
  }

  /** From the root to the account. */
  wayTo(account: string): readonly string[] {
    const way = [account];
    for (let target = account; !target.startsWith("r-") && way.length < LONGEST_WAY;) {
      const path = `targets/${target}/parents.json`;
      const parents = record(this.file(path, `list-parents --child-id ${target}`))["Parents"];
      const parent = text(record(list(parents)[0])["Id"]);
      if (parent === undefined) {
        if (path in this.files) this.missing(path, "Parents[0].Id");
        break;
      }
      way.unshift(parent);
      target = parent;
    }
    return way;
  }

  level(kind: Kind, target: string): AuditedLevel {
    const path = `targets/${target}/${kind}s.json`;
    const listed = this.file(path, `list-policies-for-target --target-id ${target} --filter ${FILTER[kind]}`);
    const name = levelName(target);
    if (listed === undefined) return { name, policies: [] };
    const policies = record(listed)["Policies"];
    if (!Array.isArray(policies)) this.missing(path, "Policies");
    return { name, policies: list(policies).flatMap((each) => this.policy(kind, record(each), name) ?? []) };
  }

  private policy(kind: Kind, summary: Readonly<Record<string, unknown>>, level: string): SourcedPolicy | undefined {
    const id = text(summary["Id"]) ?? "";
    const name = `${text(summary["Name"]) ?? id} (${id}) of ${level}`;
    const document = this.documentOf(kind, id, name);
    if (!document) return undefined;
    const policy = { name, document, urn: text(summary["Arn"]) ?? id, pointer: "", origin: "guardrail" } as const;
    try {
      assertModelled(policy, kind);
      return policy;
    } catch (error) {
      if (!(error instanceof UnmodelledPolicyError)) throw error;
      this.faults.push(`policies/${id}.json: ${error.message}`);
      return undefined;
    }
  }

  private documentOf(kind: Kind, id: string, name: string): PolicyDocument | undefined {
    const path = `policies/${id}.json`;
    // AWS's own two need not be described: their texts are documented and cannot be changed.
    if (!(path in this.files) && id === FULL_ACCESS[kind].id) return FULL_ACCESS[kind].document;
    const described = this.file(path, `describe-policy --policy-id ${id}`);
    if (described === undefined) return undefined;
    const policy = record(record(described)["Policy"]);
    const type = text(record(policy["PolicySummary"])["Type"]);
    if (type !== undefined && type !== FILTER[kind])
      this.faults.push(`${path}: it is a ${type}, listed as a ${FILTER[kind]}.`);
    const read = readDocument(policy["Content"]);
    if (read.kind === "document") return read.document;
    this.faults.push(`${path}: the Content of ${name} is not understood: ${read.why}.`);
    return undefined;
  }

  private file(path: string, command: string): unknown {
    const found = this.files[path];
    if (isRecord(found)) return found;
    const what = path in this.files ? "is not a JSON object" : "is missing";
    this.faults.push(`${path} ${what}: aws organizations ${command} > ${path}`);
    return undefined;
  }

  private missing(path: string, what: string): string {
    if (path in this.files) this.faults.push(`${path}: it has no ${what}.`);
    return "";
  }
}

/** https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html and …_rcps_evaluation.html */
const FULL_ACCESS: Readonly<Record<Kind, { readonly id: string; readonly document: PolicyDocument }>> = {
  scp: { id: "p-FullAWSAccess", document: policyDocument({ Effect: "Allow", Action: "*", Resource: "*" }) },
  rcp: {
    id: "p-RCPFullAWSAccess",
    document: policyDocument({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }),
  },
};

function levelName(target: string): string {
  if (target.startsWith("r-")) return `root ${target}`;
  return target.startsWith("ou-") ? `organizational unit ${target}` : `account ${target}`;
}
