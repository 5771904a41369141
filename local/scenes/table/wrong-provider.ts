import * as path from "node:path";
import { loadIdentity } from "../../identity/identity";
import { signIn } from "../../identity/sign-in";
import { signInPlan } from "../../identity/substitution";
import { PROFILES_PATH } from "../../portal/through-a-door";
import { demand } from "../demand";
import type { Scene } from "../scene";
import { inBrief } from "../world";
import { JANE } from "./people";

export const anotherIssuer: Scene = {
  name: "jane-roe's token from another provider, which says all that ours says but for its issuer and keys, is no token here",
  async play(world) {
    const { projectRoot, graph, scope } = world.laptop;
    const { settings } = signInPlan(graph);
    const loading = loadIdentity(path.join(projectRoot, "build/local/identity-provider.mjs"));
    const other = await loading.start({ ...settings, port: 0, redirectUris: [] });
    try {
      const client = { issuer: other.issuer, clientId: settings.clientId };
      const { accessToken: token } = await signIn(client, JANE, scope);
      const asked = await world.counting(() => world.api("execute-api", { method: "GET", path: PROFILES_PATH, token }));
      demand(inBrief(asked.result) === "401 unauthorized", `she got ${inBrief(asked.result)}`);
      demand(asked.studioUrl === 0, `studio-url was invoked ${asked.studioUrl} times`);
      return `${inBrief(asked.result)}; studio-url 0 times`;
    } finally {
      await other.stop();
    }
  },
};
