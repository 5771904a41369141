/** From a stack's resources to what the audit looks at: every policy in every form, and a fault for whatever is not understood. */
import type { AuditedRole, Estate } from "../estate";
import { collectApis } from "./api/apis";
import { findUnreadPolicies } from "./coverage/coverage";
import { collectEndpoints } from "./endpoints";
import { collectFunctions } from "./functions/functions";
import { arnPart, type CollectedGraph, identity, regionOf } from "./graph/graph";
import { collectRollouts, ignoredAlarms } from "./functions/rollouts";
import { collectLayerPermissions } from "./functions/layer-permissions";
import { collectResources } from "./resources";
import { collectPassages } from "./passages/passages";
import { collectRoles } from "./roles/roles";
import { collectSignIn } from "./sign-in/sign-in";
import { opened } from "./graph/special-values";
import { collectRekognition, collectStudio } from "./studio";
import { Survey } from "./survey";

type Properties = Readonly<Record<string, unknown>>;

/** Never throws for what a resource holds: what cannot be read is in `coverage`, and an audit with faults there proves nothing. */
export function collectEstate(graph: CollectedGraph): Estate {
  const resources = graph.resources.map((resource) => ({
    ...resource,
    inputs: opened(resource.inputs) as Properties,
    outputs: opened(resource.outputs) as Properties,
  }));
  const survey = new Survey({ ...graph, resources });
  const roles = collectRoles(survey);
  const place = placeOf(survey, roles);
  const endpoints = collectEndpoints(survey);
  const apis = collectApis(survey);
  const studio = collectStudio(survey, roles);
  const estate = {
    project: graph.project,
    stack: graph.stack,
    ...place,
    roles,
    endpoints,
    apis,
    functions: collectFunctions(survey),
    rollouts: collectRollouts(survey, place),
    ignoredAlarms: ignoredAlarms(survey),
    resources: [...collectResources(survey, place), ...collectLayerPermissions(survey)],
    studio,
    rekognition: collectRekognition(survey, endpoints),
    signIn: collectSignIn(survey, apis),
    passages: collectPassages(survey, place.account, studio),
    eventRules: survey
      .all("cloudwatch/eventRule:EventRule")
      .map((rule) => ({ name: rule.name, arn: survey.identityOf(rule, "arn") })),
  };
  findUnreadPolicies(survey);
  return { ...estate, coverage: inOrder(survey.faults), replaced: survey.replaced };
}

/** By the roles' ARNs, which every stack has; the API's Region is home. */
function placeOf(survey: Survey, roles: readonly AuditedRole[]): Pick<Estate, "partition" | "account" | "homeRegion"> {
  const [first] = roles;
  const account = arnPart(first?.arn, 4) ?? "";
  for (const role of survey.all("iam/role:Role"))
    if (arnPart(identity(role, "arn"), 4) !== account)
      survey.fault(role, "", `The role ${role.name} is in another account than ${first?.name ?? ""}; one is modelled.`);
  const [api] = survey.all("apigateway/restApi:RestApi");
  const regions = survey.graph.resources.flatMap((resource) => regionOf(resource) ?? []).sort();
  const homeRegion = (api && regionOf(api)) ?? regions[0] ?? "";
  return { partition: arnPart(first?.arn, 1) ?? "aws", account, homeRegion };
}

/** One fault a place, by URN: two readers may stumble over the same thing. */
function inOrder(faults: Estate["coverage"]): Estate["coverage"] {
  const byPlace = new Map(faults.map((fault) => [`${fault.urn} ${fault.pointer} ${fault.why}`, fault]));
  return [...byPlace.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fault]) => fault);
}
