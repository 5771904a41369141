/** Studio's domain and profiles, and where images may go. */
import type { AuditedStudioAccount } from "../beside-policies";
import type { AuditedRole, Estate } from "../estate";
import { identity, list, record, setting, text, texts } from "./graph/graph";
import { domainIds, environmentOf } from "./roles/role-uses";
import { imagesOf } from "./studio-images";
import { parseStrictly } from "./graph/strict-json";
import type { Survey } from "./survey";

export function collectStudio(survey: Survey, roles: readonly AuditedRole[]): Estate["studio"] {
  const domains = survey.all("sagemaker/domain:Domain");
  const ids = domainIds(survey);
  const [domain] = domains;
  if (ids.length > 1)
    for (const one of [...domains, ...survey.all("sagemaker/userProfile:UserProfile")])
      survey.fault(one, "", `The stack names several Studio domains (${ids.join(", ")}); one is modelled.`);
  const own = domain && text(record(domain.inputs["defaultUserSettings"])["executionRole"]);
  const made = survey.all("sagemaker/userProfile:UserProfile").map((profile) => ({
    name: setting(profile, "userProfileName") ?? profile.name,
    // A profile without a role runs with its domain's.
    executionRoleArn: text(record(profile.inputs["userSettings"])["executionRole"]) ?? own,
  }));
  for (const profile of survey.all("sagemaker/userProfile:UserProfile")) {
    const role = text(record(profile.inputs["userSettings"])["executionRole"]) ?? own;
    if (!roles.some(({ arn }) => arn === role))
      survey.fault(profile, "/userSettings", `${profile.name} runs with a role that is not in this stack.`);
  }
  const names = new Set(made.map(({ name }) => name));
  const minted = roles.filter(({ purpose }) => purpose === "minting").flatMap(({ usedBy }) => usedBy);
  const existing = minted.filter((name) => !names.has(name)).map((name) => ({ name }));
  return {
    domainId: ids[0] ?? text(survey.graph.outputs["studioDomainId"]) ?? "",
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateDomain.html: PublicInternetOnly, unless said otherwise.
    networkAccess: domain && (setting(domain, "appNetworkAccessType") ?? "PublicInternetOnly"),
    authMode: domain && setting(domain, "authMode"),
    // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DomainSettings.html: off, unless said otherwise.
    sourceIdentity:
      domain && (text(record(domain.inputs["domainSettings"])["executionRoleIdentityConfig"]) ?? "DISABLED"),
    domainUrn: domain?.urn,
    profiles: [...made, ...existing],
    ...gatewayOf(survey),
    ...imagesOf(survey),
    ...rowsOf(survey, ids),
  };
}

/** By what config says, which is an output: the role's trust and permissions are held to it. */
function gatewayOf(survey: Survey): Pick<Estate["studio"], "gateway"> {
  const said = record(survey.graph.outputs["gateway"]);
  const functionRoleArn = text(said["functionRoleArn"]);
  if (functionRoleArn === undefined) return {};
  return {
    gateway: {
      accountId: functionRoleArn.split(":")[4] ?? "",
      functionRoleArn,
      sagemakerApiEndpointId: text(said["sagemakerApiEndpointId"]) ?? "",
      studioEndpointId: text(said["studioEndpointId"]) ?? "",
      externalId: text(said["externalId"]),
      organizationId: text(said["organizationId"]),
    },
  };
}

/** Table mode, by what functions are told; functions that are told different things would each go by their own. */
function rowsOf(
  survey: Survey,
  ownIds: readonly string[],
): Pick<Estate["studio"], "furtherDomainIds" | "mappingTables" | "keepsMappingTable" | "toldOfRows"> {
  const told = survey.all("lambda/function:Function").flatMap((spec) => {
    const { PEOPLE_TABLE: table, DOMAIN_IDS: domains } = environmentOf(spec);
    return text(table) === undefined ? [] : [{ spec, table: text(table) ?? "", domains: text(domains) ?? "" }];
  });
  const [first] = told;
  if (!first) return {};
  for (const { spec, table, domains } of told)
    if (table !== first.table || domains !== first.domains)
      survey.fault(spec, "/environment/variables", "Two functions are told different mapping tables or domains.");
  const tables = survey.all("dynamodb/table:Table").filter((table) => identity(table, "name") === first.table);
  if (tables.length === 0)
    survey.fault(first.spec, "/environment/variables/PEOPLE_TABLE", "The mapping table is not in this stack.");
  const { keepsMappingTable } = record(survey.graph.outputs["operator"]);
  const accounts = accountsOf(survey);
  if (
    domainsElsewhere(first.domains) !==
    accounts
      .map(({ accountId, domainId }) => `${domainId}@${accountId}`)
      .sort()
      .join()
  )
    survey.fault(
      first.spec,
      "/environment/variables/DOMAIN_IDS",
      "DOMAIN_IDS and STUDIO_ACCOUNTS name different accounts.",
    );
  return {
    ...(accounts.length > 0 && { accounts }),
    ...(typeof keepsMappingTable === "boolean" && { keepsMappingTable }),
    toldOfRows: told.map(({ spec }) => spec.name).sort(),
    furtherDomainIds: first.domains.split(",").filter((id) => !ownIds.includes(id) && !id.includes("@")),
    mappingTables: tables.map((table) => survey.identityOf(table, "arn")),
  };
}

