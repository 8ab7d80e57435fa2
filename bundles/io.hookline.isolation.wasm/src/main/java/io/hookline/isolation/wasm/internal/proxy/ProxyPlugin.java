package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.api.hook.ContextKey;
import io.hookline.deploy.artifact.PluginMetric;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.RunnerContext;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import io.hookline.isolation.wasm.internal.engine.CompiledModule;
import io.hookline.isolation.wasm.internal.engine.GuestInstance;
import io.hookline.isolation.wasm.internal.engine.HostFunction;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.plugin.ModuleFailedException;
import io.hookline.isolation.wasm.internal.plugin.WasmPlugin;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import io.hookline.isolation.wasm.internal.pool.GuestPool;
import io.hookline.isolation.wasm.internal.pool.NoGuestException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A proxy-wasm filter as a plugin.
 *
 * <pre>
 *  http.pre-request    a context is created in an instance; proxy_on_request_headers
 *  http.post-process   the same context in the same instance; proxy_on_response_headers
 *  the body            proxy_on_response_body for each piece, on the connection's I/O thread
 *  http.completed      proxy_on_done, proxy_on_log, proxy_on_delete; without this hook, after the last one that it has
 * </pre>
 *
 * Between the hooks an instance serves other exchanges. A filter that pauses keeps its caller, not the instance.
 */
public final class ProxyPlugin extends WasmPlugin<ProxyGuest> {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final SharedState shared;
    private final Background background;
    private final HttpCalls httpCalls = new HttpCalls(this);
    private final ContextKey<ProxyGuest.StreamHandle> key;
    private final AtomicBoolean ticking = new AtomicBoolean();
    private final Runnable ticks;
    /** The instances that want to hear of a queue; one that has ended is forgotten. */
    private final Map<Integer, Map<ProxyGuest, Boolean>> listeners = new ConcurrentHashMap<>();

    private final boolean atResponse;
    private final boolean atEnd;

    /** A filter without instances. */
    public ProxyPlugin(
            CheckedModule module,
            CompiledModule code,
            WasmSettings settings,
            CallWatch watch,
            Background background,
            SharedState shared) {
        super(module, code, settings, watch);
        this.background = background;
        this.ticks = pool()::tick;
        this.shared = shared;
        this.key = ContextKey.of(
                "wasm:" + module.manifest().name() + "@" + module.manifest().version(), ProxyGuest.StreamHandle.class);
        this.atResponse = module.manifest().isAt(PostProcessHook.POINT);
        this.atEnd = module.manifest().isAt(CompletedHook.POINT);
    }

    @Override
    protected ProxyGuest create() {
        return new ProxyGuest(this);
    }

    @Override
    protected Object target(AttachRequest request) throws AttachException {
        RunnerContext context = request.context();
        Class<?> contract = request.contract().type();
        if (contract == PreRequestHook.class) {
            return (PreRequestHook) exchange -> {
                try {
                    return onRequest(exchange);
                } catch (RuntimeException e) {
                    throw failure(context, e);
                }
            };
        }
        if (contract == PostProcessHook.class) {
            return (PostProcessHook) exchange -> {
                try {
                    onResponse(exchange);
                } catch (RuntimeException e) {
                    throw failure(context, e);
                }
            };
        }
        if (contract == CompletedHook.class) {
            return (CompletedHook) (exchange, completion) -> {
                try {
                    onEnd(exchange);
                } catch (RuntimeException e) {
                    throw failure(context, e);
                }
            };
        }
        throw new AttachException("a proxy-wasm filter cannot fill the contract " + contract.getName());
    }

    GuestInstance instantiate(List<HostFunction> functions) {
        return code().instantiate(functions, module().pages(), settings().tableEntries());
    }

    SharedState shared() {
        return shared;
    }

    HttpCalls httpCalls() {
        return httpCalls;
    }

    @Override
    public Map<String, Long> metrics() {
        return shared.metrics().all();
    }

    @Override
    public List<PluginMetric> pluginMetrics() {
        return shared.metrics().of(module().manifest().name());
    }

    // ---- the hooks -------------------------------------------------------------------------------------------------

    @Nullable
    Response onRequest(Exchange exchange) {
        GuestPool<ProxyGuest>.Place place = pool().take();
        StreamContext stream;
        Semaphore woken = new Semaphore(0);
        try {
            ProxyGuest guest = place.guest();
            stream = place.run(() -> {
                StreamContext opened = guest.open(place);
                opened.onWake(woken::release);
                opened.enter(exchange, false);
                guest.headers(opened, "proxy_on_request_headers", countOf(exchange, true), !hasBody(exchange));
                return opened;
            });
            if (!stream.isPaused()) {
                return requestDone(stream, exchange);
            }
        } finally {
            place.leave();
        }
        return afterPause(stream, woken, () -> requestDone(stream, exchange));
    }

    private @Nullable Response requestDone(StreamContext stream, Exchange exchange) {
        Response answer = stream.answer();
        stream.leave();
        if (atResponse || atEnd) {
            exchange.context().put(key, stream.guest().handle(stream));
        } else {
            close(stream);
        }
        return answer;
    }

