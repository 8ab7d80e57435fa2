package io.hookline.plugin.ratelimit.internal;

import io.hookline.api.hook.ContextKey;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.Exchange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a limit counts by: requests of the same text share a bucket. */
enum Counted {
    /** The principal, or the address of a request without one. */
    CLIENT {
        @Override
        String of(Exchange exchange) {
            String principal = exchange.principal();
            return principal != null ? "principal " + principal : ADDRESS.of(exchange);
        }
    },
    /** The address; of an IPv6 address the first 64 bits, since one client has all addresses of such a network. */
    ADDRESS {
        @Override
        String of(Exchange exchange) {
            return "address " + network(exchange.client().getAddress());
        }
    },
    /** The certificate that the client has shown, or the address of a client without one. */
    CERTIFICATE {
        @Override
        String of(Exchange exchange) {
            ClientCertificate shown = exchange.clientCertificate();
            return shown != null ? "certificate " + shown.fingerprint() : ADDRESS.of(exchange);
        }
    },
    /** The tier that traffic colouring has set; requests without one share a bucket. */
    TIER {
        @Override
        String of(Exchange exchange) {
            String tier = tierOf(exchange);
            return tier == null ? "no tier" : "tier " + tier;
        }
    },
    /** All requests share one bucket. */
    ALL {
        @Override
        String of(Exchange exchange) {
            return "all";
        }
    };

    private static final ContextKey<String> TIER_OF_CALL = ContextKey.of("io.hookline.colour.tier", String.class);
    private static final int NETWORK_BYTES = 8;

    /** The text that requests with a common bucket have in common. */
    abstract String of(Exchange exchange);

    static @Nullable String tierOf(Exchange exchange) {
        return exchange.context().get(TIER_OF_CALL);
    }

    static Counted named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static String network(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
