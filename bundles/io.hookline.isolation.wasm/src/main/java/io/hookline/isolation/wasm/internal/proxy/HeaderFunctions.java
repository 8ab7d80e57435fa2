package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.gateway.hook.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The host functions for header fields. */
final class HeaderFunctions {

    private static final int REQUEST = 0;
    private static final int REQUEST_TRAILERS = 1;
    private static final int RESPONSE = 2;
    private static final int RESPONSE_TRAILERS = 3;
    private static final int CALL_RESPONSE = 6;
    private static final int LAST = 7;

    private final ProxyGuest guest;
    private final InstanceAccess access;

    private HeaderFunctions(ProxyGuest guest, InstanceAccess access) {
        this.guest = guest;
        this.access = access;
    }

    static void add(FunctionTable table, ProxyGuest guest, InstanceAccess access) {
        HeaderFunctions here = new HeaderFunctions(guest, access);
        table.env("proxy_get_header_map_size", here::size);
        table.env("proxy_get_header_map_pairs", here::pairs);
        table.env("proxy_set_header_map_pairs", here::setPairs);
        table.env("proxy_get_header_map_value", here::value);
        table.env("proxy_add_header_map_value", a -> here.change(a, true));
        table.env("proxy_replace_header_map_value", a -> here.change(a, false));
        table.env("proxy_remove_header_map_value", here::remove);
    }

    private long size(long[] a) {
        HeaderMap map = map((int) a[0]);
        if (map == null) {
            return missing((int) a[0]);
        }
        access.number(a[1], Pairs.encode(map.pairs()).length);
        return Status.OK;
    }

    private long pairs(long[] a) {
        HeaderMap map = map((int) a[0]);
        return map == null ? missing((int) a[0]) : access.give(Pairs.encode(map.pairs()), a[1], a[2]);
    }

    private long setPairs(long[] a) {
        byte[] serialized = access.bytes(a[1], a[2]);
        return changed((int) a[0], map -> map.setAll(Pairs.decode(serialized)));
    }

    private long value(long[] a) {
        HeaderMap map = map((int) a[0]);
        if (map == null) {
            return missing((int) a[0]);
        }
        String value = map.get(access.field(a[1], a[2]));
        return value == null ? Status.NOT_FOUND : access.give(Pairs.bytes(value), a[3], a[4]);
    }

    private long change(long[] a, boolean adds) {
        String name = access.field(a[1], a[2]);
        String value = access.field(a[3], a[4]);
        return changed((int) a[0], map -> {
            if (adds) {
                map.add(name, value);
            } else {
                map.set(name, value);
            }
        });
    }

    private long remove(long[] a) {
        String name = access.field(a[1], a[2]);
        return changed((int) a[0], map -> map.remove(name));
    }

    private int changed(int id, Change change) {
        HeaderMap map = map(id);
        if (map == null) {
            return missing(id);
        }
        StreamContext stream = guest.effective();
        if (stream != null && stream.isInBody() && (id == REQUEST || id == RESPONSE)) {
            guest.plugin()
                    .log()
                    .write(Level.WARN, "header fields cannot be changed: the response's head has been sent");
            return Status.BAD_ARGUMENT;
        }
        try {
            change.apply(map);
            return Status.OK;
        } catch (UnsupportedOperationException e) {
            guest.plugin().log().write(Level.WARN, String.valueOf(e.getMessage()));
            return Status.UNIMPLEMENTED;
        } catch (IllegalArgumentException | IllegalStateException e) {
            guest.plugin().log().write(Level.WARN, String.valueOf(e.getMessage()));
            return Status.BAD_ARGUMENT;
        }
    }

    /** Of a map that there is never: it has no fields. Of one that is not there now, an error. */
    private static int missing(int id) {
        return id == REQUEST_TRAILERS || id == RESPONSE_TRAILERS ? Status.NOT_FOUND : Status.BAD_ARGUMENT;
    }

    private @Nullable HeaderMap map(int id) {
        if (id < 0 || id > LAST) {
            return null;
        }
        HttpAnswer answer = guest.httpAnswer();
        if (id == CALL_RESPONSE) {
            return answer == null ? null : answer.headers();
        }
        StreamContext stream = guest.effective();
        Exchange exchange = stream == null ? null : stream.exchange();
        if (exchange == null) {
            return null;
        }
        return switch (id) {
            case REQUEST -> ExchangeHeaders.ofRequest(exchange);
            case RESPONSE -> ExchangeHeaders.ofResponse(exchange);
            default -> null;
        };
    }

    /** A change of header fields. */
    @FunctionalInterface
    private interface Change {

        void apply(HeaderMap map);
    }
}
