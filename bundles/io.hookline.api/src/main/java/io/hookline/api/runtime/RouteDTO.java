package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The way of some calls through a point, on which other hooks stand than on that of all others: a canary's, for one. */
@ProviderType
public interface RouteDTO {

    /** What it is there for, and which calls take it, in words. */
    String name();

    /** Those that a call on it runs, in order. */
    List<HookDTO> hooks();
}
