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
      "a version that AWS does not have",
      { Version: "2012-10-18", Statement: [] },
      "supported as Version are 2012-10-17, 2008-10-17 and none",
    ],
    [
      "a statement that is text",
      { Version: "2012-10-17", Statement: ["x"] },
      "statement at position 0 is not an object",
    ],
    [
      "NotPrincipal in an Allow",
      statement({ NotPrincipal: { AWS: ROLE_ARN } }),
      "NotPrincipal is not modelled in an Allow",
    ],
    [
      "NotPrincipal beside Principal",
      statement({ Effect: "Deny", Principal: "*", NotPrincipal: { AWS: ROLE_ARN } }),
      "Principal and NotPrincipal stand side by side",
    ],
    ["a Deny for nobody", statement({ Effect: "Deny", NotPrincipal: "*" }), "supported as NotPrincipal is an object"],
    [
      "a Deny for nobody, as an object",
      statement({ Effect: "Deny", NotPrincipal: { AWS: ["*"] } }),
      'NotPrincipal "*" is not modelled; supported are roles, accounts and services',
    ],
    [
      "a user whom a Deny spares",
      statement({ Effect: "Deny", NotPrincipal: { AWS: "arn:aws:iam::111122223333:user/x" } }),
      "Principal AWS",
    ],
    ["a misspelt element", statement({ Conditions: {} }), "element Conditions is not modelled"],
    ["a Sid that is not text", statement({ Sid: 1 }), "statement at position 1, Sid is not text"],
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
      "a default value without quotes",
      statement({ Resource: "arn:aws:s3:::${aws:x, y}" }),
      "supported is ${service:Key}, ${service:Key, 'default'}",
    ],
    [
      "a default value without its space",
      statement({ Resource: "arn:aws:s3:::${aws:x,'y'}" }),
      "supported is ${service:Key}",
    ],
    ["an empty default value", statement({ Resource: "arn:aws:s3:::${aws:x, ''}" }), "supported is ${service:Key}"],
    [
      "a variable in place of the account",
      statement({ Resource: "arn:aws:sqs:eu-central-1:${aws:PrincipalAccount}:q" }),
      "supported is an ARN with variables behind its fifth colon only",
    ],
    ["an unclosed variable", statement({ Resource: "arn:aws:s3:::${aws:x" }), "supported is ${service:Key}"],
    ["a variable without service", statement({ Resource: "arn:aws:s3:::${username}" }), "supported is ${service:Key}"],
    ["a user", statement({ Principal: { AWS: "arn:aws:iam::111122223333:user/x" } }), "Principal AWS"],
    ["a session", statement({ Principal: { AWS: "arn:aws:sts::111122223333:assumed-role/x/y" } }), "Principal AWS"],
    ["a pattern of roles", statement({ Principal: { AWS: "arn:aws:iam::111122223333:role/x*" } }), "Principal AWS"],
    ["a federated principal", statement({ Principal: { Federated: "x" } }), "Principal Federated"],
    ["any service", statement({ Principal: { Service: "*" } }), 'Principal Service "*"'],
    ["no principal, but said so", statement({ Principal: null }), "supported as Principal are"],
    ["an empty principal", statement({ Principal: {} }), "supported as Principal are"],
    ["a principal that is a list", statement({ Principal: ["*"] }), "supported as Principal are"],
    ["a condition that is text", statement({ Condition: "x" }), "supported as Condition is an object of operators"],
    ["an operator without keys", statement({ Condition: { StringEquals: "x" } }), "supported under StringEquals"],
    ["a condition without value", condition("StringEquals", []), "supported in StringEquals aws:X are"],
    ["a condition on nothing", condition("StringEquals", null), "supported in StringEquals aws:X are"],
    [
      "an operator we do not have",
      condition("BinaryEquals", "QQ=="),
      "operator BinaryEquals is not modelled; supported are StringEquals,",
    ],
    ["a misspelt operator", condition("StringEqual", "x"), "operator StringEqual is not modelled"],
    ["an operator in another case", condition("stringEquals", "x"), "operator stringEquals is not modelled"],
    ["another quantifier", condition("ForSomeValues:StringEquals", "x"), "is not modelled"],
    ["a quantifier of Bool", condition("ForAllValues:Bool", "true"), "is not modelled"],
    ["a quantifier of numbers", condition("ForAnyValue:NumericEquals", "1"), "is not modelled"],
    ["a number in words", condition("NumericLessThan", "ten"), "supported is a number of at most 15 digits"],
    ["a number of 16 digits", condition("NumericEquals", "9007199254740993"), "supported is a number"],
    ["a number in hexadecimal", condition("NumericEquals", "0x10"), "supported is a number"],
    ["a number that is a variable", condition("NumericEquals", "${aws:EpochTime}"), "supported is a number"],
    ["half a date", condition("DateLessThan", "2026-01"), "supported is a date, alone"],
    ["a date without zone", condition("DateLessThan", "2026-01-31T12:00:00"), "supported is a date, alone"],
    ["a day that is not", condition("DateEquals", "2026-02-30"), "supported is a date, alone"],
    ["a year, or seconds", condition("DateEquals", "2026"), "or seconds since 1970"],
    ["a quantifier of Null", condition("ForAnyValue:Null", "true"), "is not modelled"],
    ["NullIfExists", condition("NullIfExists", "true"), "is not modelled"],
    ["Null of neither", condition("Null", "yes"), 'Null aws:X "yes" is not modelled; supported is "true" and "false"'],
    ["Bool of a variable", condition("Bool", "${aws:X}"), "Bool aws:X"],
    ["an IPv6 address alone", condition("IpAddress", "2001:db8::1"), "or an IPv6 address with /0 to /128"],
    ["too many bits of IPv6", condition("IpAddress", "2001:db8::/129"), "IpAddress aws:X"],
    ["an IPv6 zone", condition("IpAddress", "fe80::1%eth0/64"), "IpAddress aws:X"],
    ["too many bits", condition("IpAddress", "10.0.0.0/33"), "IpAddress aws:X"],
    ["half an address", condition("NotIpAddress", "10.0/8"), "NotIpAddress aws:X"],
    ["an ARN of five segments", condition("ArnLike", "arn:aws:s3::x"), "supported is an ARN of six segments"],
    [
      "a variable as the whole ARN",
      condition("ArnEquals", "${aws:PrincipalArn}"),
      "supported is an ARN of six segments",
    ],
    ["a variable in a default value", condition("StringLike", "${aws:X, '${aws:Y}'}"), "supported is ${service:Key}"],
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
    [
      "trust",
      { Effect: "Deny", NotPrincipal: { AWS: ROLE_ARN }, Resource: undefined },
      "NotPrincipal does not belong in a trust policy",
    ],
    ["identity", { Effect: "Deny", NotPrincipal: { AWS: ROLE_ARN } }, "Principal does not belong here"],
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
    ["the older version", { Version: "2008-10-17", Statement: [{ ...base, Resource: "arn:aws:s3:::${aws:x" }] }],
    ["no version, which means the older one", { Statement: [base] }],
    ["a default value", statement({ Resource: "arn:aws:s3:::${aws:x, 'a text: with a colon'}" })],
    ["a Deny that spares", statement({ Effect: "Deny", NotPrincipal: { AWS: [ROLE_ARN, "111122223333"] } })],
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
