package io.hookline.deploy.internal.boot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the start of a deployment needs to know.
 *
 * @param storeFolder where the content store lies
 * @param seedFolder the folder whose files make up the first desired set, or null
 * @param dropFolder the drop folder, or null
 */
public record StartupSettings(Path storeFolder, @Nullable Path seedFolder, @Nullable Path dropFolder) {}
