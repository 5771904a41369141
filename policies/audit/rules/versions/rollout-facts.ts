/** What P19 asks of deployment groups: that each new version is watched and can be taken back. */
import type { AuditedRollout } from "../../beside-policies";
import type { Estate } from "../../estate";
import { resultsTables, rolesFor } from "../ours";
import { type Fact, fact } from "../rule";

/** When a version has to be taken back; CodeDeploy does none of it by itself. */
const TAKEN_BACK_ON = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"] as const;

/** The shortest window of each objective. By hand, and not by what the groups name. */
const OF_MINTS = ["mint-availability-fast-5m", "mint-latency-fast-5m"] as const;
const OF_THE_POOL = ["pool-availability-fast-5m", "pool-latency-fast-5m"] as const;

export function rolloutFacts(estate: Estate): Fact[] {
  return (estate.rollouts ?? []).flatMap((group) => [
    watched(estate, group),
    heeded(estate, group),
    takenBack(group),
    carriedOut(estate, group),
  ]);
}

function watched(estate: Estate, group: AuditedRollout): Fact {
  const wanted = [...OF_MINTS, ...(resultsTables(estate).length > 0 ? OF_THE_POOL : [])];
  const missing = wanted.filter((name) => !group.alarms.includes(name));
  const strange = [...group.alarms.filter((name) => !wanted.some((one) => one === name)), ...group.unknownAlarms];
  const why = [
    ...(missing.length > 0 ? [`${missing.join(", ")} is not watched`] : []),
    ...(strange.length > 0 ? [`${strange.join(", ")} is watched beside them`] : []),
  ].join(", and ");
  const claim = `A rollout of ${group.name} is watched by ${wanted.join(", ")}, and by no alarm of others.`;
  return fact(claim, group, why === "", why);
}

/** Config may say for a time that a red alarm does not stop its own repair; then the report says so too. */
function heeded({ ignoredAlarms }: Estate, group: AuditedRollout): Fact {
  const isSaid = ignoredAlarms !== undefined;
  const claim = isSaid
    ? `Alarms stop no rollout of ${group.name}, and config says why.`
    : `A red alarm stops a rollout of ${group.name}, and so does one that cannot be read.`;
  const why = "its alarms are not looked at, and config gives no reason";
  return {
    ...fact(claim, group, group.heedsAlarms || isSaid, why),
    ...(isSaid && { exceptions: ["rollouts-ignore-alarms"] }),
  };
}

function takenBack(group: AuditedRollout): Fact {
  const missing = TAKEN_BACK_ON.filter((event) => !group.takenBackOn.includes(event));
  const why = [
    ...(missing.length > 0 ? [`nothing is taken back on ${missing.join(", ")}`] : []),
    ...(group.shiftsTraffic ? [] : ["its traffic is not shifted between versions"]),
  ].join(", and ");
  const claim = `A version of ${group.name} that fails, or is stopped, gives its calls back to the one before.`;
  return fact(claim, group, why === "", why);
}

function carriedOut(estate: Estate, group: AuditedRollout): Fact {
  const holds = rolesFor(estate, "rollout").some(({ arn }) => arn === group.roleArn);
  const claim = `Rollouts of ${group.name} are carried out with the stack's own role for that.`;
  return fact(claim, group, holds, `it is ${group.roleArn || "none"}`);
}
