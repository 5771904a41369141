import { withBeside, withInputs, withStatements } from "../../../policies/audit/rules/changed-graph";
import { named, ofType, unconditional } from "../../../policies/audit/rules/ways-to-change";
import { arnOf } from "../beside-policies/carrier-faults";
import type { Fault } from "../faults";

const USE = "AllowUsingRStudiosLicence";
const READ = "AllowReadingRStudiosLicence";
const START = "AllowStartingTheDomainsRStudioAgain";
const LICENCE_DOOR = "AllowRStudioToUseItsLicence";
const API_DOOR = "AllowRStudioToStartAgain";
const PROFILE = "aws:sagemaker/userProfile:UserProfile";

const broken = (breaks: string, what: string, change: Fault["change"]): Fault => ({
  what,
  breaks,
  of: "strict",
  change,
});
const everyResource = (sid: string): Fault["change"] => {
  return (graph) => withStatements(graph, sid, (statement) => ({ ...statement, Resource: "*" }));
};

/** Of RStudio's server: its role, who carries it, and the endpoints that it calls. */
export const R_STUDIO_FAULTS: readonly Fault[] = [
  broken("P4", "RStudio's role starts any app of the account", everyResource(START)),
  broken("P10", "the endpoint of SageMaker's API starts any app for RStudio's role", everyResource(API_DOOR)),
  broken("P11", "a notebook runs with RStudio's role", (graph) => {
    const executionRole = arnOf(graph, "studio-r-studio-role");
    return withInputs(graph, ofType(PROFILE), (inputs) => ({
      ...inputs,
      userSettings: { ...(inputs["userSettings"] as object), executionRole },
    }));
  }),
  broken("P4", "RStudio's role writes every log", (graph) =>
    withStatements(graph, "AllowRStudiosLog", (statement) => ({ ...statement, Resource: "*" })),
  ),
  broken("P4", "RStudio's role delivers logs of the whole account, as AWS's guide has it", (graph) =>
    withBeside(graph, USE, { Effect: "Allow", Action: "logs:PutResourcePolicy", Resource: "*" }),
  ),
  broken("P4", "RStudio's role shares licences", (graph) =>
    withBeside(graph, USE, { Effect: "Allow", Action: "license-manager:CreateGrant", Resource: "*" }),
  ),
  broken("P5", "RStudio's role names its actions with a star", (graph) =>
    withStatements(graph, USE, (statement) => ({ ...statement, Action: "license-manager:Check*" })),
  ),
  broken("P5", "RStudio's role starts apps in every domain", (graph) =>
    withStatements(graph, START, (statement) => ({
      ...statement,
      Resource: String(statement.Resource).replace(/d-[a-z0-9]+/, "*"),
    })),
  ),
  broken("P15", "RStudio finds no licence", (graph) =>
    withStatements(graph, USE, (statement) => ({ ...statement, Action: "license-manager:CheckInLicense" })),
  ),
  broken("P15", "RStudio's licence is refused at the endpoint", (graph) =>
    withStatements(graph, LICENCE_DOOR, (statement) => ({ ...statement, Action: "license-manager:CheckInLicense" })),
  ),
  broken("P15", "RStudio cannot read its licence", (graph) =>
    withStatements(graph, READ, (statement) => ({
      ...statement,
      Resource: "arn:aws:license-manager::111122223333:license:l-1",
    })),
  ),
  broken("P10", "the endpoint of License Manager takes every caller", (graph) =>
    withStatements(graph, LICENCE_DOOR, unconditional),
  ),
  broken("P10", "licences are made through the endpoint of License Manager", (graph) =>
    withStatements(graph, LICENCE_DOOR, (statement) => ({ ...statement, Action: "license-manager:CreateLicense" })),
  ),
  broken("P11", "SageMaker becomes RStudio's role for any account", (graph) =>
    withStatements(graph, "LetSageMakerRunRStudio", unconditional),
  ),
  broken("P11", "RStudio runs with bob's role", (graph) =>
    withInputs(graph, named("studio-domain"), (inputs) => ({
      ...inputs,
      domainSettings: {
        ...(inputs["domainSettings"] as object),
        rStudioServerProDomainSettings: { domainExecutionRoleArn: arnOf(graph, "studio-profiles-bob-role") },
      },
    })),
  ),
];
