import type { Scene } from "../scene";

export const rowByTheFunction: Scene = {
  name: "an attacker in the studio-url function cannot assign a profile: its role may read rows, and write none",
  async play(world) {
    const cloud = await world.takenOverWith({});
    return `AccessDenied: ${await cloud.mustBeDenied("a row by the function's own role", { rowOf: "x".repeat(43) }, "dynamodb")}`;
  },
};
