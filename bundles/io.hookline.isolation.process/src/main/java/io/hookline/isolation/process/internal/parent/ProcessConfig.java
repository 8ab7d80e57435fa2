package io.hookline.isolation.process.internal.parent;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A process for plugins, factory PID {@code io.hookline.isolation.process}; the name of the configuration is that of
 * the process. Changes take effect at once: another process starts, and calls go there.
 */
@ObjectClassDefinition(name = "Hookline Process")
@interface ProcessConfig {

    /** The plugins that share the process; empty: the settings are for all that no other configuration names. */
    @AttributeDefinition(
            name = "Plugins",
            description = "Symbolic names of the plugins that share the process; empty: settings of all others")
    String[] plugins() default {};

    /** The most megabytes of heap. */
    @AttributeDefinition(name = "Heap", description = "Megabytes of heap", min = "16", max = "65536")
    int heapMegabytes() default 64;

    /** The most megabytes of buffers outside the heap. */
    @AttributeDefinition(name = "Direct memory", description = "Megabytes outside the heap", min = "4", max = "65536")
    int directMegabytes() default 16;

    /** How many processors the JVM uses. */
    @AttributeDefinition(name = "Processors", description = "How many processors the JVM uses", min = "1", max = "1024")
    int processors() default 2;

    /** The most megabytes of the whole process, by a control group; 0: no limit. */
    @AttributeDefinition(
            name = "Control group: memory",
            description = "Megabytes of the whole process, where the host delegates a control group; 0: no limit",
            min = "0")
    int cgroupMegabytes() default 0;

    /** The most processor time in percent of one core, by a control group; 0: no limit. */
    @AttributeDefinition(
            name = "Control group: processor",
            description = "Percent of one core, where the host delegates a control group; 0: no limit",
            min = "0")
    int cgroupCpuPercent() default 0;

    /** How many milliseconds the process may take to start. */
    @AttributeDefinition(name = "Start limit", description = "Milliseconds to start", min = "1000", max = "600000")
    long startMillis() default 30_000;

    /** After how many milliseconds without an answer to pings the process is ended. */
    @AttributeDefinition(
            name = "Ping limit",
            description = "Milliseconds without an answer to pings",
            min = "500",
            max = "600000")
    long pingMillis() default 5_000;

    /** After how many milliseconds a process that has ended starts again, at first; doubles. */
    @AttributeDefinition(
            name = "Restart pause",
            description = "Milliseconds until a process that has ended starts again, at first",
            min = "10",
            max = "30000")
    long restartMillis() default 100;

    /** How many ends within five minutes open the breakers of its hooks. */
    @AttributeDefinition(name = "Crashes", description = "Ends within five minutes that open breakers", min = "1")
    int crashes() default 5;
}
