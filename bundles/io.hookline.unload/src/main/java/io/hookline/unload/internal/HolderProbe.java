package io.hookline.unload.internal;

/** One place of the JVM in which something can hold a class loader. */
interface HolderProbe {

    /** The place's name in the report, if it cannot be inspected. */
    String place();

    /** Adds what it finds there. May throw: the place is then reported as not inspected. */
    void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found);
}
