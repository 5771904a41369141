import { type Key, text } from "../key";

const BUS_ARN = /^arn:(aws[a-z-]*):events:([a-z0-9-]+):\d{12}:event-bus\/[\w./-]{1,256}$/;

/** Where finished images are announced: nowhere, on the bus that every account has, or on one by its ARN. */
export function eventBus(): Key<string> {
  return text({
    default: "off",
    allowed: "off, default (the bus that every account has), or the ARN of an event bus of this account",
    example: "default",
    fault: (value) =>
      ["off", "default"].includes(value) || BUS_ARN.test(value)
        ? undefined
        : "is neither of them, nor the ARN of a bus",
  });
}

/** Region and partition of a bus that is named by its ARN. */
export function placeOfBus(value: string): { readonly partition: string; readonly region: string } | undefined {
  const [, partition, region] = BUS_ARN.exec(value) ?? [];
  return partition === undefined || region === undefined ? undefined : { partition, region };
}
