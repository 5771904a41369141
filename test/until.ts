const STEP_MS = 5;

/**
 * Waits until something is so, however long a busy machine takes: jest's own limit ends a test that waits in vain.
 *
 * @param isSo asked again and again
 */
export async function until(isSo: () => boolean | Promise<boolean>, stepMs = STEP_MS): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, stepMs));
}
