package io.hookline.unload.internal;

import io.hookline.unload.HolderKind;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.URL;
import java.net.URLConnection;
import java.security.Provider;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inspects the objects that exist once in the JVM and can be replaced by any code. */
final class JvmDefaultsProbe implements HolderProbe {

    @Override
    public String place() {
        return "the JVM's defaults";
    }

    @Override
    public void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        for (Provider provider : Security.getProviders()) {
            String type = plugin.ownType(provider);
            if (type != null) {
                found.add(HolderKind.SECURITY_PROVIDER, provider.getName() + ", " + type);
            }
        }
        defaults(fields).forEach((place, value) -> {
            Class<?> by = plugin.heldBy(value);
            if (by != null) {
                found.add(HolderKind.JVM_DEFAULT, place + ", " + by.getName());
            }
        });
    }

    private static Map<String, @Nullable Object> defaults(JdkFields fields) {
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        defaults.put("System.in", System.in);
        defaults.put("System.out", System.out);
        defaults.put("System.err", System.err);
        defaults.put("the default Authenticator", Authenticator.getDefault());
        defaults.put("the default CookieHandler", CookieHandler.getDefault());
        defaults.put("the default ProxySelector", ProxySelector.getDefault());
        defaults.put("the default ResponseCache", ResponseCache.getDefault());
        defaults.put("the factory of URL stream handlers", fields.read(URL.class, "factory", null));
        defaults.put("the URL stream handlers", fields.read(URL.class, "handlers", null));
        defaults.put("the factory of URL content handlers", fields.read(URLConnection.class, "factory", null));
        System.getProperties().forEach((name, value) -> {
            if (!(value instanceof String)) {
                defaults.put("the system property " + name, value);
            }
        });
        return defaults;
    }
}
