package io.hookline.core.internal.view;

import io.hookline.api.runtime.WhyDTO;

/** A WhyDTO.EdgeDTO as it was at one moment. */
public record EdgeView(String ahead, String behind, String declaredBy) implements WhyDTO.EdgeDTO {}
