package io.hookline.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The bundles that lie in Felix's cache before it reads them. Felix drops one whose files are damaged with no more
 * than a message, so what is missing afterwards was lost.
 */
final class CachedBundles {

    private static final String SYSTEM_BUNDLE = "bundle0";

    /** Where {@code bundle.info} says the location and the state. */
    private static final int LOCATION_LINE = 1;

    private static final int STATE_LINE = 2;

    private final List<Path> folders;

    private CachedBundles(List<Path> folders) {
        this.folders = folders;
    }

    static CachedBundles in(Path storage) throws IOException {
        if (!Files.isDirectory(storage)) {
            return new CachedBundles(List.of());
        }
        List<Path> folders = new ArrayList<>();
        try (Stream<Path> files = Files.list(storage)) {
            for (Path folder : files.filter(Files::isDirectory).toList()) {
                if (name(folder).startsWith("bundle") && !name(folder).equals(SYSTEM_BUNDLE) && isKept(folder)) {
                    folders.add(folder);
                }
            }
        }
        return new CachedBundles(folders);
    }

    /** Throws if one of them was not read. */
    void refuseLosses(BundleContext context) throws IOException {
        Set<String> read = Arrays.stream(context.getBundles())
                .map(bundle -> "bundle" + bundle.getBundleId())
                .collect(Collectors.toSet());
        List<Path> lost =
                folders.stream().filter(folder -> !read.contains(name(folder))).toList();
        if (!lost.isEmpty()) {
            throw new IOException("the framework could not read " + lost);
        }
    }

    /** False for one that was uninstalled, or that is used in place and so comes back with the distribution. */
    private static boolean isKept(Path folder) throws IOException {
        Path info = folder.resolve("bundle.info");
        List<String> lines = Files.exists(info) ? Files.readAllLines(info) : List.of();
        return lines.size() <= STATE_LINE
                || (!lines.get(STATE_LINE).equals(Integer.toString(Bundle.UNINSTALLED))
                        && !lines.get(LOCATION_LINE).startsWith("reference:"));
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
