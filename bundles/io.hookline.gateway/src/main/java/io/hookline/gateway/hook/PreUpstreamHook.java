package io.hookline.gateway.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees every request that has passed all {@link PreRequestHook}s, directly before it goes upstream, and may answer it
 * instead: from a cache, or because the upstream is down. Its route and upstream are known.
 *
 * <p>Whatever decides whether a request may pass is at {@value PreRequestHook#POINT}, so an answer from here only
 * reaches clients that may have it. Called on a worker thread, unless no hook of both points blocks. A hook that throws
 * is skipped.
 *
 * @since 1.1
 */
@ConsumerType
public interface PreUpstreamHook {

    /** The name of the point. */
    String POINT = "http.pre-upstream";

    /**
     * Looks at a request, and may change its headers or leave attributes for later hooks.
     *
     * @return null to continue; otherwise the response for the client
     * @throws Exception is logged and counted; the next hook is called
     */
    @Compose(Composition.FIRST_RESULT)
    @Nullable
    Response onForward(Exchange exchange) throws Exception;
}
