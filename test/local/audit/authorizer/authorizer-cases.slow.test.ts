import { readFetchedKeysSettings, readPinnedKeysSettings } from "../../../../functions/authorizer/env";
import { readPeopleSettings } from "../../../../functions/people/people-settings";
import { authorizerCases, proofOf } from "../../../../local/audit/authorizer/authorizer-cases";
import { CLAIM_CLASSES } from "../../../../local/audit/authorizer/claim-classes";
import { authorizerCasesByRow } from "../../../../local/audit/authorizer/rows/authorizer-cases";
import { byType } from "../../../../local/program/graph";
import { collectEstate } from "../../../../policies/audit/collect/collect";
import type { PolicyDocument } from "../../../../policies/document";
import { graphOf, type Variant } from "../../../variants";

function subjectOf(variant: Variant) {
  const graph = graphOf(variant);
  const authorizer = byType(graph, "aws:lambda/function:Function").find(({ name }) => name === "authorizer");
  const { variables } = authorizer?.inputs["environment"] as { variables: Record<string, string> };
  const settings = variables["KEY_SET"] ? readPinnedKeysSettings(variables) : readFetchedKeysSettings(variables);
  return { estate: collectEstate(graph), settings, variables };
}

test.each<Variant>(["dev", "strict", "existing-domain"])(
  "whatever the claims, the authorizer's answer is proved narrow: %s",
  (variant) => {
    const { estate, settings } = subjectOf(variant);
    const cases = authorizerCases(estate, settings);
    expect(cases.filter(({ status }) => status !== "PROVED")).toEqual([]);
    expect(cases).toHaveLength(CLAIM_CLASSES.length + 2);
  },
);

test("with a rule for names, the name around the profile's is asked for, and nothing beside it", () => {
  const { estate, settings } = subjectOf("dev");
  const nameRule = { stripPrefix: "CorpIdP_", stripDomain: "corp.example", lowerCase: true, separators: ".-" };
  const cases = authorizerCases(estate, { ...settings, nameRule });
  expect(cases.filter(({ status }) => status !== "PROVED")).toEqual([]);
});

test.each<Variant>(["table", "table-pinned"])(
  "whatever the row, the authorizer's answer is proved narrow: %s",
  (variant) => {
    const { estate, settings, variables } = subjectOf(variant);
    const cases = authorizerCasesByRow(estate, settings, readPeopleSettings("authorizer", variables));
    expect(cases.filter(({ status }) => status !== "PROVED")).toEqual([]);
    expect(cases.map(({ documentSummary }) => documentSummary)).toContain(
      "6 rows: 4 are not valid and answered with 500, 0 open their person's own profiles by name, the others open none",
    );
    expect(cases.at(-1)?.documentSummary).toContain("the handler answers with the builder's document");
  },
);

const ALICE = { profile: "alice", pool: false };

describe("an answer that says too much", () => {
  const { estate, settings } = subjectOf("dev");
  const [api] = estate.apis;
  if (!api) throw new Error("dev has an API");
  const stage = `${api.executionArn}/${api.stages[0] ?? ""}`;
  const subject = { estate, api, settings, methodArn: `${stage}/GET/v1/studio/profiles` };
  const allowing = (...paths: string[]): PolicyDocument => {
    const Resource = paths.map((path) => `${stage}/${path}`);
    const Action = "execute-api:Invoke";
    return {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action, Resource },
        { Effect: "Deny", Action, NotResource: Resource },
      ],
    };
  };
  const route = (name: string) => `POST/v1/studio/domains/${settings.domainId}/profiles/${name}/presigned-url`;

  test("alice's own route is proved, so that what follows shows something", () => {
    expect(proofOf(ALICE, allowing("GET/v1/studio/profiles", route("alice")), subject)).toEqual({ status: "PROVED" });
  });

  test.each([
    ["every method of the API", allowing("*/*")],
    ["every profile", allowing(route("*"))],
    ["a user name that was echoed with its wildcard", allowing(route("a*"))],
    ["one letter more or less", allowing(route("alic?"))],
    ["another domain", allowing("POST/v1/studio/domains/d-zzzz/profiles/alice/presigned-url")],
    ["bob's profile beside alice's", allowing(route("alice"), route("bob"))],
    ["nothing at all, which leaves the decision to the resource policy", allowing("GET/v1/none")],
  ])("%s", (name, document) => {
    const silent = name.startsWith("nothing") ? { ...document, Statement: document.Statement.slice(0, 1) } : document;
    const proof = proofOf(ALICE, silent, subject);
    expect(proof.status).toBe("REFUTED");
    // Where every route is open, any of them may be shown.
    const shown = /^(every method|nothing)/.test(name) ? "/live/POST/v1/" : "/v1/studio/domains/";
    expect(proof.why).toContain(shown);
  });
});
