package io.hookline.api.runtime;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The chain of a point. */
@ProviderType
public interface ChainDTO {

    /** The point. */
    PointDTO point();

    /** The generation that this chain belongs to. */
    long generation();

    /** Whether it runs as a class compiled for it, rather than as a loop. */
    boolean compiled();

    /** Those that a call runs, in order. */
    List<HookDTO> hooks();

    /** Those that stand by because a newer release of their plugin is in the chain. */
    List<HookDTO> standby();

    /** The ways of calls that run other hooks than these, in the order in which they are asked; empty if there is none. */
    List<RouteDTO> routes();
}
