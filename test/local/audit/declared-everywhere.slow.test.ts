import { type Variant, VARIANTS } from "../../variants";
import { isExplainedWhole } from "./declared-environment";

const others = Object.keys(VARIANTS).filter((variant) => variant !== "dev") as Variant[];

describe.each(others)("the %s environment", isExplainedWhole);
