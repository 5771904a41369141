import { PROFILES_PATH } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief } from "./world";

export const somebodyElses: Scene = {
  name: "alice asks for bob's profile: the gateway refuses by the authorizer's policy, and the function is never invoked",
  async play(world) {
    await world.token("alice");
    const { result: answer, studioUrl } = await world.counting(() => world.askFor("bob", "alice"));
    demand(inBrief(answer) === "403 access_denied not_your_profile", `she got ${inBrief(answer)}`);
    demand(studioUrl === 0, `studio-url was invoked ${studioUrl} times`);
    return `${inBrief(answer)}: ${world.refusal(answer, { layer: "authorizer" })}; studio-url 0 times`;
  },
};

export const withoutProfile: Scene = {
  name: "carol, an employee without a profile, is told so by a code that a portal can show",
  async play(world) {
    const asked = await world.counting(() => world.askFor("carol", "carol"));
    const listed = await world.api("execute-api", {
      method: "GET",
      path: PROFILES_PATH,
      token: await world.token("carol"),
    });
    for (const answer of [asked.result, listed]) {
      demand(inBrief(answer) === "403 access_denied not_in_studio_group", `she got ${inBrief(answer)}`);
    }
    demand(asked.studioUrl === 0, `studio-url was invoked ${asked.studioUrl} times`);
    const type = asked.result.headers.get("content-type") ?? "no content type";
    demand(type.startsWith("application/problem+json"), `the answer was ${type}`);
    return `${inBrief(asked.result)}, ${type}; studio-url 0 times`;
  },
};
