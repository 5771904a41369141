import type { Scene } from "../scene";
import { withAnotherClient, withAnotherIssuer } from "../wrong-token";
import { JANE } from "./people";

export const anotherClient: Scene = {
  name: "jane-roe's token for another portal of the company, made by the same provider from the same corporate sign-in, is not accepted here",
  play: (world) => withAnotherClient(world, JANE),
};

export const anotherIssuer: Scene = {
  name: "jane-roe's token from another provider, which says all that ours says but for its issuer and keys, is not accepted here",
  play: (world) => withAnotherIssuer(world, JANE),
};
