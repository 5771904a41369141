import { Refusal, type FieldFault } from "../http/problem";
import { isWithin, type ProfileLimits } from "../http/profile-limits";
import {
  isStudioName,
  LANDING_FORMS,
  LANDING_URI_MAX_LENGTH,
  landingForm,
  SESSION_SECONDS,
  URL_SECONDS,
} from "../http/studio-names";

/** What may be asked of a URL. CreatePresignedDomainUrl has no condition keys for these: IAM cannot check them. */
export interface UrlOptions {
  readonly expiresInSeconds: number;
  readonly sessionExpirationInSeconds: number;
  readonly landingUri: string;
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
 * @throws Refusal `invalid_request` with every field at fault, else `access_denied` for what is well-formed but not
 * theirs
 */
export function readUrlOptions(body: Body, limits: ProfileLimits): UrlOptions {
  const errors = Object.keys(body).flatMap((field) => faultsOf(field, body[field], limits));
  if (errors.length > 0) {
    const detail = `The request has ${errors.length === 1 ? "a field" : `${errors.length} fields`} at fault.`;
    throw new Refusal({ code: "invalid_request", detail, errors });
  }
  const asked = body as Partial<UrlOptions>;
  const options = {
    expiresInSeconds: asked.expiresInSeconds ?? limits.urlSeconds,
    sessionExpirationInSeconds: asked.sessionExpirationInSeconds ?? limits.sessionMaxSeconds,
    landingUri: asked.landingUri ?? limits.landingUris[0] ?? "studio::",
    spaceName: asked.spaceName,
  };
  refuseUnlisted(options, limits);
  return options;
}

function faultsOf(field: string, value: unknown, limits: ProfileLimits): FieldFault[] {
  if (!Object.hasOwn(CHECKS, field)) {
    const allowed = `only ${Object.keys(CHECKS).join(", ")}`;
    return [{ field: field.slice(0, 64), fault: "is not a field of this request", allowed }];
  }
  const fault = CHECKS[field as Field](value, limits);
  return fault ? [{ field, ...fault }] : [];
}

function refuseUnlisted({ landingUri, spaceName }: UrlOptions, { landingUris, spaces }: ProfileLimits): void {
  if (!landingUris.includes(landingForm(landingUri) ?? "")) throw notPermitted("landingUri");
  if (spaceName !== undefined && !spaces.includes(spaceName)) throw notPermitted("spaceName");
}

function notPermitted(field: Field): Refusal {
  const detail = `This profile may not be opened with that ${field}; GET /v1/studio/profiles lists what is permitted.`;
  return new Refusal({ code: "access_denied", reason: "not_permitted", detail });
}

function wholeNumber(value: unknown, bounds: { min: number; max: number }): ReturnType<Check> {
  if (isWithin(value, bounds)) return undefined;
  const fault = typeof value === "number" ? `is ${value}` : "is not a number";
  return { fault, allowed: `a whole number from ${bounds.min} to ${bounds.max}` };
}
