import { startCloud } from "../cloud/cloud";
import { byFunction } from "../identity/substitution";
import { callApi, PROFILES_PATH } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief } from "./world";

const MINE = { method: "GET", path: PROFILES_PATH } as const;

export const providerDownWhilePinned: Scene = {
  name: "with the sign-in provider down, a fresh authorizer serves on: its keys are pinned, and it fetches nothing",
  async play(world) {
    const { identity, graph, projectRoot, substitutions, api } = world.laptop;
    const token = await world.token("alice");
    await identity.stop();
    try {
      const environment = byFunction(substitutions);
      const logFolder = `${world.logFolder}/fresh-authorizer`;
      const fresh = await startCloud({ graph, projectRoot, environment, logFolder });
      try {
        const answer = await callApi(fresh.door("execute-api"), api, { ...MINE, token });
        demand(answer.status === 200, `the fresh authorizer answered ${inBrief(answer)}`);
      } finally {
        await fresh.close();
      }
    } finally {
      await identity.restart();
    }
    return "200 while nothing answers for the key set";
  },
};

export const rotatedKeyWhilePinned: Scene = {
  name: "a signing key that is not among the pinned ones is not believed, although the provider publishes it",
  async play(world) {
    const { identity } = world.laptop;
    await identity.rotateKeys({ keepOld: true });
    const token = await world.token("alice", true);
    const before = await identity.keySetRequests();
    const answer = await world.api("execute-api", { ...MINE, token });
    demand(answer.status === 401, `the new key's token got ${inBrief(answer)}`);
    const fetched = (await identity.keySetRequests()) - before;
    demand(fetched === 0, `the key set was fetched ${fetched} times`);
    return `${inBrief(answer)}; the key set never fetched`;
  },
};
