package io.hookline.faults.plugin;

import java.io.IOException;

/** An ordinary plugin: it marks each response with its name and version. */
public final class MarkerPlugin {

    private MarkerPlugin() {}

    /** The bytes of its jar. */
    public static byte[] jar(String name, String version) throws IOException {
        return JarDraft.hooking(name, version, "MarkingActivator").bytes();
    }

    /** The bytes of its jar, which differ in content for different ballast, with this many bytes of it. */
    public static byte[] jar(String name, String version, byte[] ballast) throws IOException {
        return JarDraft.hooking(name, version, "MarkingActivator")
                .entry("ballast", ballast)
                .bytes();
    }

    /** The bytes of its jar, which provides a capability that other releases of it do not. */
    public static byte[] providing(String name, String version) throws IOException {
        return JarDraft.hooking(name, version, "MarkingActivator")
                .header("Provide-Capability", name + ";version:Version=\"1.0\"")
                .bytes();
    }

    /**
     * The bytes of a jar whose start throws, hangs or kills its own process if a file exists; the header says which.
     */
    public static byte[] failing(String name, String version, String header, String file) throws IOException {
        return JarDraft.hooking(name, version, "FailingLater")
                .header(header, file)
                .bytes();
    }
}
