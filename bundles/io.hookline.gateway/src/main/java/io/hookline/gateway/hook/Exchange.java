package io.hookline.gateway.hook;

import io.hookline.api.hook.HookContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One request and its response as they pass through the gateway; the same object at every point.
 *
 * <p>Used by one thread at a time, not always the same. Do not keep it after the response is sent.
 */
@ProviderType
public interface Exchange {

    /**
     * The request's method, for instance {@code GET}. When a request is refused because it is malformed, only
     * {@link PostProcessHook}s see it; its method, path and protocol are empty if they could not be read.
     */
    String method();

    /**
     * The request's path, still encoded, without the query; exactly what the upstream gets. It is in normal form:
     * percent-encoded letters, digits and {@code -._~} are decoded, other codes have upper-case digits, and dot
     * segments are removed. A path with an encoded slash, a backslash or a control character is refused before any hook
     * sees it.
     */
    String path();

    /** The request's query without the question mark, byte for byte; empty if there is none. */
    String query();

    /**
     * The protocol that the client speaks, for instance {@code HTTP/1.1}.
     *
     * @since 1.1
     */
    String protocol();

    /**
     * The scheme that the client uses, {@code http} or {@code https}.
     *
     * @since 1.1
     */
    String scheme();

    /** The address that the client connects from. */
    InetSocketAddress client();

    /**
     * The certificate that the client has shown; null if it has shown none, or the gateway has no {@code tlsClientCa}.
     *
     * @since 1.2
     */
    @Nullable
    ClientCertificate clientCertificate();

    /** The request's header fields; changes by pre-request hooks go upstream. */
    Headers requestHeaders();

    /**
     * The response's header fields. What pre-request hooks set here goes to the client with any response and
     * replaces the upstream's values of the same names.
     */
    Headers responseHeaders();

    /** The response's status, or 0 before there is one. */
    int status();

    /**
     * Changes the response's status; for {@link PostProcessHook}s.
     *
     * @param status 200 to 599, except 204 and 304, which do not allow a body
     * @throws IllegalArgumentException if it is not such a status
     * @throws IllegalStateException if there is no response yet
     */
    void setStatus(int status);

    /**
     * The length of the response's body in bytes as the upstream or a hook gives it, before any transform; -1 if it is
     * not known before the end. For {@code HEAD}, the length that {@code GET} would have. For {@link PostProcessHook}s.
     *
     * @since 1.1
     */
    long responseLength();

    /**
     * Limits the request's body: a longer one is answered with 413, before the upstream is called if its length is
     * declared, and otherwise when it exceeds the limit. The lowest limit counts. For {@link PreRequestHook}s.
     *
     * @param bytes from 0
     * @throws IllegalArgumentException if it is negative
     * @since 1.1
     */
    void limitRequestBody(long bytes);

    /**
     * Sends another response instead of the one shown, whose body is dropped. What hooks have changed in its head is
     * dropped too, and so are taps and transforms; fields that pre-request hooks set stay. For
     * {@link PostProcessHook}s.
     *
     * @throws IllegalArgumentException if a field of it is refused; nothing has changed then
     * @throws IllegalStateException if there is no response yet, or its status is 101
     * @since 1.1
     */
    void replaceResponse(Response response);

    /**
     * Has the response's body read as it passes. Taps and transforms apply in the order in which they are set: a tap
     * sees what the transforms ahead of it give. For {@link PostProcessHook}s.
     *
     * @throws IllegalStateException if there is no response yet
     * @since 1.1
     */
    void tapResponseBody(BodyTap tap);

    /**
     * Has the response's body changed as it passes. Its length and digests are removed from the head and the trailers.
     * A response without a body ({@code HEAD}, 204, 304) is only changed in its head. For {@link PostProcessHook}s.
     *
     * @throws IllegalStateException if there is no response yet
     * @since 1.1
     */
    void transformResponseBody(BodyTransform transform);

    /** Time since the request's head arrived; when the call has ended, the time that it took. */
    Duration elapsed();

    /**
     * How many bytes of the request's body have arrived so far.
     *
     * @since 1.1
     */
    long bytesReceived();

    /**
     * How many bytes of the response's body have been sent so far; 0 before its head is sent.
     *
     * @since 1.1
     */
    long bytesSent();

    /** The call id, attributes, deadline and cancellation that all hooks of this request share. */
    HookContext context();

    /** The client, as an authentication hook has identified it, or null. */
    @Nullable
    String principal();

    /** Sets the client; for authentication hooks. */
    void setPrincipal(String name);

    /**
     * The name of the route that the request takes, {@code default} for the gateway's own upstream. Null until all
     * {@link PreRequestHook}s have let it pass, and for a request that does not get that far.
     *
     * @since 1.1
     */
    @Nullable
    String route();

    /**
     * The upstream that the request goes to: the name of a group, or an address. Null as {@link #route()} is.
     *
     * @since 1.1
     */
    @Nullable
    String upstream();

    /**
     * The address that the request was sent to, the last one if it was sent several times. Null before that.
     *
     * @since 1.1
     */
    @Nullable
    String target();

    /**
     * Chooses among the upstreams of the request's route; for pre-request hooks. It has no effect if the route has no
     * upstream of this name.
     *
     * @param name the name of a group, or an address, as the route names it
     * @throws IllegalStateException after the hooks before the upstream have run
     * @since 1.1
     */
    void chooseUpstream(String name);
}
