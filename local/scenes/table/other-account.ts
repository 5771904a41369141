import { isOpenStudio, presignedUrlPath } from "../../portal/through-a-door";
import { demand } from "../demand";
import type { Scene } from "../scene";
import { inBrief, type World } from "../world";
import { JOHN, Operator } from "./people";

/** A person of the gateway's company whose Studio is in another account. */
const DAVE = "dave";
const PROFILE = "rosa-diaz";
const UNLISTED = { accountId: "999988887777", domainId: "d-unlisted00001" };

/** In the order in which they are played, once a Studio account's stack runs beside the gateway's. */
export const OTHER_ACCOUNT: readonly Scene[] = [
  {
    name: "dave, whose Studio is in another account, gets a URL there, and it opens from the office and from nowhere else",
    async play(world) {
      const { domainId, accountId } = halfOf(world);
      const { code, said } = await new Operator(world).importLines([[DAVE, domainId, PROFILE, ""]]);
      demand(code === 0, `the import ended with ${code}: ${said}`);
      const answer = await ask(world, domainId);
      demand(answer.status === 200, `no URL: ${inBrief(answer)}`);
      const url = String(answer.json["authorizedUrl"]);
      const opened = await world.openAt("studio", url);
      demand(isOpenStudio(opened), `the Studio door answered ${inBrief(opened)}`);
      const outside = await world.openAt("internet", url);
      demand(outside.status === 403, `on the internet: ${inBrief(outside)}`);
      return `${domainId} in account ${accountId} is open; on the internet: ${inBrief(outside)}`;
    },
  },
  {
    name: "an account that is not on the list: the import refuses its domain, and the function cannot become a role there",
    async play(world) {
      const { code } = await new Operator(world).importLines([[JOHN, UNLISTED.domainId, PROFILE, ""]]);
      demand(code !== 0, "the import took a domain that config does not list");
      const { accountId, domainId, roleArn } = halfOf(world);
      const cloud = await world.takenOverWith({});
      const become = roleArn.replace(accountId, UNLISTED.accountId);
      const tags = { StudioDomainId: domainId, StudioUserProfile: PROFILE };
      const got = await cloud.attempt({ tags, domainId, userProfileName: PROFILE, become, externalId: "any" });
      demand(got.from === "sts" && got.error === "AccessDenied", `${got.from} answered ${got.error}`);
      return `the import ended with ${code}; ${got.from}: ${got.error}`;
    },
  },
  {
    name: "with another external id, or none, the role in the other account is not become, though the function is in an attacker's hands",
    async play(world) {
      const { domainId, roleArn: become } = halfOf(world);
      const cloud = await world.takenOverWith({});
      const tags = { StudioDomainId: domainId, StudioUserProfile: PROFILE };
      const wrong = { tags, domainId, userProfileName: PROFILE, become };
      const refused = [
        await cloud.mustBeDenied("another external id", { ...wrong, externalId: "another" }, "sts"),
        await cloud.mustBeDenied("no external id", wrong, "sts"),
      ];
      return `AccessDenied twice: ${refused[0] ?? ""}`;
    },
  },
];

function halfOf(world: World) {
  const [half] = world.laptop.halves;
  demand(half !== undefined, "no Studio account runs beside this stack");
  return { ...half, roleArn: String(half.graph.outputs["mintingRoleArn"]) };
}

async function ask(world: World, domainId: string) {
  const path = presignedUrlPath({ domainId, userProfileName: PROFILE });
  return world.api("execute-api", { method: "POST", path, token: await world.token(DAVE), body: {} });
}
