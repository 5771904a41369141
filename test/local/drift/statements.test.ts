import { settingDifferences } from "../../../local/drift/compare/settings";
import { policyDifferences } from "../../../local/drift/compare/statements";
import { isCutOff } from "../../../local/drift/cut-offs";
import { permissionOf } from "../../../local/drift/read/permissions";

const document = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const READ = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::a/*" };
const TLS = { Sid: "Tls", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" };

test.each<[string, string, string]>([
  ["order of statements", document(READ, TLS), document(TLS, READ)],
  ["order of actions", document({ ...READ, Action: ["s3:PutObject", "s3:GetObject"] }), document(READ)],
  ["one and a list of one", document({ ...READ, Resource: ["arn:aws:s3:::a/*"] }), document(READ)],
  ["an action in other case", document({ ...READ, Action: ["S3:getobject", "s3:PutObject"] }), document(READ)],
  ["everyone in both forms", document({ ...TLS, Principal: { AWS: "*" } }), document(TLS)],
  [
    "an account and its root",
    document({ ...TLS, Principal: { AWS: "arn:aws:iam::111122223333:root" } }),
    document({ ...TLS, Principal: { AWS: ["111122223333"] } }),
  ],
  [
    "a condition key in other case, a boolean and its text",
    document({ ...READ, Condition: { Bool: { "aws:securetransport": true } } }),
    document({ ...READ, Condition: { Bool: { "aws:SecureTransport": ["true"] } } }),
  ],
  [
    "a statement alone and a list of one",
    `{"Version":"2012-10-17","Statement":${JSON.stringify(READ)}}`,
    document(READ),
  ],
  [
    "white space, and a label",
    JSON.stringify(JSON.parse(document({ ...READ, Sid: "Other" })), null, 2),
    document(READ),
  ],
])("two documents that differ in %s say the same", (_what, read, program) => {
  expect(policyDifferences(read, program)).toEqual([]);
});

test.each<[string, string, string[]]>([
  [
    "has a statement more",
    document(READ, { Effect: "Allow", Action: "*", Resource: "*" }),
    ["has a statement that the program does not have, Allow * on *"],
  ],
  [
    "has a statement less",
    document(),
    ["lacks the program's statement Read (Allow s3:GetObject, s3:PutObject on arn:aws:s3:::a/*)"],
  ],
  [
    "has the same statement twice",
    document(READ, READ),
    ["has a statement that the program does not have, Read (Allow s3:GetObject, s3:PutObject on arn:aws:s3:::a/*)"],
  ],
  [
    "names another resource",
    document({ ...READ, Resource: "*" }),
    ['statement Read: Resource is "*", the program says "arn:aws:s3:::a/*"'],
  ],
  [
    "has a condition that the program does not have",
    document({ ...READ, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ['statement Read: Condition is {"Bool":{"aws:SecureTransport":"true"}}, the program says absent'],
  ],
  [
    "is in the old language",
    document(READ).replace("2012", "2008"),
    ["is in the policy language of 2008-10-17, the program says 2012-10-17"],
  ],
  ["is not JSON", "{", [expect.stringMatching(/^is not understood: /) as string]],
])("a document that %s", (_what, read, sentences) => {
  expect(policyDifferences(read, document(READ))).toEqual(sentences);
});

test.each<[string, unknown, unknown, string[]]>([
  ["a list in another order", ["b", "a"], ["a", "b"], []],
  ["one and a list of one", "PRIVATE", ["PRIVATE"], []],
  ["a number and its text", 29, "29", []],
  ["nothing, written as an empty list", [], undefined, []],
  ["JSON laid out otherwise", '{"a": [1], "b": {}}', '{"a":[1],"b":{}}', []],
  ["another value", "NONE", "CUSTOM", ["it"]],
  ["an entry more", { a: "1", b: "2" }, { a: "1" }, ["it b"]],
  ["an entry that says something else", { a: "1" }, { a: "2" }, ["it a"]],
])("settings: %s", (_what, is, says, names) => {
  expect(settingDifferences("it", is, says).map(({ name }) => name)).toEqual(names);
});

test("a function's statement becomes the permission that makes it, and what no permission makes keeps its name", () => {
  const statement = {
    ...{ Sid: "api", Effect: "Allow", Principal: { Service: "apigateway.amazonaws.com" } },
    ...{ Action: "lambda:InvokeFunction", Resource: "arn:aws:lambda:eu-central-1:111122223333:function:one:live" },
    Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:execute-api:eu-central-1:111122223333:abc/*" } },
  };
  const permission = { statementId: "api", principal: "apigateway.amazonaws.com", action: "lambda:InvokeFunction" };
  const sourceArn = "arn:aws:execute-api:eu-central-1:111122223333:abc/*";
  expect(permissionOf(statement)).toEqual({ ...permission, sourceArn });
  expect(permissionOf({ ...statement, Condition: { IpAddress: { "aws:SourceIp": "203.0.113.9" } } })).toEqual({
    ...permission,
    "IpAddress aws:SourceIp": "203.0.113.9",
  });
  expect(permissionOf({ ...statement, Condition: undefined, NotAction: "x" })).toEqual({
    ...permission,
    NotAction: "x",
  });
});

test("a cut-off is told by its name and by refusing only", () => {
  const put = (name: string, policy: string) => ({
    type: "iam/rolePolicy:RolePolicy",
    key: `minting/${name}`,
    inputs: { policy },
  });
  const deny = { Effect: "Deny", Action: "*", Resource: "*" };
  const name = "cut-off-29a010f04aa7923b610a71846d80aaa2";
  expect(isCutOff(put(name, document(deny)))).toBe(true);
  expect(isCutOff(put(name, document(deny, READ)))).toBe(false);
  expect(isCutOff(put(name, "{"))).toBe(false);
  expect(isCutOff(put("mine", document(deny)))).toBe(false);
});
