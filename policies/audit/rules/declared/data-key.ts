/** What functions are meant to do with the company's own key for data: nothing but through a service, and nothing where config names no key. */
import type { Estate } from "../../estate";
import { dataKeys, viaService } from "../ours";
import type { Permission } from "./permission";

/** Uploads are encrypted by the bucket, in the name of who signed them. */
export const ENCRYPTING_UPLOADS = ["kms:GenerateDataKey"] as const;
export const DECRYPTING = ["kms:Decrypt"] as const;

type Use = Pick<Permission, "to" | "actions"> & { readonly service: "s3" | "sqs" | "dynamodb" };

export const UPLOADS: Use = { to: "have S3 encrypt uploads", actions: ENCRYPTING_UPLOADS, service: "s3" };
export const IMAGES: Use = { to: "have S3 decrypt images", actions: DECRYPTING, service: "s3" };
export const MESSAGES: Use = { to: "have SQS decrypt messages", actions: DECRYPTING, service: "sqs" };
export const ITEMS: Use = { to: "have DynamoDB decrypt a table's key", actions: DECRYPTING, service: "dynamodb" };

export function ofDataKey(estate: Estate, uses: readonly Use[]): Permission[] {
  const on = dataKeys(estate).map(({ arn }) => arn);
  if (on.length === 0) return [];
  return uses.map(({ to, actions, service }) => ({
    to,
    actions,
    on,
    only: { "kms:ViaService": viaService(estate, service) },
  }));
}
