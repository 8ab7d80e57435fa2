package io.hookline.gateway.hook;

import io.hookline.api.hook.HookContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An exchange without a server, for tests of hooks: the test sets the request, and reads what the hooks have changed.
 */
public final class FakeExchange implements Exchange {

    private final String method;
    private final String path;
    private final Fields requestHeaders = new Fields();
    private final Fields responseHeaders = new Fields();
    private final HookContext context = HookContext.create();
    private final List<BodyTap> taps = new ArrayList<>();
    private final List<BodyTransform> transforms = new ArrayList<>();
    private long responseLength = -1;
    private long requestLimit = Long.MAX_VALUE;
    private @Nullable Response replacement;
    private String query = "";
    private int status;
    private @Nullable String principal;
    private @Nullable String route;
    private @Nullable String target;
    private @Nullable String chosenUpstream;
    private @Nullable ClientCertificate certificate;
    private InetAddress client = InetAddress.getLoopbackAddress();

    /** A request that comes from the loopback address. */
    public FakeExchange(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** The same request with a header field. */
    public FakeExchange with(String name, String value) {
        requestHeaders.set(name, value);
        return this;
    }

    /** The same request of a client that has shown a certificate. */
    public FakeExchange with(ClientCertificate shown) {
        certificate = shown;
        return this;
    }

    @Override
    public @Nullable ClientCertificate clientCertificate() {
        return certificate;
    }

    /** The same request with a query. */
    public FakeExchange withQuery(String text) {
        query = text;
        return this;
    }

    /**
     * The same exchange with a response.
     *
     * @param length of its body; -1 if it is not known
     * @param fields names and values in turn
     */
    public FakeExchange answered(int responseStatus, long length, String... fields) {
        status = responseStatus;
        responseLength = length;
        for (int i = 0; i < fields.length; i += 2) {
            responseHeaders.add(fields[i], fields[i + 1]);
        }
        return this;
    }

    /** The same request from another address. */
    public FakeExchange from(String address) {
        try {
            client = InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        return query;
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public long bytesReceived() {
        return 0;
    }

    @Override
    public long bytesSent() {
        return 0;
    }

    @Override
    public long responseLength() {
        return responseLength;
    }

    @Override
    public void limitRequestBody(long bytes) {
        requestLimit = Math.min(requestLimit, bytes);
    }

    /** The limit that hooks have set; {@code Long.MAX_VALUE} if none has. */
    public long requestLimit() {
        return requestLimit;
    }

    @Override
    public void replaceResponse(Response response) {
        replacement = response;
    }

    /** The response that a hook has put in place of the first, or null. */
    public @Nullable Response replacement() {
        return replacement;
    }

    @Override
    public void tapResponseBody(BodyTap tap) {
        taps.add(tap);
    }

    /** The taps that hooks have set. */
    public List<BodyTap> taps() {
        return taps;
    }

    @Override
    public void transformResponseBody(BodyTransform transform) {
        transforms.add(transform);
    }

    /** The transforms that hooks have set. */
    public List<BodyTransform> transforms() {
        return transforms;
    }

    @Override
    public InetSocketAddress client() {
        return new InetSocketAddress(client, 50_000);
    }

    @Override
    public Headers requestHeaders() {
        return requestHeaders;
    }

    @Override
    public Headers responseHeaders() {
        return responseHeaders;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public void setStatus(int changed) {
        this.status = changed;
    }

    @Override
    public Duration elapsed() {
        return Duration.ofMillis(12);
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
        this.principal = name;
    }

    @Override
    public @Nullable String route() {
        return route;
    }

    @Override
    public @Nullable String upstream() {
        return null;
    }

    @Override
    public @Nullable String target() {
        return target;
    }

    @Override
    public void chooseUpstream(String name) {
        chosenUpstream = name;
    }

    /** The upstream that a hook has chosen, or null. */
    public @Nullable String chosenUpstream() {
        return chosenUpstream;
    }

    /** The same request on a route, at a target. */
    public FakeExchange routed(String routeName, String targetName) {
        route = routeName;
        target = targetName;
        return this;
    }

    /** Header fields in a map; checks nothing. */
    private static final class Fields implements Headers {

        private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        @Override
        public @Nullable String first(String name) {
            List<String> all = values.get(name);
            return all == null ? null : all.get(0);
        }

        @Override
        public List<String> all(String name) {
            return List.copyOf(values.getOrDefault(name, List.of()));
        }

        @Override
        public Set<String> names() {
            return Set.copyOf(values.keySet());
        }

        @Override
        public void set(String name, String value) {
            values.put(name, new ArrayList<>(List.of(value)));
        }

        @Override
        public void add(String name, String value) {
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }

        @Override
        public void remove(String name) {
            values.remove(name);
        }
    }
}
