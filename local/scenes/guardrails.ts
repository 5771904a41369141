import { refusalsOf } from "../../policies/audit/audit";
import { collectEstate } from "../../policies/audit/collect/collect";
import { withScp } from "../../policies/audit/organization/suggested-scp";
import { RULES } from "../../policies/audit/rules";
import { policyDocument, type Statement } from "../../policies/document";
import { demand } from "./demand";
import type { Scene } from "./scene";
import type { Mistakes } from "./taken-over-cloud";
import type { World } from "./world";

const NO_URLS: Statement = {
  Sid: "DenyStudioUrlsToEveryone",
  Effect: "Deny",
  Action: "sagemaker:CreatePresignedDomainUrl",
  Resource: "*",
};

export const lockedOutByScp: Scene = {
  name: "a service control policy that would lock everyone out is named by the audit before it stands above the account, and refuses once it does",
  async play(world) {
    const beneath = withScp(collectEstate(world.laptop.graph), policyDocument(NO_URLS));
    const refused = RULES.flatMap((rule) => refusalsOf(rule, beneath).map(({ why = "" }) => why));
    const silent = refused.filter((why) => !why.includes(String(NO_URLS.Sid)));
    demand(refused.length > 0, "the audit found that everything works beneath it");
    demand(silent.length === 0, `the audit does not say why: ${silent[0] ?? ""}`);
    const denied = await ownProfileDenied(world, { deniedAbove: NO_URLS });
    return `${refused.length} requests of people at work refused by the audit, each by its name; then ${denied}`;
  },
};

export const refusedByBoundary: Scene = {
  name: "a permissions boundary that takes URLs away refuses the very session that opens alice's Studio",
  play: (world) => ownProfileDenied(world, { deniedByBoundary: NO_URLS }),
};

/** Alice's own profile, by a session tagged for her: allowed as things are, and not beneath what was put above it. */
async function ownProfileDenied(world: World, mistakes: Mistakes): Promise<string> {
  const { domainId } = world.laptop;
  const attempt = {
    tags: { StudioDomainId: domainId, StudioUserProfile: "alice" },
    domainId,
    userProfileName: "alice",
  };
  const as = await (await world.takenOverWith({})).attempt(attempt);
  demand(as.error === "", `as things are: ${as.from} answered ${as.error}`);
  const cloud = await world.takenOverWith(mistakes);
  return `AccessDenied: ${await cloud.mustBeDenied("alice's own profile", attempt)}`;
}
