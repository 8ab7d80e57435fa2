package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;

/** Leaves itself behind as the value of a system property. */
public final class PropertyLeak implements Leak {

    @Override
    public void begin() {
        System.getProperties().put("leaked.property", this);
    }

    @Override
    public void end() {
        System.getProperties().remove("leaked.property");
    }
}
