package io.hookline.torture.hook;

/** Thrown by a hook whose release is generated to fail. */
public final class TortureFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String plugin;
    private final String version;
    private final boolean stopped;

    /** With the release that fails, and whether it had been told to stop. */
    public TortureFailure(String plugin, String version, boolean stopped) {
        super(plugin + " " + version + " fails, as it was generated to");
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
