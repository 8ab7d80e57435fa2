package io.hookline.gateway.internal.hook;

import io.hookline.api.CallAttributes;
import io.hookline.api.hook.HookContext;
import io.hookline.gateway.hook.BodyTap;
import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.RequestHead;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response as hooks see them.
 *
 * <p>What pre-request hooks set in the response is kept apart and applied to the final response, whether it comes from
 * the upstream or from the gateway.
 */
public final class ExchangeView implements Exchange, CallAttributes {

    private final RequestHead head;
    private final InetSocketAddress client;
    private final HookContext context;
    private final long startNanos = System.nanoTime();
    private final HeaderFields requestHeaders;
    private final Fields preset = new Fields();
    private final HeaderFields responseHeaders = new HeaderFields(preset);
    private int status;
    private @Nullable String principal;
    private String scheme = "http";
    private @Nullable ClientCertificate certificate;
    private long requestLimit = Long.MAX_VALUE;
    private long responseLength = -1;
    private @Nullable ByteBuffer answer;
    private final BodyWork bodyWork = new BodyWork();
    private volatile long tookNanos = -1;
    private @Nullable String route;
    private @Nullable String upstream;
    private @Nullable String target;
    private @Nullable String chosenUpstream;
    private volatile long bytesReceived;
    private volatile long bytesSent;

    /** The view of a request; hooks change a copy of its fields. */
    public ExchangeView(RequestHead head, InetSocketAddress client, HookContext context) {
        this.head = head;
        this.client = client;
        this.context = context;
        this.requestHeaders = new HeaderFields(head.fields().copy());
    }

    @Override
    public String method() {
        return head.method();
    }

    @Override
    public String path() {
        return head.target().path();
    }

    @Override
    public String query() {
        String query = head.target().query();
        return query == null ? "" : query;
    }

    @Override
    public String protocol() {
        return head.protocol();
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public @Nullable ClientCertificate clientCertificate() {
        return certificate;
    }

    @Override
    public InetSocketAddress client() {
        return client;
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
        long took = tookNanos;
        return Duration.ofNanos(took >= 0 ? took : System.nanoTime() - startNanos);
    }

    /** How long the call took, in nanoseconds; negative before its end. */
    public long tookNanos() {
        return tookNanos;
    }

    @Override
    public long bytesReceived() {
        return bytesReceived;
    }

    @Override
    public long bytesSent() {
        return bytesSent;
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

    @Override
    public long responseLength() {
        return responseLength;
    }

    @Override
    public void limitRequestBody(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a limit is 0 bytes at least, not " + bytes);
        }
        requestLimit = Math.min(requestLimit, bytes);
    }

    @Override
    public void replaceResponse(Response response) {
        requireResponse();
        if (status < 200) {
            throw new IllegalStateException("the status " + status + " switches protocols and cannot be replaced");
        }
        showAnswer(response);
    }

    @Override
    public void tapResponseBody(BodyTap tap) {
        requireResponse();
        bodyWork.add(new BodyWork.Tapped(tap));
    }

    @Override
    public void transformResponseBody(BodyTransform transform) {
        requireResponse();
        bodyWork.add(new BodyWork.Transformed(transform));
    }

    /** Sets the scheme that the client uses. */
    public void arrivedBy(String given, @Nullable ClientCertificate shown) {
        scheme = given;
        certificate = shown;
    }

    /** The most bytes that the request's body may have. */
    public long requestLimit() {
        return requestLimit;
    }

    /** What hooks have set for the response's body. */
    public BodyWork bodyWork() {
        return bodyWork;
    }

    /** The body of the answer that is shown, or null while the upstream's response is, or none. */
    public @Nullable ByteBuffer answer() {
        return answer;
    }

    /** Stops the clock. */
    public void end() {
        tookNanos = System.nanoTime() - startNanos;
    }

    @Override
    public @Nullable String route() {
        return route;
    }

    @Override
    public @Nullable String upstream() {
        return upstream;
    }

    @Override
    public @Nullable String target() {
        return target;
    }

    @Override
    public void chooseUpstream(String name) {
        if (route != null) {
            throw new IllegalStateException("the upstream is chosen already");
        }
        chosenUpstream = Objects.requireNonNull(name);
    }

    /** The upstream that a hook has chosen, or null. */
    public @Nullable String chosenUpstream() {
        return chosenUpstream;
    }

    /** Shows where the request goes. */
    public void showRoute(String routeName, @Nullable String upstreamName) {
        route = routeName;
        upstream = upstreamName;
    }

    /** Shows the target that the request is sent to. */
    public void showTarget(String name) {
        target = name;
    }

    /** Counts a piece of the request's body. On the I/O thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    public void countReceived(int bytes) {
        bytesReceived += bytes;
    }

    /** Counts a piece of the response's body. On the I/O thread. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    public void countSent(int bytes) {
        bytesSent += bytes;
    }

    /**
     * Shows the upstream's response, with the fields that pre-request hooks set.
     *
     * @param length of its body; -1 if it is not known
     */
    public void showUpstreamResponse(int upstreamStatus, Fields upstreamFields, long length) {
        for (int i = 0; i < preset.size(); i++) {
            upstreamFields.remove(preset.name(i));
        }
        addPreset(upstreamFields);
        status = upstreamStatus;
        responseLength = length;
        answer = null;
        responseHeaders.show(upstreamFields);
    }

    /**
     * Shows a response of a hook or the gateway. Its fields replace those that pre-request hooks set.
     *
     * @throws IllegalArgumentException if a field of it is refused
     */
    public void showAnswer(Response shown) {
        Fields fields = new Fields();
        addPreset(fields);
        HeaderFields checked = new HeaderFields(fields);
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, String> field : shown.headers()) {
            if (seen.add(field.getKey().toLowerCase(Locale.ROOT))) {
                checked.set(field.getKey(), field.getValue());
            } else {
                checked.add(field.getKey(), field.getValue());
            }
        }
        bodyWork.discard();
        responseHeaders.show(fields);
        status = shown.status();
        ByteBuffer body = shown.content();
        responseLength = body.remaining();
        answer = body;
    }

    /** What a canary can route by: the request's header fields, {@code :method}, {@code :path} and {@code :client}. */
    @Override
    public @Nullable String get(String name) {
        return switch (name) {
            case ":method" -> method();
            case ":path" -> path();
            case ":client" -> client.getHostString();
            default -> requestHeaders.first(name);
        };
    }

    @Override
    public String toString() {
        return "Exchange[" + method() + " " + path() + ", " + status + ", call " + context.callId() + "]";
    }

    private void requireResponse() {
        if (status == 0) {
            throw new IllegalStateException("there is no response yet");
        }
    }

    private void addPreset(Fields fields) {
        for (int i = 0; i < preset.size(); i++) {
            fields.add(preset.name(i), preset.value(i));
        }
    }
}
