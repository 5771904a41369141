import { isOpenStudio } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";

/** The shortest life that SageMaker accepts. */
const SECONDS = 5;

/** Mints first and opens last, so that other scenes fill the wait. */
export function expiredLink(): Scene {
  let link: { readonly url: string; readonly mintedAt: number } | undefined;
  return {
    name: `a URL of ${SECONDS} seconds leads to the sign-in page once it has expired`,
    async prepare(world) {
      link = { url: await world.ownUrl("alice", { expiresInSeconds: SECONDS }), mintedAt: Date.now() };
      const inTime = await world.openAt("studio", link.url);
      demand(isOpenStudio(inTime), `it did not open while it was valid: ${inTime.status}`);
    },
    async play(world) {
      demand(link !== undefined, "there is no link");
      const wait = link.mintedAt + (SECONDS + 0.5) * 1000 - Date.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, wait)));
      const late = await world.openAt("studio", link.url);
      const location = late.headers.get("location");
      demand(late.status === 302 && location === "/signin", `it answered ${late.status} to ${location ?? "nowhere"}`);
      const age = ((Date.now() - link.mintedAt) / 1000).toFixed(1);
      return `302 to Studio at once, 302 to ${location} after ${age} s`;
    },
  };
}
