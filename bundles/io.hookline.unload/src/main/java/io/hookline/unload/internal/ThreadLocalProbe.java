package io.hookline.unload.internal;

import io.hookline.unload.HolderKind;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;

/** Inspects the ThreadLocals of all live threads. */
final class ThreadLocalProbe implements HolderProbe {

    @Override
    public String place() {
        return "ThreadLocals";
    }

    @Override
    public void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            inspect(thread, fields.read(Thread.class, "threadLocals", thread), plugin, fields, found);
            inspect(thread, fields.read(Thread.class, "inheritableThreadLocals", thread), plugin, fields, found);
        }
    }

    private static void inspect(
            Thread thread, @Nullable Object map, PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        if (map == null || !(fields.read(map.getClass(), "table", map) instanceof Object[] table)) {
            return;
        }
        for (Object entry : table) {
            if (entry instanceof Reference<?> key) {
                inspectEntry(thread, key, fields.read(entry.getClass(), "value", entry), plugin, found);
            }
        }
    }

    /** The map holds the key weakly and the value strongly: it is the value that counts. */
    private static void inspectEntry(
            Thread thread,
            Reference<?> weakKey,
            @Nullable Object value,
            PluginClasses plugin,
            InspectionFindings found) {
        Object key = weakKey.get();
        String local = key == null ? "a collected ThreadLocal" : key.getClass().getName();
        Class<?> by = plugin.heldBy(value);
        if (by != null) {
            found.add(HolderKind.THREAD_LOCAL, ThreadOrigin.name(thread) + ", value " + by.getName() + " in " + local);
        } else if (value != null
                && plugin.ownType(key) != null
                && value.getClass().getClassLoader() != null) {
            found.addProbable(
                    HolderKind.THREAD_LOCAL,
                    ThreadOrigin.name(thread) + ", value " + value.getClass().getName() + " in " + local);
        }
    }
}
