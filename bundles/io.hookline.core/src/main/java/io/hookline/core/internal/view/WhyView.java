package io.hookline.core.internal.view;

import io.hookline.api.runtime.WhyDTO;
import io.hookline.api.runtime.WhyDTO.EdgeDTO;
import java.util.List;

/** A WhyDTO as it was at one moment. */
public record WhyView(String point, String first, String second, String rule, List<EdgeDTO> edges) implements WhyDTO {}
