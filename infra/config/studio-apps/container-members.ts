import { isObject } from "../identity/members";
import { type Fault, faultOfText, type Key, type TextFault } from "../key";
import { segment } from "../repair/settings-of";

/** A text that says something, in so many characters at most. */
export function present(longest: number): TextFault {
  return (value) =>
    value.trim() !== "" && value.length <= longest ? undefined : `is not 1 to ${longest} characters that are not blank`;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerConfig.html */
const MOST_VARIABLES = 25;
const LONGEST = 256;

/** Variables of a container, by name. A principal that may describe the image config reads them: keep secrets out. */
export const environmentVariables: Key<unknown> = {
  type: "object",
  allowed: "",
  example: { at: ".LOG_LEVEL", value: "INFO" },
  faultsOf: (value) => {
    if (!isObject(value)) return [{ at: "", found: value, fault: "is not an object" }];
    return Object.entries(value).flatMap(([name, found], index): Fault[] => {
      const at = segment(name);
      if (index >= MOST_VARIABLES)
        return [{ at, found, fault: "is one more than the 25 that AWS takes", remove: true }];
      if (name.trim() === "" || name.length > LONGEST)
        return [{ at, found, fault: `has a name that is not 1 to ${LONGEST} characters`, remove: true }];
      return faultOfText(found, at, { fault: present(LONGEST), example: "INFO" });
    });
  },
};
