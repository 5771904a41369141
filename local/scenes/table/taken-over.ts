import type { Scene } from "../scene";

export const rowByTheFunction: Scene = {
  name: "whoever takes the studio-url function over gives no one a profile: its role may read rows, and write none",
  async play(world) {
    const cloud = await world.takenOverWith({});
    return `AccessDenied: ${await cloud.mustBeDenied("a row by the function's own role", { rowOf: "x".repeat(43) }, "dynamodb")}`;
  },
};
