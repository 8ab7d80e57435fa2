package io.hookline.gateway.internal.config;

import io.hookline.gateway.internal.message.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A route, checked by itself; whether its upstreams exist is not known here.
 *
 * @param match what requests it takes
 * @param upstreams no name twice; none if the route is refused
 * @param stripPrefix whether the upstream gets the path without the prefix
 * @param upstreamHost whether the upstream gets the target's host
 */
public record RouteSettings(
        String name,
        int priority,
        Match match,
        List<WeightedUpstream> upstreams,
        @Nullable Sticky sticky,
        boolean stripPrefix,
        boolean upstreamHost) {

    /** The name that the route to the gateway's own upstream has. */
    public static final String DEFAULT = "default";

    private static final int MAX_WEIGHT = 1_000_000;
    private static final String BELOW = "/*";

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException names the invalid option and its allowed values
     */
    public static RouteSettings of(String name, RouteConfig config) {
        OptionCheck check = new OptionCheck(RouteConfig.PID + "-" + name);
        if (name.equals(DEFAULT)) {
            throw new IllegalArgumentException(check.pid()
                    + ": the name default is taken by the route to the gateway's own upstream: rename the file.");
        }
        String path = path(check, config.path().strip());
        if (config.stripPrefix() && !path.endsWith(BELOW)) {
            throw check.refused("stripPrefix", true, "it needs a path that ends with /*");
        }
        String hostHeader = config.hostHeader().strip();
        if (!hostHeader.equals("keep") && !hostHeader.equals("upstream")) {
            throw check.refused("hostHeader", hostHeader, "it is keep or upstream");
        }
        return new RouteSettings(
                name,
                config.priority(),
                match(check, config),
                upstreams(check, config),
                sticky(check, config.stickyBy().strip()),
                config.stripPrefix(),
                hostHeader.equals("upstream"));
    }

    /**
     * What a wrong configuration would take, without where it leads.
     *
     * @throws IllegalArgumentException if that is wrong, too
     */
    public static RouteSettings matchOf(String name, RouteConfig config) {
        OptionCheck check = new OptionCheck(RouteConfig.PID + "-" + name);
        return new RouteSettings(name, config.priority(), match(check, config), List.of(), null, false, false);
    }

    /** The same without where it leads. */
    public RouteSettings closed() {
        return new RouteSettings(name, priority, match, List.of(), null, false, false);
    }

    private static Match match(OptionCheck check, RouteConfig config) {
        return new Match(
                config.host().strip().toLowerCase(Locale.ROOT),
                path(check, config.path().strip()),
                Set.copyOf(List.of(config.methods())),
                headers(check, config.headers()));
    }

    private static String path(OptionCheck check, String path) {
        if (path.isEmpty()) {
            return path;
        }
        boolean below = path.endsWith(BELOW);
        String plain = below ? path.substring(0, path.length() - 1) : path;
        if (plain.indexOf('*') >= 0) {
            throw check.refused("path", path, "a star stands at the end only, as in /api/*");
        }
        String normal;
        try {
            normal = RequestHead.sample("GET", plain).target().path();
        } catch (IllegalArgumentException e) {
            throw check.refused("path", path, String.valueOf(e.getMessage()));
        }
        if (!normal.equals(plain)) {
            throw check.refused("path", path, "requests have the normal form, so write " + normal + (below ? "*" : ""));
        }
        return path;
    }

    private static List<HeaderValue> headers(OptionCheck check, String[] texts) {
        List<HeaderValue> headers = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw check.refused("headers", text, "it is NAME=VALUE");
            }
            String name = text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (headers.stream().anyMatch(other -> other.name().equals(name))) {
                throw check.refused("headers", text, "the field " + name + " is there twice");
            }
            headers.add(new HeaderValue(name, text.substring(equals + 1).strip()));
        }
        return List.copyOf(headers);
    }

    private static List<WeightedUpstream> upstreams(OptionCheck check, RouteConfig config) {
        String one = config.upstream().strip();
        if (one.isEmpty() == (config.upstreams().length == 0)) {
            throw check.refused("upstream", one, "give either upstream or upstreams");
        }
        if (!one.isEmpty()) {
            return List.of(new WeightedUpstream(reference(check, "upstream", one), 1));
        }
        List<WeightedUpstream> several = new ArrayList<>();
        long sum = 0;
        for (String text : config.upstreams()) {
            WeightedUpstream next = weighted(check, text.strip());
            if (several.stream().anyMatch(other -> other.name().equals(next.name()))) {
                throw check.refused("upstreams", text, next.name() + " is there twice");
            }
            several.add(next);
            sum += next.weight();
        }
        if (sum == 0) {
            throw check.refused("upstreams", String.join(", ", config.upstreams()), "one needs a weight above 0");
        }
        return List.copyOf(several);
    }

    private static WeightedUpstream weighted(OptionCheck check, String text) {
        int colon = text.lastIndexOf(':');
        try {
            int weight = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && weight >= 0 && weight <= MAX_WEIGHT) {
                return new WeightedUpstream(reference(check, "upstreams", text.substring(0, colon)), weight);
            }
        } catch (NumberFormatException e) {
            // The exception below covers this and a number out of range.
        }
        throw check.refused("upstreams", text, "it is NAME:WEIGHT with a weight of 0 to " + MAX_WEIGHT);
    }

    /** A group's name as it is, an address in the one form that it is known by. */
    private static String reference(OptionCheck check, String option, String text) {
        if (!UpstreamSettings.isAddress(text)) {
            return text;
        }
        try {
            return UpstreamAddress.parse(text).toString();
        } catch (IllegalArgumentException e) {
            throw check.refused(option, text, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Sticky sticky(OptionCheck check, String text) {
        if (text.isEmpty()) {
            return null;
        }
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(colon + 1);
        String kind = colon < 0 ? text : text.substring(0, colon);
        for (Sticky.Kind known : Sticky.Kind.values()) {
            if (known.word().equals(kind) && known.isNamed() != name.isEmpty()) {
                return new Sticky(known, name);
            }
        }
        throw check.refused(
                "stickyBy", text, "it is client, principal, header:NAME, cookie:NAME, claim:NAME or attribute:NAME");
    }

    /**
     * What requests a route takes. Equal ones take the same requests.
     *
     * @param host in lower case; begins with {@code *.} for all below it; empty for any
     * @param path in normal form; ends with {@code /*} for all below it; empty for any
     * @param methods empty for any
     */
    public record Match(String host, String path, Set<String> methods, List<HeaderValue> headers) {

        /** In words, for tables. */
        public String text() {
            List<String> parts = new ArrayList<>();
            if (!methods.isEmpty()) {
                parts.add(String.join("|", new TreeSet<>(methods)));
            }
            if (!host.isEmpty() || !path.isEmpty()) {
                parts.add(host + (path.isEmpty() ? BELOW : path));
            }
            headers.forEach(header -> parts.add(header.name() + "=" + header.value()));
            return parts.isEmpty() ? "everything" : String.join(" ", parts);
        }
    }

    /** A header field, its name in lower case. */
    public record HeaderValue(String name, String value) {}

    /**
     * An upstream with its share.
     *
     * @param name a group's name, or an address
     */
    public record WeightedUpstream(String name, int weight) {}

    /**
     * What a client keeps its upstream by.
     *
     * @param name of the field, cookie, claim or attribute; otherwise empty
     */
    public record Sticky(Kind kind, String name) {

        /** As it is configured. */
        public String text() {
            return kind.isNamed() ? kind.word() + ":" + name : kind.word();
        }

        /** Where the key is. */
        public enum Kind {
            /** The client's address. */
            CLIENT,
            /** The name that an authentication hook has given the client. */
            PRINCIPAL,
            /** A header field. */
            HEADER,
            /** A cookie. */
            COOKIE,
            /** A claim of the client's token. */
            CLAIM,
            /** A text among the call's attributes, which hooks set. */
            ATTRIBUTE;

            /** Its name in a configuration. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }

            /** Whether a name follows. */
            public boolean isNamed() {
                return this != CLIENT && this != PRINCIPAL;
            }
        }
    }
}
