package io.hookline.plugin.headers.internal;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules of the newest valid configuration, for requests or for responses. Safe for use by many threads. */
final class LiveRules {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRules.class);

    private final Function<String, Rule> parser;
    private volatile List<Rule> rules;

    /**
     * Begins with these rules.
     *
     * @throws IllegalArgumentException if one is invalid; the message shows it
     */
    LiveRules(Function<String, Rule> parser, String... texts) {
        this.parser = parser;
        this.rules = parsed(texts);
    }

    void change(String... texts) {
        try {
            rules = parsed(texts);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "the new configuration of io.hookline.plugin.headers is refused, the old one stays: {}",
                    e.getMessage());
        }
    }

    void apply(Exchange exchange, Headers fields) {
        for (Rule rule : rules) {
            rule.apply(exchange, fields);
        }
    }

    private List<Rule> parsed(String... texts) {
        return Stream.of(texts).filter(text -> !text.isBlank()).map(parser).toList();
    }
}
