package io.hookline.gateway.endpoint;

import java.net.URI;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A server that listens. Registered as an OSGi service once its socket is bound, and unregistered before the socket
 * closes, with the service properties {@value #NAME} and {@value #URI}.
 */
@ConsumerType
public interface Endpoint {

    /** Service property: the kind of server, for instance {@code gateway} or {@code records}; a string. */
    String NAME = "endpoint.name";

    /** Service property: {@link #uri()} as a string. */
    String URI = "endpoint.uri";

    /**
     * The address that it listens on, for instance {@code http://127.0.0.1:8080}, with the port that is really bound.
     */
    URI uri();
}
