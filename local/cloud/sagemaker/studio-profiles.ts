import type { Half } from "../../accounts/halves";
import type { Place } from "../graph/place";
import { asSageMakerWrites, imagesOffered, seatIn } from "./profile-settings";
import { asRecord, type GraphIndex, recordOf, requiredText, textOf } from "../graph/graph-index";

export type ProfileStatus =
  "Pending" | "InService" | "Updating" | "Deleting" | "Failed" | "Update_Failed" | "Delete_Failed";

/** A user profile of the program. */
export interface StudioProfile {
  readonly domainId: string;
  readonly userProfileName: string;
  readonly executionRole?: string;
  /** As SageMaker describes them; absent for a profile that is not the program's. */
  readonly settings?: unknown;
  /** What its person may start apps with, beside AWS's own images. */
  readonly images?: readonly string[];
  /** In RStudio: the group, "" for none; absent where nothing is said of RStudio. */
  readonly seat?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What the SageMaker stand-in knows of Studio: the program's profiles, and the states that tests give them. */
export class StudioProfiles {
  private readonly profiles = new Map<string, StudioProfile>();
  private readonly statuses = new Map<string, ProfileStatus>();
  private readonly authModes = new Map<string, string>();
  private readonly fileSystems = new Map<string, string>();
  /** Domains of other stacks, whose profiles rows of the mapping table name. */
  private readonly further: readonly string[];

  /** Of Studio accounts that run beside the gateway, by domain: the account, and the profiles that its stack makes. */
  private readonly elsewhere = new Map<string, { readonly accountId: string; readonly profiles: StudioProfile[] }>();

  constructor(graph: GraphIndex, halves: readonly (Half & { readonly index: GraphIndex })[] = []) {
    this.further = furtherDomains(graph);
    for (const profile of profilesIn(graph))
      this.profiles.set(`${profile.domainId}/${profile.userProfileName}`, profile);
    for (const { index, accountId, domainId } of halves)
      this.elsewhere.set(domainId, { accountId, profiles: profilesIn(index) });
    for (const domain of graph.all("sagemaker/domain:Domain")) {
      const id = requiredText(domain, "id");
      this.authModes.set(id, textOf(domain, "authMode") ?? "IAM");
      this.fileSystems.set(id, requiredText(domain, "homeEfsFileSystemId"));
    }
  }

  all(): readonly StudioProfile[] {
    return [...this.profiles.values()];
  }

  /**
   * Names are compared to the letter: `Alice` is not `alice`. Which profiles a further domain has cannot be known here: whichever is asked
   * for is there, with a role that is not this stack's.
   */
  find(domainId: string, userProfileName: string): StudioProfile | undefined {
    const there = this.elsewhere.get(domainId)?.profiles.find((each) => each.userProfileName === userProfileName);
    const known = this.profiles.get(`${domainId}/${userProfileName}`) ?? there;
    return known ?? (this.further.includes(domainId) ? { domainId, userProfileName, tags: {} } : undefined);
  }

  /** Domains into which the program makes URLs. */
  servedDomainIds(): readonly string[] {
    return [...new Set([...this.all().map(({ domainId }) => domainId), ...this.further, ...this.elsewhere.keys()])];
  }

  /** Where a domain is: the gateway's own place but for the account, where that is another. */
  placeOf(domainId: string, gateway: Place): Place {
    return { ...gateway, account: this.elsewhere.get(domainId)?.accountId ?? gateway.account };
  }

  /** The program's own domain, and the one that it was given profiles of. */
  domainIds(): readonly string[] {
    return [...new Set([...this.authModes.keys(), ...this.all().map(({ domainId }) => domainId)])];
  }

  hasDomain(domainId: string): boolean {
    return this.domainIds().includes(domainId) || this.further.includes(domainId) || this.elsewhere.has(domainId);
  }

  /** "IAM" or "SSO". A domain the program did not make is one it was given, and only IAM mode is of use here. */
  authModeOf(domainId: string): string {
    return this.authModes.get(domainId) ?? "IAM";
  }

  /** Of home folders; undefined for a domain that the program did not make. */
  fileSystemOf(domainId: string): string | undefined {
    return this.fileSystems.get(domainId);
  }

  statusOf(profile: StudioProfile): ProfileStatus {
    return this.statuses.get(`${profile.domainId}/${profile.userProfileName}`) ?? "InService";
  }

  setStatus(domainId: string, userProfileName: string, status: ProfileStatus): void {
    this.statuses.set(`${domainId}/${userProfileName}`, status);
  }
}

function profilesIn(graph: GraphIndex): StudioProfile[] {
  return graph.all("sagemaker/userProfile:UserProfile").map((resource) => {
    const settings = asRecord(resource.inputs["userSettings"]);
    const { executionRole } = settings;
    const seat = seatIn(settings);
    const tags = Object.entries(recordOf(resource, "tags")).map(([key, value]) => [key, String(value)]);
    return {
      domainId: requiredText(resource, "domainId"),
      userProfileName: requiredText(resource, "userProfileName"),
      ...(typeof executionRole === "string" && { executionRole }),
      settings: asSageMakerWrites(settings),
      images: imagesOffered(graph, settings),
      ...(seat !== undefined && { seat }),
      tags: Object.fromEntries(tags) as Record<string, string>,
    };
  });
}

function furtherDomains(graph: GraphIndex): string[] {
  const told = graph.all("lambda/function:Function").flatMap((code) => {
    const served = asRecord(recordOf(code, "environment")["variables"])["DOMAIN_IDS"];
    // Behind an @ stands another account, whose domains are known by its own stack only.
    return typeof served === "string" ? served.split(",").filter((id) => !id.includes("@")) : [];
  });
  const made = graph.all("sagemaker/domain:Domain").map((domain) => requiredText(domain, "id"));
  return [...new Set(told)].filter((id) => !made.includes(id));
}
