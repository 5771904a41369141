import { PROFILES_PATH } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief, type World } from "./world";

const OUR_SAGEMAKER_ENDPOINTS = "DenyMintingUnlessThroughOurSageMakerEndpoints";

export const tokenOnTheInternet = tokenAt("internet", "on the internet");
export const tokenAtAForeignEndpoint = tokenAt("foreign-execute-api", "through another company's endpoint");

function tokenAt(door: string, where: string): Scene {
  return {
    name: `alice's valid token ${where}: the resource policy refuses, and the authorizer is never invoked`,
    async play(world) {
      const token = await world.token("alice");
      const call = () => world.api(door, { method: "GET", path: PROFILES_PATH, token });
      const { result: answer, authorizer } = await world.counting(call);
      demand(inBrief(answer) === "403 access_denied", `she got ${inBrief(answer)}`);
      demand(authorizer === 0, `the authorizer was invoked ${authorizer} times`);
      const sid = "DenyUnlessThroughOurExecuteApiEndpoint";
      return `403: ${world.refusal(answer, { layer: "resource", sid })}; authorizer 0 times`;
    },
  };
}

export const linkElsewhere: Scene = {
  name: "alice's Studio URL on the internet, at the API's endpoint and through another company's: IAM refuses each",
  async play(world) {
    const url = await world.ownUrl("alice");
    for (const door of ["internet", "execute-api", "foreign-studio"]) await refusedAt(world, door, url);
    return `403 at three doors: ${OUR_SAGEMAKER_ENDPOINTS}`;
  },
};

async function refusedAt(world: World, door: string, url: string): Promise<void> {
  const answer = await world.openAt(door, url);
  demand(answer.status === 403, `the ${door} door answered ${inBrief(answer)}`);
  world.refusal(answer, { layer: "identity", sid: OUR_SAGEMAKER_ENDPOINTS });
}
