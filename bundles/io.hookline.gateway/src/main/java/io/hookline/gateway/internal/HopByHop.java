package io.hookline.gateway.internal;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The header fields that concern one connection only and are not passed on: RFC 9110, section 7.6.1.
 *
 * <p>{@code Transfer-Encoding} stays, because Undertow frames each side by it; so do {@code Connection} and
 * {@code Upgrade} where a protocol switch is under way.
 */
final class HopByHop {

    private static final List<HttpString> ALWAYS = List.of(
            new HttpString("Keep-Alive"),
            new HttpString("Proxy-Connection"),
            new HttpString("HTTP2-Settings"),
            Headers.TE,
            Headers.TRAILER);
    private static final Set<String> NEEDED =
            Set.of("upgrade", "close", "keep-alive", "transfer-encoding", "content-length", "host", "expect");

    private HopByHop() {}

    /** Strips a request's fields before it goes upstream; only the protocol switch to WebSocket stays. */
    static void stripRequest(HeaderMap fields) {
        String protocol = fields.getFirst(Headers.UPGRADE);
        // After a switch to another protocol, such as h2c, further requests could follow that no hook would see.
        boolean upgrade =
                "websocket".equalsIgnoreCase(protocol) && names(fields).contains("upgrade");
        strip(fields, upgrade);
    }

    /** Strips a response's fields before it goes to the client. */
    static void stripResponse(HeaderMap fields, boolean switchingProtocols) {
        strip(fields, switchingProtocols);
    }

    private static void strip(HeaderMap fields, boolean upgrade) {
        for (String name : names(fields)) {
            if (!NEEDED.contains(name) && !name.isEmpty()) {
                fields.remove(name);
            }
        }
        for (HttpString name : ALWAYS) {
            fields.remove(name);
        }
        fields.remove(Headers.CONNECTION);
        if (upgrade) {
            fields.put(Headers.CONNECTION, "Upgrade");
        } else {
            fields.remove(Headers.UPGRADE);
        }
    }

    private static List<String> names(HeaderMap fields) {
        List<String> names = new ArrayList<>();
        HeaderValues values = fields.get(Headers.CONNECTION);
        if (values != null) {
            for (String value : values) {
                for (String name : value.split(",", -1)) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }
}
