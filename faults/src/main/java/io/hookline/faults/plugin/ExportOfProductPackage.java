package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar that exports a package that the product's own bundles import. */
final class ExportOfProductPackage implements HostilePlugin {

    private static final String[] EXPORTS = {
        "io.hookline.gateway.hook;version=\"1.0.1\"",
        "io.hookline.api;version=\"1.9\"",
        "io.hookline.api.hook;version=\"1.9\"",
        "io.hookline.api.runtime;version=\"1.9\"",
        "io.hookline.deploy;version=\"1.9\"",
    };

    @Override
    public String name() {
        return "export-of-product-package";
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
