package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.message.Fields;

/**
 * A response that is compared.
 *
 * @param fields as the upstream sent them
 */
record Answer(int status, Fields fields, BodyCopy body) {}
