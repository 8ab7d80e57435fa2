package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header fields of an exchange's request or response. */
final class ExchangeHeaders implements HeaderMap {

    private static final String STATUS = ":status";
    private static final String AUTHORITY = ":authority";
    private static final List<String> REQUEST = List.of(":method", ":scheme", AUTHORITY, ":path");
    private static final List<String> RESPONSE = List.of(STATUS);

    private final Exchange exchange;
    private final boolean request;

    private ExchangeHeaders(Exchange exchange, boolean request) {
        this.exchange = exchange;
        this.request = request;
    }

    static HeaderMap ofRequest(Exchange exchange) {
        return new ExchangeHeaders(exchange, true);
    }

    static HeaderMap ofResponse(Exchange exchange) {
        return new ExchangeHeaders(exchange, false);
    }

    private Headers fields() {
        return request ? exchange.requestHeaders() : exchange.responseHeaders();
    }

    @Override
    public List<Map.Entry<String, String>> pairs() {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (String name : request ? REQUEST : RESPONSE) {
            String value = pseudo(name);
            if (value != null) {
                pairs.add(Map.entry(name, value));
            }
        }
        Headers fields = fields();
        for (String name : fields.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (request && lower.equals("host")) {
                continue;
            }
            for (String value : fields.all(name)) {
                pairs.add(Map.entry(lower, value));
            }
        }
        return pairs;
    }

    @Override
    public @Nullable String get(String name) {
        if (name.startsWith(":")) {
            return pseudo(name);
        }
        List<String> values = fields().all(name);
        return switch (values.size()) {
            case 0 -> null;
            case 1 -> values.get(0);
            default -> String.join(", ", values);
        };
    }

    private @Nullable String pseudo(String name) {
        if (!request) {
            return name.equals(STATUS) && exchange.status() > 0 ? String.valueOf(exchange.status()) : null;
        }
        return switch (name) {
            case ":method" -> exchange.method();
            case ":scheme" -> exchange.scheme();
            case AUTHORITY -> exchange.requestHeaders().first("host");
            case ":path" -> exchange.query().isEmpty() ? exchange.path() : exchange.path() + "?" + exchange.query();
            default -> null;
        };
    }

    @Override
    public void set(String name, String value) {
        if (!name.startsWith(":")) {
            fields().set(name, value);
        } else if (name.equals(STATUS) && !request) {
            exchange.setStatus(Integer.parseInt(value));
        } else if (name.equals(AUTHORITY) && request) {
            fields().set("host", value);
        } else if (!value.equals(pseudo(name))) {
            throw new UnsupportedOperationException(name + " cannot be changed");
        }
    }

    @Override
    public void add(String name, String value) {
        if (name.startsWith(":")) {
            set(name, value);
        } else {
            fields().add(name, value);
        }
    }

    @Override
    public void remove(String name) {
        if (name.startsWith(":")) {
            throw new UnsupportedOperationException(name + " cannot be removed");
        }
        fields().remove(name);
    }

    @Override
    public void setAll(List<Map.Entry<String, String>> pairs) {
        Set<String> kept = new LinkedHashSet<>();
        Headers fields = fields();
        for (Map.Entry<String, String> pair : pairs) {
            String name = pair.getKey();
            if (name.startsWith(":")) {
                set(name, pair.getValue());
            } else if (kept.add(name.toLowerCase(Locale.ROOT))) {
                setUnlessSame(fields, name, pair.getValue());
            } else {
                fields.add(name, pair.getValue());
            }
        }
        for (String name : fields.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!kept.contains(lower) && !lower.equals("host") && !isFraming(lower)) {
                fields.remove(name);
            }
        }
    }

    /** A filter gives back all that it got, also what only the gateway may set. */
    private static void setUnlessSame(Headers fields, String name, String value) {
        List<String> now = fields.all(name);
        if (now.size() != 1 || !now.get(0).equals(value)) {
            fields.set(name, value);
        }
    }

    private static boolean isFraming(String name) {
        return switch (name) {
            case "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade" -> true;
            default -> false;
        };
    }
}
