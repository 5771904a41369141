import { isOpenStudio, presignedUrlPath, PROFILES_PATH } from "../../portal/through-a-door";
import { demand } from "../demand";
import type { Scene } from "../scene";
import { inBrief, type World } from "../world";
import { CAROL, JANE, JOHN, Operator, RESEARCH } from "./people";

export const importedPeople: Scene = {
  name: "the operator imports three people, and who has no row is told that no profile is theirs",
  async prepare(world) {
    const operator = new Operator(world);
    const { domainId } = world.laptop;
    const { code, said } = await operator.importLines([
      [JANE, domainId, JANE, ""],
      [JANE, operator.furtherDomainId, RESEARCH, ""],
      [JOHN, domainId, JOHN, ""],
      [CAROL, domainId, CAROL, "2020-01-01"],
    ]);
    demand(code === 0, `the import ended with ${code}: ${said}`);
  },
  async play(world) {
    const answer = await world.askFor("dave", "dave");
    demand(inBrief(answer) === "403 access_denied no_studio_profile", `dave got ${inBrief(answer)}`);
    return `${JANE}, ${JOHN} and ${CAROL} have rows; dave: ${inBrief(answer)}`;
  },
};

export const severalProfiles: Scene = {
  name: "jane-roe, who came from the corporate provider, sees her profiles in both domains, and each opens",
  async play(world) {
    const further = new Operator(world).furtherDomainId;
    const own = [
      { domainId: world.laptop.domainId, userProfileName: JANE },
      { domainId: further, userProfileName: RESEARCH },
    ];
    const token = await world.token(JANE);
    const listed = await world.api("execute-api", { method: "GET", path: PROFILES_PATH, token });
    const profiles = (listed.json["profiles"] ?? []) as {
      readonly domainId: string;
      readonly userProfileName: string;
    }[];
    const names = profiles.map((each) => `${each.domainId}/${each.userProfileName}`);
    demand(
      names.join() === own.map((each) => `${each.domainId}/${each.userProfileName}`).join(),
      `she saw ${names.join()}`,
    );
    for (const profile of own) {
      const opened = await world.openAt("studio", await urlFor(world, profile));
      demand(isOpenStudio(opened), `${profile.userProfileName}: the Studio door answered ${inBrief(opened)}`);
    }
    return `${names.join(" and ")}, both open`;
  },
};

export const othersProfile: Scene = {
  name: "jane-roe asks for john-doe's profile, and for her own name in the other domain: the gateway refuses both",
  async play(world) {
    const further = new Operator(world).furtherDomainId;
    const asked = await world.counting(async () => [
      await ask(world, JANE, { domainId: world.laptop.domainId, userProfileName: JOHN }),
      await ask(world, JANE, { domainId: further, userProfileName: JANE }),
    ]);
    for (const answer of asked.result)
      demand(inBrief(answer) === "403 access_denied not_your_profile", `she got ${inBrief(answer)}`);
    demand(asked.studioUrl === 0, `studio-url was invoked ${asked.studioUrl} times`);
    const [first] = asked.result;
    return `twice 403: ${first ? world.refusal(first, { layer: "authorizer" }) : ""}; studio-url 0 times`;
  },
};

export const disabledPerson: Scene = {
  name: "john-doe is disabled: the next request is refused and says so; enabled again he gets a URL",
  async play(world) {
    const operator = new Operator(world);
    await world.ownUrl(JOHN);
    await succeed(operator.run("disable", JOHN));
    const refused = await world.askFor(JOHN, JOHN);
    await succeed(operator.run("enable", JOHN));
    demand(inBrief(refused) === "403 access_denied profile_disabled", `he got ${inBrief(refused)}`);
    await world.ownUrl(JOHN);
    return `${inBrief(refused)}; enabled: 200`;
  },
};

export const oneOfSeveralDisabled: Scene = {
  name: "jane-roe's profile in the other domain is disabled: she is told that it is, and her own opens",
  async play(world) {
    const operator = new Operator(world);
    const further = { domainId: operator.furtherDomainId, userProfileName: RESEARCH };
    const own = [JANE, world.laptop.domainId, JANE, ""] as const;
    await succeed(operator.importLines([own, [JANE, further.domainId, RESEARCH, "", "disabled"]]));
    const refused = await ask(world, JANE, further);
    await world.ownUrl(JANE);
    await succeed(operator.importLines([own, [JANE, further.domainId, RESEARCH, ""]]));
    demand(inBrief(refused) === "403 access_denied profile_disabled", `she got ${inBrief(refused)}`);
    await urlFor(world, further);
    return `${inBrief(refused)}, her own 200; active again: 200`;
  },
};

export const expiredPerson: Scene = {
  name: "carol's time was over before she asked, and she is told so",
  async play(world) {
    const answer = await world.askFor(CAROL, CAROL);
    demand(inBrief(answer) === "403 access_denied profile_expired", `she got ${inBrief(answer)}`);
    return inBrief(answer);
  },
};

async function succeed(running: ReturnType<Operator["run"]>): Promise<void> {
  const { code, said } = await running;
  demand(code === 0, `the operator's command ended with ${code}: ${said}`);
}

interface Profile {
  readonly domainId: string;
  readonly userProfileName: string;
}

async function ask(world: World, person: string, profile: Profile) {
  const token = await world.token(person);
  return world.api("execute-api", { method: "POST", path: presignedUrlPath(profile), token, body: {} });
}

async function urlFor(world: World, profile: Profile): Promise<string> {
  const answer = await ask(world, JANE, profile);
  demand(answer.status === 200, `${profile.userProfileName}: no URL, ${inBrief(answer)}`);
  return String(answer.json["authorizedUrl"]);
}
