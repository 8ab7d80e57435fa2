package io.hookline.deploy.internal.unload.leak;

import io.hookline.deploy.internal.unload.Leak;

/** The management interface of {@link MBeanLeak}. */
public interface MBeanLeakMBean extends Leak {}
