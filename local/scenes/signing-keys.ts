import { startCloud } from "../cloud/cloud";
import { byFunction } from "../identity/substitution";
import { callApi, PROFILES_PATH } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief, type World } from "./world";

export const rotatedKey: Scene = {
  name: "the signing key is rotated while everything runs: the next token is accepted after one refetch",
  async play(world) {
    const { identity } = world.laptop;
    await profilesWith(world, await world.token("alice"));
    await identity.rotateKeys({ keepOld: true });
    const token = await world.token("alice", true);
    const before = await identity.keySetRequests();
    const status = await profilesWith(world, token);
    demand(status === "200", `the new key's token got ${status}`);
    const fetched = (await identity.keySetRequests()) - before;
    demand(fetched === 1, `the key set was fetched ${fetched} times`);
    return "200 with the first token of the new key; the key set fetched once";
  },
};

export const providerDown: Scene = {
  name: "with the sign-in provider down, a running authorizer serves on with the keys it has; a fresh one fails, and refuses every call",
  async play(world) {
    const { identity, graph, projectRoot, substitutions } = world.laptop;
    const token = await world.token("alice");
    await profilesWith(world, token);
    await identity.stop();
    try {
      const cached = await profilesWith(world, token);
      demand(cached === "200", `the authorizer that has the keys answered ${cached}`);
      const logFolder = `${world.logFolder}/fresh-authorizer`;
      const fresh = await startCloud({ graph, projectRoot, environment: byFunction(substitutions), logFolder });
      try {
        const call = { method: "GET", path: PROFILES_PATH, token } as const;
        const answer = await callApi(fresh.door("execute-api"), world.laptop.api, call);
        demand(answer.status >= 500, `the fresh authorizer answered ${inBrief(answer)}`);
        return `200 with keys, ${inBrief(answer)} without`;
      } finally {
        await fresh.close();
      }
    } finally {
      await identity.restart();
    }
  },
};

async function profilesWith(world: World, token: string): Promise<string> {
  return inBrief(await world.api("execute-api", { method: "GET", path: PROFILES_PATH, token }));
}
