/** What RStudio's server really asks for: a licence, a line of log and a new start, through our endpoints and from SageMaker's own network. */
import type { AuditedRole, Estate } from "../../estate";
import { arnIn, endpointsOf, rolesFor, STUDIO_LOG } from "../ours";
import type { IntendedRequest } from "../rule";
import { calls } from "./calls-through-our-endpoints";
import { fromOutside, throughEndpoint } from "./intended-requests";

interface Step {
  readonly service: string;
  readonly action: string;
  readonly resource: string;
}

export function rStudioAtWork(estate: Estate): IntendedRequest[] {
  return rolesFor(estate, "r-studio").flatMap((role) =>
    day(estate).flatMap((step) => [
      ask(role, step, "from SageMaker's network", fromOutside(estate.homeRegion)),
      ...endpointsOf(estate, [step.service]).map((endpoint) =>
        ask(role, step, `through ${endpoint.name}`, throughEndpoint(endpoint)),
      ),
    ]),
  );
}

function day(estate: Estate): Step[] {
  const licences = ["ListReceivedLicenses", "CheckoutLicense", "ExtendLicenseConsumption", "CheckInLicense"];
  const licence = `arn:${estate.partition}:license-manager::${estate.account}:license:l-0123456789abcdef0123456789abcdef`;
  const stream = `log-group:${STUDIO_LOG}:log-stream:domain-shared`;
  const server = `app/${estate.studio.domainId}/domain-shared/RStudioServerPro/default`;
  return [
    ...licences.map((name) => ({ service: "license-manager", action: `license-manager:${name}`, resource: "*" })),
    { service: "license-manager", action: "license-manager:GetLicense", resource: licence },
    { service: "logs", action: "logs:PutLogEvents", resource: arnIn(estate, "logs", stream) },
    { service: "sagemaker.api", action: "sagemaker:CreateApp", resource: arnIn(estate, "sagemaker", server) },
  ];
}

function ask(
  role: AuditedRole,
  { action, resource }: Step,
  from: string,
  context: Readonly<Record<string, string>>,
): IntendedRequest {
  return calls(role, { claim: `RStudio's server may ${action}, ${from}.`, action, resource, context });
}
