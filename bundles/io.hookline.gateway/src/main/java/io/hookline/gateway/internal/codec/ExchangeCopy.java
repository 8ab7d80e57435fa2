package io.hookline.gateway.internal.codec;

import io.hookline.api.hook.HookContext;
import io.hookline.gateway.hook.BodyTap;
import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.internal.hook.HeaderFields;
import io.hookline.gateway.internal.message.Fields;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as a hook elsewhere sees it: a copy, with the steps that the hook has taken since they were last passed
 * on. Used by one thread at a time.
 */
final class ExchangeCopy implements Exchange {

    private final Map<?, ?> values;
    private final HookContext context;
    private final InetSocketAddress client;
    private final long copiedAt = System.nanoTime();
    private final Recorded requestHeaders;
    private final Recorded responseHeaders;
    private List<Object> steps = new ArrayList<>();
    private int status;
    private long responseLength;
    private @Nullable String principal;

    ExchangeCopy(Map<?, ?> values, HookContext context) {
        this.values = values;
        this.context = context;
        this.client = ExchangeValues.client(values);
        this.requestHeaders =
                new Recorded(ExchangeValues.REQUEST, ExchangeValues.fields(values.get(ExchangeValues.REQUEST)));
        this.responseHeaders =
                new Recorded(ExchangeValues.RESPONSE, ExchangeValues.fields(values.get(ExchangeValues.RESPONSE)));
        this.status = Math.toIntExact(number(ExchangeValues.STATUS));
        this.responseLength = number("length");
        this.principal = optional(ExchangeValues.PRINCIPAL);
    }

    /** The steps since the last time. */
    List<Object> takeSteps() {
        List<Object> taken = steps;
        steps = new ArrayList<>();
        return taken;
    }

    private String text(String key) {
        String text = optional(key);
        return text == null ? "" : text;
    }

    private @Nullable String optional(String key) {
        return values.get(key) instanceof String text ? text : null;
    }

    private long number(String key) {
        return values.get(key) instanceof Number number ? number.longValue() : 0;
    }

    @Override
    public String method() {
        return text("method");
    }

    @Override
    public String path() {
        return text("path");
    }

    @Override
    public String query() {
        return text("query");
    }

    @Override
    public String protocol() {
        return text("protocol");
    }

    @Override
    public String scheme() {
        return text("scheme");
    }

    @Override
    public InetSocketAddress client() {
        return client;
    }

    @Override
    public @Nullable ClientCertificate clientCertificate() {
        return ExchangeValues.certificate(values.get("certificate"));
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
        requireResponse();
        if (changed < 200 || changed > 599 || changed == 204 || changed == 304) {
            throw new IllegalArgumentException(
                    "a response's status can be changed to 200 to 599, except 204 and 304, but not to " + changed);
        }
        status = changed;
        steps.add(List.of(ExchangeValues.STATUS, changed));
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
        steps.add(List.of(ExchangeValues.LIMIT, bytes));
    }

    @Override
    public void replaceResponse(Response response) {
        requireResponse();
        Fields fields = new Fields();
        HeaderFields checked = new HeaderFields(fields);
        response.headers().forEach(field -> checked.add(field.getKey(), field.getValue()));
        responseHeaders.fields = checked;
        status = response.status();
        responseLength = response.content().remaining();
        steps.add(List.of(ExchangeValues.REPLACE, ExchangeValues.encode(response)));
    }

    @Override
    public void tapResponseBody(BodyTap tap) {
        throw noBodies();
    }

    @Override
    public void transformResponseBody(BodyTransform transform) {
        throw noBodies();
    }

    private static UnsupportedOperationException noBodies() {
        return new UnsupportedOperationException("bodies do not leave the gateway's process: a hook that reads or"
                + " changes them needs one of the runners inline, watched and pool");
    }

    private void requireResponse() {
        if (status == 0) {
            throw new IllegalStateException("there is no response yet");
        }
        if (status < 200) {
            throw new IllegalStateException("the status " + status + " switches protocols and cannot be changed");
        }
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos(number("elapsed") + System.nanoTime() - copiedAt);
    }

    @Override
    public long bytesReceived() {
        return number("received");
    }

    @Override
    public long bytesSent() {
        return number("sent");
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
        steps.add(List.of(ExchangeValues.PRINCIPAL, name));
    }

    @Override
    public @Nullable String route() {
        return optional("route");
    }

    @Override
    public @Nullable String upstream() {
        return optional(ExchangeValues.UPSTREAM);
    }

    @Override
    public @Nullable String target() {
        return optional("target");
    }

    @Override
    public void chooseUpstream(String name) {
        if (route() != null) {
            throw new IllegalStateException("the upstream is chosen already");
        }
        steps.add(List.of(ExchangeValues.UPSTREAM, name));
    }

    @Override
    public String toString() {
        return "Exchange[" + method() + " " + path() + ", " + status + ", call " + context.callId() + "]";
    }

    /** Header fields whose changes are checked as the gateway checks them, and remembered. */
    private final class Recorded implements Headers {

        private final String which;
        private HeaderFields fields;

        Recorded(String which, Fields fields) {
            this.which = which;
            this.fields = new HeaderFields(fields);
        }

        @Override
        public @Nullable String first(String name) {
            return fields.first(name);
        }

        @Override
        public List<String> all(String name) {
            return fields.all(name);
        }

        @Override
        public Set<String> names() {
            return fields.names();
        }

        @Override
        public void set(String name, String value) {
            fields.set(name, value);
            steps.add(List.of(which, ExchangeValues.SET, name, value));
        }

        @Override
        public void add(String name, String value) {
            fields.add(name, value);
            steps.add(List.of(which, ExchangeValues.ADD, name, value));
        }

        @Override
        public void remove(String name) {
            fields.remove(name);
            steps.add(List.of(which, ExchangeValues.REMOVE, name));
        }
    }
}
