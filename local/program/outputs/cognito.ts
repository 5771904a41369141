import { arn, dnsSuffixOf, hex, letters, physicalName, uuidOf } from "./identifiers";
import { idOr, neededText, textInput, textInputs, type Created, type NewResource, type OutputModels } from "./model";

const CREATED = "2025-01-01T00:00:00Z";

/** User pools. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html */
export const COGNITO_MODELS: OutputModels = {
  "aws:cognito/userPool:UserPool": userPool,
  "aws:cognito/userPoolClient:UserPoolClient": userPoolClient,
  "aws:cognito/userPoolDomain:UserPoolDomain": userPoolDomain,
  "aws:cognito/userGroup:UserGroup": userGroup,
  "aws:cognito/resourceServer:ResourceServer": resourceServer,
  "aws:cognito/identityProvider:IdentityProvider": (r) => ({
    id: idOr(r, `${neededText(r, "userPoolId")}:${neededText(r, "providerName")}`),
  }),
  "aws:cognito/user:User": user,
  "aws:cognito/userInGroup:UserInGroup": (r) => ({
    id: idOr(r, ["userPoolId", "groupName", "username"].map((key) => neededText(r, key)).join("/")),
  }),
};

function userPool(resource: NewResource): Created {
  // The part after the Region is mixed-case letters and digits, nine of them.
  const id = idOr(resource, `${resource.region}_${mixedCase(letters(resource.urn, 9))}`);
  return {
    id,
    outputs: {
      name: physicalName(resource, 128),
      arn: arn(resource, "cognito-idp", `userpool/${id}`),
      // The provider gives host and path without the scheme; the issuer is this behind https://.
      endpoint: `cognito-idp.${resource.region}.${dnsSuffixOf(resource.region)}/${id}`,
      creationDate: CREATED,
      lastModifiedDate: CREATED,
      estimatedNumberOfUsers: 0,
      mfaConfiguration: textInput(resource, "mfaConfiguration") ?? "OFF",
      deletionProtection: textInput(resource, "deletionProtection") ?? "INACTIVE",
      userPoolTier: textInput(resource, "userPoolTier") ?? "ESSENTIALS",
    },
  };
}

function userPoolClient(resource: NewResource): Created {
  const secret = resource.inputs["generateSecret"] === true ? hex(resource.urn, 51) : "";
  return {
    id: idOr(resource, letters(resource.urn, 26)),
    outputs: { name: physicalName(resource, 128), clientSecret: secret },
  };
}

function userPoolDomain(resource: NewResource): Created {
  const domain = neededText(resource, "domain");
  const cloudfront = `d${letters(resource.urn, 13)}.cloudfront.net`;
  return {
    id: idOr(resource, domain),
    outputs: { cloudfrontDistribution: cloudfront, cloudfrontDistributionArn: cloudfront, version: "20250101000000" },
  };
}

function userGroup(resource: NewResource): Created {
  const name = physicalName(resource, 128);
  return { id: idOr(resource, `${neededText(resource, "userPoolId")}/${name}`), outputs: { name } };
}

function resourceServer(resource: NewResource): Created {
  const identifier = neededText(resource, "identifier");
  const scopes = (resource.inputs["scopes"] ?? []) as { scopeName: string }[];
  return {
    id: idOr(resource, `${neededText(resource, "userPoolId")}|${identifier}`),
    outputs: {
      name: physicalName(resource, 256),
      scopeIdentifiers: scopes.map((scope) => `${identifier}/${scope.scopeName}`),
    },
  };
}

function user(resource: NewResource): Created {
  const sub = uuidOf(resource.urn);
  return {
    id: idOr(resource, `${neededText(resource, "userPoolId")}/${neededText(resource, "username")}`),
    outputs: {
      sub,
      status: "FORCE_CHANGE_PASSWORD",
      creationDate: CREATED,
      lastModifiedDate: CREATED,
      mfaSettingLists: textInputs(resource, "mfaSettingLists"),
    },
  };
}

function mixedCase(text: string): string {
  return text.replaceAll(/..?/g, (pair) => pair.charAt(0).toUpperCase() + pair.slice(1));
}
