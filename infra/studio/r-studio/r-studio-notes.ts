import type { Settings } from "../../config";
import { rStudioOf } from "../../config/studio-apps/r-studio";
import type { Deployed } from "../../deployed/deployed";

type Known = Pick<Settings, "rStudio" | "studioDomainId" | "region">;

/** What the first preview says, and every one that turns RStudio on: nothing in the program sees a licence. */
export function licenceNotes(now: Known, before: Pick<Deployed, "rStudio"> | undefined): string[] {
  if (rStudioOf(now.rStudio) === undefined || rStudioOf(before?.rStudio) !== undefined) return [];
  const { region, studioDomainId } = now;
  if (studioDomainId !== "")
    return [
      `RStudio has to be on in ${studioDomainId} before profiles get a seat: aws sagemaker describe-domain --region ${region} --domain-id ` +
        `${studioDomainId} --query DomainSettings.RStudioServerProDomainSettings`,
    ];
  return [
    "RStudio needs a licence of this account, product RSW-SageMaker, or the domain is not made: aws license-manager " +
      `list-received-licenses --region ${region} --query "Licenses[?ProductName=='RSW-SageMaker'].[LicenseArn,Status]"`,
  ];
}

/** A domain made here keeps the servers that it was made with: the provider cannot update it, and this program does not try. */
export function serverWarnings(before: Pick<Deployed, "rStudio" | "studioDomainId">, now: Known): string[] {
  const was = rStudioOf(before.rStudio);
  const is = rStudioOf(now.rStudio);
  if (was === undefined || is === undefined || before.studioDomainId !== "") return [];
  return (["connectUrl", "packageManagerUrl"] as const)
    .filter((name) => was[name] !== is[name])
    .map((name) => {
      const field = name === "connectUrl" ? "RStudioConnectUrl" : "RStudioPackageManagerUrl";
      return (
        `rStudio.${name} is ${is[name] ?? "not set"}, and the domain keeps ${was[name] ?? "none"}: the provider cannot update it. In the ` +
        `console, at the domain's RStudio settings, or with aws sagemaker update-domain --region ${now.region} (${field}).`
      );
    });
}
