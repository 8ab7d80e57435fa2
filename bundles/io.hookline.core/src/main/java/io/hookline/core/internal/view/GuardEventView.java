package io.hookline.core.internal.view;

import io.hookline.api.runtime.GuardEventDTO;
import java.time.Instant;

/** A GuardEventDTO. */
public record GuardEventView(
        Instant at, String kind, String name, String plugin, String version, String point, String reason)
        implements GuardEventDTO {}
