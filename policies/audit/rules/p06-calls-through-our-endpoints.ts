/** P6: what the stack's roles may do, they may do from inside only. */
import { type Excepted, exceptedFrom } from "../exceptions";
import type { AuditedRole, Estate } from "../estate";
import { action, and, anyActionOf, type Formula, key, not, or, region, through } from "../encode/vocabulary";
import { IMAGE_READING } from "./declared/declared-permissions";
import { withOpenEndpoints } from "./questions/one-layer";
import { doorsFor } from "./accounts/gateway-doors";
import { endpointIds, functionRoles, POOL_FUNCTIONS, roleSubject, viaService } from "./ours";
import { imagesThroughOurEndpoints } from "./questions/image-calls";
import { workThroughEndpoints } from "./intended/calls-through-our-endpoints";
import { fact, type Rule, type RuleQuestion } from "./rule";

/** The services that have endpoints of ours, by the prefix of their actions. Rekognition's are asked about by Region. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  s3: ["s3"],
  dynamodb: ["dynamodb"],
  sts: ["sts"],
  sagemaker: ["sagemaker.api", "studio", "sagemaker.runtime"],
  logs: ["logs"],
  events: ["events"],
  ecr: ["ecr.api", "ecr.dkr"],
  "license-manager": ["license-manager"],
  "execute-api": ["execute-api"],
};

export const callsThroughOurEndpoints: Rule = {
  id: "P6",
  title:
    "Every permission of the stack's roles works through our VPC endpoint of that service and Region only, and so does access to images; exceptions are declared.",
  formal:
    "∀ role r, ∀ q by r: allowed(q) ⇒ endpoint(q) ∈ our endpoints of service(q) in aws:RequestedRegion(q) ∨ (service(q) = kms ∧ kms:ViaService(q) ∈ {s3, sqs, dynamodb}) ∨ exception(q); Rekognition: ∧ aws:RequestedRegion(q) ∈ allowed Regions; ∀ principal, ∀ q on images or their listing: allowed(q) ⇒ endpoint(q) ∈ our S3 endpoints ∨ exception(q) ∨ (action(q) = s3:ListBucket ∧ principal(q) is another role of this account); endpoint policies taken as open",
  controls: ["NIST 800-53r5 SC-7(5)", "NIST 800-53r5 SC-7(11)", "NIST 800-53r5 AC-4(21)"],
  questions: (estate) => [
    ...withOpenEndpoints(estate).roles.flatMap((role) => rightWay(estate, role)),
    ...imagesThroughOurEndpoints(estate),
  ],
  facts: ({ studio }) =>
    studio.domainUrn === undefined
      ? []
      : [
          fact(
            "Apps of the Studio domain have no way to the internet of their own.",
            { urn: studio.domainUrn },
            studio.networkAccess === "VpcOnly",
            `its network access is ${studio.networkAccess ?? "not said"}`,
          ),
        ],
  mustAllow: workThroughEndpoints,
};

function rightWay(estate: Estate, role: AuditedRole): RuleQuestion[] {
  const excepted = exceptedFrom("P6", estate, role);
  const never = (claim: string, that: Formula): RuleQuestion => ({
    claim,
    about: roleSubject(role),
    expect: "never",
    exceptions: excepted.ids,
    questions: [{ estate: withOpenEndpoints(estate), asker: { kind: "role", role }, route: { kind: "service" }, that }],
  });
  const questions = [never(`${role.name} works through our endpoints only.`, anyOtherWay(estate, role, excepted))];
  if (!functionRoles(estate, ...POOL_FUNCTIONS).includes(role)) return questions;
  return [
    ...questions,
    ...wholeOrderOfTheEndpoints(estate).map(([claim, that]) => never(`${role.name} ${claim}.`, that)),
    never(
      `${role.name} calls Rekognition in each Region through that Region's endpoint only.`,
      and(anyActionOf("rekognition"), not(or(...rightRegions(estate)))),
    ),
    never(
      `${role.name} sends images to ${estate.rekognition.allowedRegions.join(", ")} and to no other Region.`,
      and(anyActionOf("rekognition"), not(region(...estate.rekognition.allowedRegions))),
    ),
  ];
}

/** The permission is used by the right way when service, endpoint and Region agree; everything else needs an exception. */
function anyOtherWay(estate: Estate, role: AuditedRole, excepted: Excepted): Formula {
  const byService = Object.entries(SERVICES).map(([service, names]) =>
    and(anyActionOf(service), through(endpointIds(estate, names))),
  );
  const ofGateway = estate.studio.gateway ? [and(anyActionOf("sagemaker"), through(doorsFor(estate, role)))] : [];
  return and(
    not(or(...byService, ...ofGateway, ...rightRegions(estate), byServicesOfAws(estate))),
    not(excepted.bounds),
  );
}

/** No call of the role's own: S3, SQS and DynamoDB ask KMS from AWS's side, about what the role reads or writes. */
function byServicesOfAws(estate: Estate): Formula {
  const services = ["s3", "sqs", "dynamodb"].map((service) => viaService(estate, service));
  return and(anyActionOf("kms"), key("kms:ViaService").is(...services));
}

function rightRegions(estate: Estate): Formula[] {
  return estate.rekognition.regions.map((each) =>
    and(anyActionOf("rekognition"), region(each), through(endpointIds(estate, ["rekognition"], { region: each }))),
  );
}

/** Uploads are sent from the office, everything else by the functions: neither permission is good at the other's endpoint. */
function wholeOrderOfTheEndpoints(estate: Estate): [string, Formula][] {
  const office = endpointIds(estate, ["s3"], { kind: "Interface" });
  return [
    [
      "puts objects through the office's S3 endpoint only",
      and(action("s3:Put*", "s3:Delete*", "s3:Replicate*"), not(through(office))),
    ],
    ["reads no image through the office's S3 endpoint", and(action(...IMAGE_READING), through(office))],
  ];
}
