package io.hookline.gateway.internal;

import io.hookline.api.CallAttributes;
import io.hookline.api.hook.HookContext;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Response;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response as hooks see them.
 *
 * <p>Response fields are kept here until the response is sent. What pre-request hooks set is kept apart and applied to
 * the final response, whether it comes from the upstream or from the gateway.
 */
final class ExchangeView implements Exchange, CallAttributes {

    private final HttpServerExchange http;
    private final HookContext context;
    private final long startNanos = System.nanoTime();
    private final HeaderFields requestHeaders;
    private final HeaderMap preset = new HeaderMap();
    private final HeaderFields responseHeaders = new HeaderFields(preset);
    private int status;
    private @Nullable String principal;

    ExchangeView(HttpServerExchange http, HookContext context) {
        this.http = http;
        this.context = context;
        this.requestHeaders = new HeaderFields(http.getRequestHeaders());
    }

    @Override
    public String method() {
        return http.getRequestMethod().toString();
    }

    @Override
    public String path() {
        String uri = http.getRequestURI();
        if (!http.isHostIncludedInRequestURI()) {
            return uri;
        }
        int slash = uri.indexOf('/', uri.indexOf("//") + 2);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    @Override
    public String query() {
        return http.getQueryString();
    }

    @Override
    public InetSocketAddress client() {
        return http.getSourceAddress();
    }

    @Override
    public HeaderFields requestHeaders() {
        return requestHeaders;
    }

    @Override
    public HeaderFields responseHeaders() {
        return responseHeaders;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public void setStatus(int newStatus) {
        if (status == 0) {
            throw new IllegalStateException("there is no response yet whose status could be changed");
        }
        if (status < 200) {
            throw new IllegalStateException("the status " + status + " switches protocols and cannot be changed");
        }
        if (newStatus < 200 || newStatus > 599 || newStatus == 204 || newStatus == 304) {
            throw new IllegalArgumentException(
                    "a response's status can be changed to 200 to 599, except 204 and 304, but not to " + newStatus);
        }
        status = newStatus;
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    @Override
    public HookContext context() {
        return context;
    }

    @Override
    public @Nullable String principal() {
        return principal;
    }

    @Override
    public void setPrincipal(String name) {
        principal = name;
    }

    /** Shows the upstream's response, with the fields that pre-request hooks set. */
    void showUpstreamResponse(int upstreamStatus, HeaderMap upstreamFields) {
        for (HeaderValues values : preset) {
            upstreamFields.remove(values.getHeaderName());
            upstreamFields.putAll(values.getHeaderName(), values);
        }
        status = upstreamStatus;
        responseHeaders.show(upstreamFields);
    }

    /**
     * Shows a response of a hook or the gateway. Its fields replace those that pre-request hooks set.
     *
     * @throws IllegalArgumentException if a field of it is refused
     */
    void showAnswer(Response answer) {
        HeaderMap fields = new HeaderMap();
        for (HeaderValues values : preset) {
            fields.putAll(values.getHeaderName(), values);
        }
        responseHeaders.show(fields);
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> field : answer.headers()) {
            if (seen.add(field.getKey().toLowerCase(Locale.ROOT))) {
                responseHeaders.set(field.getKey(), field.getValue());
            } else {
                responseHeaders.add(field.getKey(), field.getValue());
            }
        }
        status = answer.status();
    }

    /** What a canary can route by: the request's header fields, {@code :method}, {@code :path} and {@code :client}. */
    @Override
    public @Nullable String get(String name) {
        return switch (name) {
            case ":method" -> method();
            case ":path" -> path();
            case ":client" -> client().getHostString();
            default -> http.getRequestHeaders().getFirst(name);
        };
    }

    @Override
    public String toString() {
        return "Exchange[" + method() + " " + path() + ", " + status + ", call " + context.callId() + "]";
    }
}
