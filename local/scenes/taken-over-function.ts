import { demand } from "./demand";
import type { Scene } from "./scene";
import type { Mistakes, TakenOverCloud } from "./taken-over-cloud";

const FOREIGN_DOMAIN = "d-somebodyelse0";

export const ownRole: Scene = {
  name: "an attacker in the studio-url function gets nothing from SageMaker with the function's own role",
  async play(world) {
    const cloud = await world.takenOverWith({});
    const alices = { domainId: cloud.domainId, userProfileName: "alice" };
    return `AccessDenied: ${await cloud.mustBeDenied("the function's own role", alices)}`;
  },
};

export const taggedSession = narrowSession("a session tagged for alice", {});

export const taggedSessionWithFullAccess = narrowSession(
  "with AmazonSageMakerFullAccess attached to the minting role, a session tagged for alice",
  { fullAccess: true },
);

export const untaggedSession: Scene = {
  name: "without tags, or with one of the two, the minting role cannot be assumed",
  async play(world) {
    const seen = await eachIncomplete(await world.takenOverWith({}), "sts");
    return `sts:AssumeRole denied ${seen.length} times: ${seen[0] ?? ""}`;
  },
};

export const untaggedSessionWithLooseTrust: Scene = {
  name: "even with a trust policy without conditions and AmazonSageMakerFullAccess, a session without both tags gets nothing",
  async play(world) {
    const cloud = await world.takenOverWith({ looseTrust: true, fullAccess: true });
    return [...new Set(await eachIncomplete(cloud, "sagemaker"))].join(", ");
  },
};

function narrowSession(who: string, mistakes: Mistakes): Scene {
  return {
    name: `${who} is refused bob, alice2, Alice and another domain`,
    async play(world) {
      const cloud = await world.takenOverWith(mistakes);
      const { domainId } = cloud;
      const tags = { StudioDomainId: domainId, StudioUserProfile: "alice" };
      const own = await cloud.attempt({ tags, domainId, userProfileName: "alice" });
      demand(own.error === "", `alice's own profile: ${own.from} answered ${own.error}`);
      const others = ["bob", "alice2", "Alice"].map((userProfileName) => ({ tags, domainId, userProfileName }));
      const elsewhere = { tags, domainId: FOREIGN_DOMAIN, userProfileName: "alice" };
      const seen = new Set<string>();
      for (const attempt of [...others, elsewhere]) {
        seen.add(await cloud.mustBeDenied(`${attempt.domainId}/${attempt.userProfileName}`, attempt));
      }
      return `alice herself allowed, the others: ${[...seen].join(", ")}`;
    },
  };
}

async function eachIncomplete(cloud: TakenOverCloud, refusedBy: "sts" | "sagemaker"): Promise<string[]> {
  const { domainId } = cloud;
  const incomplete: Readonly<Record<string, string>>[] = [
    {},
    { StudioDomainId: domainId },
    { StudioUserProfile: "alice" },
  ];
  const seen: string[] = [];
  for (const tags of incomplete) {
    const what = `tags ${Object.keys(tags).join() || "none"}`;
    seen.push(await cloud.mustBeDenied(what, { tags, domainId, userProfileName: "alice" }, refusedBy));
  }
  return seen;
}
