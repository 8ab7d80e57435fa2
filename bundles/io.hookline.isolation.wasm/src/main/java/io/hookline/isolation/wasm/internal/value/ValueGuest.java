package io.hookline.isolation.wasm.internal.value;

import io.hookline.isolation.wasm.internal.engine.GuestFunction;
import io.hookline.isolation.wasm.internal.engine.GuestInstance;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import io.hookline.isolation.wasm.internal.engine.HostFunction;
import io.hookline.isolation.wasm.internal.pool.Guest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** One instance of a module that answers calls with values. */
final class ValueGuest implements Guest {

    private static final Level[] LEVELS = {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR};

    private final ValuePlugin plugin;
    private final GuestInstance instance;
    private final GuestFunction allocate;
    private final GuestFunction call;
    private final @Nullable GuestFunction free;
    private @Nullable GuestInstance memory;

    ValueGuest(ValuePlugin plugin) {
        this.plugin = plugin;
        this.instance = plugin.instantiate(List.of(
                new HostFunction("hookline", "log", "(i32,i32,i32)->", this::log),
                new HostFunction("hookline", "time", "()->i64", arguments -> time()),
                new HostFunction("env", "abort", "(i32,i32,i32,i32)->", this::abort)));
        this.memory = instance;
        this.allocate = required("hookline_alloc");
        this.call = required("hookline_call");
        this.free = instance.function("hookline_free");
        GuestFunction initialize = instance.function("_initialize");
        if (initialize != null) {
            initialize.call();
        }
    }

    private GuestFunction required(String name) {
        GuestFunction function = instance.function(name);
        if (function == null) {
            throw new GuestTrapException("it exports no " + name, false);
        }
        return function;
    }

    @Override
    public GuestInstance instance() {
        return instance;
    }

    /** Passes a request and returns the answer, both as bytes. */
    byte[] answer(byte[] request) {
        int place = (int) allocate.call(request.length);
        if (place == 0) {
            throw new GuestTrapException("it has no memory for " + request.length + " bytes", false);
        }
        instance.write(place, request);
        long packed = call.call(place, request.length);
        int address = (int) (packed >>> Integer.SIZE);
        int length = (int) packed;
        byte[] answer = instance.read(address, length);
        if (free != null) {
            free.call(address, length);
        }
        return answer;
    }

    private GuestInstance memory() {
        GuestInstance here = memory;
        if (here == null) {
            throw new GuestTrapException("it calls its host before it is there", false);
        }
        return here;
    }

    private long log(long[] a) {
        String text = new String(memory().read((int) a[1], (int) a[2]), StandardCharsets.UTF_8);
        plugin.log().write(LEVELS[(int) Math.max(0, Math.min(LEVELS.length - 1, a[0]))], text);
        return 0;
    }

    private static long time() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    /** AssemblyScript's texts are UTF-16, with their length in bytes ahead of them. */
    private long abort(long[] a) {
        String message = a[0] == 0
                ? "no message"
                : new String(
                        memory().read((int) a[0], memory().readInt((int) a[0] - Integer.BYTES)),
                        StandardCharsets.UTF_16LE);
        throw new GuestTrapException("abort: " + message + " (line " + a[2] + ")", false);
    }
}
