/** VPC endpoints and what may pass through them. */
import type { AuditedEndpoint, SourcedPolicy } from "../estate";
import { endpointWithoutPolicy } from "./assumed";
import { type CollectedResource, identity, regionOf, setting } from "./graph/graph";
import type { Survey } from "./survey";

const ENDPOINT_POLICY = "ec2/vpcEndpointPolicy:VpcEndpointPolicy";

export function collectEndpoints(survey: Survey): readonly AuditedEndpoint[] {
  const endpoints = survey.all("ec2/vpcEndpoint:VpcEndpoint");
  const ids = endpoints.map((endpoint) => identity(endpoint, "id"));
  for (const policy of survey.all(ENDPOINT_POLICY))
    if (!ids.includes(setting(policy, "vpcEndpointId")))
      survey.fault(policy, "/policy", `${policy.name} belongs to an endpoint that is not in this stack.`);
  return endpoints.map((endpoint) => endpointOf(survey, endpoint));
}

function endpointOf(survey: Survey, endpoint: CollectedResource): AuditedEndpoint {
  const region = regionOf(endpoint) ?? "";
  if (region === "") survey.fault(endpoint, "", `The Region of endpoint ${endpoint.name} is not known.`);
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html: Gateway, unless said otherwise.
  const kind = setting(endpoint, "vpcEndpointType") ?? "Gateway";
  if (kind !== "Gateway" && kind !== "Interface")
    survey.fault(endpoint, "/vpcEndpointType", `An endpoint of type ${kind} is not modelled.`);
  return {
    id: survey.identityOf(endpoint, "id"),
    name: endpoint.name,
    urn: endpoint.urn,
    service: serviceIn(setting(endpoint, "serviceName") ?? "", region),
    kind: kind === "Gateway" ? "Gateway" : "Interface",
    region,
    vpcId: setting(endpoint, "vpcId") ?? "",
    policies: kind === "Gateway" ? takingAnyPrincipal(survey, endpoint) : policiesOf(survey, endpoint),
  };
}

/**
 * A gateway endpoint takes no principal but "*"; callers are named by aws:PrincipalArn. What AWS makes of a role's ARN there it does
 * not say, so that nothing is proved with such a policy: neither that it lets through, nor that it refuses.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
function takingAnyPrincipal(survey: Survey, endpoint: CollectedResource): SourcedPolicy[] {
  const policies = policiesOf(survey, endpoint);
  for (const { document, name, urn, pointer, source } of policies)
    for (const { Principal, NotPrincipal, Sid = "a statement" } of document.Statement)
      if (NotPrincipal !== undefined || !["*", '{"AWS":"*"}'].includes(JSON.stringify(Principal).replace(/^"|"$/g, "")))
        survey.faults.push({
          urn,
          pointer,
          source,
          why: `The ${name} names a principal in ${Sid}: a gateway endpoint takes "*" only, and callers in aws:PrincipalArn.`,
        });
  return policies;
}

/** `com.amazonaws.eu-central-1.sagemaker.api` → "sagemaker.api"; a service of no Region keeps its whole name. */
function serviceIn(serviceName: string, region: string): string {
  const [, after] = serviceName.split(`.${region}.`);
  return after ?? serviceName;
}

/** An endpoint has one document. A VpcEndpointPolicy overwrites the endpoint's own as soon as it is made. */
function policiesOf(survey: Survey, endpoint: CollectedResource): SourcedPolicy[] {
  const name = `policy of endpoint ${endpoint.name}`;
  const own = endpoint.inputs["policy"];
  const [over, ...more] = survey.referring(ENDPOINT_POLICY, "vpcEndpointId", identity(endpoint, "id"));
  for (const extra of more)
    survey.fault(extra, "/policy", `${endpoint.name} has several policies; the last one made wins.`);
  if (over) {
    if (own !== undefined)
      survey.replace({ resource: endpoint, pointer: "/policy", value: own, name, layer: "endpoint" }, over);
    // Without a text this resource, too, leaves the endpoint with AWS's default.
    if (over.inputs["policy"] === undefined) return assumed(survey, over, name);
    return found(
      survey.policy({ resource: over, pointer: "/policy", value: over.inputs["policy"], name, layer: "endpoint" }),
    );
  }
  // One that is only looked up has a policy that is not the program's to write: AWS's default would be a guess.
  if (own === undefined && endpoint.options?.["read"] === true) return unknown(survey, endpoint);
  if (own === undefined) return assumed(survey, endpoint, name);
  return found(survey.policy({ resource: endpoint, pointer: "/policy", value: own, name, layer: "endpoint" }));
}

function unknown(survey: Survey, endpoint: CollectedResource): SourcedPolicy[] {
  const id = identity(endpoint, "id") ?? "";
  survey.fault(
    endpoint,
    "/policy",
    `The policy of the existing endpoint ${id} is not known here: give its text in existingEndpoints (aws ec2 describe-vpc-endpoints ` +
      `--vpc-endpoint-ids ${id} --query VpcEndpoints[0].PolicyDocument --output text), or audit the deployed stack's export.`,
  );
  return [];
}

function assumed(survey: Survey, resource: CollectedResource, name: string): SourcedPolicy[] {
  return found(
    survey.made(resource, { name, document: endpointWithoutPolicy(), layer: "endpoint", origin: "assumed" }),
  );
}

function found(policy: SourcedPolicy | undefined): SourcedPolicy[] {
  return policy ? [policy] : [];
}