    void onResponse(Exchange exchange) {
        ProxyGuest.StreamHandle handle = exchange.context().get(key);
        GuestPool<ProxyGuest>.Place place = handle == null
                ? pool().take()
                : pool().take(handle.stream().place(), handle.stream().guest());
        StreamContext stream;
        Semaphore woken = new Semaphore(0);
        try {
            ProxyGuest guest = place.guest();
            stream = place.run(() -> {
                StreamContext known = handle == null ? guest.open(place) : handle.stream();
                known.onWake(woken::release);
                known.enter(exchange, true);
                guest.headers(known, "proxy_on_response_headers", countOf(exchange, false), !hasResponseBody(exchange));
                return known;
            });
            if (!stream.isPaused()) {
                responseDone(stream, exchange);
                return;
            }
        } finally {
            place.leave();
        }
        afterPause(stream, woken, () -> {
            responseDone(stream, exchange);
            return null;
        });
    }

    private void responseDone(StreamContext stream, Exchange exchange) {
        Response answer = stream.answer();
        if (answer != null) {
            exchange.replaceResponse(answer);
        } else if (stream.guest().seesResponseBodies() && hasResponseBody(exchange)) {
            passBody(stream, exchange);
            return;
        }
        if (!atEnd) {
            close(stream);
            exchange.context().remove(key);
        } else if (exchange.context().get(key) == null) {
            exchange.context().put(key, stream.guest().handle(stream));
        }
        stream.leave();
    }

    /** The filter sees the body as it passes; its context ends with the body, or later at the exchange's end. */
    private void passBody(StreamContext stream, Exchange exchange) {
        ProxyGuest.StreamHandle known = exchange.context().remove(key);
        ProxyGuest.StreamHandle handle = known == null ? stream.guest().handle(stream) : known;
        if (atEnd) {
            exchange.context().put(key, handle);
        }
        stream.leave();
        exchange.transformResponseBody(new FilteredBody(this, stream, exchange, () -> bodyDone(handle, exchange)));
    }

    private void bodyDone(ProxyGuest.StreamHandle handle, Exchange exchange) {
        if (atEnd) {
            return;
        }
        StreamContext stream = handle.stream();
        GuestPool<ProxyGuest>.Place place;
        try {
            place = pool().take(stream.place(), stream.guest());
        } catch (NoGuestException e) {
            // It has ended, and its contexts with it; or it is busy, and looks for lost handles later.
            return;
        }
        try {
            stream.enter(exchange, true);
            close(stream);
        } finally {
            stream.leave();
            place.leave();
        }
    }

    void onEnd(Exchange exchange) {
        ProxyGuest.StreamHandle handle = exchange.context().remove(key);
        if (handle == null) {
            return;
        }
        StreamContext stream = handle.stream();
        GuestPool<ProxyGuest>.Place place = pool().take(stream.place(), stream.guest());
        try {
            stream.enter(exchange, true);
            close(stream);
        } finally {
            stream.leave();
            place.leave();
        }
    }

    private static void close(StreamContext stream) {
        stream.place().run(() -> {
            stream.guest().close(stream);
            return true;
        });
    }

    /** Waits, without the instance, until the filter goes on; then finishes with the instance again. */
    private <T> @Nullable T afterPause(StreamContext stream, Semaphore woken, Supplier<@Nullable T> finish) {
        boolean goesOn = false;
        try {
            boolean ticks = ticking.get();
            if (httpCalls.underway() > 0 || ticks || woken.availablePermits() > 0) {
                goesOn = woken.tryAcquire(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        GuestPool<ProxyGuest>.Place place = pool().take(stream.place(), stream.guest());
        try {
            if (!goesOn && stream.isPaused()) {
                stream.leave();
                close(stream);
                throw new ModuleFailedException("the filter has paused, and nothing makes it go on");
            }
            return finish.get();
        } finally {
            place.leave();
        }
    }

    private static int countOf(Exchange exchange, boolean request) {
        return request
                ? exchange.requestHeaders().names().size() + 3
                : exchange.responseHeaders().names().size() + 1;
    }

    private static boolean hasResponseBody(Exchange exchange) {
        int status = exchange.status();
        return exchange.responseLength() != 0
                && status >= OK
                && status != NO_CONTENT
                && status != NOT_MODIFIED
                && !exchange.method().equals("HEAD");
    }

    private static boolean hasBody(Exchange exchange) {
        String length = exchange.requestHeaders().first("content-length");
        return length == null ? exchange.requestHeaders().first("transfer-encoding") != null : !length.equals("0");
    }

    // ---- what belongs to no exchange -------------------------------------------------------------------------------

    /** The place of an instance that runs now. */
    GuestPool<ProxyGuest>.Place placeOf(ProxyGuest guest) {
        return pool().placeOf(guest);
    }

    /** One of the instances wants ticks. */
    void ticks() {
        if (ticking.compareAndSet(false, true)) {
            background.add(ticks);
        }
    }

    /** An instance wants to hear of a queue. */
    void hearsOf(int queue, ProxyGuest guest) {
        listeners
                .computeIfAbsent(queue, any -> Collections.synchronizedMap(new WeakHashMap<>()))
                .put(guest, true);
        ticks();
    }

    /** A queue has an item. */
    void queueReady(int queue) {
        Map<ProxyGuest, Boolean> all = listeners.get(queue);
        if (all != null) {
            synchronized (all) {
                all.keySet().forEach(guest -> guest.queueReady(queue));
            }
        }
    }

    @Override
    public void close() {
        background.remove(ticks);
        httpCalls.close();
        super.close();
    }
}
