import * as aws from "../aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Federation, Settings } from "../config";

/**
 * The corporate providers from which people come into the user pool, each under its name: a person from CorpIdP is `CorpIdP_<name id>`
 * there from the first sign-in on, and a member of no group of ours yet.
 *
 * @returns the names, once the providers are there: a client that names one before is refused
 */
export function createFederation(
  settings: Pick<Settings, "region" | "federation">,
  userPoolId: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string>[] {
  return settings.federation.map((federated) => {
    const { name } = federated;
    const provider = new aws.cognito.IdentityProvider(
      `people-from-${name}`,
      {
        region: settings.region,
        userPoolId,
        providerName: name,
        providerType: federated.kind === "saml" ? "SAML" : "OIDC",
        providerDetails: detailsOf(settings.region, federated, parent),
        attributeMapping: {
          ...federated.attributeMapping,
          // Cognito adds it by itself, and every preview would take it away again. Of SAML it is the name id, which is not mapped.
          ...(federated.kind === "oidc" && { username: "sub" }),
        },
      },
      // A pool takes one provider of a name; another kind under the same name is another provider.
      { parent, deleteBeforeReplace: true },
    );
    return provider.providerName;
  });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateIdentityProvider.html */
function detailsOf(
  region: string,
  federated: Federation,
  parent: pulumi.Resource,
): Record<string, pulumi.Input<string>> {
  if (federated.kind === "saml") {
    return {
      MetadataURL: federated.metadataUrl,
      IDPSignout: String(federated.signOut ?? false),
      // Requests are signed; the certificate for it is the pool's (aws cognito-idp get-signing-certificate).
      RequestSigningAlgorithm: "rsa-sha256",
    };
  }
  return {
    oidc_issuer: federated.issuer,
    client_id: federated.clientId,
    client_secret: secretNamed(region, federated.clientSecretName, parent),
    authorize_scopes: (federated.scopes ?? ["openid"]).join(" "),
    attributes_request_method: "GET",
  };
}

/** Read when the stack is deployed, so that it stands in no file; in Pulumi's state it is encrypted. */
function secretNamed(region: string, secretId: string, parent: pulumi.Resource): pulumi.Output<string> {
  return aws.secretsmanager.getSecretVersionOutput({ secretId, region }, { parent }).secretString;
}
