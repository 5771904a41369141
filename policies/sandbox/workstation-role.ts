/** The role of the sandbox's workstation: it opens and carries Session Manager's channels, and nothing else. */
import { type PolicyDocument, policyDocument } from "../document";

export function workstationTrust(): PolicyDocument {
  return policyDocument({
    Sid: "LetEc2RunTheWorkstation",
    Effect: "Allow",
    Principal: { Service: "ec2.amazonaws.com" },
    Action: "sts:AssumeRole",
  });
}

/**
 * Not AWS's AmazonSSMManagedInstanceCore, which also reads every parameter of the account and has patches and commands run. The channels
 * know no resource, and the instance does not exist when its role is made.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
export function workstationPolicy(): PolicyDocument {
  return policyDocument({
    Sid: "AllowSessionManagerToReachTheWorkstation",
    Effect: "Allow",
    Action: [
      "ssm:UpdateInstanceInformation",
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    Resource: "*",
  });
}
