package io.hookline.console.internal;

import io.hookline.admin.web.WebFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The files of the console by their paths. Immutable.
 *
 * <p>All files but the page itself lie in a folder that is named by the digest of them all. So modules find each other
 * by relative names, browsers keep them for good, and another version is another folder.
 */
final class ConsoleFiles {

    private static final String PAGE = "index.html";
    private static final String MODULE = ".js";
    /** What the page writes in place of the folder, and of the modules that are loaded ahead. */
    private static final String FOLDER_MARK = "ASSETS";

    private static final String PRELOADS_MARK = "<!-- PRELOADS -->";

    private final Map<String, WebFile> files;

    private ConsoleFiles(Map<String, WebFile> files) {
        this.files = Map.copyOf(files);
    }

    /**
     * Makes the files.
     *
     * @param sources contents by relative path, with the page {@code index.html}
     */
    static ConsoleFiles of(Map<String, byte[]> sources) {
        SortedMap<String, byte[]> assets = new TreeMap<>(sources);
        byte[] page = assets.remove(PAGE);
        if (page == null) {
            throw new IllegalArgumentException("the console has no " + PAGE);
        }
        String folder = "assets/" + Contents.digest(assets);
        Map<String, WebFile> files = new HashMap<>();
        assets.forEach((path, content) -> files.put(folder + "/" + path, Contents.file(path, content, true, false)));
        String text = new String(page, StandardCharsets.UTF_8)
                .replace(PRELOADS_MARK, preloads(assets))
                .replace(FOLDER_MARK, "/" + folder);
        WebFile written = Contents.file(PAGE, text.getBytes(StandardCharsets.UTF_8), false, false);
        files.put("", written);
        files.put(PAGE, written);
        return new ConsoleFiles(files);
    }

    /** Without them a browser would learn of each module only from the one that imports it. */
    private static String preloads(SortedMap<String, byte[]> assets) {
        return assets.keySet().stream()
                .filter(path -> path.endsWith(MODULE) && path.contains("/"))
                // The chart's library is no module, and is loaded when the first chart is shown.
                .filter(path -> !path.equals("lib/uplot.js"))
                .map(path -> "<link rel=\"modulepreload\" href=\"" + FOLDER_MARK + "/" + path + "\" />")
                .collect(Collectors.joining("\n    "));
    }

    /** The file at a path; null if there is none. */
    @Nullable
    WebFile at(String path) {
        return files.get(path);
    }
}
