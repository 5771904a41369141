/** Departures from the rules that are right and have to be said: each with its bounds, and why nothing narrower works. */
import type { AuditedRole, Estate } from "./estate";
import { lambdaItself, rowsFromOutside } from "./exception-bounds";
import { action, and, type Formula, key, not, or, resource } from "./encode/vocabulary";
import {
  API_GATEWAY_LOGGING,
  declaredPermissions,
  IMAGE_READING,
  INTERFACES,
  SESSION_MANAGER,
} from "./rules/declared/declared-permissions";
import { licences, READING_A_LICENCE } from "./rules/declared/r-studio";
import { SEEING_ALARMS } from "./rules/declared/rollouts";
import { covered } from "./rules/declared/permission";
import { APPS, DESCRIBING, LISTING_FOR_STUDIO, OWN_LOG, SPACES, TAGGING } from "./rules/declared/notebooks";
import { arnIn, functionRoles, logGroupArns, POOL_FUNCTIONS, resourcesOf, STUDIO_LOG } from "./rules/ours";

export interface DeclaredException {
  readonly id: string;
  /** The rule it departs from. */
  readonly rule: string;
  /** What happens, and why it cannot be otherwise. */
  readonly reason: string;
  /** The requests of this role that are excepted; undefined when it does not concern the role. */
  readonly bounds: (estate: Estate, role: AuditedRole) => Formula | undefined;
}

