import { isDomainId } from "../../../functions/contract/studio-profile";
import { oneOf } from "../key";
import { textList } from "../text-list";
import { studioAccounts } from "./studio-accounts";

/** Where it is written whose Studio profiles are whose. */
export const MAPPING_KEYS = {
  profileMode: oneOf(["claim", "table"], "claim"),
  studioDomainIds: textList({
    default: [],
    allowed: "ids of existing SageMaker domains in IAM mode, such as d-abcd1234efgh, beside the stack's own",
    example: "d-abcd1234efgh",
    fault: (value) => (isDomainId(value) ? undefined : "is not a domain id"),
    mend: (value) => [/\bd-[a-z0-9]+/i.exec(value)?.[0].toLowerCase()],
  }),
  studioAccounts,
};
