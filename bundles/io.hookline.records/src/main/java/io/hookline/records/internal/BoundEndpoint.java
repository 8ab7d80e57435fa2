package io.hookline.records.internal;

import io.hookline.gateway.endpoint.Endpoint;
import java.net.URI;

/** Where the record service listens. */
record BoundEndpoint(URI uri) implements Endpoint {}
