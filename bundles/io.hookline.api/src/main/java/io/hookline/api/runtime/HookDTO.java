package io.hookline.api.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A hook in or beside a chain. */
@ProviderType
public interface HookDTO {

    /** The hook's name within its plugin. */
    String name();

    /** Symbolic name of its bundle. */
    String plugin();

    /** Its bundle's version. */
    String version();

    /** Its bundle's id. */
    long bundleId();

    /** Its service's id. */
    long serviceId();

    /** Its {@code service.ranking}. */
    int ranking();

    /** Plugins or hooks that it asks to stand ahead of. */
    List<String> before();

    /** Plugins or hooks that it asks to stand behind. */
    List<String> after();

    /** How often it was called since it came. */
    long calls();

    /** How many of these calls threw. */
    long failures();

    /** What the latest failing one threw, or null. */
    @Nullable
    String lastFailure();
}
