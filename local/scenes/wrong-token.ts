import { ANOTHER_CLIENT } from "../identity/messages";
import { signIn } from "../identity/sign-in";
import { PROFILES_PATH } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief, type World } from "./world";

export const otherClient: Scene = {
  name: "alice's token for another portal of the company opens nothing here, although the same provider made it for her",
  play: (world) => withAnotherClient(world, "alice"),
};

export const otherIssuer: Scene = {
  name: "a token of another issuer opens nothing, although it says the same of alice, her group, client and scope",
  play: (world) => withAnotherIssuer(world, "alice"),
};

/** Signs the person in at the same provider, for a client that this API does not know. */
export async function withAnotherClient(world: World, person: string): Promise<string> {
  const { client, scope } = world.laptop;
  const { accessToken } = await signIn({ ...client, clientId: ANOTHER_CLIENT }, person, scope);
  return refused(world, accessToken);
}

/** Signs the person in at a provider that says all that ours says, but for its issuer and keys. */
export async function withAnotherIssuer(world: World, person: string): Promise<string> {
  const { client, scope, startAnotherIssuer } = world.laptop;
  const other = await startAnotherIssuer();
  try {
    const { accessToken } = await signIn({ ...client, issuer: other.issuer }, person, scope);
    return await refused(world, accessToken);
  } finally {
    await other.stop();
  }
}

async function refused(world: World, token: string): Promise<string> {
  const call = { method: "GET", path: PROFILES_PATH, token } as const;
  const { result: answer, authorizer, studioUrl } = await world.counting(() => world.api("execute-api", call));
  demand(inBrief(answer) === "401 unauthorized", `the token got ${inBrief(answer)}`);
  demand(authorizer === 1, `the authorizer was invoked ${authorizer} times`);
  demand(studioUrl === 0, `studio-url was invoked ${studioUrl} times`);
  return `${inBrief(answer)}, by the authorizer; studio-url 0 times`;
}
