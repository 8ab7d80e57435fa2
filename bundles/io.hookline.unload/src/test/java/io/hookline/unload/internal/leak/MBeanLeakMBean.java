package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;

/** The management interface of {@link MBeanLeak}. */
public interface MBeanLeakMBean extends Leak {}
