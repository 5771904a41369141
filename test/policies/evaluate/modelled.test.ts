import type { Layer } from "../../../policies/evaluate/decision";
import { assertModelled, UnmodelledPolicyError } from "../../../policies/evaluate/modelled";
import { ALLOW_ALL, anyPolicy, DENY_ALL, policy, ROLE_ARN } from "./example-requests";

const base = { Sid: "Odd", Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const statement = (changes: object) => ({ Version: "2012-10-17", Statement: [ALLOW_ALL, { ...base, ...changes }] });
const condition = (operator: string, value: unknown) => statement({ Condition: { [operator]: { "aws:X": value } } });
const without = (...names: string[]) => statement(Object.fromEntries(names.map((name) => [name, undefined])));

describe("what is not modelled is refused in one sentence", () => {
  test.each<[string, unknown, string]>([
    ["no object", "text", "supported is a list in Statement"],
    ["a bare statement", { Version: "2012-10-17", Statement: base }, "supported is a list in Statement"],
    [
      "another element",
      { Version: "2012-10-17", Id: "x", Statement: [] },
      "element Id is not modelled; supported are Version and Statement",
    ],
    [
      "the older version, where variables are text",
      { Version: "2008-10-17", Statement: [] },
      "supported as Version is 2012-10-17",
    ],
    ["no version, which means the older one", { Statement: [] }, "supported as Version is 2012-10-17"],
    [
      "a statement that is text",
      { Version: "2012-10-17", Statement: ["x"] },
      "statement at position 0 is not an object",
    ],
    [
      "NotPrincipal",
      statement({ NotPrincipal: "*" }),
      'statement "Odd", element NotPrincipal is not modelled; supported are Sid,',
    ],
    ["a misspelt element", statement({ Conditions: {} }), "element Conditions is not modelled"],
    ["a Sid that is no text", statement({ Sid: 1 }), "statement at position 1, Sid is not text"],
    ["another effect", statement({ Effect: "allow" }), "supported as Effect are Allow and Deny"],
    ["Action beside NotAction", statement({ NotAction: "s3:*" }), "Action and NotAction stand side by side"],
    ["no action", without("Action"), "Action is missing; supported is one of Action and NotAction"],
    [
      "an empty list of actions",
      statement({ Action: [] }),
      "supported in Action are a text and a list of at least one",
    ],
    ["an action that is a number", statement({ Action: 1 }), "supported in Action are a text"],
    ["an action without service", statement({ Action: "GetObject" }), 'Action "GetObject" is not modelled'],
    [
      "a wildcard in an action's service",
      statement({ Action: "s*:GetObject" }),
      'Action "s*:GetObject" is not modelled',
    ],
    ["Resource beside NotResource", statement({ NotResource: "*" }), "Resource and NotResource stand side by side"],
    ["no resource", without("Resource"), "Resource is missing; supported is one of Resource and NotResource"],
    [
      "API Gateway's short form",
      statement({ Resource: "execute-api:/*" }),
      'Resource "execute-api:/*" is not modelled',
    ],
    [
      "a wildcard in a resource's service",
      statement({ Resource: "arn:aws:s*:::b" }),
      'Resource "arn:aws:s*:::b" is not modelled',
    ],
    ["a variable in a resource's service", statement({ Resource: "arn:aws:${aws:x}:::b" }), "is not modelled"],
    [
      "a default value",
      statement({ Resource: "arn:aws:s3:::${aws:x, 'y'}" }),
      "supported is ${service:Key} without a default value",
    ],
    ["an unclosed variable", statement({ Resource: "arn:aws:s3:::${aws:x" }), "supported is ${service:Key}"],
    ["a variable without service", statement({ Resource: "arn:aws:s3:::${username}" }), "supported is ${service:Key}"],
    ["a user", statement({ Principal: { AWS: "arn:aws:iam::111122223333:user/x" } }), "Principal AWS"],
    ["a session", statement({ Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/x/y" } }), "Principal AWS"],
    ["a pattern of roles", statement({ Principal: { AWS: "arn:aws:iam::111122223333:role/x*" } }), "Principal AWS"],
    ["a federated principal", statement({ Principal: { Federated: "x" } }), "Principal Federated"],
    ["any service", statement({ Principal: { Service: "*" } }), 'Principal Service "*"'],
    ["an empty principal", statement({ Principal: {} }), "supported as Principal are"],
    ["a principal that is a list", statement({ Principal: ["*"] }), "supported as Principal are"],
    ["a condition that is text", statement({ Condition: "x" }), "supported as Condition is an object of operators"],
    ["an operator without keys", statement({ Condition: { StringEquals: "x" } }), "supported under StringEquals"],
    ["a condition without value", condition("StringEquals", []), "supported in StringEquals aws:X are"],
    ["a condition on a number", condition("StringEquals", 1), "supported in StringEquals aws:X are"],
    [
      "an operator we do not have",
      condition("NumericLessThan", "1"),
      "operator NumericLessThan is not modelled; supported are StringEquals,",
    ],
    ["a misspelt operator", condition("StringEqual", "x"), "operator StringEqual is not modelled"],
    ["an operator in another case", condition("stringEquals", "x"), "operator stringEquals is not modelled"],
    ["another quantifier", condition("ForSomeValues:StringEquals", "x"), "is not modelled"],
    ["a quantifier of Bool", condition("ForAllValues:Bool", "true"), "is not modelled"],
    ["a quantifier of Null", condition("ForAnyValue:Null", "true"), "is not modelled"],
    ["NullIfExists", condition("NullIfExists", "true"), "is not modelled"],
    ["Null of neither", condition("Null", "yes"), 'Null aws:X "yes" is not modelled; supported is "true" and "false"'],
    ["Bool of a variable", condition("Bool", "${aws:X}"), "Bool aws:X"],
    ["an IPv6 range", condition("IpAddress", "2001:db8::/32"), "an IPv4 address, alone or with /0 to /32"],
    ["too many bits", condition("IpAddress", "10.0.0.0/33"), "IpAddress aws:X"],
    ["half an address", condition("NotIpAddress", "10.0/8"), "NotIpAddress aws:X"],
    ["an ARN of five segments", condition("ArnLike", "arn:aws:s3::x"), "supported is an ARN of six segments"],
    [
      "a variable as the whole ARN",
      condition("ArnEquals", "${aws:PrincipalArn}"),
      "supported is an ARN of six segments",
    ],
    ["a default value in a condition", condition("StringLike", "${aws:X, 'y'}"), "supported is ${service:Key}"],
  ])("%s", (_, document, sentence) => {
    const refused = () => assertModelled(anyPolicy(document));
    expect(refused).toThrow(UnmodelledPolicyError);
    expect(refused).toThrow(/^Policy "example": .*\.$/);
    expect(refused).toThrow(sentence);
  });

  test.each<[Layer, object, string]>([
    ["identity", { Principal: "*" }, "Principal does not belong here; supported is none in the identity layer"],
    ["authorizer", { Principal: "*" }, "Principal does not belong here; supported is none in the authorizer layer"],
    ["resource", {}, "Principal is missing"],
    ["endpoint", {}, "Principal is missing"],
    [
      "endpoint",
      { Principal: { AWS: "111122223333" } },
      'Principal "111122223333" is not modelled in endpoint policies',
    ],
    ["resource", { Principal: "*", Resource: undefined }, "Resource is missing"],
    ["trust", { Resource: undefined }, "Principal is missing"],
    ["trust", { Principal: "*" }, "Resource does not belong in a trust policy"],
  ])("in the %s layer: %j", (layer, changes, sentence) => {
    const document = { Version: "2012-10-17", Statement: [{ ...base, ...changes }] };
    expect(() => assertModelled(anyPolicy(document), layer)).toThrow(sentence);
  });
});

describe("what is modelled passes", () => {
  test.each<[string, unknown]>([
    ["no statement at all", { Version: "2012-10-17", Statement: [] }],
    [
      "a trust statement, as long as no layer says otherwise",
      {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { AWS: ROLE_ARN }, Action: "sts:AssumeRole" }],
      },
    ],
    [
      "every quantifier and IfExists",
      condition("ForAllValues:StringNotLikeIfExists", ["a*", "${aws:PrincipalTag/some key}"]),
    ],
    ["a China partition's service", statement({ Principal: { Service: "ec2.amazonaws.com.cn" } })],
    ["variables with slashes and escapes", statement({ Resource: "arn:aws:s3:::${aws:PrincipalTag/a/b}${*}${$}" })],
  ])("%s", (_, document) => {
    expect(() => assertModelled(anyPolicy(document))).not.toThrow();
  });

  test("a document that passed one layer is still read anew for another", () => {
    const example = policy(DENY_ALL);
    assertModelled(example, "identity");
    expect(() => assertModelled(example, "resource")).toThrow("Principal is missing");
  });
});
