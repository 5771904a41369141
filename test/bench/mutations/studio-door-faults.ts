import { SOURCE_VPCE } from "../../../policies/from-our-endpoints";
import { withoutStatements, withStatements } from "../../policies/audit/rules/changed-graph";
import { withSeedMinting } from "../../policies/audit/rules/seed-designs";
import { listed, named, onResource, renamed, STRANGE, unconditional } from "../../policies/audit/rules/ways-to-change";
import { alsoAsking, asking, DOOR_DENY, type Fault, MINT_ALLOW, mintingAllowedBy, mintingDeniedBy } from "./faults";

const ALLOWS_ALONE = "the Deny for other doors";
const DENIES_ALONE = "the Allow's condition";

/** Another key or operator in both statements, so that neither makes up for the other. */
function both(operator: string, opposite: string, key: string, value: string): Fault["change"] {
  return (graph) =>
    withStatements(
      withStatements(graph, MINT_ALLOW, asking({ [operator]: { [key]: value } })),
      DOOR_DENY,
      asking({ [opposite]: { [key]: value } }),
    );
}

/** P1: nobody gets into Studio but through our doors. */
export const STUDIO_DOOR_FAULTS: readonly Fault[] = [
  {
    id: "M1",
    what: "the Deny for other doors is gone, and the Allow has no condition",
    also: "the Allow's condition",
    breaks: "P1",
    of: "dev",
    change: (graph) => withStatements(withoutStatements(graph, DOOR_DENY), MINT_ALLOW, unconditional),
  },
  {
    id: "M2",
    what: "StringEquals of the Allow becomes StringEqualsIfExists, without a Deny",
    also: "the Deny for other doors",
    breaks: "P1",
    of: "gov",
    change: (graph) =>
      withStatements(withoutStatements(graph, DOOR_DENY), MINT_ALLOW, renamed("StringEquals", "StringEqualsIfExists")),
  },
  {
    id: "M5",
    what: "the Deny uses ForAnyValue, and the Allow has no condition",
    also: "the Allow's condition",
    breaks: "P1",
    of: "strict",
    change: (graph) =>
      withStatements(
        withStatements(
          graph,
          "DenyANotebookMintingUnlessThroughOurEndpoints",
          renamed("StringNotEquals", "ForAnyValue:StringNotEquals"),
        ),
        "AllowANotebookToMintForItsOwner",
        unconditional,
      ),
  },
  {
    id: "M14",
    what: "an unknown endpoint is listed in Allow and Deny",
    breaks: "P1",
    of: "existing-domain",
    change: (graph) => withStatements(graph, [MINT_ALLOW, DOOR_DENY], listed(STRANGE)),
  },
  {
    id: "M13",
    what: "another service's endpoint is listed, which no call can come through",
    breaks: "P1",
    of: "pool",
    change: (graph) => {
      const other = graph.resources.find(named("rekognition-eu-west-1-endpoint"))?.id ?? "";
      return withStatements(graph, [MINT_ALLOW, DOOR_DENY], listed(other));
    },
  },
  ...(["StringNotEquals", "StringNotEqualsIfExists"] as const).map((operator): Fault => ({
    id: "M3",
    what: `the Allow says ${operator} of one bad endpoint`,
    also: ALLOWS_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingAllowedBy(asking({ [operator]: { [SOURCE_VPCE]: STRANGE } })),
  })),
  {
    id: "M4",
    what: "the Deny asks that the endpoint's key be there",
    also: DENIES_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingDeniedBy(alsoAsking({ Null: { [SOURCE_VPCE]: "false" } })),
  },
  {
    id: "M5",
    what: "the Deny uses ForAnyValue",
    also: DENIES_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingDeniedBy(renamed("StringNotEquals", "ForAnyValue:StringNotEquals")),
  },
  {
    id: "M6",
    what: "the Allow uses ForAllValues",
    also: ALLOWS_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingAllowedBy(renamed("StringEquals", "ForAllValues:StringEquals")),
  },
  {
    id: "M7",
    what: "the Deny asks that no service of AWS be in between",
    also: DENIES_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingDeniedBy(alsoAsking({ Bool: { "aws:ViaAWSService": "false" } })),
  },
  {
    id: "M8",
    what: "the Deny's resource ends before the profile",
    also: DENIES_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingDeniedBy((statement) => ({
      ...statement,
      Resource: "arn:aws:sagemaker:eu-central-1:111122223333:user-profile",
    })),
  },
  {
    id: "M8",
    what: "the Deny's resource is in another Region",
    also: DENIES_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingDeniedBy((statement) => ({
      ...statement,
      Resource: "arn:aws:sagemaker:eu-west-1:111122223333:user-profile/*",
    })),
  },
  ...["sagemaker:CreatePresignedDomainURLs", "sagemaker:Create*App"].map((Action): Fault => ({
    id: "M9",
    what: `the Deny is for ${Action}`,
    also: DENIES_ALONE,
    breaks: "P1",
    of: "dev",
    change: mintingDeniedBy((statement) => ({ ...statement, Action })),
  })),
  {
    id: "M10",
    what: "three Allows, of which any one is enough, as published",
    breaks: "P1",
    of: "dev",
    change: withSeedMinting,
  },
  {
    id: "M10",
    what: "three Allows, on every profile, as published",
    breaks: "P2",
    of: "dev",
    change: withSeedMinting,
  },
  {
    id: "M11",
    what: "endpoints by the beginning of their ids, vpce-0*",
    breaks: "P1",
    of: "dev",
    change: both("StringLike", "StringNotLike", SOURCE_VPCE, "vpce-0*"),
  },
  {
    id: "M11",
    what: "an endpoint's id with ? for its last letter",
    breaks: "P1",
    of: "dev",
    change: (graph) => {
      const loose = (text: string) => `${text.slice(0, -1)}?`;
      const id = /vpce-\w+/.exec(JSON.stringify(graph.resources.find(({ name }) => name === "minting-policy")))?.[0];
      return both("StringLike", "StringNotLike", SOURCE_VPCE, loose(id ?? ""))(graph);
    },
  },
  ...[
    ["aws:SourceVpc", "StringEquals", "StringNotEquals", "vpc-0123456789abcdef0"] as const,
    ["aws:VpcSourceIp", "IpAddress", "NotIpAddress", "10.0.0.0/8"] as const,
    ["aws:SourceIp", "IpAddress", "NotIpAddress", "203.0.113.0/24"] as const,
  ].map(([key, operator, opposite, value]): Fault => ({
    id: "M12",
    what: `${key} instead of the endpoint`,
    breaks: "P1",
    of: "dev",
    change: both(operator, opposite, key, value),
  })),
  ...(
    [
      ["a tag of the session", "dev", "${aws:PrincipalTag/vpce}"],
      ["a tag that holds a part of the id", "gov", "vpce-${aws:PrincipalTag/vpce}"],
      ["two tags, one behind the other", "pool", "${aws:PrincipalTag/door}${aws:PrincipalTag/number}"],
      ["the name that the caller goes by", "strict", "${aws:SourceIdentity}"],
    ] as const
  ).map(([what, of, value]): Fault => ({
    id: "M15",
    what: `the Deny compares with ${what}`,
    also: DENIES_ALONE,
    breaks: "P1",
    of,
    change: mintingDeniedBy(asking({ StringNotEquals: { [SOURCE_VPCE]: value } })),
  })),
  {
    id: "M15",
    what: "the Deny compares with a tag of the session, beside an Allow that still confines",
    breaks: "P1",
    of: "dev",
    change: (graph) =>
      withStatements(graph, DOOR_DENY, asking({ StringNotEquals: { [SOURCE_VPCE]: "${aws:PrincipalTag/vpce}" } })),
  },
  {
    id: "M15",
    what: "Allow and Deny both compare with a tag of the session",
    breaks: "P1",
    of: "existing-domain",
    change: both("StringEquals", "StringNotEquals", SOURCE_VPCE, "${aws:PrincipalTag/vpce}"),
  },
  {
    id: "M8",
    what: "the Deny's account is another",
    also: DENIES_ALONE,
    breaks: "P1",
    of: "strict",
    change: (graph) =>
      mintingDeniedBy(onResource(() => "arn:aws:sagemaker:eu-central-1:999988887777:user-profile/*"))(graph),
  },
];
