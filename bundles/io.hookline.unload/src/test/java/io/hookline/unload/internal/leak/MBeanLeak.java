package io.hookline.unload.internal.leak;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Leaves an MBean behind. */
public final class MBeanLeak implements MBeanLeakMBean {

    @Override
    public void begin() throws JMException {
        ManagementFactory.getPlatformMBeanServer().registerMBean(this, name());
    }

    @Override
    public void end() throws JMException {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
    }

    private static ObjectName name() throws JMException {
        return new ObjectName("leaked:type=Bean");
    }
}
