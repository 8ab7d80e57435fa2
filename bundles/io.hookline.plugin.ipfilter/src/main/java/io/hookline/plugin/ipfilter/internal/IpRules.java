package io.hookline.plugin.ipfilter.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The networks that may call, and those that may not. Immutable. */
final class IpRules {

    private final List<Network> allowed;
    private final List<Network> denied;
    private final List<Network> proxies;

    private IpRules(List<Network> allowed, List<Network> denied, List<Network> proxies) {
        this.allowed = allowed;
        this.denied = denied;
        this.proxies = proxies;
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if nothing is allowed, or a network is invalid; the message shows it
     */
    static IpRules of(IpFilterConfig config) {
        List<Network> allowed = networks(config.allow());
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException(
                    "'allow' is empty: name the networks that may call, or 0.0.0.0/0 and ::/0 for all but the denied ones");
        }
        return new IpRules(allowed, networks(config.deny()), networks(config.trustedProxies()));
    }

    /**
     * Whether a request may pass.
     *
     * @param peer the address that it comes from
     * @param forwardedFor its fields {@code X-Forwarded-For}
     */
    boolean allow(byte[] peer, List<String> forwardedFor) {
        byte[] client = peer;
        List<String> hops = proxies.isEmpty() || forwardedFor.isEmpty() ? List.of() : hops(forwardedFor);
        // From the right: each proxy adds the address that it has seen, and only the trusted ones are believed.
        for (int i = hops.size() - 1; i >= 0 && contain(proxies, client); i--) {
            try {
                client = Network.address(hops.get(i));
            } catch (IllegalArgumentException e) {
                return false;
            }
        }
        return contain(allowed, client) && !contain(denied, client);
    }

    private static List<String> hops(List<String> forwardedFor) {
        List<String> hops = new ArrayList<>();
        for (String value : forwardedFor) {
            for (String hop : value.split(",", -1)) {
                hops.add(hop.strip());
            }
        }
        return hops;
    }

    private static boolean contain(List<Network> networks, byte[] address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts)
                .filter(text -> !text.isBlank())
                .map(text -> Network.parse(text.strip()))
                .toList();
    }
}
