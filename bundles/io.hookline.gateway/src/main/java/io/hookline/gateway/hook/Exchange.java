package io.hookline.gateway.hook;

import io.hookline.api.hook.HookContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One request and its response as they pass through the gateway; the same object at every point.
 *
 * <p>Used by one thread at a time, though not always the same one. Not to be kept after the response has gone out.
 */
@ProviderType
public interface Exchange {

    /** The request's method, for instance {@code GET}. */
    String method();

    /** The request's path as the client sent it, still encoded, without the query. */
    String path();

    /** The request's query without the question mark; empty if there is none. */
    String query();

    /** The address that the client connects from. */
    InetSocketAddress client();

    /** The request's header fields; what pre-request hooks change goes upstream. */
    Headers requestHeaders();

    /**
     * The response's header fields. What pre-request hooks set here goes to the client with whatever response comes;
     * at the same name the upstream's value is replaced.
     */
    Headers responseHeaders();

    /** The response's status, or 0 before there is one. */
    int status();

    /**
     * Changes the response's status; for {@link PostProcessHook}s.
     *
     * @param status 200 to 599, other than 204 and 304, which would forbid the body that comes
     * @throws IllegalArgumentException if it is not such a status
     * @throws IllegalStateException if there is no response yet
     */
    void setStatus(int status);

    /** Time since the request's head arrived. */
    Duration elapsed();

    /** The call id, attributes, deadline and cancellation that all hooks of this request share. */
    HookContext context();

    /** Who the client is, as an authentication hook has found out, or null. */
    @Nullable
    String principal();

    /** States who the client is; for authentication hooks. */
    void setPrincipal(String name);
}
