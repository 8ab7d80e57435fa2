package io.hookline.unload;

import org.osgi.annotation.versioning.ProviderType;

/** Opens unload watches. An OSGi service; safe for use by many threads. */
@ProviderType
public interface UnloadWatches {

    /** A new watch, which knows only the class loaders that its owner tells it of. It needs no closing. */
    UnloadWatch open();
}
