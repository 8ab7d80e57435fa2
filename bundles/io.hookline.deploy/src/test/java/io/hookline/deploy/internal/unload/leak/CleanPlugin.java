package io.hookline.deploy.internal.unload.leak;

import io.hookline.deploy.internal.unload.Leak;

/** Leaves nothing behind. */
public final class CleanPlugin implements Leak {

    @Override
    public void begin() {}

    @Override
    public void end() {}
}
