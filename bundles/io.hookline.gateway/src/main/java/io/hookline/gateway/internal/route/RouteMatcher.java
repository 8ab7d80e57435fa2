package io.hookline.gateway.internal.route;

import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.RouteSettings.HeaderValue;
import io.hookline.gateway.internal.message.Fields;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What requests a route takes, prepared so that a test of a request allocates nothing. Immutable. */
final class RouteMatcher {

    private static final int ABOVE_ANY_LENGTH = Integer.MAX_VALUE;

    private final String host;
    private final boolean hostSuffix;
    private final String path;
    private final boolean pathPrefix;
    private final Set<String> methods;
    private final HeaderValue[] headers;

    RouteMatcher(RouteSettings.Match match) {
        this.hostSuffix = match.host().startsWith("*.");
        this.host = hostSuffix ? match.host().substring(1) : match.host();
        this.pathPrefix = match.path().endsWith("/*");
        this.path = pathPrefix ? match.path().substring(0, match.path().length() - 2) : match.path();
        this.methods = match.methods();
        this.headers = match.headers().toArray(new HeaderValue[0]);
    }

    /** The most specific ones first; equal ones take the same kind of requests. */
    static Comparator<RouteMatcher> mostSpecificFirst() {
        return Comparator.comparingInt(RouteMatcher::hostRank)
                .thenComparingInt(RouteMatcher::pathRank)
                .thenComparingInt(matcher -> matcher.headers.length)
                .thenComparing(matcher -> !matcher.methods.isEmpty())
                .reversed();
    }

    /** The host if it is exact, or null. */
    @Nullable
    String exactHost() {
        return host.isEmpty() || hostSuffix ? null : host;
    }

    /** Whether it takes requests to a host. */
    boolean takesHost(String requested) {
        return host.isEmpty()
                || (hostSuffix
                        ? requested.length() > host.length() && requested.endsWith(host)
                        : requested.equals(host));
    }

    boolean takes(String requestedHost, String method, String requestedPath, Fields fields) {
        return takesHost(requestedHost)
                && takesPath(requestedPath)
                && (methods.isEmpty() || methods.contains(method))
                && takesFields(fields);
    }

    /** Why it does not take a request; null if it does. */
    @Nullable
    String mismatch(String requestedHost, String method, String requestedPath, Fields fields) {
        if (!takesHost(requestedHost)) {
            return "another host";
        }
        if (!takesPath(requestedPath)) {
            return "another path";
        }
        if (!methods.isEmpty() && !methods.contains(method)) {
            return "another method";
        }
        for (HeaderValue header : headers) {
            int count = fields.count(header.name());
            if (!has(fields, header)) {
                return count == 0
                        ? "no header field " + header.name()
                        : count > 1 ? "several header fields " + header.name() : "another value of " + header.name();
            }
        }
        return null;
    }

    /** How many characters of a path are before what {@code *} stands for. */
    int prefixLength() {
        return path.length();
    }

    private boolean takesPath(String requested) {
        if (!pathPrefix) {
            return path.isEmpty() || path.equals(requested);
        }
        int length = path.length();
        return requested.startsWith(path)
                && (requested.length() == length ? length > 0 : requested.charAt(length) == '/');
    }

    private boolean takesFields(Fields fields) {
        for (HeaderValue header : headers) {
            if (!has(fields, header)) {
                return false;
            }
        }
        return true;
    }

    private static boolean has(Fields fields, HeaderValue header) {
        return header.value().equals(fields.first(header.name())) && fields.count(header.name()) == 1;
    }

    private int hostRank() {
        return host.isEmpty() ? 0 : hostSuffix ? host.length() : ABOVE_ANY_LENGTH;
    }

    private int pathRank() {
        return pathPrefix ? path.length() + 1 : path.isEmpty() ? 0 : ABOVE_ANY_LENGTH;
    }
}
