package io.hookline.unload.internal;

import java.util.List;

/**
 * Finds what holds a class loader in the places of the JVM where plugins leave things behind. It reads, and changes
 * nothing.
 *
 * <p>Foreign code may run where threads, loggers, handlers or MBeans override what they are asked for; a failure there
 * is reported, not thrown. Not inspected: what bundles hold of each other (heap paths tell), and the JDK's caches of
 * classes, which hold them weakly or softly.
 */
public final class LoaderHolders {

    private static final List<HolderProbe> PROBES = List.of(
            new ThreadProbe(),
            new ThreadLocalProbe(),
            new ShutdownHookProbe(),
            new JdbcProbe(),
            new MBeanProbe(),
            new LoggingProbe(),
            new JvmDefaultsProbe());

    /** What holds the loader, as far as can be seen. May take some milliseconds for each hundred threads. */
    public Inspection inspect(ClassLoader loader) {
        InspectionFindings found = new InspectionFindings();
        PluginClasses plugin = new PluginClasses(loader);
        JdkFields fields = new JdkFields(found);
        for (HolderProbe probe : PROBES) {
            try {
                probe.inspect(plugin, fields, found);
            } catch (RuntimeException | LinkageError | StackOverflowError e) {
                // A trimmed JDK may lack java.sql or java.management; threads may change a collection during the
                // inspection.
                found.addBlind(probe.place() + " could not be inspected: " + e);
            }
        }
        return found.inspection();
    }
}
