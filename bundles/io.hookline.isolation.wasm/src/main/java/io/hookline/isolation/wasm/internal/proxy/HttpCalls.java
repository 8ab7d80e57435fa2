package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.isolation.wasm.internal.pool.GuestPool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP calls of one plugin, to upstreams that the operator has named; at most a hundred at a time. Safe for use by
 * many threads.
 */
final class HttpCalls implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpCalls.class);
    private static final int MOST_CALLS = 100;
    private static final int MOST_BODY = 1024 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ProxyPlugin plugin;
    private final AtomicInteger underway = new AtomicInteger();
    private final AtomicInteger lastCall = new AtomicInteger();
    private @Nullable HttpClient client;

    HttpCalls(ProxyPlugin plugin) {
        this.plugin = plugin;
    }

    /** How many calls have not been answered. */
    int underway() {
        return underway.get();
    }

    /**
     * Begins a call; the instance is told of the answer, or that there is none.
     *
     * @return the call's id
     * @throws IllegalArgumentException if the upstream is not named here, or the request is not valid
     */
    int begin(
            ProxyGuest guest, String upstream, List<Map.Entry<String, String>> fields, byte[] body, int timeoutMillis) {
        String address = plugin.settings().upstreams().get(upstream);
        if (address == null) {
            throw new IllegalArgumentException(
                    "no upstream '" + upstream + "': name it by upstreams in conf/io.hookline.isolation.wasm.cfg");
        }
        HttpRequest request = request(address, fields, body, timeoutMillis);
        if (underway.incrementAndGet() > MOST_CALLS) {
            underway.decrementAndGet();
            throw new IllegalArgumentException("more than " + MOST_CALLS + " calls at a time");
        }
        int call = lastCall.incrementAndGet();
        GuestPool<ProxyGuest>.Place place = plugin.placeOf(guest);
        CompletableFuture<?> unused = client().sendAsync(request, response -> BoundedBody.of(MOST_BODY))
                .whenComplete((response, failure) -> {
                    deliver(place, guest, call, answer(response, failure));
                    // Not earlier: a paused call that finds no call under way gives up.
                    underway.decrementAndGet();
                });
        return call;
    }

    private static HttpRequest request(
            String address, List<Map.Entry<String, String>> fields, byte[] body, int timeoutMillis) {
        PlainHeaders headers = new PlainHeaders(fields);
        String method = headers.get(":method");
        String path = headers.get(":path");
        if (method == null || path == null || headers.get(":authority") == null || !path.startsWith("/")) {
            throw new IllegalArgumentException("the header fields :method, :path and :authority are needed");
        }
        Duration timeout = Duration.ofMillis(Math.max(1, timeoutMillis));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout)
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        for (Map.Entry<String, String> field : fields) {
            if (!field.getKey().startsWith(":")) {
                request.header(field.getKey(), field.getValue());
            }
        }
        return request.build();
    }

    private static HttpAnswer answer(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response == null || failure != null) {
            LOG.debug("an HTTP call of a module has failed", failure);
            return new HttpAnswer(0, new PlainHeaders(List.of()), new byte[0]);
        }
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        fields.add(Map.entry(":status", String.valueOf(response.statusCode())));
        response.headers()
                .map()
                .forEach((name, values) ->
                        values.forEach(value -> fields.add(Map.entry(name.toLowerCase(Locale.ROOT), value))));
        return new HttpAnswer(response.statusCode(), new PlainHeaders(fields), response.body());
    }

    private void deliver(GuestPool<ProxyGuest>.Place place, ProxyGuest guest, int call, HttpAnswer answer) {
        try {
            plugin.pool().take(place, guest);
            try {
                place.run(() -> {
                    guest.answered(call, answer);
                    return true;
                });
            } finally {
                place.leave();
            }
        } catch (RuntimeException e) {
            // The instance has ended, or is busy for too long; a call that waits for the answer reaches its limit.
            LOG.debug(
                    "the answer to an HTTP call of {} is lost",
                    plugin.module().manifest().name(),
                    e);
        }
    }

    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .connectTimeout(LONGEST)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        client = null;
    }
}
