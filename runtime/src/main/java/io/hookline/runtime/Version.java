package io.hookline.runtime;

import picocli.CommandLine.IVersionProvider;

/** The version of the product, from the launcher's manifest. */
final class Version implements IVersionProvider {

    static String text() {
        String version = Hookline.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "hookline " + text(),
            "Java " + Runtime.version() + " on " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
