import { withBeside, withoutStatements, withStatements } from "./changed-graph";
import { listed, type Mutation, named, onResource, renamed, STRANGE, unconditional } from "./ways-to-change";

const MINT_ALLOW = "AllowMintingForTheOneProfile";
const MINT_DENIES = [
  "DenyMintingUnlessThroughOurSageMakerEndpoints",
  "DenyMintingForAnyOtherProfile",
  "DenyEverythingButMinting",
];
const NOTEBOOK = ["AllowANotebookToMintForItsOwner", "DenyANotebookMintingUnlessThroughOurEndpoints"];

export const STUDIO_MUTATIONS: readonly Mutation[] = [
  {
    id: "M1",
    what: "the Deny for other doors is gone, and the Allow has no condition",
    also: "the Allow's condition",
    breaks: "P1",
    of: "dev",
    change: (graph) => withStatements(withoutStatements(graph, MINT_DENIES[0] ?? ""), MINT_ALLOW, unconditional),
  },
  {
    id: "M2",
    what: "StringEquals of the Allow becomes StringEqualsIfExists, without a Deny",
    also: "the Deny for other doors",
    breaks: "P1",
    of: "gov",
    change: (graph) =>
      withStatements(
        withoutStatements(graph, MINT_DENIES[0] ?? ""),
        MINT_ALLOW,
        renamed("StringEquals", "StringEqualsIfExists"),
      ),
  },
  {
    id: "M5",
    what: "the Deny uses ForAnyValue, and the Allow has no condition",
    also: "the Allow's condition",
    breaks: "P1",
    of: "strict",
    change: (graph) =>
      withStatements(
        withStatements(graph, NOTEBOOK[1] ?? "", renamed("StringNotEquals", "ForAnyValue:StringNotEquals")),
        NOTEBOOK[0] ?? "",
        unconditional,
      ),
  },
  {
    id: "M14",
    what: "an unknown endpoint is listed in Allow and Deny",
    breaks: "P1",
    of: "existing-domain",
    change: (graph) => withStatements(graph, [MINT_ALLOW, MINT_DENIES[0] ?? ""], listed(STRANGE)),
  },
  {
    id: "M13",
    what: "another service's endpoint is listed, which no call can come through",
    breaks: "P1",
    of: "pool",
    change: (graph) => {
      const other = graph.resources.find(named("rekognition-eu-west-1-endpoint"))?.id ?? "";
      return withStatements(graph, [MINT_ALLOW, MINT_DENIES[0] ?? ""], listed(other));
    },
  },
  {
    id: "M17",
    what: "any domain instead of the tag's",
    also: "the same in the Deny for other profiles",
    breaks: "P2",
    of: "dev",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, MINT_DENIES[1] ?? ""],
        onResource((arn) => arn.replace("${aws:PrincipalTag/StudioDomainId}", "*")),
      ),
  },
  {
    id: "M16",
    what: "the profile's tag with a wildcard behind it",
    also: "the same in the Deny for other profiles",
    breaks: "P2",
    of: "pool",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, MINT_DENIES[1] ?? ""],
        onResource((arn) => `${arn}*`),
      ),
  },
  {
    id: "M18",
    what: "the domain left out, so that the profile's tag may bring one along",
    also: "the same in the Deny for other profiles",
    breaks: "P2",
    of: "strict",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, MINT_DENIES[1] ?? ""],
        onResource((arn) => arn.replace("${aws:PrincipalTag/StudioDomainId}/", "")),
      ),
  },
  {
    id: "M19",
    what: "every profile of the domain, for a role that is one person's",
    also: "the same in the Deny for other profiles",
    breaks: "P2",
    of: "gov",
    change: (graph) =>
      withStatements(
        graph,
        [MINT_ALLOW, MINT_DENIES[1] ?? ""],
        onResource((arn) => arn.replace(/[^/]+$/, "*")),
      ),
  },
  {
    id: "M23",
    what: "trust in the whole account",
    breaks: "P3",
    of: "gov",
    change: (graph) =>
      withStatements(graph, ["LetTheFunctionMintAsSomebody", "LetTheFunctionNameTheCaller"], (statement) => ({
        ...statement,
        Principal: { AWS: "arn:aws-us-gov:iam::111122223333:root" },
      })),
  },
  {
    id: "M24",
    what: "tags without the bound on their names",
    breaks: "P3",
    of: "dev",
    change: (graph) =>
      withStatements(
        graph,
        ["LetTheFunctionMintAsSomebodyForOneProfile", "LetTheFunctionTagTheSession"],
        (statement) => {
          const { "ForAllValues:StringEquals": _dropped, ...others } = statement.Condition ?? {};
          return { ...statement, Condition: others };
        },
      ),
  },
  {
    id: "M25",
    what: "a function may change a role's tags",
    breaks: "P3",
    of: "strict",
    change: (graph) =>
      withBeside(graph, "AllowBecomingTheMintingRole", { Effect: "Allow", Action: "iam:TagRole", Resource: "*" }),
  },
];
