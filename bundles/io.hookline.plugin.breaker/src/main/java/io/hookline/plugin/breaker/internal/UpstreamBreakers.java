package io.hookline.plugin.breaker.internal;

import io.hookline.gateway.hook.Exchange;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The breakers of all upstreams, which the hooks share. Safe for use by many threads. */
@Component(name = "io.hookline.plugin.breaker", service = UpstreamBreakers.class)
@Designate(ocd = BreakerConfig.class)
public final class UpstreamBreakers {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamBreakers.class);

    private final Clock clock;
    private final Map<String, UpstreamBreaker> breakers = new ConcurrentHashMap<>();
    private volatile BreakerRules rules;

    /**
     * Begins with a configuration.
     *
     * @throws IllegalArgumentException if it is invalid; the message says where
     */
    @Activate
    public UpstreamBreakers(BreakerConfig config) {
        this(config, Clock.systemUTC());
    }

    UpstreamBreakers(BreakerConfig config, Clock clock) {
        this.clock = clock;
        this.rules = BreakerRules.of(config, clock);
    }

    @Modified
    void modified(BreakerConfig config) {
        try {
            BreakerRules changed = BreakerRules.of(config, clock);
            rules = changed;
            breakers.replaceAll((name, breaker) -> breaker.under(changed));
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "the new configuration of io.hookline.plugin.breaker is refused, the old one stays: {}",
                    e.getMessage());
        }
    }

    /** The breaker of the upstream that a request goes to. */
    UpstreamBreaker of(Exchange exchange) {
        String name = nameOf(exchange);
        UpstreamBreaker known = breakers.get(name);
        return known != null
                ? known
                : breakers.computeIfAbsent(name, absent -> new UpstreamBreaker(absent, rules, clock));
    }

    /** All of them, by name. */
    public List<BreakerState> states() {
        return breakers.values().stream()
                .map(UpstreamBreaker::state)
                .sorted(Comparator.comparing(BreakerState::upstream))
                .toList();
    }

    /** The name of the upstream that a request goes to; for a request without a route, which fails, any. */
    private static String nameOf(Exchange exchange) {
        String name = exchange.upstream();
        return name == null ? "none" : name;
    }
}
