package io.hookline.faults.ledger;

/**
 * One request to the gateway and what came back.
 *
 * @param hasKey whether it carried the valid key
 * @param status the status of the response; 0 if there was none
 * @param isOwnAnswer whether the response is the upstream's answer to this very request
 * @param steady whether the process was expected to serve during the whole call
 * @param problem why there was no response; empty if there was one
 */
public record CallObservation(boolean hasKey, int status, boolean isOwnAnswer, boolean steady, String problem) {}
