package io.hookline.gateway.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees every request before it goes upstream, and may answer it instead.
 *
 * <p>Called on a worker thread; it may block. The first response ends the chain and goes to the client; the upstream is
 * not called. An exception ends it too: the client gets 500 and the point {@value ErrorHook#POINT} is called.
 */
@ConsumerType
public interface PreRequestHook {

    /** The name of the point. */
    String POINT = "http.pre-request";

    /**
     * Looks at a request, and may change its headers or leave attributes for later hooks.
     *
     * @return null to continue; otherwise the response for the client
     * @throws Exception fails the request with status 500
     */
    @Compose(Composition.FIRST_RESULT)
    @Nullable
    Response onRequest(Exchange exchange) throws Exception;
}
