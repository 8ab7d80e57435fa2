package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.isolation.wasm.internal.engine.GuestFunction;
import io.hookline.isolation.wasm.internal.engine.GuestInstance;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.pool.Guest;
import io.hookline.isolation.wasm.internal.pool.GuestPool;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One instance of a filter: its callbacks, its stream contexts, and what it may see in the present callback. */
final class ProxyGuest implements Guest {

    /** Id of the plugin context, in which everything runs that belongs to no exchange. */
    static final int ROOT = 1;

    private static final int MOST_STREAMS = 10_000;
    private static final int PAUSE = 1;
    private static final String RESPONSE_BODY = "proxy_on_response_body";

    private final ProxyPlugin plugin;
    private final GuestInstance instance;
    private final Map<String, GuestFunction> callbacks = new HashMap<>();
    private final Map<Integer, StreamContext> streams = new HashMap<>();
    /** Of exchanges that have ended without telling, because no hook saw their end. */
    private final ReferenceQueue<StreamHandle> lost = new ReferenceQueue<>();

    private final Map<LostStream, Integer> handles = new HashMap<>();
    private final Set<Integer> readyQueues = ConcurrentHashMap.newKeySet();
    private int lastId = ROOT;
    private @Nullable StreamContext effective;
    private byte @Nullable [] buffer;
    private @Nullable HttpAnswer httpAnswer;
    private long tickNanos;
    private volatile long nextTick;

    /**
     * Creates an instance and starts the filter in it.
     *
     * @throws GuestTrapException if it traps, or refuses its configuration
     */
    @SuppressWarnings("this-escape") // The instance may call its host while it starts.
    ProxyGuest(ProxyPlugin plugin) {
        this.plugin = plugin;
        FunctionTable table = new FunctionTable();
        InstanceAccess access = new InstanceAccess();
        HeaderFunctions.add(table, this, access);
        StreamFunctions.add(table, this, access);
        SharedFunctions.add(table, this, access);
        SystemFunctions.add(table, this, access);
        this.instance = plugin.instantiate(table.functions());
        access.begin(instance);
        for (String name : plugin.module().facts().functions().keySet()) {
            GuestFunction function = instance.function(name);
            if (function != null) {
                callbacks.put(name, function);
            }
        }
        GuestFunction own = callbacks.get("proxy_on_memory_allocate");
        access.allocateWith(own != null ? own : callbacks.get("malloc"));
        start();
    }

    private void start() {
        if (callbacks.containsKey("_initialize")) {
            call("_initialize");
            call("main", 0, 0);
        } else {
            call("_start");
        }
        call("proxy_on_context_create", ROOT, 0);
        require("proxy_on_vm_start", 0);
        byte[] configuration = plugin.module().manifest().configuration().getBytes(StandardCharsets.UTF_8);
        buffer = configuration;
        require("proxy_on_configure", configuration.length);
        buffer = null;
    }

    private void require(String callback, int size) {
        if (callbacks.containsKey(callback) && call(callback, ROOT, size) == 0) {
            throw new GuestTrapException(callback + " has refused its configuration", false);
        }
    }

    ProxyPlugin plugin() {
        return plugin;
    }

    @Override
    public GuestInstance instance() {
        return instance;
    }

    /** Calls a callback, if the filter has it; otherwise 0. */
    long call(String name, long... arguments) {
        GuestFunction callback = callbacks.get(name);
        return callback == null ? 0 : callback.call(arguments);
    }

    // ---- exchanges -------------------------------------------------------------------------------------------------

    /** A context for an exchange. */
    StreamContext open(GuestPool<ProxyGuest>.Place place) {
        forgetLost();
        if (streams.size() >= MOST_STREAMS) {
            throw new GuestTrapException("it has " + MOST_STREAMS + " exchanges that have not ended", false);
        }
        do {
            lastId = lastId == Integer.MAX_VALUE ? ROOT + 1 : lastId + 1;
        } while (streams.containsKey(lastId));
        StreamContext stream = new StreamContext(lastId, this, place);
        streams.put(lastId, stream);
        effective = stream;
        call("proxy_on_context_create", lastId, ROOT);
        return stream;
    }

    /** Runs a callback that may pause, in an exchange's context. */
    void headers(StreamContext stream, String callback, int fields, boolean endOfStream) {
        effective = stream;
        if (call(callback, stream.id(), fields, endOfStream ? 1 : 0) == PAUSE) {
            stream.pause();
        }
    }

