package io.hookline.gateway.internal.listen;

/** An event for the pipelines of all connections: the gateway stops, and takes no further requests. */
enum Drain {
    BEGIN
}
