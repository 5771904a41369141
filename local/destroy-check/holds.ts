/** What would hold up `pulumi destroy` of a stack, each with the commands that remove it. Pure. */
import type { DeployedRecord } from "../../infra/deployed/deployed";
import type { Found } from "../empty-studio/found";
import { counted, isEmpty } from "../empty-studio/words";

/** What is known of the stack: its own record, and what AWS answers about its Studio domain. */
export interface Standing {
  /** For Pulumi's commands, e.g. "--stack prod"; "" for the laptop, which has no Pulumi state. */
  readonly stackOption: string;
  /** For ours: the same, or the laptop's name. */
  readonly targetOption: string;
  /** As the last complete update left it. */
  readonly deployed: DeployedRecord;
  readonly region: string;
  readonly domainId: string;
  /** Of the stack's profiles, or of its whole domain. */
  readonly found: Found;
  /** The file system of the domain; absent where AWS names none. */
  readonly fileSystemId?: string;
  /** Names by the output rekognitionPool; absent without a pool. */
  readonly imagesBucket?: string;
  readonly resultsTable?: string;
  readonly mappingTable?: string;
}

export interface Hold {
  readonly what: string;
  /** "stops": destroy ends with an error before it has deleted everything. "stays": it ends well and leaves this. "waits": it takes longer. */
  readonly effect: "stops" | "stays" | "waits";
  readonly why: string;
  /** Lines to paste, in their order. */
  readonly remove: readonly string[];
}

export function holdsOf(standing: Standing): readonly Hold[] {
  return [
    ...studioHolds(standing),
    ...peopleHolds(standing),
    ...homeHolds(standing),
    ...imageHolds(standing),
    ...interfaceHolds(standing),
  ];
}

function studioHolds({ found, domainId, targetOption }: Standing): Hold[] {
  if (isEmpty(found)) return [];
  return [
    {
      what: `${counted(found)} in Studio domain ${domainId}`,
      effect: "stops",
      why: "they are in no state, and SageMaker deletes no profile and no domain that has them; a space takes its files with it",
      remove: [`npm run empty-studio -- ${spaced(targetOption)}--yes`],
    },
  ];
}

/** The user pool with its groups, and the tables: Pulumi protects them, and Cognito and DynamoDB do so themselves. */
function peopleHolds({ deployed, mappingTable, resultsTable, stackOption }: Standing): Hold[] {
  const { deletionProtection, identityProvider, role } = deployed;
  const isOwnPool =
    role !== "studioAccount" && identityProvider?.kind === "cognito" && !("userPoolId" in identityProvider);
  const kept = [
    ...(isOwnPool ? ["the user pool with its people and groups"] : []),
    ...(mappingTable === undefined ? [] : [`the mapping table ${mappingTable}`]),
    ...(resultsTable === undefined ? [] : [`the results table ${resultsTable}`]),
  ];
  if (deletionProtection === false || kept.length === 0) return [];
  return [protectedBy("deletionProtection", kept, stackOption, "Pulumi protects them, and so do Cognito and DynamoDB")];
}

/** With a domain of its own the network too, because home folders stand in it. */
function homeHolds({ deployed, domainId, fileSystemId, region, stackOption }: Standing): Hold[] {
  const { retainStudioHomes, studioDomainId, studioUserProfiles = [], existingVpc } = deployed;
  const isOwn = (studioDomainId ?? "") === "";
  const kept = [
    ...(isOwn ? [`the Studio domain ${domainId}`] : []),
    ...(studioUserProfiles.length > 0 ? [`the user profiles ${studioUserProfiles.join(", ")}`] : []),
    ...(isOwn && !isGiven(existingVpc) ? ["the VPC"] : []),
  ];
  const switchedOn = retainStudioHomes !== false && kept.length > 0;
  const why = "Pulumi protects them, so that no home folder goes with them";
  const held = switchedOn ? [protectedBy("retainStudioHomes", kept, stackOption, why)] : [];
  return isOwn && fileSystemId !== undefined ? [...held, fileSystem(fileSystemId, domainId, region)] : held;
}

/** The retention was settled when the domain was made, whatever the switch says now. */
function fileSystem(id: string, domainId: string, region: string): Hold {
  const groups = `Name=group-name,Values=security-group-for-inbound-nfs-${domainId},security-group-for-outbound-nfs-${domainId}`;
  return {
    what: `the home folders of ${domainId} (EFS file system ${id}) and their two NFS security groups`,
    effect: "stays",
    why: "where the domain was made with retainStudioHomes they outlive it, and their mount targets keep the subnets",
    remove: [
      `aws efs describe-mount-targets --region ${region} --file-system-id ${id} --query 'MountTargets[].MountTargetId' --output text`,
      `aws efs delete-mount-target --region ${region} --mount-target-id <each of them>`,
      `aws efs delete-file-system --region ${region} --file-system-id ${id}`,
      `aws ec2 describe-security-groups --region ${region} --filters '${groups}' --query 'SecurityGroups[].GroupId' --output text`,
      `aws ec2 delete-security-group --region ${region} --group-id <each of them, after their rules that name each other>`,
    ],
  };
}

function imageHolds({ deployed, imagesBucket, stackOption }: Standing): Hold[] {
  if (imagesBucket === undefined || deployed.retainImages === false) return [];
  const why = "Pulumi protects it, and S3 deletes no bucket that has a version of an object in it";
  const held = protectedBy("retainImages", [`the images bucket ${imagesBucket}`], stackOption, why);
  const free = `aws s3api delete-bucket-policy --bucket ${imagesBucket}    # only where it is kept: its policy names endpoints that are gone`;
  return [{ ...held, remove: [...held.remove, free] }];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-attaching */
function interfaceHolds({ region, stackOption, deployed }: Standing): Hold[] {
  if (stackOption === "" || deployed.role === "studioAccount") return [];
  const filter = "Name=description,Values=AWS Lambda VPC ENI-*";
  return [
    {
      what: "network interfaces of the functions",
      effect: "waits",
      why:
        "Lambda gives them up 35 to 45 minutes after a function is deleted; subnets and security groups wait for that, and the deployer " +
        "needs ec2:DetachNetworkInterface and ec2:DeleteNetworkInterface",
      remove: [
        `aws ec2 describe-network-interfaces --region ${region} --filters '${filter}' --query 'NetworkInterfaces[].[NetworkInterfaceId,Status]'    # to see what is left`,
      ],
    },
  ];
}

function protectedBy(key: string, kept: readonly string[], stackOption: string, why: string): Hold {
  const stack = spaced(stackOption);
  return {
    what: kept.join(", "),
    effect: "stops",
    why: `${key} is on: ${why}`,
    remove: [
      `pulumi config set ${stack}${key} false && pulumi up ${stackOption}`.trim(),
      `pulumi destroy ${stack}--exclude-protected    # keeps them, and takes the rest`,
    ],
  };
}

function isGiven(value: object | undefined): boolean {
  return value !== undefined && Object.keys(value).length > 0;
}

function spaced(option: string): string {
  return option === "" ? "" : `${option} `;
}
