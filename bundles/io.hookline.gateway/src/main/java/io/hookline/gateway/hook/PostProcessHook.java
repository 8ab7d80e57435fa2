package io.hookline.gateway.hook;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees every response before its head goes to the client: those of the upstream, of hooks, and of failures alike.
 *
 * <p>Called on a worker thread; it may block. A hook that throws is passed over.
 */
@ConsumerType
public interface PostProcessHook {

    /** The point's name. */
    String POINT = "http.post-process";

    /**
     * Looks at a response, and may change its headers through {@link Exchange#responseHeaders()} and its status through
     * {@link Exchange#setStatus}.
     *
     * @throws Exception is logged and counted; the response goes out without this hook
     */
    void onResponse(Exchange exchange) throws Exception;
}
