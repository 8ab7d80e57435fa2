package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.gateway.hook.Response;
import io.hookline.isolation.wasm.internal.pool.NoGuestException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The host functions for exchanges: answers, pauses, properties, buffers and HTTP calls. */
final class StreamFunctions {

    private static final int RESPONSE_BODY = 1;
    private static final int HTTP_CALL_BODY = 4;
    private static final int VM_CONFIGURATION = 6;
    private static final int PLUGIN_CONFIGURATION = 7;
    private static final int LAST_BUFFER = 8;
    private static final int HTTP_RESPONSE = 1;
    private static final int LAST_STREAM = 3;

    private final ProxyGuest guest;
    private final InstanceAccess access;

    private StreamFunctions(ProxyGuest guest, InstanceAccess access) {
        this.guest = guest;
        this.access = access;
    }

    static void add(FunctionTable table, ProxyGuest guest, InstanceAccess access) {
        StreamFunctions here = new StreamFunctions(guest, access);
        table.env("proxy_send_local_response", here::answer);
        table.env("proxy_continue_stream", here::resume);
        table.env("proxy_close_stream", here::close);
        table.env("proxy_set_effective_context", a -> guest.makeEffective((int) a[0]));
        table.env("proxy_done", a -> guest.done());
        table.env("proxy_get_property", here::property);
        table.env("proxy_set_property", here::setProperty);
        table.env("proxy_get_buffer_bytes", here::buffer);
        table.env("proxy_get_buffer_status", here::bufferStatus);
        table.env("proxy_set_buffer_bytes", here::setBuffer);
        table.env("proxy_http_call", here::httpCall);
        table.env("proxy_get_status", here::status);
        table.env("proxy_call_foreign_function", here::foreign);
    }

    private long answer(long[] a) {
        byte[] body = access.bytes(a[3], a[4]);
        byte[] fields = access.bytes(a[5], a[6]);
        StreamContext stream = guest.effective();
        if (stream == null || stream.exchange() == null) {
            return Status.BAD_ARGUMENT;
        }
        if (stream.isInBody()) {
            guest.plugin().log().write(Level.WARN, "proxy_send_local_response: the response's head has been sent");
            return Status.BAD_ARGUMENT;
        }
        try {
            List<Map.Entry<String, String>> pairs = Pairs.decode(fields);
            List<Map.Entry<String, String>> headers = pairs.stream()
                    .filter(pair -> !pair.getKey().startsWith(":"))
                    .toList();
            stream.answer(new Response((int) a[0], headers, body));
            return Status.OK;
        } catch (IllegalArgumentException e) {
            guest.plugin().log().write(Level.WARN, "proxy_send_local_response: " + e.getMessage());
            return Status.BAD_ARGUMENT;
        }
    }

    private long resume(long[] a) {
        StreamContext stream = guest.effective();
        if (a[0] < 0 || a[0] > LAST_STREAM || stream == null) {
            return Status.BAD_ARGUMENT;
        }
        if (a[0] > HTTP_RESPONSE) {
            return Status.UNIMPLEMENTED;
        }
        stream.resume();
        return Status.OK;
    }

    /** The gateway has no way to break an exchange off, so the client gets an answer that says so. */
    private long close(long[] a) {
        StreamContext stream = guest.effective();
        if (a[0] < 0 || a[0] > LAST_STREAM || stream == null || stream.exchange() == null || stream.isInBody()) {
            return Status.BAD_ARGUMENT;
        }
        if (a[0] > HTTP_RESPONSE) {
            return Status.UNIMPLEMENTED;
        }
        stream.answer(Response.text(
                503, "closed by " + guest.plugin().module().manifest().name()));
        return Status.OK;
    }

    private long property(long[] a) {
        String path = access.text(a[0], a[1]);
        byte[] value = FilterProperties.get(guest, path);
        return value == null ? Status.NOT_FOUND : access.give(value, a[2], a[3]);
    }

