/** What the audit knows of Studio: the domain, its profiles and images, and domains elsewhere. */
import type { AuditedGateway, AuditedStudioAccount } from "./beside-policies";

/** An image of Studio's, and where its container image lies. */
export interface AuditedImage {
  /** SageMaker's name of it. */
  readonly name: string;
  readonly roleArn: string;
  /** One a version. */
  readonly repositoryArns: readonly string[];
}

export interface AuditedStudio {
  readonly domainId: string;
  /** Images that people start apps with, and the repositories in ECR that they come from (ARNs); absent: none. */
  readonly images?: readonly AuditedImage[] | undefined;
  /** Existing domains whose profiles rows of the mapping table may name, by the functions' environment; absent in claim mode. */
  readonly furtherDomainIds?: readonly string[] | undefined;
  /** Domains in other accounts, and the roles there that the studio-url function is told to become; empty or absent: none. */
  readonly accounts?: readonly AuditedStudioAccount[] | undefined;
  /** In a Studio account's stack, the other half, by the stack's outputs; absent in a gateway's. */
  readonly gateway?: AuditedGateway | undefined;
  /** ARNs of the tables that functions are told hold people's rows; absent in claim mode. */
  readonly mappingTables?: readonly string[] | undefined;
  /** Whether config asks that the mapping table is kept, by the stack's outputs; absent where they do not say. */
  readonly keepsMappingTable?: boolean | undefined;
  /** Functions (logical names) that are told where the rows are; absent in claim mode. */
  readonly toldOfRows?: readonly string[] | undefined;
  /** "VpcOnly" when the stack makes the domain; undefined when it exists already. */
  readonly networkAccess?: string | undefined;
  /** "IAM" or "SSO"; undefined as above. */
  readonly authMode?: string | undefined;
  /** "USER_PROFILE_NAME" when what notebooks do carries the profile's name, else "DISABLED"; undefined as above. */
  readonly sourceIdentity?: string | undefined;
  readonly domainUrn?: string | undefined;
  readonly profiles: readonly { readonly name: string; readonly executionRoleArn?: string | undefined }[];
}
