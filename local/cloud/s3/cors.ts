import type { Answer } from "../answer";
import { headerValue, type Incoming } from "../incoming";
import type { Bucket, CorsRule } from "./buckets";
import { S3Error } from "./s3-error";

/** What a page of another origin is told about an answer: nothing, unless a rule of the bucket names the origin. */
export function corsHeaders(bucket: Bucket | undefined, request: Incoming, method = request.method) {
  const origin = headerValue(request, "origin");
  const rule = bucket?.corsRules.find((one) => origin !== undefined && isMeant(one, origin, method));
  if (!rule || origin === undefined) return {};
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": rule.methods.join(", "),
    ...(rule.exposed.length > 0 && { "access-control-expose-headers": rule.exposed.join(", ") }),
    vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

/** A browser's question before a request that is not a plain form. @throws S3Error when no rule answers it with yes */
export function answerPreflight(bucket: Bucket, request: Incoming): Answer {
  const method = headerValue(request, "access-control-request-method") ?? "";
  const asked = (headerValue(request, "access-control-request-headers") ?? "").toLowerCase();
  const wanted = asked.split(",").flatMap((name) => name.trim() || []);
  const origin = headerValue(request, "origin") ?? "";
  const rule = bucket.corsRules.find(
    (one) =>
      isMeant(one, origin, method) && wanted.every((name) => one.headers.includes(name) || one.headers.includes("*")),
  );
  if (!rule) throw new S3Error(403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.");
  const { maxAgeSeconds } = rule;
  return {
    status: 200,
    headers: {
      ...corsHeaders(bucket, request, method),
      ...(wanted.length > 0 && { "access-control-allow-headers": wanted.join(", ") }),
      ...(maxAgeSeconds !== undefined && { "access-control-max-age": String(maxAgeSeconds) }),
    },
    body: "",
  };
}

function isMeant({ origins, methods }: CorsRule, origin: string, method: string): boolean {
  return (origins.includes(origin) || origins.includes("*")) && methods.includes(method);
}
