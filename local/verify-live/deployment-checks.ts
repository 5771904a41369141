import type { LiveCheck } from "./live-check";

const NOTHING = "nothing to do";
const AGAIN = "run `pulumi up` again; it makes what is missing";

export const DEPLOYMENT_CHECKS: readonly LiveCheck[] = [
  {
    name: "second-domain",
    question: "Does the account's quota have room for a Studio domain more?",
    from: "terminal",
    steps: ({ region }) => [
      `$ aws sagemaker list-domains --region ${region} --query 'Domains[].DomainName'`,
      `$ aws service-quotas list-service-quotas --region ${region} --service-code sagemaker --query "Quotas[?contains(QuotaName, 'omain')].[QuotaName, Value]" --output text`,
    ],
    answers: [
      { seen: "fewer domains than the quota", means: NOTHING },
      {
        seen: "as many as the quota",
        means: "ask for more in Service Quotas, or name the one that is there in `studioDomainId`",
      },
    ],
  },
  {
    name: "profile-after-its-role",
    question: "Can a profile be made seconds after its role?",
    from: "terminal",
    steps: () => ["Add a name to `studioUserProfiles` and run `pulumi up`."],
    answers: [
      { seen: "the update succeeds", means: NOTHING },
      { seen: "CreateUserProfile fails because of the role", means: AGAIN },
    ],
  },
  {
    name: "waiting-peering",
    question: "Does EC2 take routes over a peering, or a Transit Gateway, that waits to be accepted?",
    from: "terminal",
    steps: () => ["The first `pulumi up` with a `corporateAttachment` of another account."],
    answers: [
      { seen: "the update succeeds", means: "accept the attachment in the other account" },
      { seen: "CreateRoute fails", means: `accept the attachment, then ${AGAIN}` },
    ],
  },
  {
    name: "lambda-of-the-partition",
    question: "Has GovCloud arm64 and nodejs24.x?",
    from: "terminal",
    steps: ({ partition, region }) =>
      partition === "aws"
        ? []
        : [
            `$ aws lambda list-layers --region ${region} --compatible-architecture arm64 --compatible-runtime nodejs24.x`,
          ],
    answers: [
      { seen: "a list, perhaps empty", means: NOTHING },
      {
        seen: "a ValidationException",
        means: "set `lambdaArchitecture` to x86_64, `lambdaRuntime` to nodejs22.x, and run `npm run layer` again",
      },
    ],
  },
  {
    name: "rekognition-endpoint",
    question: "Has each Region of the pool an endpoint service for Rekognition?",
    from: "terminal",
    steps: ({ rekognitionRegions }) =>
      rekognitionRegions.map(
        (region) =>
          `$ aws ec2 describe-vpc-endpoint-services --region ${region} --service-names com.amazonaws.${region}.rekognition --query 'ServiceDetails[0].AvailabilityZones'`,
      ),
    answers: [
      { seen: "zones", means: NOTHING },
      { seen: "InvalidServiceName", means: "take the Region out of `rekognitionRegions`; the preview says the same" },
    ],
  },
  {
    name: "executions-of-a-new-account",
    question: "Does Service Quotas know a new account's smaller limit of concurrent executions?",
    from: "terminal",
    steps: ({ region }) => [
      `$ aws lambda get-account-settings --region ${region} --query AccountLimit.ConcurrentExecutions`,
      `$ aws service-quotas get-service-quota --region ${region} --service-code lambda --quota-code L-B99A9384 --query Quota.Value`,
    ],
    answers: [
      { seen: "the same number twice", means: NOTHING },
      {
        seen: "the first is smaller",
        means:
          "the preview reckons with the second: have the limit raised, or lower `rekognitionReservedConcurrency` to 100 less than the first",
      },
    ],
  },
  {
    name: "groups-of-a-deleted-domain",
    question: "Do the network groups that Studio makes go with the domain?",
    from: "terminal",
    steps: ({ region, domainId }) => [
      "After a `pulumi destroy` of a trial stack with `retainStudioHomes` false:",
      `$ aws ec2 describe-security-groups --region ${region} --filters 'Name=group-name,Values=security-group-for-*-nfs-${domainId}' --query 'SecurityGroups[].GroupId'`,
    ],
    answers: [
      { seen: "none, and the destroy ended", means: NOTHING },
      {
        seen: "two, and the destroy stopped at the VPC",
        means: "delete the rules that name each other, then the groups, then `pulumi destroy` again",
      },
    ],
  },
];
