package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar that exports a package of a library or of OSGi that the product imports. */
final class ExportOfLibraryPackage implements HostilePlugin {

    private static final String[] EXPORTS = {
        "org.slf4j;version=\"2.0.99\"",
        "org.osgi.util.tracker;version=\"1.5.99\"",
        "org.osgi.framework;version=\"1.10.99\"",
        "com.fasterxml.jackson.databind;version=\"2.19.99\"",
        "io.netty.channel;version=\"4.2.99\"",
    };

    @Override
    public String name() {
        return "export-of-library-package";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(plugin, "1.0.0")
                .header("Export-Package", EXPORTS[random.nextInt(EXPORTS.length)])
                .bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
