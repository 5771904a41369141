import type { Graph } from "../../../../local/program/graph";
import {
  type AnyStatement,
  withBeside,
  withInputs,
  withoutStatements,
  withStatements,
} from "../../../policies/audit/rules/changed-graph";
import { ofType } from "../../../policies/audit/rules/ways-to-change";
import type { Fault } from "../faults";

const LISTED = "arn:aws:iam::444455556666:role/private-ml-gateway-minting";
const UNLISTED = "arn:aws:iam::999988887777:role/private-ml-gateway-minting";
const PROFILES = "arn:aws:sagemaker:eu-central-1:444455556666:user-profile";
const BECOMING = "AllowBecomingTheMintingRole";
const STS_DOOR = "AllowTheFunctionToBecomeAMintingRole";
const API_DOOR = "AllowMintingSessionsOfAccount444455556666";
const STUDIO_DOOR = "AllowOpeningProfilesOfOurDomain";

const onResource = (replace: (arn: string) => string) => (statement: AnyStatement) => ({
  ...statement,
  Resource: [statement.Resource ?? []].flat().map(replace),
});
const inTheListed = (replace: string) => onResource((arn) => (arn === LISTED ? replace : arn));
const by = (ArnEquals: string | string[]) => (statement: AnyStatement) => ({
  ...statement,
  Condition: { ArnEquals: { "aws:PrincipalArn": ArnEquals } },
});
const also = (arn: string) => (statement: AnyStatement) => ({
  ...statement,
  Resource: [statement.Resource ?? []].flat().concat(arn),
});

/** What the functions are told of other accounts, changed in those that are told it. */
function told(graph: Graph, variable: string, change: (text: string) => string): Graph {
  return withInputs(graph, ofType("aws:lambda/function:Function"), (inputs) => {
    const { variables = {} } = (inputs["environment"] ?? {}) as { variables?: Record<string, string> };
    const text = variables[variable];
    return text === undefined
      ? inputs
      : { ...inputs, environment: { variables: { ...variables, [variable]: change(text) } } };
  });
}

type Change = Fault["change"];
const broken = (breaks: string, what: string, change: Change): Fault => ({ what, breaks, of: "table", change });
const inStatement = (sid: string, change: (statement: AnyStatement) => AnyStatement): Change => {
  return (graph) => withStatements(graph, sid, change);
};

/** Studio domains in other accounts: only roles and domains on the list, by name, and each listed one can be reached. */
export const ACCOUNT_FAULTS: readonly Fault[] = [
  broken("P4", "the function becomes a role of an account that is not listed", inStatement(BECOMING, also(UNLISTED))),
  broken("P3", "and so it becomes a role that does not mint", inStatement(BECOMING, also(UNLISTED))),
  broken(
    "P5",
    "the function becomes that role in every account",
    inStatement(BECOMING, inTheListed(LISTED.replace("444455556666", "*"))),
  ),
  broken(
    "P4",
    "the function becomes every role of a listed account",
    inStatement(BECOMING, inTheListed("arn:aws:iam::444455556666:role/*")),
  ),
  broken("P17", "the function's policy names an account that is not listed", inStatement(BECOMING, also(UNLISTED))),
  broken(
    "P15",
    "the function may no longer become the role of a listed account",
    inStatement(BECOMING, (statement) => ({
      ...statement,
      Resource: [statement.Resource ?? []].flat().filter((arn) => arn !== LISTED),
    })),
  ),
  broken(
    "P10",
    "the sts endpoint lets the function become a role of an account that is not listed",
    inStatement(STS_DOOR, also(UNLISTED)),
  ),
  broken(
    "P10",
    "the sts endpoint lets the function become that role in every account",
    inStatement(STS_DOOR, inTheListed(LISTED.replace("444455556666", "*"))),
  ),
  broken(
    "P10",
    "the sts endpoint forgets a listed account",
    inStatement(STS_DOOR, inTheListed("arn:aws:iam::111122223333:role/nothing")),
  ),
  broken(
    "P10",
    "the sagemaker.api endpoint lets every role of a listed account make URLs",
    inStatement(API_DOOR, by("arn:aws:iam::444455556666:role/*")),
  ),
  broken(
    "P10",
    "the sagemaker.api endpoint asks for no role",
    inStatement(API_DOOR, ({ Condition: _dropped, ...statement }) => statement),
  ),
  broken(
    "P10",
    "the sagemaker.api endpoint lets the role of a listed account reach that account's every domain",
    inStatement(
      API_DOOR,
      onResource(() => `${PROFILES}/*`),
    ),
  ),
  broken(
    "P10",
    "the sagemaker.api endpoint lets the role of a listed account make training jobs",
    inStatement(API_DOOR, (statement) => ({ ...statement, Action: "sagemaker:*", Resource: "*" })),
  ),
  broken(
    "P10",
    "one listed account's role makes URLs in another listed account's domain",
    inStatement(API_DOOR, also("arn:aws:sagemaker:eu-central-1:777788889999:user-profile/d-elsewhere002/*")),
  ),
  broken("P10", "the sagemaker.api endpoint forgets a listed account", (graph) => withoutStatements(graph, API_DOOR)),
  broken(
    "P10",
    "the Studio endpoint opens every profile of a listed account",
    inStatement(STUDIO_DOOR, also(`${PROFILES}/*`)),
  ),
  broken(
    "P10",
    "the Studio endpoint opens profiles of an account that is not listed",
    inStatement(STUDIO_DOOR, also("arn:aws:sagemaker:eu-central-1:999988887777:user-profile/d-elsewhere001/*")),
  ),
  broken(
    "P10",
    "the Studio endpoint runs no apps of a listed account's domain",
    inStatement(
      "AllowStudioToRunApps",
      onResource((arn) => arn.replace("444455556666", "111122223333")),
    ),
  ),
  broken("P10", "a role of an account that is not listed passes the sagemaker.api endpoint", (graph) =>
    withBeside(graph, API_DOOR, {
      Effect: "Allow",
      Principal: "*",
      Action: "sagemaker:CreatePresignedDomainUrl",
      Resource: "arn:aws:sagemaker:eu-central-1:999988887777:user-profile/d-elsewhere001/*",
      Condition: { ArnEquals: { "aws:PrincipalArn": UNLISTED } },
    }),
  ),
  {
    ...broken("P16", "rows are read as if a domain were in another account than the function mints in", (graph) =>
      told(graph, "DOMAIN_IDS", (text) => text.replace("@444455556666", "@999988887777")),
    ),
    status: "UNKNOWN",
  },
  broken("P3", "the function is told a role that its policy does not name", (graph) =>
    told(graph, "STUDIO_ACCOUNTS", (text) => text.replace("444455556666", "999988887777")),
  ),
];
