package io.hookline.core.internal.view;

import io.hookline.api.runtime.HookDTO;
import io.hookline.api.runtime.RouteDTO;
import java.util.List;

/** A RouteDTO as it was at one moment. */
public record RouteView(String name, List<HookDTO> hooks) implements RouteDTO {}
