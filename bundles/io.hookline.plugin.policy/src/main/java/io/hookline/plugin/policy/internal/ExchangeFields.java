package io.hookline.plugin.policy.internal;

import io.hookline.gateway.hook.Headers;
import io.hookline.plugin.policy.rule.RequestFields;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The header fields of a request at the gateway. */
record ExchangeFields(Headers headers) implements RequestFields {

    @Override
    public boolean has(String name) {
        return headers.first(name) != null;
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        for (String name : headers.names()) {
            all.put(name.toLowerCase(Locale.ROOT), String.join(", ", headers.all(name)));
        }
        return all;
    }
}
