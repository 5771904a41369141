import { asRecord } from "../../graph/graph-index";
import { DOMAIN_ID, integer, invalid, NAME, readJson, text } from "../parameters";
import type { AppName } from "./studio-work";

type Input = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateApp.html#sagemaker-CreateApp-request-AppType */
const APP_TYPES =
  "JupyterServer|KernelGateway|DetailedProfiler|TensorBoard|CodeEditor|JupyterLab|RStudioServerPro|RSessionGateway|Canvas";

/** Of CreateApp, DescribeApp and DeleteApp. @throws ValidationError unless exactly one owner is named */
export function readApp(body: string): AppName & { readonly hasTags: boolean } {
  const input = readJson(body);
  const [profile, space] = [optionalName(input, "UserProfileName"), optionalName(input, "SpaceName")];
  if ((profile === undefined) === (space === undefined))
    throw invalid("UserProfileName", "Exactly one of UserProfileName and SpaceName must be set");
  return {
    domainId: domainIn(input),
    owner: space === undefined ? { userProfileName: profile ?? "" } : { spaceName: space },
    appType: text(input, "AppType", new RegExp(`^(${APP_TYPES})$`), 63),
    appName: text(input, "AppName", NAME, 63),
    hasTags: hasTags(input),
  };
}

/** Of CreateSpace, DescribeSpace and DeleteSpace. */
export function readSpace(body: string) {
  const input = readJson(body);
  const owner = optionalName(asRecord(input["OwnershipSettings"]), "OwnerUserProfileName");
  const sharing = asRecord(input["SpaceSharingSettings"])["SharingType"];
  return {
    domainId: domainIn(input),
    spaceName: text(input, "SpaceName", NAME, 63),
    ...(owner !== undefined && { ownerProfile: owner }),
    sharing: sharing === "Private" ? ("Private" as const) : ("Shared" as const),
    hasTags: hasTags(input),
  };
}

/** Of ListApps, ListSpaces and ListUserProfiles: what to look for, and which page of it. */
export interface Listing {
  /** Absent: of every domain. */
  readonly domainId?: string;
  readonly userProfileName?: string;
  readonly spaceName?: string;
  readonly from: number;
  readonly most: number;
}

export function readListing(body: string): Listing {
  const input = readJson(body);
  const profile = optionalName(input, "UserProfileNameEquals");
  const space = optionalName(input, "SpaceNameEquals");
  const token = input["NextToken"];
  return {
    ...(input["DomainIdEquals"] !== undefined && { domainId: text(input, "DomainIdEquals", DOMAIN_ID, 63) }),
    ...(profile !== undefined && { userProfileName: profile }),
    ...(space !== undefined && { spaceName: space }),
    from: token === undefined ? 0 : Number(text(input, "NextToken", /^[0-9]+$/, 8192)),
    most: integer(input, "MaxResults", 1, 100, 10),
  };
}

export function domainIn(input: Input): string {
  return text(input, "DomainId", DOMAIN_ID, 63);
}

function optionalName(input: Input, name: string): string | undefined {
  return input[name] === undefined ? undefined : text(input, name, NAME, 63);
}

function hasTags(input: Input): boolean {
  return Array.isArray(input["Tags"]) && input["Tags"].length > 0;
}
