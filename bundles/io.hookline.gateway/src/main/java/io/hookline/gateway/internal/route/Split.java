package io.hookline.gateway.internal.route;

import io.hookline.api.hook.ContextKey;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.internal.config.RouteSettings.Sticky;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one of several by weight: by chance, or by a key of the client, so that it stays with its choice. The same
 * key has the same place in every split, on every node and after every restart; a weight that changes moves only those
 * clients whose place is between the old and the new border. Immutable.
 */
final class Split<T> {

    private static final double UNIT = 0x1.0p-53;

    /** Where hooks that check tokens leave the claims. */
    @SuppressWarnings("rawtypes") // A class has no type arguments.
    private static final ContextKey<Map> CLAIMS = ContextKey.of("io.hookline.claims", Map.class);

    private final List<T> items;
    private final long[] borders;
    private final @Nullable Sticky sticky;

    /**
     * A split.
     *
     * @param weights one for each item; their sum is positive
     */
    Split(List<T> items, int[] weights, @Nullable Sticky sticky) {
        this.items = List.copyOf(items);
        this.borders = new long[weights.length];
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            borders[i] = sum;
        }
        this.sticky = sticky;
    }

    List<T> items() {
        return items;
    }

    /** The item for a request. */
    T choose(Exchange exchange) {
        if (items.size() == 1) {
            return items.get(0);
        }
        String key = key(exchange);
        return at(key == null ? ThreadLocalRandom.current().nextDouble() : place(key));
    }

    /** The item that a request certainly gets; null if chance decides. */
    @Nullable
    T certain(Exchange exchange) {
        String key = key(exchange);
        if (key != null) {
            return at(place(key));
        }
        T lowest = at(0);
        return lowest.equals(at(1 - UNIT)) ? lowest : null;
    }

    private T at(double place) {
        long point = (long) (place * borders[borders.length - 1]);
        int chosen = 0;
        while (point >= borders[chosen]) {
            chosen++;
        }
        return items.get(chosen);
    }

    private @Nullable String key(Exchange exchange) {
        Sticky by = sticky;
        if (by == null) {
            return null;
        }
        return switch (by.kind()) {
            case CLIENT -> exchange.client().getAddress().getHostAddress();
            case PRINCIPAL -> exchange.principal();
            case HEADER -> exchange.requestHeaders().first(by.name());
            case COOKIE -> cookie(exchange, by.name());
            case CLAIM -> claim(exchange, by.name());
            case ATTRIBUTE -> exchange.context().get(ContextKey.of(by.name(), String.class));
        };
    }

    private static @Nullable String claim(Exchange exchange, String name) {
        Map<?, ?> claims = exchange.context().get(CLAIMS);
        Object value = claims == null ? null : claims.get(name);
        return value == null ? null : value.toString();
    }

    private static @Nullable String cookie(Exchange exchange, String name) {
        for (String line : exchange.requestHeaders().all("Cookie")) {
            for (String pair : line.split(";", -1)) {
                String trimmed = pair.strip();
                if (trimmed.startsWith(name)
                        && trimmed.length() > name.length()
                        && trimmed.charAt(name.length()) == '=') {
                    return trimmed.substring(name.length() + 1);
                }
            }
        }
        return null;
    }

    /** A number from 0 to below 1: FNV-1a, and the final mix of MurmurHash3, without which similar keys are close. */
    private static double place(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        hash ^= hash >>> 33;
        return (hash >>> 11) * UNIT;
    }
}
