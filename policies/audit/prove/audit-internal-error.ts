/** The prover and the evaluator contradict each other: a fault of the audit, not of the policies. */
export class AuditInternalError extends Error {
  override readonly name = "AuditInternalError";
}
