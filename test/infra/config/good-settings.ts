/** The least that a stack has to say, as `checkSettings` takes it. */
export const LEAST = {
  "aws:region": "eu-central-1",
  corporateCidrs: ["10.10.0.0/16"],
  portalOrigins: ["https://portal.corp.example"],
};

/** A public RSA key of 2048 bits, in length at least. */
export const PUBLIC_KEY = { kty: "RSA", kid: "key-1", n: "A".repeat(342), e: "AQAB" };
