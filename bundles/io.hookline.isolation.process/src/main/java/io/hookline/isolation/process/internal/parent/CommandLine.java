package io.hookline.isolation.process.internal.parent;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command that starts a child: the JDK of the runtime, with limits, and without anything of its environment. */
final class CommandLine {

    /** The name of the file in the temporary folder that the JVM writes when it crashes. */
    static final String CRASH_REPORT = "crash.log";

    private static final String MAIN = "io.hookline.isolation.process.internal.child.ChildMain";
    private static final String LOG_PROVIDER = "io.hookline.isolation.process.internal.child.ChildLogProvider";

    private CommandLine() {}

    static ProcessBuilder of(ProcessSettings settings, List<Path> classPath, ChildFolder folder) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx" + settings.heapMegabytes() + "m");
        words.add("-XX:MaxDirectMemorySize=" + settings.directMegabytes() + "m");
        words.add("-XX:ActiveProcessorCount=" + settings.processors());
        words.add("-XX:+UseSerialGC");
        words.add("-XX:+ExitOnOutOfMemoryError");
        words.add("-XX:ErrorFile=" + folder.temporary().resolve(CRASH_REPORT));
        words.add("-XX:-CreateCoredumpOnCrash");
        words.add("-XX:+DisableAttachMechanism");
        words.add("-XX:-UsePerfData");
        words.add("-Xshare:auto");
        words.add("-Djava.io.tmpdir=" + folder.temporary());
        words.add("-Djava.awt.headless=true");
        words.add("-Dfile.encoding=UTF-8");
        // A buffer of each thread that writes: what it keeps is not to fill the direct memory.
        words.add("-Djdk.nio.maxCachedBufferSize=65536");
        words.add("-Dslf4j.provider=" + LOG_PROVIDER);
        words.add("-cp");
        words.add(classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        words.add(MAIN);
        words.add(folder.socket().toString());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.directory(folder.temporary().toFile());
        builder.redirectErrorStream(true);
        return builder;
    }
}
