package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;

/** The host functions for logs, time, randomness and ticks, those of WASI, and those that are not implemented. */
final class SystemFunctions {

    private static final int SUCCESS = 0;
    private static final int BAD_FILE = 8;
    private static final int INVALID = 28;
    private static final int NOT_SUPPORTED = 58;
    private static final int MOST_RANDOM = 64 * 1024;
    private static final int MOST_PIECES = 1_024;
    private static final int MOST_WRITTEN = 64 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Level[] LEVELS = {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR, Level.ERROR};

    private final ProxyGuest guest;
    private final InstanceAccess access;

    private SystemFunctions(ProxyGuest guest, InstanceAccess access) {
        this.guest = guest;
        this.access = access;
    }

    static void add(FunctionTable table, ProxyGuest guest, InstanceAccess access) {
        SystemFunctions here = new SystemFunctions(guest, access);
        table.env("proxy_log", here::log);
        table.env("proxy_get_log_level", here::logLevel);
        table.env("proxy_get_current_time_nanoseconds", a -> here.time(a[0]));
        table.env("proxy_set_tick_period_milliseconds", here::tick);
        table.env("abort", here::abort);
        for (String call : new String[] {"call", "stream", "send", "cancel", "close"}) {
            table.env("proxy_grpc_" + call, a -> Status.UNIMPLEMENTED);
        }
        table.wasi("fd_write", here::write);
        table.wasi("clock_time_get", here::clock);
        table.wasi("random_get", here::random);
        table.wasi("proc_exit", a -> {
            throw new GuestTrapException("it exits with " + a[0], false);
        });
        table.wasi("environ_get", a -> SUCCESS);
        table.wasi("args_get", a -> SUCCESS);
        table.wasi("environ_sizes_get", here::noSizes);
        table.wasi("args_sizes_get", here::noSizes);
    }

    private long log(long[] a) {
        String text = access.text(a[1], a[2]);
        if (a[0] < 0 || a[0] >= LEVELS.length) {
            return Status.BAD_ARGUMENT;
        }
        guest.plugin().log().write(LEVELS[(int) a[0]], text);
        return Status.OK;
    }

    private long logLevel(long[] a) {
        Level level = guest.plugin().log().level();
        int number = 0;
        while (LEVELS[number] != level) {
            number++;
        }
        access.number(a[0], number);
        return Status.OK;
    }

    private long time(long address) {
        Instant now = Instant.now();
        access.memory().writeLong((int) address, TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano());
        return Status.OK;
    }

    private long tick(long[] a) {
        guest.tickEvery((int) Math.min(Integer.MAX_VALUE, Integer.toUnsignedLong((int) a[0])));
        return Status.OK;
    }

    /** AssemblyScript's texts are UTF-16, with their length in bytes ahead of them. */
    private long abort(long[] a) {
        String message = a[0] == 0
                ? "no message"
                : new String(
                        access.bytes(a[0], access.memory().readInt((int) a[0] - Integer.BYTES)),
                        StandardCharsets.UTF_16LE);
        throw new GuestTrapException("abort: " + message + " (line " + a[2] + ")", false);
    }

    private long write(long[] a) {
        if (a[0] != 1 && a[0] != 2) {
            return BAD_FILE;
        }
        StringBuilder text = new StringBuilder();
        int written = 0;
        for (int i = 0; i < Math.min(MOST_PIECES, Integer.toUnsignedLong((int) a[2])); i++) {
            int piece = (int) a[1] + i * 2 * Integer.BYTES;
            int length = access.memory().readInt(piece + Integer.BYTES);
            // Pieces may overlap, so that all of them are much more than the memory: the rest is not written.
            int taken = length < 0 ? length : Math.min(length, MOST_WRITTEN - written);
            text.append(access.text(access.memory().readInt(piece), taken));
            written += taken;
            if (taken < length) {
                break;
            }
        }
        guest.plugin()
                .log()
                .write(a[0] == 1 ? Level.INFO : Level.ERROR, text.toString().strip());
        access.number(a[3], written);
        return SUCCESS;
    }

    private long clock(long[] a) {
        if (a[0] == 0) {
            return time(a[2]);
        }
        if (a[0] == 1) {
            access.memory().writeLong((int) a[2], System.nanoTime());
            return SUCCESS;
        }
        return NOT_SUPPORTED;
    }

    private long random(long[] a) {
        if (a[1] < 0 || a[1] > MOST_RANDOM) {
            return INVALID;
        }
        byte[] bytes = new byte[(int) a[1]];
        RANDOM.nextBytes(bytes);
        access.memory().write((int) a[0], bytes);
        return SUCCESS;
    }

    private long noSizes(long[] a) {
        access.number(a[0], 0);
        access.number(a[1], 0);
        return SUCCESS;
    }
}
