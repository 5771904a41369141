import { policyDocument, toPolicyJson } from "../../../../policies/document";
import { IamFault, InlinePolicies } from "../../../../local/cloud/iam/inline-policies";
import type { Role } from "../../../../local/cloud/graph/enforced-estate";

const ARN = "arn:aws:iam::111122223333:role/gateway/dev/minting/minting";
const OWN = { name: "the program's own", document: policyDocument({ Effect: "Allow", Action: "*", Resource: "*" }) };
const DENY = toPolicyJson(policyDocument({ Effect: "Deny", Action: "*", Resource: "*" }));

let roles: Map<string, Role>;
let policies: InlinePolicies;
beforeEach(() => {
  const trust = { name: "trust", document: policyDocument() };
  roles = new Map([[ARN, { arn: ARN, name: "minting", identity: [OWN], trust, maxSessionSeconds: 3600 }]]);
  policies = new InlinePolicies(roles);
});

const names = () => roles.get(ARN)?.identity.map(({ name }) => name);

function codeOf(act: () => unknown): string {
  try {
    act();
    return "";
  } catch (error) {
    if (error instanceof IamFault) return error.code;
    throw error;
  }
}

test("a policy that is put is enforced beside the program's, put again it is replaced, and deleted it leaves no trace", () => {
  policies.put(ARN, "cut-off-a", DENY);
  policies.put(ARN, "cut-off-b", DENY);
  policies.put(ARN, "cut-off-a", DENY);
  expect(names()).toEqual([OWN.name, expect.stringContaining("cut-off-b"), expect.stringContaining("cut-off-a")]);
  expect(policies.get(ARN, "cut-off-a")).toBe(DENY);
  policies.delete(ARN, "cut-off-a");
  policies.delete(ARN, "cut-off-b");
  expect(names()).toEqual([OWN.name]);
});

test.each<[string, () => unknown]>([
  ["NoSuchEntity", () => policies.get(ARN, "cut-off-a")],
  ["NoSuchEntity", () => policies.delete(ARN, "cut-off-a")],
  ["NoSuchEntity", () => policies.put(`${ARN}-2`, "cut-off-a", DENY)],
  ["ValidationError", () => policies.put(ARN, "cut off", DENY)],
  ["MalformedPolicyDocument", () => policies.put(ARN, "cut-off-a", "{")],
  ["MalformedPolicyDocument", () => policies.put(ARN, "cut-off-a", DENY.replace("Deny", "Perhaps"))],
])("%s, as IAM answers it, and nothing is changed: %#", (code, act) => {
  expect(codeOf(act)).toBe(code);
  expect(names()).toEqual([OWN.name]);
});

test("all inline policies of a role together have 10,240 characters, and what is replaced does not count twice", () => {
  const long = toPolicyJson(
    policyDocument({ Effect: "Deny", Action: "*", Resource: `arn:aws:s3:::${"a".repeat(5000)}` }),
  );
  policies.put(ARN, "one", long);
  policies.put(ARN, "one", long);
  expect(codeOf(() => policies.put(ARN, "two", long))).toBe("LimitExceeded");
});

test("a role is found by its name whatever its path, and one that is not there has no path", () => {
  expect(policies.arnOf("minting", "arn:aws:iam::111122223333")).toBe(ARN);
  expect(policies.arnOf("other", "arn:aws:iam::111122223333")).toBe("arn:aws:iam::111122223333:role/other");
});
