import { conditionHolds } from "./example-requests";

type Row = readonly [
  operator: string,
  expected: string | string[],
  actual: string | string[] | undefined,
  holds: boolean,
];

const ARN = "arn:aws:iam::111122223333:role/team/alice";

describe("each operator compares as AWS documents it", () => {
  const rows: readonly Row[] = [
    ["StringEquals", "alice", "alice", true],
    ["StringEquals", "alice", "Alice", false],
    ["StringEquals", "al*", "alice", false],
    ["StringEquals", "al*", "al*", true],
    ["StringNotEquals", "alice", "alice", false],
    ["StringNotEquals", "alice", "Alice", true],
    ["StringEqualsIgnoreCase", "alice", "ALICE", true],
    ["StringEqualsIgnoreCase", "alice", "alice2", false],
    ["StringNotEqualsIgnoreCase", "alice", "ALICE", false],
    ["StringNotEqualsIgnoreCase", "alice", "bob", true],
    ["StringLike", "al?ce*", "alice", true],
    ["StringLike", "al?ce*", "alice/and:more", true],
    ["StringLike", "al?ce", "alce", false],
    ["StringLike", "AL*", "alice", false],
    ["StringNotLike", "*/*", "d-a/bob", false],
    ["StringNotLike", "*/*", "bob", true],
    ["ArnEquals", "arn:aws:iam::111122223333:role/*", ARN, true],
    ["ArnLike", "arn:aws:iam::*:role/team/*", ARN, true],
    ["ArnLike", "arn:*:role/team/*:::", ARN, false],
    ["ArnLike", "arn:*:iam::111122223333:*", ARN, true],
    ["ArnLike", "arn:*:*:*:*:*", "arn:aws", false],
    ["ArnLike", "arn:aws:iam::111122223333:role/*", "not-an-arn", false],
    [
      "ArnLike",
      "arn:aws:logs:*:*:log-group:*",
      "arn:aws:logs:eu-central-1:111122223333:log-group:a:log-stream:b",
      true,
    ],
    ["ArnNotEquals", "arn:aws:iam::111122223333:role/team/alice", ARN, false],
    ["ArnNotLike", "arn:aws:iam::111122223333:role/admin*", ARN, true],
    ["Bool", "true", "true", true],
    ["Bool", "true", "TRUE", true],
    ["Bool", "true", "false", false],
    ["Bool", "false", "yes", false],
    ["Null", "true", undefined, true],
    ["Null", "false", undefined, false],
    ["Null", "true", "here", false],
    ["Null", "false", "here", true],
    ["Null", "false", "", true],
    ["Null", "true", [], true],
    ["Null", "false", ["a", "b"], true],
    ["IpAddress", "10.0.0.0/8", "10.255.0.1", true],
    ["IpAddress", "10.0.0.0/8", "11.0.0.1", false],
    ["IpAddress", "203.0.113.7", "203.0.113.7", true],
    ["IpAddress", "203.0.113.7", "203.0.113.8", false],
    ["IpAddress", "203.0.113.7/24", "203.0.113.200", true],
    ["IpAddress", "0.0.0.0/0", "255.255.255.255", true],
    ["IpAddress", "128.0.0.0/1", "192.0.2.1", true],
    ["IpAddress", "128.0.0.0/1", "127.255.255.255", false],
    ["NumericEquals", "10", "10", true],
    ["NumericEquals", "10", "10.0", true],
    ["NumericEquals", "10", "1e1", false],
    ["NumericEquals", "-1.5", "-1.50", true],
    ["NumericNotEquals", "10", "11", true],
    ["NumericNotEquals", "10", "10", false],
    ["NumericLessThan", "10", "9.99", true],
    ["NumericLessThan", "10", "10", false],
    ["NumericLessThan", "10", "9 apples", false],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericLessThanEquals", "10", "10.1", false],
    ["NumericGreaterThan", "9", "10", true],
    ["NumericGreaterThan", "9", "9", false],
    ["NumericGreaterThanEquals", "9", "9", true],
    ["NumericGreaterThanEquals", "9", "8", false],
    ["DateEquals", "2026-01-31T12:00:00Z", "2026-01-31T13:00:00+01:00", true],
    ["DateEquals", "2026-01-31T12:00:00Z", "1769860800", true],
    ["DateEquals", "1769860800", "2026-01-31T12:00Z", true],
    ["DateEquals", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.001Z", false],
    ["DateNotEquals", "2026-01-31T12:00:00Z", "2026-01-31T12:00:01Z", true],
    ["DateNotEquals", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z", false],
    ["DateLessThan", "2026-01-31T12:00:00Z", "2026-01-31T11:59:59Z", true],
    ["DateLessThan", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z", false],
    ["DateLessThan", "2026-01-31T12:00:00Z", "2025-12-31", false],
    ["DateLessThan", "2026-01-31", "2026-01-30T09:59:59Z", true],
    ["DateLessThan", "2026-01-31", "2026-02-01T12:00:01Z", false],
    ["DateGreaterThan", "2026-01-31", "2026-02-01T12:00:01Z", true],
    ["DateEquals", "2026-01-31", "2026-02-02T00:00:00Z", false],
    ["DateNotEquals", "2026-01-31", "2026-02-02T00:00:00Z", true],
    ["DateLessThanEquals", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z", true],
    ["DateGreaterThan", "2026-01-31T12:00:00Z", "2026-02-01T00:00:00+13:00", false],
    ["DateGreaterThan", "2026-01-31T12:00:00Z", "2026-02-01T00:00:00Z", true],
    ["DateGreaterThanEquals", "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z", true],
    ["IpAddress", "2001:db8::/32", "2001:db8:ffff::1", true],
    ["IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678:9::", true],
    ["IpAddress", "2001:db8::/32", "2001:db9::1", false],
    ["IpAddress", "2001:db8::/33", "2001:db8:8000::1", false],
    ["IpAddress", "::/0", "fe80::1", true],
    ["IpAddress", "::1/128", "0:0:0:0:0:0:0:1", true],
    ["IpAddress", "::/0", "10.0.0.1", false],
    ["IpAddress", "0.0.0.0/0", "::ffff:10.0.0.1", false],
    ["IpAddress", "::ffff:10.0.0.0/104", "::ffff:10.255.0.1", true],
    ["IpAddress", "::ffff:10.0.0.0/104", "::ffff:0b00:1", false],
    ["NotIpAddress", "2001:db8::/32", "2001:db8::1", false],
    ["NotIpAddress", "2001:db8::/32", "10.0.0.1", true],
    ["IpAddress", "10.0.0.0/8", "::1", false],
    ["IpAddress", "0.0.0.0/0", "not an address", false],
    ["NotIpAddress", "10.0.0.0/8", "10.1.2.3", false],
    ["NotIpAddress", "10.0.0.0/8", "192.0.2.1", true],
  ];
  test.each(rows)("%s %j against %j is %s", (operator, expected, actual, holds) => {
    expect(conditionHolds(operator, expected, actual)).toBe(holds);
  });
});

describe("an absent key", () => {
  const positive = ["StringEquals", "StringEqualsIgnoreCase", "StringLike"].map((name) => [name, "x"] as const);
  const arns = ["ArnEquals", "ArnLike"].map((name) => [name, ARN] as const);
  const others = [
    ["Bool", "true"],
    ["IpAddress", "10.0.0.0/8"],
    ...["Equals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].flatMap(
      (how) =>
        [
          [`Numeric${how}`, "1"],
          [`Date${how}`, "2026-01-31T12:00:00Z"],
        ] as const,
    ),
  ] as const;
  const negated = [
    ["StringNotEquals", "x"],
    ["StringNotEqualsIgnoreCase", "x"],
    ["StringNotLike", "x"],
    ["ArnNotEquals", ARN],
    ["ArnNotLike", ARN],
    ["NotIpAddress", "10.0.0.0/8"],
    ["NumericNotEquals", "1"],
    ["DateNotEquals", "2026-01-31T12:00:00Z"],
  ] as const;
  test.each([...positive, ...arns, ...others])(
    "does not satisfy %s, but satisfies its IfExists form",
    (name, value) => {
      expect(conditionHolds(name, value, undefined)).toBe(false);
      expect(conditionHolds(`${name}IfExists`, value, undefined)).toBe(true);
    },
  );
  test.each(negated)("satisfies %s, with and without IfExists", (name, value) => {
    expect(conditionHolds(name, value, undefined)).toBe(true);
    expect(conditionHolds(`${name}IfExists`, value, undefined)).toBe(true);
  });
});

describe("several values in the policy", () => {
  test.each<Row>([
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", ["a", "b"], "c", false],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a", "b"], "c", true],
    ["StringNotLike", ["a*", "b*"], "beta", false],
    ["NotIpAddress", ["10.0.0.0/8", "192.0.2.0/24"], "192.0.2.9", false],
    ["NumericEquals", ["1", "2"], "2", true],
    ["NumericNotEquals", ["1", "2"], "2", false],
    ["NumericLessThan", ["1", "5"], "3", true],
    ["Null", ["true", "false"], "x", true],
  ])("mean any of them, negated none of them: %s %j against %j is %s", (operator, expected, actual, holds) => {
    expect(conditionHolds(operator, expected, actual)).toBe(holds);
  });
});

describe("the set operators over a multivalued key", () => {
  test.each<Row>([
    ["ForAllValues:StringEquals", ["a", "b"], ["a"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
    ["ForAllValues:StringEquals", ["a"], undefined, true],
    ["ForAllValues:StringEquals", ["a"], [], true],
    ["ForAllValues:StringEquals", ["a"], "", true],
    ["ForAllValues:StringEquals", ["a"], ["", "a"], false],
    ["ForAllValues:StringEquals", ["a"], "a", true],
    ["ForAllValues:StringNotEquals", ["a"], ["b", "c"], true],
    ["ForAllValues:StringNotEquals", ["a"], ["a", "c"], false],
    ["ForAnyValue:StringEquals", ["a"], ["c", "a"], true],
    ["ForAnyValue:StringEquals", ["a"], ["c"], false],
    ["ForAnyValue:StringEquals", ["a"], undefined, false],
    ["ForAnyValue:StringEquals", ["a"], [], false],
    ["ForAnyValue:StringEqualsIfExists", ["a"], undefined, false],
    ["ForAnyValue:StringNotEquals", ["a"], undefined, false],
    ["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], true],
    ["ForAnyValue:StringNotEquals", ["a"], ["a"], false],
    ["ForAnyValue:ArnLike", ["arn:aws:iam::*:role/team/*"], [ARN, "x"], true],
    ["ForAllValues:StringLikeIfExists", ["a*"], undefined, true],
  ])("%s %j against %j is %s", (operator, expected, actual, holds) => {
    expect(conditionHolds(operator, expected, actual)).toBe(holds);
  });
});
