package io.hookline.config.internal.file;

import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.RevisionStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** A Config Admin for tests of files: it reads configurations from the store and updates them there. */
public final class StoredConfigurations {

    private final GuardedStore store;
    private final RevisionStore revisions;
    final AtomicInteger deliveries = new AtomicInteger();

    /** Over a store. */
    public StoredConfigurations(GuardedStore store, RevisionStore revisions) {
        this.store = store;
        this.revisions = revisions;
    }

    /** The service. */
    public ConfigurationAdmin admin() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ConfigurationAdmin.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getConfiguration" -> configuration((String) arguments[0]);
                    case "getFactoryConfiguration" -> configuration(arguments[0] + "~" + arguments[1]);
                    case "listConfigurations" -> listed((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Configuration[] listed(String filter) {
        return revisions.pids().stream()
                .filter(pid -> filter.equals("(service.pid=" + pid + ")"))
                .map(this::configuration)
                .toArray(Configuration[]::new);
    }

    private Configuration configuration(String pid) {
        return (Configuration) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Configuration.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperties" -> revisions.current(pid) == null ? null : store.load(pid);
                    case "update" -> update(pid, (Dictionary<?, ?>) arguments[0]);
                    case "delete" -> delete(pid);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    @SuppressWarnings("unchecked")
    private Object update(String pid, Dictionary<?, ?> properties) throws IOException {
        ((Dictionary<String, Object>) properties).put("service.pid", pid);
        store.store(pid, properties);
        return deliveries.incrementAndGet();
    }

    private Object delete(String pid) throws IOException {
        store.delete(pid);
        return deliveries.incrementAndGet();
    }
}
