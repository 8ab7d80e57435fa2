package io.hookline.core.internal.view;

import io.hookline.api.runtime.BindingDTO;
import io.hookline.api.runtime.BindingState;

/** A BindingDTO as it was at one moment. */
public record BindingView(
        String row,
        String plugin,
        String version,
        long bundleId,
        String className,
        String point,
        String hook,
        int priority,
        BindingState state,
        String detail)
        implements BindingDTO {}