    private long setProperty(long[] a) {
        String path = access.text(a[0], a[1]);
        byte[] value = access.bytes(a[2], a[3]);
        StreamContext stream = guest.effective();
        if (stream == null) {
            return Status.NOT_FOUND;
        }
        return stream.set(path, value) ? Status.OK : Status.INTERNAL_FAILURE;
    }

    private byte @Nullable [] content(int id) {
        HttpAnswer answer = guest.httpAnswer();
        StreamContext stream = guest.effective();
        return switch (id) {
            case RESPONSE_BODY -> stream == null || !stream.isInBody() ? null : stream.body();
            case HTTP_CALL_BODY -> answer == null ? null : answer.body();
            case VM_CONFIGURATION -> new byte[0];
            case PLUGIN_CONFIGURATION -> guest.configuration();
            default -> null;
        };
    }

    private long buffer(long[] a) {
        byte[] content = content((int) a[0]);
        if (content == null) {
            return a[0] < 0 || a[0] > LAST_BUFFER ? Status.BAD_ARGUMENT : Status.NOT_FOUND;
        }
        long start = Integer.toUnsignedLong((int) a[1]);
        long most = Integer.toUnsignedLong((int) a[2]);
        if (start > content.length) {
            return Status.BAD_ARGUMENT;
        }
        int end = (int) Math.min(content.length, start + most);
        return access.give(Arrays.copyOfRange(content, (int) start, end), a[3], a[4]);
    }

    /** Only what passes can be changed: the body of a response. */
    private long setBuffer(long[] a) {
        byte[] replacement = access.bytes(a[3], a[4]);
        StreamContext stream = guest.effective();
        if (a[0] < 0 || a[0] > LAST_BUFFER) {
            return Status.BAD_ARGUMENT;
        }
        if (a[0] != RESPONSE_BODY || stream == null || !stream.isInBody()) {
            return Status.NOT_FOUND;
        }
        byte[] changed = FilterBuffer.splice(
                stream.body(), Integer.toUnsignedLong((int) a[1]), Integer.toUnsignedLong((int) a[2]), replacement);
        if (changed.length > FilteredBody.MOST_BYTES) {
            return Status.INTERNAL_FAILURE;
        }
        stream.changeBody(changed);
        return Status.OK;
    }

    private long bufferStatus(long[] a) {
        byte[] content = content((int) a[0]);
        if (content == null) {
            return a[0] < 0 || a[0] > LAST_BUFFER ? Status.BAD_ARGUMENT : Status.NOT_FOUND;
        }
        access.number(a[1], content.length);
        access.number(a[2], 0);
        return Status.OK;
    }

    private long httpCall(long[] a) {
        String upstream = access.text(a[0], a[1]);
        byte[] fields = access.bytes(a[2], a[3]);
        byte[] body = access.bytes(a[4], a[5]);
        access.number(a[9], 0);
        try {
            access.number(
                    a[9], guest.plugin().httpCalls().begin(guest, upstream, Pairs.decode(fields), body, (int) a[8]));
            return Status.OK;
        } catch (IllegalArgumentException e) {
            guest.plugin().log().write(Level.WARN, "proxy_http_call: " + e.getMessage());
            return Status.BAD_ARGUMENT;
        } catch (NoGuestException e) {
            guest.plugin().log().write(Level.WARN, "proxy_http_call: not while the instance starts");
            return Status.INTERNAL_FAILURE;
        }
    }

    private long status(long[] a) {
        HttpAnswer answer = guest.httpAnswer();
        access.number(a[0], answer == null ? 0 : answer.status());
        return access.give(new byte[0], a[1], a[2]);
    }

    private long foreign(long[] a) {
        guest.plugin().log().write(Level.WARN, "there is no foreign function " + access.text(a[0], a[1]));
        return Status.NOT_FOUND;
    }
}
