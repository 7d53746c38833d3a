/** Variables that a server needs in order to start: it is run with them. All others are presumed not to be set. */
export const credential =
  /key|token|secret|pass|credential|auth|cookie|client|tenant|account|username|ur[il]|endpoint|database/i;
