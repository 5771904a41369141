import { isOpenStudio, open } from "../../portal/through-a-door";
import { demand } from "../demand";
import type { Scene } from "../scene";
import { inBrief, type World } from "../world";
import { JANE, JOHN, Operator } from "./people";

export const cutOffWhileOpen: Scene = {
  name: "jane-roe is cut off while her Studio is open: its next request is refused, john-doe's is not; restored, she works on",
  async play(world) {
    const operator = new Operator(world);
    const [hers, his] = [await openStudio(world, JANE), await openStudio(world, JOHN)];
    demand((await hers()).status === 200, "her page was not open");
    const cut = await operator.run("cut-off", JANE);
    demand(cut.code === 0, `cut-off ended with ${cut.code}: ${cut.said}`);
    const refused = await hers();
    const minting = await world.askFor(JANE, JANE);
    const other = await his();
    const restored = await operator.run("restore", JANE);
    demand(refused.status === 403, `her open page got ${inBrief(refused)}`);
    demand(inBrief(minting) === "403 access_denied profile_disabled", `a new URL: ${inBrief(minting)}`);
    demand(other.status === 200, `john-doe's page got ${inBrief(other)}`);
    demand(restored.code === 0, `restore ended with ${restored.code}: ${restored.said}`);
    const again = await hers();
    demand(again.status === 200, `restored, her page got ${inBrief(again)}`);
    await world.ownUrl(JANE);
    return `403 at her open page: ${refusingStatement(world, refused)}; john-doe 200; restored 200`;
  },
};

/** @returns the next request of the open page */
async function openStudio(world: World, person: string) {
  const opened = await world.openAt("studio", await world.ownUrl(person));
  demand(isOpenStudio(opened), `${person}: the Studio door answered ${inBrief(opened)}`);
  const cookie = opened.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  return () => open(`${world.door("studio").url}/studio/`, cookie);
}

function refusingStatement(world: World, answer: Awaited<ReturnType<typeof open>>): string {
  const id = answer.headers.get("x-amzn-requestid") ?? "";
  const decision = world.laptop.cloud.decisions.of(id).findLast(({ allowed }) => !allowed);
  demand(decision?.layer === "identity" && decision.sid !== undefined, "no statement of the minting role refused it");
  return `${decision.policy ?? ""} ${decision.sid}`;
}