/** As functions/people/people-settings.ts reads them: a domain of another account has the account behind an @. */
function domainsElsewhere(domains: string): string {
  return domains
    .split(",")
    .filter((id) => id.includes("@"))
    .sort()
    .join();
}

/** As functions/studio-url/env.ts reads them, and with the role's ARN as it is made there. */
function accountsOf(survey: Survey): AuditedStudioAccount[] {
  return survey.all("lambda/function:Function").flatMap((spec) => {
    const told = text(environmentOf(spec)["STUDIO_ACCOUNTS"]);
    if (told === undefined) return [];
    const parsed = parseStrictly(told);
    const partition = (text(environmentOf(spec)["MINTING_ROLE_ARN"]) ?? "").split(":")[1] ?? "";
    if (parsed.kind !== "value")
      survey.fault(spec, "/environment/variables/STUDIO_ACCOUNTS", "The list of accounts is not JSON.");
    return list(parsed.kind === "value" ? parsed.value : []).map((each) => {
      const { accountId, domainId, mintingRoleName, externalId } = record(each);
      const mintingRoleArn = `arn:${partition}:iam::${String(accountId)}:role/${String(mintingRoleName)}`;
      return { accountId: String(accountId), domainId: String(domainId), mintingRoleArn, externalId: text(externalId) };
    });
  });
}

/** Regions with an endpoint to Rekognition, and those of them that the functions are told to use. */
export function collectRekognition(survey: Survey, endpoints: Estate["endpoints"]): Estate["rekognition"] {
  const regions = endpoints.filter(({ service }) => service === "rekognition").map(({ region }) => region);
  const told = survey.all("lambda/function:Function").flatMap((spec) => {
    const allowed = text(environmentOf(spec)["ALLOWED_REGIONS"]);
    return allowed === undefined ? [] : [{ spec, allowed }];
  });
  const [first] = told;
  for (const { spec, allowed } of told)
    if (allowed !== first?.allowed)
      survey.fault(spec, "/environment/variables/ALLOWED_REGIONS", "Two functions are told different allowed Regions.");
  return {
    regions: [...new Set(regions)].sort(),
    allowedRegions: first?.allowed.split(",") ?? [],
    readablePrefixes: first ? readablePrefixes(environmentOf(first.spec)) : [],
    eventBusArn: told.map(({ spec }) => text(environmentOf(spec)["EVENT_BUS"])).find((bus) => bus !== undefined),
    operations: first ? operationsByRegion(environmentOf(first.spec)["POOL"]) : {},
  };
}

/** As functions/pool/pool-text.ts writes them: quotas in the order of the operations, 0 where a Region does not have one. */
function operationsByRegion(pool: unknown): Readonly<Record<string, readonly string[]>> {
  const parsed = parseStrictly(text(pool) ?? "{}");
  const { operations, regions } = record(parsed.kind === "value" ? parsed.value : {});
  const names = texts(operations ?? []);
  return Object.fromEntries(
    list(regions).map((each) => {
      const { region, quotas } = record(each);
      const there = names.filter((_, index) => Number(list(quotas)[index] ?? 0) > 0);
      return [String(region), there.map((name) => `rekognition:${name}`)];
    }),
  );
}

/** Uploads, and what is shared with all callers: as functions/pool/env.ts reads its environment. */
function readablePrefixes(environment: Readonly<Record<string, unknown>>): readonly string[] {
  if ((environment["S3_OBJECT"] ?? "off") === "off") return [];
  const shared = text(environment["SHARED_PREFIXES"]) ?? "";
  return ["uploads/", ...shared.split(",").filter((prefix) => prefix !== "")];
}
