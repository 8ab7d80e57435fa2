package io.hookline.itests;

import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.greeting.Farewell;
import io.hookline.itests.fixture.greeting.Greeting;

/** A package that fixture plugins export to each other. */
final class Greetings {

    /** Its class, whose text a hook shows. */
    static final Class<?> TYPE = Greeting.class;

    /** The name of the class. */
    static final String CLASS = Greeting.class.getName();

    /** The name of the package. */
    static final String PACKAGE = Greeting.class.getPackageName();

    private Greetings() {}

    /** Makes a plugin export the package. */
    static BundleJar offeredBy(BundleJar plugin, String version) {
        return plugin.with(TYPE).header("Export-Package", PACKAGE + ";version=\"" + version + "\"");
    }

    /** Makes a plugin export the package with one class more. */
    static BundleJar grownIn(BundleJar plugin, String version) {
        return offeredBy(plugin, version).with(Farewell.class);
    }

    /** Makes a plugin import the package. */
    static BundleJar askedBy(BundleJar plugin, String range) {
        return plugin.clause("Import-Package", PACKAGE + ";version=\"" + range + "\"");
    }
}
