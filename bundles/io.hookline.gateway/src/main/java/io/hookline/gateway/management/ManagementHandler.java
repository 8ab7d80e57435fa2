package io.hookline.gateway.management;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Answers the requests of the management port below a path. A service with the property {@value #PATH}; of several that
 * fit a request, the one with the longest path answers. No hook sees these requests.
 *
 * <p>Called by threads of the management port, by several at once. It may block, but a request waits for it, and only a
 * few are answered at a time.
 */
@ConsumerType
@FunctionalInterface
public interface ManagementHandler {

    /** Service property: the path that it answers, with everything below it, for instance {@code /health}; a string. */
    String PATH = "management.path";

    /**
     * Answers a request.
     *
     * @throws Exception if it cannot; the client gets 500, and the log says why
     */
    ManagementResponse answer(ManagementRequest request) throws Exception;
}
