package io.hookline.gateway.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees every request that failed inside the gateway (a hook threw, a required hook is missing, the upstream cannot be
 * reached or did not answer in time), and may choose the response.
 *
 * <p>Called on a worker thread; it may block. A hook that throws is skipped. Error responses that the upstream
 * itself gave are not failures: they pass through {@link PostProcessHook} only.
 */
@ConsumerType
public interface ErrorHook {

    /** The name of the point. */
    String POINT = "http.error";

    /**
     * Chooses a response.
     *
     * @param failure what went wrong, with the status that the client gets unless a hook answers
     * @return null to leave it to the next hook, and finally to the gateway's plain response
     * @throws Exception is logged and counted; the next hook is called
     */
    @Compose(Composition.FIRST_RESULT)
    @Nullable
    Response onError(Exchange exchange, Failure failure) throws Exception;
}
