import { peopleOf } from "../../../local/identity/people";
import { poolPeople } from "../../../local/identity/pool-people";
import { byFunction, signInPlan } from "../../../local/identity/substitution";
import type { Graph } from "../../../local/program/graph";
import { UserError } from "../../../local/user-error";

const resource = (type: string, name: string, inputs: Record<string, unknown>, id = name) => {
  return { urn: `urn::${name}`, type, name, id, custom: true, dependencies: [], inputs, outputs: {}, options: {} };
};

const authorizer = resource("aws:lambda/function:Function", "authorizer", {
  environment: {
    variables: { ISSUER: "https://issuer", CLIENT_IDS: "client,other", REQUIRED_SCOPE: "a/b", STUDIO_GROUP: "users" },
  },
});
const GROUPS = { studio: "users", pool: "", lanes: [] };

const profile = (name: string) => resource("aws:sagemaker/userProfile:UserProfile", name, { userProfileName: name });

function graph(...resources: ReturnType<typeof resource>[]): Graph {
  return { project: "p", stack: "s", resources, outputs: {} };
}

describe("the sign-in plan", () => {
  test("has the authorizer's own client, scope and group, and a person per Studio profile", () => {
    const { settings } = signInPlan(graph(authorizer, profile("bob"), profile("alice")));
    expect(settings).toMatchObject({ clientId: "client", scope: "a/b", tokenSeconds: 3600 });
    expect(settings.people.map(({ name, groups }) => [name, groups])).toEqual([
      ["alice", ["users"]],
      ["bob", ["users"]],
      ["carol", []],
    ]);
  });

  test("has a person for each lane of the pool's callers, whose lane is that one by the authorizer's own rule", () => {
    const rules = ["portal", "rekognition", "batch", "ingestion"].map((group, index) => ({
      group,
      importance: 9 - index,
    }));
    const pool = {
      REKOGNITION_OPERATIONS: "detect-faces",
      REKOGNITION_GROUP: "rekognition",
      LANES: JSON.stringify(rules),
    };
    const { inputs } = authorizer;
    const { variables } = inputs["environment"] as { variables: Record<string, string> };
    const withLanes = { ...authorizer, inputs: { environment: { variables: { ...variables, ...pool } } } };
    const { settings, environment } = signInPlan(graph(withLanes, profile("alice")));
    expect(poolPeople(settings.people, environment)).toEqual({
      poolMember: "dave",
      poolOperations: ["detect-faces"],
      laneMembers: [
        { lane: "portal", person: "erin" },
        { lane: "rekognition", person: "dave" },
        { lane: "batch", person: "frank" },
      ],
    });
    expect(settings.people.at(-1)?.groups).toEqual(["rekognition", "batch"]);
  });

  test.each([
    [5, { accessToken: "minutes" }, 300],
    [5, [{ accessToken: "minutes" }], 300],
    [90, { accessToken: "seconds" }, 90],
    [2, {}, 7200],
  ])("gives tokens the life that the client has: %p %j", (accessTokenValidity, tokenValidityUnits, seconds) => {
    const inputs = { accessTokenValidity, tokenValidityUnits };
    const client = resource("aws:cognito/userPoolClient:UserPoolClient", "portal", inputs, "client");
    expect(signInPlan(graph(authorizer, client)).settings.tokenSeconds).toBe(seconds);
  });

  test("says so when the program has no authorizer", () => {
    expect(() => signInPlan(graph(profile("alice")))).toThrow(UserError);
  });
});

test("there is always an employee without a profile, whatever the profiles are called", () => {
  expect(peopleOf(["carol", "dave"], GROUPS).at(-1)).toMatchObject({ name: "erin", groups: [] });
});

test("a person's subject is the same on every start, and nobody else's", () => {
  const subjects = peopleOf(["alice", "bob"], GROUPS).map(({ subject }) => subject);
  expect(subjects).toEqual(peopleOf(["alice", "bob"], GROUPS).map(({ subject }) => subject));
  expect(new Set(subjects).size).toBe(3);
});

test("substitutions reach the cloud by function and variable", () => {
  const replaced = ["A", "B"].map((variable) => ({ functionName: "f", variable, before: "", after: variable }));
  expect(byFunction(replaced)).toEqual({ f: { A: "A", B: "B" } });
});
