package io.hookline.isolation.process.internal.parent;

import java.time.Duration;
import java.util.List;

/**
 * How a child runs. Immutable.
 *
 * @param name of the process; empty: each plugin has one of its own, named after it
 * @param plugins symbolic names of those that share it; empty: all that no other names
 * @param heapMegabytes the most heap
 * @param directMegabytes the most memory outside the heap that buffers take
 * @param processors how many its JVM believes to have
 * @param cgroupMegabytes the most memory of the whole process, where the host delegates a control group; 0: no limit
 * @param cgroupCpuPercent the most processor time, in percent of one core, under the same condition; 0: no limit
 * @param startLimit how long it may take to start
 * @param pingLimit how long it may not answer before it is ended
 * @param firstPause how long after its end it is started again at first; doubles
 * @param crashes how many ends within five minutes open the breakers of its hooks
 */
record ProcessSettings(
        String name,
        List<String> plugins,
        int heapMegabytes,
        int directMegabytes,
        int processors,
        int cgroupMegabytes,
        int cgroupCpuPercent,
        Duration startLimit,
        Duration pingLimit,
        Duration firstPause,
        int crashes) {

    static final ProcessSettings DEFAULT = new ProcessSettings(
            "", List.of(), 64, 16, 2, 0, 0, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMillis(100), 5);

    ProcessSettings {
        plugins = List.copyOf(plugins);
    }

    /** The name of the process of a plugin. */
    String processOf(String plugin) {
        return plugins.isEmpty() ? plugin : name;
    }
}
