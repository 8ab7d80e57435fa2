package io.hookline.unload.internal;

import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** Inspects the beans of all MBean servers. What listens to their notifications cannot be seen. */
final class MBeanProbe implements HolderProbe {

    /** These answer for the JDK; some take their time. */
    private static final Set<String> OF_THE_JDK = Set.of(
            "java.lang",
            "java.nio",
            "java.util.logging",
            "com.sun.management",
            "jdk.management.jfr",
            "JMImplementation");

    @Override
    public String place() {
        return "MBeans";
    }

    @Override
    public void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        Set<MBeanServer> servers = new LinkedHashSet<>(MBeanServerFactory.findMBeanServer(null));
        servers.add(ManagementFactory.getPlatformMBeanServer());
        for (MBeanServer server : servers) {
            for (ObjectName name : server.queryNames(null, null)) {
                if (!OF_THE_JDK.contains(name.getDomain())) {
                    inspect(server, name, plugin, found);
                }
            }
        }
    }

    private static void inspect(MBeanServer server, ObjectName name, PluginClasses plugin, InspectionFindings found) {
        try {
            if (plugin.owns(server.getClassLoaderFor(name))) {
                found.add(HolderKind.MBEAN, name.getCanonicalName());
                return;
            }
            // A wrapper of the JDK's, like RequiredModelMBean, names the class of what it wraps.
            String type = server.getMBeanInfo(name).getClassName();
            if (plugin.mayHaveDefined(type)) {
                found.addProbable(HolderKind.MBEAN, name.getCanonicalName() + " of class " + type);
            }
        } catch (JMException | RuntimeException e) {
            // It may be unregistered by now, or fail to describe itself: the other ones matter.
            found.addBlind("the MBean " + new Holder(HolderKind.MBEAN, name.getCanonicalName(), true).what()
                    + " could not be inspected: " + e.getClass().getName());
        }
    }
}
