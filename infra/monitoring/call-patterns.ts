/**
 * Which of CloudTrail's events are unexpected, as patterns of EventBridge. A trail that logs management events has to exist in the account
 * (an organisation's own is one): without it EventBridge gets none.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
export type EventPattern = Readonly<Record<string, unknown>>;

const FROM_CLOUDTRAIL = { "detail-type": ["AWS API Call via CloudTrail"] };

/** Whose session made the call. Absent for users, the root user and services. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function byRoles(arns: readonly unknown[]): EventPattern {
  return { userIdentity: { sessionContext: { sessionIssuer: { arn: arns } } } };
}

/**
 * A presigned URL into one of our domains that no role of ours asked for. Ours are the minting role and the profiles' execution roles, which
 * mint for their owner only; nothing gets under their path but by being made there.
 *
 * @param rolePath the beginning of those roles' ARNs
 */
export function mintOutsideMintingRole(rolePath: string, domainIds: readonly string[]): EventPattern {
  const stranger = [{ "anything-but": { prefix: rolePath } }];
  return {
    ...FROM_CLOUDTRAIL,
    source: ["aws.sagemaker"],
    detail: {
      eventSource: ["sagemaker.amazonaws.com"], // servicePrincipal
      eventName: ["CreatePresignedDomainUrl"],
      requestParameters: { domainId: domainIds },
      // "anything-but" asks for a field that is there.
      $or: [byRoles(stranger), byRoles([{ exists: false }])],
    },
  };
}

/** A call of one of our roles that AWS refused. */
export function roleRefused(rolePath: string, functionRoleArns: readonly string[]): EventPattern {
  return {
    ...FROM_CLOUDTRAIL,
    detail: {
      errorCode: [{ prefix: "AccessDenied" }, { suffix: "UnauthorizedOperation" }],
      ...byRoles([...functionRoleArns, { prefix: rolePath }]),
    },
  };
}
