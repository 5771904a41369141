import { partitionOf } from "../../partition";
import { faultsOfMembers, isObject, type Members, textMember } from "../identity/members";
import { type Key, oneOf, type TextRule } from "../key";
import { resourceIdMember } from "../places/resource-id";
import { EXTERNAL_ID, faultsOfGuard, ORGANIZATION_ID, ROLE_NAME } from "./studio-accounts";

/** The gateway whose function makes URLs of this account's Studio domain: what it prints once it is deployed. */
export interface GatewayAccount {
  /** Of its studio-url function; output `studioUrlRoleArn`. The gateway's account is the one in this ARN. */
  readonly functionRoleArn: string;
  /** Output `endpointIds`: URLs are made through the first and opened through the second, both in the gateway's VPC. */
  readonly sagemakerApiEndpointId: string;
  readonly studioEndpointId: string;
  /** As the gateway's list has it. */
  readonly mintingRoleName?: string;
  /** What the gateway sends along in `sts:ExternalId`. */
  readonly externalId?: string;
  /** The organisation that the gateway's account is in. */
  readonly organizationId?: string;
}

const FUNCTION_ROLE: TextRule = {
  fault: (value) =>
    FUNCTION_ROLE_ARN.test(value) ? undefined : "is not the ARN of one role, as the gateway's output studioUrlRoleArn",
  example: `arn:${partitionOf("eu-central-1").partition}:iam::111122223333:role/studio-url-role-0a1b2c3`,
};
const FUNCTION_ROLE_ARN = /^arn:(aws|aws-us-gov):iam::(\d{12}):role\/([\w+=,.@/-]+)$/;

const MEMBERS: Members = {
  functionRoleArn: { key: textMember(FUNCTION_ROLE), isRequired: true },
  sagemakerApiEndpointId: { key: resourceIdMember("vpce"), isRequired: true },
  studioEndpointId: { key: resourceIdMember("vpce"), isRequired: true },
  mintingRoleName: { key: textMember(ROLE_NAME) },
  externalId: { key: textMember(EXTERNAL_ID) },
  organizationId: { key: textMember(ORGANIZATION_ID) },
};

export const WHOLE_GATEWAY = [
  { at: ".functionRoleArn", value: FUNCTION_ROLE.example },
  { at: ".sagemakerApiEndpointId", value: "vpce-0123456789abcdef0" },
  { at: ".studioEndpointId", value: "vpce-0fedcba9876543210" },
  { at: ".externalId", value: EXTERNAL_ID.example },
];

/** Which of the two halves the stack is, and what the small one has to know of the other. */
export const ROLE_KEYS = {
  role: oneOf(["gateway", "studioAccount"], "gateway"),
  gateway: {
    type: "object",
    default: {},
    allowed:
      "{functionRoleArn, sagemakerApiEndpointId, studioEndpointId, mintingRoleName?, externalId?, organizationId?}, with externalId or " +
      "organizationId or both; or {} for role gateway",
    example: { at: ".functionRoleArn", value: FUNCTION_ROLE.example },
    faultsOf: (value) => {
      if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object", fix: WHOLE_GATEWAY }];
      if (Object.keys(value).length === 0) return [];
      return [...faultsOfMembers(value, MEMBERS, "of a gateway"), ...faultsOfGuard(value, "")];
    },
  } satisfies Key<GatewayAccount | Readonly<Record<string, never>>> as Key<
    GatewayAccount | Readonly<Record<string, never>>
  >,
};

/** The gateway of config; undefined in the gateway's own stack. */
export function gatewayOf(value: GatewayAccount | Readonly<Record<string, never>> | undefined) {
  return value !== undefined && "functionRoleArn" in value ? (value as GatewayAccount) : undefined;
}

/** The account that the gateway is deployed to. */
export function accountOfGateway({ functionRoleArn }: Pick<GatewayAccount, "functionRoleArn">): string {
  return FUNCTION_ROLE_ARN.exec(functionRoleArn)?.[2] ?? "";
}

export function partitionOfGateway({ functionRoleArn }: Pick<GatewayAccount, "functionRoleArn">): string {
  return FUNCTION_ROLE_ARN.exec(functionRoleArn)?.[1] ?? "";
}
