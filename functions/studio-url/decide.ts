import type { APIGatewayProxyEvent } from "aws-lambda";
import { type Caller, isNamedBy, type OwnProfiles, reasonToRefuse } from "../contract/caller";
import { denialDetail, methodAndPath } from "../contract/routes";
import { Refusal, type FieldFault } from "../contract/problem";
import {
  isWithin,
  type ProfileLimits,
  isStudioName,
  LANDING_FORMS,
  LANDING_URI_MAX_LENGTH,
  landingForm,
  SESSION_SECONDS,
  URL_SECONDS,
} from "../contract/studio-profile";
import { InvalidFields, type BodyLimit, readJsonBody } from "../http/read-body";

/** One URL to be made: whose, for which of their profiles, and how. */
export interface MintOrder extends UrlOptions {
  readonly callerId: string;
  readonly domainId: string;
  readonly userProfileName: string;
}

/**
 * Decides a request for a URL.
 *
 * The profile comes from the caller's own. The path only has to agree: API Gateway has refused all others'
 * already, and this function does not take its word for it.
 *
 * @throws Refusal
 */
export function decideMint(
  event: Pick<APIGatewayProxyEvent, "pathParameters" | "body" | "isBase64Encoded" | "headers">,
  { callerId }: Pick<Caller, "callerId">,
  own: OwnProfiles,
): MintOrder {
  const entry = own.entries.find((each) => isNamedBy(event.pathParameters, each));
  if (!entry) {
    const reason = reasonToRefuse(own, event.pathParameters);
    throw new Refusal({ code: "access_denied", reason, detail: denialDetail(reason) });
  }
  const { domainId, userProfileName, limits } = entry;
  return { callerId, domainId, userProfileName, ...readUrlOptions(readJsonBody(event, BODY), limits) };
}

/** The caller's own profiles, with what may be asked for in each. */
export function listProfiles(caller: Caller) {
  return {
    profiles: caller.entries.map(({ domainId, userProfileName, limits }) => ({
      domainId,
      userProfileName,
      expiresInSeconds: { default: limits.urlSeconds, max: limits.urlMaxSeconds },
      sessionExpirationInSeconds: { default: limits.sessionMaxSeconds, max: limits.sessionMaxSeconds },
      landingUris: limits.landingUris,
      spaces: limits.spaces,
    })),
  };
}

/** Four optional fields fit many times over. */
const BODY: BodyLimit = { maxBytes: 4096, tooLarge: "The body may hold 4096 bytes at most." };

/** What may be asked of a URL. CreatePresignedDomainUrl has no condition keys for these: IAM cannot check them. */
export interface UrlOptions {
  readonly expiresInSeconds: number;
  readonly sessionExpirationInSeconds: number;
  /** Undefined when a space is named alone: then the space's own application opens. */
  readonly landingUri: string | undefined;
  readonly spaceName: string | undefined;
}

type Body = Readonly<Record<string, unknown>>;
type Field = keyof UrlOptions;
type Check = (value: unknown, limits: ProfileLimits) => Omit<FieldFault, "field"> | undefined;

const CHECKS: Readonly<Record<Field, Check>> = {
  expiresInSeconds: (value, { urlMaxSeconds }) => wholeNumber(value, { ...URL_SECONDS, max: urlMaxSeconds }),
  sessionExpirationInSeconds: (value, { sessionMaxSeconds }) =>
    wholeNumber(value, { ...SESSION_SECONDS, max: sessionMaxSeconds }),
  landingUri: (value) =>
    typeof value === "string" && landingForm(value)
      ? undefined
      : {
          fault: "is not a landing URI",
          allowed:
            `one of ${LANDING_FORMS.join(", ")} and, if wanted, a relative path of letters, digits and . _ ~ - ` +
            `with single slashes, ${LANDING_URI_MAX_LENGTH} characters in all`,
        },
  spaceName: (value) =>
    isStudioName(value)
      ? undefined
      : { fault: "is not the name of a space", allowed: "up to 63 letters, digits and inner hyphens" },
};

/**
 * The body's fields checked against SageMaker's limits and the profile's own, missing ones filled in.
 * @throws Refusal `invalid_request` with the fields that are invalid, else `access_denied` for what is well-formed but not
 * theirs
 */
function readUrlOptions(body: Body, limits: ProfileLimits): UrlOptions {
  const invalid = new InvalidFields();
  for (const [field, check] of Object.entries(CHECKS)) {
    const wrong = Object.hasOwn(body, field) ? check(body[field], limits) : undefined;
    if (wrong) invalid.add(field, wrong.fault, wrong.allowed);
  }
  invalid.addUnknown("", body, Object.keys(CHECKS));
  invalid.refuse();
  const asked = body as Partial<UrlOptions>;
  const options = {
    expiresInSeconds: asked.expiresInSeconds ?? limits.urlSeconds,
    sessionExpirationInSeconds: asked.sessionExpirationInSeconds ?? limits.sessionMaxSeconds,
    // A landing page beside the space would lead away from it. https://github.com/aws/amazon-sagemaker-feedback/issues/188
    landingUri: asked.landingUri ?? (asked.spaceName === undefined ? (limits.landingUris[0] ?? "studio::") : undefined),
    spaceName: asked.spaceName,
  };
  refuseUnlisted(options, limits);
  return options;
}

function refuseUnlisted({ landingUri, spaceName }: UrlOptions, { landingUris, spaces }: ProfileLimits): void {
  if (landingUri !== undefined && !landingUris.includes(landingForm(landingUri) ?? ""))
    throw notPermitted("landingUri");
  if (spaceName !== undefined && !spaces.includes(spaceName)) throw notPermitted("spaceName");
}

function notPermitted(field: Field): Refusal {
  const permitted = `${methodAndPath("list-profiles")} lists what is permitted`;
  const detail = `This profile may not be opened with that ${field}; ${permitted}.`;
  return new Refusal({ code: "access_denied", reason: "not_permitted", detail });
}

function wholeNumber(value: unknown, bounds: { min: number; max: number }): ReturnType<Check> {
  if (isWithin(value, bounds)) return undefined;
  const fault = typeof value === "number" ? `is ${value}` : "is not a number";
  return { fault, allowed: `a whole number from ${bounds.min} to ${bounds.max}` };
}
