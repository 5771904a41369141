import { demand } from "../demand";
import type { Scene } from "../scene";
import { inBrief } from "../world";
import { JANE, JOHN, Operator } from "./people";

export const twoForOneProfile: Scene = {
  name: "a file that gives john-doe's profile to dave as well is refused as a whole, by its line",
  async play(world) {
    const operator = new Operator(world);
    const { code, said } = await operator.importLines([["dave", world.laptop.domainId, JOHN, ""]]);
    demand(code === 1, `the import ended with ${code}: ${said}`);
    const answer = await world.askFor(JOHN, "dave");
    demand(answer.status === 403, `dave got ${inBrief(answer)}`);
    return said.slice(0, 160);
  },
};

export const namesThatFallTogether: Scene = {
  name: "two names that a rule would lead to jane-roe are told before it is deployed, a file that gives both people her profile is refused, and dave does not come to it",
  async play(world) {
    const operator = new Operator(world);
    const rule = { stripPrefix: "CorpIdP_", lowerCase: true };
    const checked = operator.checkNames(["CorpIdP_jane-roe", "CorpIdP_Jane-Roe", "CorpIdP_john-doe"], rule);
    const told = `FALL TOGETHER: CorpIdP_jane-roe, CorpIdP_Jane-Roe → ${JANE}`;
    demand(checked.code === 1 && checked.said.includes(told), `the check ended with ${checked.code}: ${checked.said}`);
    const { domainId } = world.laptop;
    const imported = await operator.importLines([
      [JANE, domainId, JANE, ""],
      ["dave", domainId, JANE, ""],
    ]);
    demand(imported.code === 1, `the import ended with ${imported.code}: ${imported.said}`);
    const answer = await world.askFor(JANE, "dave");
    demand(inBrief(answer) === "403 access_denied no_studio_profile", `dave got ${inBrief(answer)}`);
    await world.ownUrl(JANE);
    return `${told}; ${imported.said.slice(0, 100)}; dave: ${inBrief(answer)}`;
  },
};
