package io.hookline.core.internal.view;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedDTO;

/** A RefusedDTO as it was at one moment. */
public record RefusedView(
        String name, String plugin, String version, long bundleId, RefusalReason reason, String detail)
        implements RefusedDTO {}
