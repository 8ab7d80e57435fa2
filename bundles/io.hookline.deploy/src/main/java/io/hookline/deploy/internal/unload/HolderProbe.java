package io.hookline.deploy.internal.unload;

/** One place of the JVM in which something can hold a class loader. */
interface HolderProbe {

    /** The place's name in the report, should it not be possible to look at it. */
    String place();

    /** Adds what it finds there. May throw: the place is then reported as not looked at. */
    void look(PluginClasses plugin, JdkFields fields, Findings found);
}
