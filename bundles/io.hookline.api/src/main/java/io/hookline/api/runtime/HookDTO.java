package io.hookline.api.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hook in or beside a chain.
 *
 * @param name the hook's name within its plugin
 * @param plugin symbolic name of its bundle
 * @param version its bundle's version
 * @param bundleId its bundle's id
 * @param serviceId its service's id
 * @param ranking its {@code service.ranking}
 * @param before plugins or hooks that it asks to stand ahead of
 * @param after plugins or hooks that it asks to stand behind
 * @param calls how often it was called since it came
 * @param failures how many of these calls threw
 * @param lastFailure what the latest failing one threw, or null
 */
public record HookDTO(
        String name,
        String plugin,
        String version,
        long bundleId,
        long serviceId,
        int ranking,
        List<String> before,
        List<String> after,
        long calls,
        long failures,
        @Nullable String lastFailure) {}
