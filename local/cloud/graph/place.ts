/** Partition, Region and account of the program. */
export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** Fifth element of an ARN; "" for ARNs without one, e.g. of S3 buckets. */
export function accountIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}
