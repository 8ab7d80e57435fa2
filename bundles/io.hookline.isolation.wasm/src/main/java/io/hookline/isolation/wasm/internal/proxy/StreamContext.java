package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Response;
import io.hookline.isolation.wasm.internal.pool.GuestPool;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one instance keeps about one exchange: proxy-wasm's stream context. Used by the thread that has the instance's
 * place.
 */
final class StreamContext {

    private static final int MOST_PROPERTIES = 100;
    private static final long MOST_PROPERTY_BYTES = 64 * 1024;

    private final int id;
    private final ProxyGuest guest;
    private final GuestPool<ProxyGuest>.Place place;
    private final Map<String, byte[]> properties = new HashMap<>();
    private long propertyBytes;
    private @Nullable Exchange exchange;
    private @Nullable Response answer;
    private boolean responding;
    private byte[] body = new byte[0];
    private boolean inBody;
    private boolean paused;
    private boolean done;
    private @Nullable Runnable wake;

    StreamContext(int id, ProxyGuest guest, GuestPool<ProxyGuest>.Place place) {
        this.id = id;
        this.guest = guest;
        this.place = place;
    }

    int id() {
        return id;
    }

    ProxyGuest guest() {
        return guest;
    }

    GuestPool<ProxyGuest>.Place place() {
        return place;
    }

    /** The property that the filter has set; null if it has not. */
    byte @Nullable [] property(String path) {
        return properties.get(path);
    }

    /** Sets a property of the filter's own; false if there are too many, or all together are too large. */
    boolean set(String path, byte[] value) {
        byte[] before = properties.get(path);
        long after = propertyBytes + value.length + (before == null ? path.length() : -before.length);
        if (after > MOST_PROPERTY_BYTES || (before == null && properties.size() == MOST_PROPERTIES)) {
            return false;
        }
        propertyBytes = after;
        properties.put(path, value);
        return true;
    }

    /** The exchange, while one of its hooks is being called; null otherwise. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /** A hook of the exchange is called. */
    void enter(Exchange current, boolean response) {
        exchange = current;
        responding = response;
        answer = null;
    }

    /** The hook's call ends: the exchange must not be used any more. */
    void leave() {
        exchange = null;
    }

    boolean isResponding() {
        return responding;
    }

    /** What the filter has of the response's body and has not let pass. */
    byte[] body() {
        return body;
    }

    /** The filter has changed it. */
    void changeBody(byte[] changed) {
        body = changed;
    }

    /** The filter has let it pass. */
    void dropBody() {
        body = new byte[0];
    }

    /** Whether the filter is being told of the body, so that the response's head has been sent. */
    boolean isInBody() {
        return inBody;
    }

    /** The filter is told of the body. */
    void enterBody(Exchange current, byte[] held) {
        enter(current, true);
        body = held;
        inBody = true;
    }

    /** It was told. */
    void leaveBody() {
        inBody = false;
        leave();
    }

    /** The filter answers by itself. */
    void answer(Response given) {
        answer = given;
        paused = false;
        wake();
    }

    @Nullable
    Response answer() {
        return answer;
    }

    void pause() {
        paused = answer == null;
    }

    void resume() {
        paused = false;
        wake();
    }

    boolean isPaused() {
        return paused;
    }

    /** What wakes the thread that waits for a paused filter. */
    void onWake(Runnable action) {
        wake = action;
    }

    private void wake() {
        Runnable action = wake;
        if (action != null) {
            action.run();
        }
    }

    boolean isDone() {
        return done;
    }

    void done() {
        done = true;
    }
}
