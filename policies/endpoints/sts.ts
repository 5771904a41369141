/** What may pass the sts endpoint: the studio-url function becoming the minting role, and execution roles asking who they are. */
import { type Place, roleArnsUnder } from "../arns";
import { oneOrList, type PolicyDocument, policyDocument, type Statement } from "../document";

export function stsEndpointPolicy(
  place: Place,
  names: {
    readonly functionRoleArn: string;
    readonly mintingRolePath: string;
    readonly executionRolePath: string;
    /** Of Studio domains in other accounts. */
    readonly otherMintingRoleArns?: readonly string[];
  },
): PolicyDocument {
  return policyDocument(
    {
      Sid: "AllowTheFunctionToBecomeAMintingRole",
      Effect: "Allow",
      Principal: "*",
      // All three are asked for by the one AssumeRole call that passes tags and a source identity.
      Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
      Resource: oneOrList([roleArnsUnder(place, names.mintingRolePath), ...(names.otherMintingRoleArns ?? [])]),
      Condition: { ArnEquals: { "aws:PrincipalArn": names.functionRoleArn } },
    },
    executionRolesAsk(place, names.executionRolePath),
  );
}

/** The same endpoint in another account's VPC, where only Studio's apps are. */
export function appsStsEndpointPolicy(
  place: Place,
  { executionRolePath }: { readonly executionRolePath: string },
): PolicyDocument {
  return policyDocument(executionRolesAsk(place, executionRolePath));
}

function executionRolesAsk(place: Place, executionRolePath: string): Statement {
  return {
    Sid: "AllowExecutionRolesToAskWhoTheyAre",
    Effect: "Allow",
    Principal: "*",
    Action: "sts:GetCallerIdentity",
    Resource: "*",
    Condition: { ArnLike: { "aws:PrincipalArn": roleArnsUnder(place, executionRolePath) } },
  };
}
