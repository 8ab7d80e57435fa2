package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;

/** Leaves nothing behind. */
public final class CleanPlugin implements Leak {

    @Override
    public void begin() {}

    @Override
    public void end() {}
}
