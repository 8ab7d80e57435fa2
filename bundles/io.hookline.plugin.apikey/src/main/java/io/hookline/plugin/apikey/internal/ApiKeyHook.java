package io.hookline.plugin.apikey.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.plugin.Plugin;
import io.hookline.api.plugin.Secrets;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a request pass if it has a known key, and sets its client for later hooks. The key is not passed on. */
@Plugin(
        id = "apikey",
        version = "1.0.0",
        tags = {"http", "auth"})
@Component(name = "io.hookline.plugin.apikey")
@HookAt(PreRequestHook.POINT)
@ServiceRanking(1000)
@Designate(ocd = ApiKeyConfig.class)
@NonBlocking
public final class ApiKeyHook implements PreRequestHook {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyHook.class);

    private static final Set<String> NOT_FOR_KEYS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Secrets secrets;
    private volatile Settings settings;

    /**
     * Reads the keys from the configuration.
     *
     * @throws IllegalArgumentException if there is none, one of them is not of the form that {@link ApiKeyConfig#keys}
     *     describes, or the header cannot carry a key
     */
    @Activate
    public ApiKeyHook(ApiKeyConfig config, @Reference Secrets secrets) {
        this.secrets = secrets;
        this.settings = read(config, secrets);
    }

    @Modified
    void modified(ApiKeyConfig config) {
        try {
            settings = read(config, secrets);
        } catch (IllegalArgumentException e) {
            LOG.error(
                    "the new configuration of io.hookline.plugin.apikey is refused, the old one stays: {}",
                    e.getMessage());
        }
    }

    @Override
    public @Nullable Response onRequest(Exchange exchange) {
        Settings current = settings;
        List<String> given = exchange.requestHeaders().all(current.header());
        // Of several keys, the upstream or a log might see another one than is checked here.
        String client = given.size() == 1 ? current.keys().clientOf(given.get(0)) : null;
        if (client == null) {
            return Response.text(401, "A valid API key is required.").withHeader("WWW-Authenticate", "ApiKey");
        }
        exchange.requestHeaders().remove(current.header());
        exchange.setPrincipal(client);
        return null;
    }

    private static Settings read(ApiKeyConfig config, Secrets secrets) {
        KeyTable keys =
                KeyTable.parse(Stream.of(config.keys()).map(secrets::resolve).toArray(String[]::new));
        if (keys.size() == 0) {
            throw new IllegalArgumentException("'keys' holds no key: set client:key or client:sha256:<64 hex digits>");
        }
        return new Settings(checked(config.header()), keys);
    }

    private static String checked(String header) {
        if (!header.matches("[A-Za-z0-9_-]+") || NOT_FOR_KEYS.contains(header.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "'header' is '" + header + "', which cannot carry a key: choose a name like X-API-Key");
        }
        return header;
    }

    private record Settings(String header, KeyTable keys) {}
}
