import { randomUUID } from "node:crypto";

export type AppStatus = "Pending" | "InService" | "Deleting" | "Deleted";
export type SpaceStatus = "InService" | "Deleting" | "Delete_Failed";

/** Whose an app is: a profile's own, or a space's. */
export type AppOwner = { readonly userProfileName: string } | { readonly spaceName: string };

/** What names an app. */
export interface AppName {
  readonly domainId: string;
  readonly owner: AppOwner;
  readonly appType: string;
  readonly appName: string;
}

export interface App extends AppName {
  readonly createdAt: Date;
  deletedAt?: Date;
}

export interface Space {
  readonly domainId: string;
  readonly spaceName: string;
  /** Name of the profile that owns it; absent where the request named none. */
  readonly ownerProfile?: string;
  readonly sharing: "Private" | "Shared";
  readonly createdAt: Date;
  deletedAt?: Date;
  /** Why it could not be deleted, if so. */
  failureReason?: string;
}

/** AWS takes minutes for each; here it is to be seen, and no more. */
const STARTING_MS = 500;
const DELETING_MS = 1000;

/** What people made in Studio, which is in no program: their apps and spaces, with the states that AWS documents for them. */
export class StudioWork {
  private readonly apps = new Map<string, App>();
  private readonly spaces = new Map<string, Space>();
  private nextFailure: string | undefined;

  constructor(private readonly clock: () => Date) {}

  /** A deleted app is still listed, as AWS does for a day. https://docs.aws.amazon.com/sagemaker/latest/dg/sm-domain.html */
  appsOf(domainId: string): readonly App[] {
    return [...this.apps.values()].filter((app) => app.domainId === domainId);
  }

  spacesOf(domainId: string): readonly Space[] {
    return [...this.spaces.values()].filter((space) => space.domainId === domainId && !this.isGone(space));
  }

  findApp(name: AppName): App | undefined {
    return this.apps.get(keyOf(name));
  }

  findSpace(domainId: string, spaceName: string): Space | undefined {
    return this.spacesOf(domainId).find((space) => space.spaceName === spaceName);
  }

  addApp(name: AppName): void {
    // One that was deleted stays listed beside its successor of the same name.
    const before = this.findApp(name);
    if (before) this.apps.set(`${keyOf(name)}#${randomUUID()}`, before);
    this.apps.set(keyOf(name), { ...name, createdAt: this.clock() });
  }

  addSpace(space: Omit<Space, "createdAt">): void {
    this.spaces.set(`${space.domainId}/${space.spaceName}`, { ...space, createdAt: this.clock() });
  }

  statusOfApp({ createdAt, deletedAt }: App): AppStatus {
    if (deletedAt) return this.since(deletedAt) < DELETING_MS ? "Deleting" : "Deleted";
    return this.since(createdAt) < STARTING_MS ? "Pending" : "InService";
  }

  statusOfSpace({ deletedAt, failureReason }: Space): SpaceStatus {
    if (!deletedAt) return "InService";
    return failureReason !== undefined && this.since(deletedAt) >= DELETING_MS ? "Delete_Failed" : "Deleting";
  }

  deleteApp(app: App): void {
    app.deletedAt ??= this.clock();
  }

  deleteSpace(space: Space): void {
    if (this.statusOfSpace(space) === "Deleting") return;
    space.deletedAt = this.clock();
    delete space.failureReason;
    if (this.nextFailure !== undefined) space.failureReason = this.nextFailure;
    this.nextFailure = undefined;
  }

  /** For tests: the next space that is to be deleted fails to be. */
  failNextSpace(reason: string): void {
    this.nextFailure = reason;
  }

  private isGone({ deletedAt, failureReason }: Space): boolean {
    return deletedAt !== undefined && failureReason === undefined && this.since(deletedAt) >= DELETING_MS;
  }

  private since(time: Date): number {
    return this.clock().getTime() - time.getTime();
  }
}

/** What an app's ARN calls its owner by. */
export function ownerName(owner: AppOwner): string {
  return "spaceName" in owner ? owner.spaceName : owner.userProfileName;
}

function keyOf({ domainId, owner, appType, appName }: AppName): string {
  const kind = "spaceName" in owner ? "space" : "profile";
  return [domainId, kind, ownerName(owner), appType, appName].join("/");
}
