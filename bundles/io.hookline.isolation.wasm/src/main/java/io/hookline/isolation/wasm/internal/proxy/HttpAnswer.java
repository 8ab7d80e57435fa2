package io.hookline.isolation.wasm.internal.proxy;

/**
 * The answer to an HTTP call of a filter; one that has failed has no header fields.
 *
 * @param status its status, 0 if the call has failed
 * @param headers its header fields
 * @param body its body
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HttpAnswer(int status, PlainHeaders headers, byte[] body) {}
