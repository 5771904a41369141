import type { Statement } from "../../../policies/document";

export const BOUNDARY_ARN = "arn:aws:iam::111122223333:policy/platform-boundary";
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });

/** Mistakes in what stands above the roles: key, bad value, the place that is named, and the line that fixes it. */
export const GUARDRAIL_MISTAKES: readonly (readonly [string, unknown, string, string])[] = [
  ["permissionsBoundaryArn", "platform-boundary", "permissionsBoundaryArn", "policy/platform-boundary"],
  ["permissionsBoundaryArn", "arn:aws:iam::111122223333:role/x", "permissionsBoundaryArn", "policy/platform-boundary"],
  ["permissionsBoundaryArn", "arn:aws:iam::1:policy/x", "permissionsBoundaryArn", "policy/platform-boundary"],
  [
    "permissionsBoundaryArn",
    "arn:aws-cn:iam::111122223333:policy/x",
    "permissionsBoundaryArn",
    "arn:aws:iam::111122223333:policy/x",
  ],
  ["permissionsBoundaryPolicy", "no document", "permissionsBoundaryPolicy", "config rm --stack staging"],
  ["permissionsBoundaryPolicy", { Version: "2012-10-17" }, "permissionsBoundaryPolicy", "config rm --stack staging"],
  [
    "permissionsBoundaryPolicy",
    document({ Effect: "allow", Action: "*", Resource: "*" }),
    "permissionsBoundaryPolicy.Statement[0].Effect",
    "Statement[0].Effect' Allow",
  ],
  [
    "permissionsBoundaryPolicy",
    document({ Effect: "Allow", Resource: "*" }),
    "permissionsBoundaryPolicy.Statement[0].Action",
    "Statement[0].Action' '*'",
  ],
  [
    "permissionsBoundaryPolicy",
    document({ Effect: "Allow", Action: "*", Resource: "*" }),
    "permissionsBoundaryPolicy",
    "config rm --stack staging",
  ],
];

/** A boundary as a platform team writes it: much, but neither IAM nor what is not used. */
export const WIDE_BOUNDARY = document(
  { Sid: "AllowWorkloads", Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" },
  { Sid: "DenyLeavingTheNetworkAlone", Effect: "Deny", Action: ["ec2:*InternetGateway*"], Resource: "*" },
) as unknown as { readonly Version: "2012-10-17"; readonly Statement: readonly Statement[] };
