package io.hookline.core.internal.view;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.PointDTO;
import java.util.List;

/** A PointDTO as it was at one moment. */
public record PointView(
        String name,
        String contract,
        List<String> owners,
        ErrorPolicy errorPolicy,
        int hooks,
        List<String> required,
        List<String> missing)
        implements PointDTO {}
