package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import java.security.Provider;
import java.security.Security;

/** Leaves a security provider behind. */
public final class ProviderLeak extends Provider implements Leak {

    private static final long serialVersionUID = 1L;

    /** Offers nothing. */
    public ProviderLeak() {
        super("Leaked", "1", "a provider of nothing");
    }

    @Override
    public void begin() {
        Security.addProvider(this);
    }

    @Override
    public void end() {
        Security.removeProvider(getName());
    }
}
