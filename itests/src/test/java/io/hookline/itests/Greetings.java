package io.hookline.itests;

import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.greeting.Farewell;
import io.hookline.itests.fixture.greeting.Greeting;

/** A package that fixture plugins offer to each other. */
final class Greetings {

    /** Its class, of which a hook shows the text. */
    static final Class<?> TYPE = Greeting.class;

    /** That class's name. */
    static final String CLASS = Greeting.class.getName();

    /** The package's name. */
    static final String PACKAGE = Greeting.class.getPackageName();

    private Greetings() {}

    /** Has a plugin offer the package. */
    static BundleJar offeredBy(BundleJar plugin, String version) {
        return plugin.with(TYPE).header("Export-Package", PACKAGE + ";version=\"" + version + "\"");
    }

    /** Has a plugin offer the package with one class more. */
    static BundleJar grownIn(BundleJar plugin, String version) {
        return offeredBy(plugin, version).with(Farewell.class);
    }

    /** Has a plugin ask for the package. */
    static BundleJar askedBy(BundleJar plugin, String range) {
        return plugin.clause("Import-Package", PACKAGE + ";version=\"" + range + "\"");
    }
}