    /** Whether the filter wants to see the bodies of responses. */
    boolean seesResponseBodies() {
        return callbacks.containsKey(RESPONSE_BODY);
    }

    /** Tells the filter of the body that it has now; returns its action. */
    long responseBody(StreamContext stream, boolean endOfStream) {
        effective = stream;
        return call(RESPONSE_BODY, stream.id(), stream.body().length, endOfStream ? 1 : 0);
    }

    /** The exchange has ended. */
    void close(StreamContext stream) {
        effective = stream;
        if (callbacks.containsKey("proxy_on_done") && call("proxy_on_done", stream.id()) == 0 && !stream.isDone()) {
            // The filter says later that it is done; then proxyDone deletes the context.
            stream.done();
            return;
        }
        delete(stream);
    }

    private void delete(StreamContext stream) {
        effective = stream;
        call("proxy_on_log", stream.id());
        call("proxy_on_delete", stream.id());
        streams.remove(stream.id());
        effective = null;
    }

    /** The filter says that it is done with the effective context; returns a status. */
    int done() {
        StreamContext stream = effective;
        if (stream == null || !stream.isDone() || !streams.containsKey(stream.id())) {
            return Status.NOT_FOUND;
        }
        delete(stream);
        return Status.OK;
    }

    /** What the exchange keeps, so that its context can be deleted when the exchange is gone. */
    StreamHandle handle(StreamContext stream) {
        StreamHandle handle = new StreamHandle(stream);
        handles.put(new LostStream(handle, lost), stream.id());
        return handle;
    }

    private void forgetLost() {
        for (Object one = lost.poll(); one != null; one = lost.poll()) {
            Integer id = one instanceof LostStream gone ? handles.remove(gone) : null;
            StreamContext stream = id == null ? null : streams.get(id);
            if (stream != null) {
                close(stream);
            }
        }
    }

    /** The context that host functions work on; null for the plugin's own. */
    @Nullable
    StreamContext effective() {
        return effective;
    }

    /** Changes it; returns a status. */
    int makeEffective(int id) {
        if (id == ROOT) {
            effective = null;
            return Status.OK;
        }
        StreamContext stream = streams.get(id);
        if (stream == null) {
            return Status.BAD_ARGUMENT;
        }
        effective = stream;
        return Status.OK;
    }

    // ---- what belongs to no exchange -------------------------------------------------------------------------------

    /** The configuration, while the filter may read it. */
    byte @Nullable [] configuration() {
        return buffer;
    }

    /** The answer of an HTTP call, while the filter is told of it. */
    @Nullable
    HttpAnswer httpAnswer() {
        return httpAnswer;
    }

    void answered(int call, HttpAnswer answer) {
        effective = null;
        httpAnswer = answer;
        try {
            call(
                    "proxy_on_http_call_response",
                    ROOT,
                    call,
                    answer.headers().pairs().size(),
                    answer.body().length,
                    0);
        } finally {
            httpAnswer = null;
        }
    }

    void tickEvery(int millis) {
        tickNanos = Math.max(millis == 0 ? 0 : Background.TICK_MILLIS, millis) * 1_000_000L;
        nextTick = System.nanoTime() + tickNanos;
        if (tickNanos > 0) {
            plugin.ticks();
        }
    }

    /** A queue that the filter has registered has an item. */
    void queueReady(int queue) {
        readyQueues.add(queue);
    }

    @Override
    public @Nullable Long nextTick() {
        if (!readyQueues.isEmpty()) {
            return System.nanoTime();
        }
        return tickNanos > 0 ? nextTick : null;
    }

    @Override
    public void tick() {
        for (Integer queue : List.copyOf(readyQueues)) {
            readyQueues.remove(queue);
            effective = null;
            call("proxy_on_queue_ready", ROOT, queue);
        }
        if (tickNanos > 0 && System.nanoTime() - nextTick >= 0) {
            nextTick = System.nanoTime() + tickNanos;
            effective = null;
            call("proxy_on_tick", ROOT);
        }
    }

    /**
     * Keeps a stream context's exchange and context together.
     *
     * @param stream the context
     */
    record StreamHandle(StreamContext stream) {}

    private static final class LostStream extends WeakReference<StreamHandle> {

        LostStream(StreamHandle handle, ReferenceQueue<StreamHandle> queue) {
            super(handle, queue);
        }
    }
}
