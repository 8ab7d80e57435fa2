package io.hookline.gateway.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees every response before its head goes to the client: responses of the upstream, of hooks, and after failures.
 *
 * <p>Called on a worker thread; it may block. A hook that throws is skipped.
 */
@ConsumerType
public interface PostProcessHook {

    /** The name of the point. */
    String POINT = "http.post-process";

    /**
     * Looks at a response, and may change its headers through {@link Exchange#responseHeaders()} and its status through
     * {@link Exchange#setStatus}.
     *
     * @throws Exception is logged and counted; the response is sent without this hook
     */
    void onResponse(Exchange exchange) throws Exception;
}
