package io.hookline.torture.hook;

/** Thrown by a hook of a release that is made to fail. */
public final class TortureFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String plugin;
    private final String version;
    private final boolean stopped;

    /** With the release that fails, and whether it was told to stop before. */
    public TortureFailure(String plugin, String version, boolean stopped) {
        super(plugin + " " + version + " fails as it is made to");
        this.plugin = plugin;
        this.version = version;
        this.stopped = stopped;
    }

    /** Symbolic name of the plugin. */
    public String plugin() {
        return plugin;
    }

    /** Its version. */
    public String version() {
        return version;
    }

    /** Whether the hook was told to stop before its call had ended. */
    public boolean stopped() {
        return stopped;
    }
}