/** The order is that of the report. */
export const EXCEPTIONS: readonly DeclaredException[] = [
  {
    id: "lambda-manages-interfaces",
    rule: "P5",
    reason:
      "Lambda makes a function's network interfaces with the function's role, before there is an interface to name, so the six actions are allowed on every resource. A Deny takes them away from the function's own code.",
    bounds: (_estate, role) => (role.purpose === "function" ? action(...INTERFACES) : undefined),
  },
  {
    id: "api-gateway-writes-logs",
    rule: "P5",
    reason:
      "API Gateway takes one logging role for the whole account and Region, with AWS's own policy, which names no log group. Only API Gateway may become the role.",
    bounds: (_estate, role) => (role.purpose === "api-gateway-logging" ? action(...API_GATEWAY_LOGGING) : undefined),
  },
  {
    id: "session-manager-knows-no-resource",
    rule: "P5",
    reason:
      "The channels of Session Manager take no resource, and the sandbox's workstation, of which its agent reports, is made after its role. The role can only be EC2's, and only one machine has it; the sandbox is off by configuration.",
    bounds: ofWorkstation,
  },
  {
    id: "moderation-adapters",
    rule: "P5",
    reason:
      "DetectModerationLabels names a resource only when a caller asks for a trained adapter, so `*` is the one way to allow it without. The image goes to the Region that is called, adapter or not, and P6 says which these are.",
    bounds: (estate, role) =>
      functionRoles(estate, ...POOL_FUNCTIONS).includes(role)
        ? action("rekognition:DetectModerationLabels")
        : undefined,
  },
  {
    id: "rstudio-reads-a-sellers-licence",
    rule: "P5",
    reason:
      "A licence stands in its seller's account, which no one here knows. Bounded to reading licences; what is granted to this account is all that License Manager shows it.",
    bounds: (estate, role) =>
      role.purpose === "r-studio" ? and(action(READING_A_LICENCE), resource(licences(estate))) : undefined,
  },
  {
    id: "lambda-works-for-functions",
    rule: "P6",
    reason:
      "Lambda writes logs and traces, manages network interfaces and polls queues from its own network with the function's role: no endpoint of ours lies in that way. Logs go to the function's own group, traces to this account's X-Ray and only where config says so, interfaces are denied to its code, and messages come off one queue.",
    bounds: lambdaItself,
  },
  {
    id: "authorizer-reads-rows-outside",
    rule: "P6",
    reason:
      "The authorizer that fetches the provider's keys runs outside the VPC, where no endpoint of ours is, and in table mode reads callers' rows from there. Bounded to reading single rows of the mapping table, and to that function by the name that AWS puts into its calls. With pinned keys it runs inside, and needs no such exception.",
    bounds: rowsFromOutside,
  },
  {
    id: "rekognition-reads-images",
    rule: "P6",
    reason:
      "With S3Object, Rekognition reads the image itself, with the calling function's permission and from AWS's network. Bounded to reading, to the images bucket and to calls that AWS marks as made by a service; off by configuration.",
    bounds: (estate, role) =>
      (estate.rekognition.readablePrefixes ?? []).length > 0 && functionRoles(estate, ...POOL_FUNCTIONS).includes(role)
        ? and(
            action(...IMAGE_READING),
            resource(...resourcesOf(estate, "bucket").map(({ arn }) => `${arn}/*`)),
            key("aws:ViaAWSService").isIgnoringCase("true"),
          )
        : undefined,
  },
  {
    id: "studio-runs-apps",
    rule: "P6",
    reason:
      "Studio's own pages start, stop, tag, describe and list apps and spaces, and write Studio's log, with the person's execution role. AWS does not say from which network, so no endpoint is asked for. None of these actions opens Studio or reads data.",
    bounds: (estate, role) =>
      role.purpose === "execution"
        ? or(
            action(
              ...APPS,
              ...SPACES,
              TAGGING,
              ...DESCRIBING,
              ...LISTING_FOR_STUDIO,
              "sagemaker:DescribeDomain",
              "sagemaker:DescribeUserProfile",
            ),
            and(action("logs:CreateLogGroup", ...OWN_LOG), resource(...logGroupArns(estate, STUDIO_LOG))),
          )
        : undefined,
  },
  {
    id: "data-of-an-existing-domain",
    rule: "P6",
    reason:
      "A domain that was there before this stack lives in a network of its own, whose S3 endpoint this stack does not know. The data buckets of this account are then open to its notebooks from there; their own bucket policies have to name that endpoint.",
    bounds: (estate, role) =>
      role.purpose === "execution" && estate.studio.networkAccess === undefined
        ? and(action("s3:*"), key("aws:ResourceAccount").is(estate.account))
        : undefined,
  },
  {
    id: "preflight-by-functions",
    rule: "P8",
    reason:
      "With several portals the answer to a browser's preflight has to name the one that asks, which API Gateway cannot do by itself: so the function answers OPTIONS, without a token, with headers only. One portal in the configuration needs no such exception.",
    // About methods and not about roles: rule P8 names it where it sees one.
    bounds: () => undefined,
  },
  {
    id: "session-manager-from-the-sandbox",
    rule: "P6",
    reason:
      "The sandbox's workstation stands in a network of its own, as an office's machines do, and calls Session Manager over the internet: no endpoint of ours lies in that way. It can be spoken to, and do nothing else; the sandbox is off by configuration.",
    bounds: ofWorkstation,
  },
  {
    id: "sandbox-leads-to-the-internet",
    rule: "P17",
    reason:
      "The corporate sandbox stands in for an office, which has the internet: awsx gives its VPC an internet gateway. That VPC is exempt by its name, corporate-sandbox-network, and no other; its machines let nothing in from outside, and nothing of the gateway stands in it. Off by configuration, and refused where deletionProtection is on.",
    // About a network and not about roles: P17 names it where it sees one.
    bounds: () => undefined,
  },
  {
    id: "api-gateway-logs-from-aws",
    rule: "P6",
    reason: "API Gateway writes its logs from its own network: no endpoint of ours lies in that way.",
    bounds: (_estate, role) => (role.purpose === "api-gateway-logging" ? action(...API_GATEWAY_LOGGING) : undefined),
  },
  {
    id: "sagemaker-reads-images",
    rule: "P6",
    reason:
      "SageMaker reads a custom image from its own network when a version is made: no endpoint of ours lies in that way. Bounded to reading the repository of that very image; only SageMaker may become the role, and for this account.",
    bounds: (estate, role) =>
      role.purpose === "studio-image" ? covered(declaredPermissions(estate, role)) : undefined,
  },
  {
    id: "sagemaker-runs-rstudio",
    rule: "P6",
    reason:
      "SageMaker looks for RStudio's licence, writes its log and starts its server from its own network as well: no endpoint of ours lies in that way. Bounded to using licences, Studio's log and the one server of the domain; only SageMaker may become the role, and for this account.",
    bounds: (estate, role) => (role.purpose === "r-studio" ? covered(declaredPermissions(estate, role)) : undefined),
  },
  {
    id: "codedeploy-sees-alarms",
    rule: "P5",
    reason:
      "Looking at alarms is a list, about which IAM decides by all alarms of the account and Region; nothing of them can be changed with it.",
    bounds: (estate, role) =>
      role.purpose === "rollout"
        ? and(action(SEEING_ALARMS), resource(arnIn(estate, "cloudwatch", "alarm:*")))
        : undefined,
  },
  {
    id: "codedeploy-shifts-from-aws",
    rule: "P6",
    reason:
      "CodeDeploy moves aliases and looks at alarms from its own network: no endpoint of ours lies in that way. Only CodeDeploy may become the role, and for this account.",
    bounds: (estate, role) => (role.purpose === "rollout" ? covered(declaredPermissions(estate, role)) : undefined),
  },
  {
    id: "smoke-test-from-aws",
    rule: "P6",
    reason:
      "The smoke test of new versions calls Lambda and CodeDeploy, which have no endpoint in the network, and so runs outside. Bounded to the versions that the last update published, to the stack's own deployments, and to that function by the name that AWS puts into its calls.",
    bounds: (estate, role) =>
      role.usedBy.includes("smoke-test") ? covered(declaredPermissions(estate, role)) : undefined,
  },
  {
    id: "rollouts-ignore-alarms",
    rule: "P19",
    reason:
      "A red alarm stops every rollout, also the one that repairs what it is red about. Config lets that one through, with its reason, which every preview repeats until it is gone; rollouts that fail or are stopped are taken back all the same.",
    // About deployment groups and not about roles: P19 names it where it sees one.
    bounds: () => undefined,
  },
];

/** Who answers for an exception and until when: the environment's owner says so in policies/exceptions.yaml, beside the approved baseline. */
export interface Terms {
  readonly owner: string;
  /** ISO date, the last good day. */
  readonly expires: string;
}

/** @param today ISO date */
export function isExpired({ expires }: Pick<Terms, "expires">, today: string): boolean {
  return expires < today;
}

export interface Excepted {
  readonly ids: readonly string[];
  /** What a claim about the role has to leave out. */
  readonly bounds: Formula;
}

/** An expired exception still bounds its claims: what it has to be renewed or removed for is said once, and not twice. */
export function exceptedFrom(rule: string, estate: Estate, role: AuditedRole): Excepted {
  const applying = EXCEPTIONS.filter((exception) => exception.rule === rule).flatMap(({ id, bounds }) => {
    const formula = bounds(estate, role);
    return formula ? [{ id, formula }] : [];
  });
  return { ids: applying.map(({ id }) => id), bounds: or(...applying.map(({ formula }) => formula)) };
}

function ofWorkstation(_estate: Estate, role: AuditedRole): Formula | undefined {
  return role.purpose === "workstation" ? action(...SESSION_MANAGER) : undefined;
}

export function unless(that: Formula, excepted: Excepted): Formula {
  return and(that, not(excepted.bounds));
}
