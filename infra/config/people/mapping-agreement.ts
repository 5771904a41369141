import type { Disagreement, MappingValues } from "../disagreement";

/** Domains that are listed and could never be reached. */
export function mappingDisagreements(values: Partial<MappingValues>): Disagreement[] {
  const { profileMode, studioDomainId, studioDomainIds = [], mintingMode } = values;
  if (studioDomainIds.length === 0) return [];
  const whole = (fault: string): Disagreement[] => [
    { key: "studioDomainIds", at: "", found: studioDomainIds, fault, remove: true },
  ];
  if (profileMode === "claim")
    return whole("lists domains that only rows of the mapping table can name, and profileMode is claim");
  if (mintingMode === "rolePerProfile")
    return whole("lists further domains, and mintingMode rolePerProfile makes roles for profiles of the stack's own");
  return studioDomainIds.flatMap((found, index): Disagreement[] => {
    const fault = "is the stack's own domain already, by studioDomainId";
    return found === studioDomainId ? [{ key: "studioDomainIds", at: `[${index}]`, found, fault, remove: true }] : [];
  });
}
