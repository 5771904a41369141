import { isOpenStudio, open } from "../portal/through-a-door";
import { demand } from "./demand";
import type { Scene } from "./scene";
import { inBrief } from "./world";

export const ownStudio: Scene = {
  name: "alice gets a URL for her own Studio, and it opens at the Studio door",
  async play(world) {
    const url = await world.ownUrl("alice");
    const opened = await world.openAt("studio", url);
    demand(isOpenStudio(opened), `the Studio door answered ${inBrief(opened)}`);
    const page = await open(`${world.door("studio").url}/studio/`, cookieOf(opened.headers));
    demand(page.status === 200 && page.text.includes("<strong>alice</strong>"), `her page was ${inBrief(page)}`);
    return `200 with a URL; her Studio page through ${world.door("studio").endpointId ?? "?"}`;
  },
};

export const carriedSession: Scene = {
  name: "a Studio session that was opened in the office closes at every other door: each request is decided anew",
  async play(world) {
    const opened = await world.openAt("studio", await world.ownUrl("alice"));
    const cookie = cookieOf(opened.headers);
    const page = `${world.door("internet").url}/studio/`;
    const outside = await open(page, cookie);
    demand(outside.status === 403, `the internet door answered ${inBrief(outside)}`);
    const sid = "DenyMintingUnlessThroughOurSageMakerEndpoints";
    return `403 on the internet: ${world.refusal(outside, { layer: "identity", sid })}`;
  },
};

function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}
