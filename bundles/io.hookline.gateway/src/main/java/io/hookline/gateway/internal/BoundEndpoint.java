package io.hookline.gateway.internal;

import io.hookline.gateway.endpoint.Endpoint;
import java.net.URI;

/** Where the gateway listens. */
record BoundEndpoint(URI uri) implements Endpoint {}
