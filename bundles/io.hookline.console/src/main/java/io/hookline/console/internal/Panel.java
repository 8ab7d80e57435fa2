package io.hookline.console.internal;

import io.hookline.admin.web.WebFile;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's panel: a page that holds its element, and its script. Immutable.
 *
 * <p>The console shows the page in a frame without an origin. Its script runs, but reaches the console only by
 * messages.
 */
final class Panel {

    private static final String FRAME = "frame.html";
    private static final String SCRIPT = "panel.js";
    private static final String KIT = "kit.js";
    private static final String STYLE = "kit.css";

    private final String plugin;
    private final String version;
    private final PanelHeader header;
    private final String folder;
    private final Map<String, WebFile> files;

    /**
     * Makes a panel.
     *
     * @param plugin symbolic name of its bundle
     * @param version its bundle's version
     * @param script its script
     * @param kit the console's own script and style for frames, by name
     */
    Panel(String plugin, String version, PanelHeader header, byte[] script, Map<String, byte[]> kit) {
        this.plugin = plugin;
        this.version = version;
        this.header = header;
        TreeMap<String, byte[]> contents = new TreeMap<>(kit);
        contents.put(SCRIPT, script);
        contents.put(FRAME, page(header).getBytes(StandardCharsets.UTF_8));
        folder = plugin + "/" + Contents.digest(contents) + "/";
        Map<String, WebFile> made = new TreeMap<>();
        contents.forEach((name, content) -> made.put(name, Contents.file(name, content, true, true)));
        files = made;
    }

    private static String page(PanelHeader header) {
        return String.join(
                "\n",
                "<!doctype html>",
                "<html lang=\"en\">",
                "<head>",
                "<meta charset=\"utf-8\" />",
                "<title>" + escaped(header.title()) + "</title>",
                "<link rel=\"stylesheet\" href=\"" + STYLE + "\" />",
                "<script src=\"" + KIT + "\"></script>",
                "<script src=\"" + SCRIPT + "\"></script>",
                "</head>",
                "<body><" + header.element() + "></" + header.element() + "></body>",
                "</html>",
                "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** What the console's list says of it. */
    Listed listed() {
        return new Listed(plugin, version, header.title(), "/panels/" + folder + FRAME);
    }

    /** One of its files; null if the path is not one. */
    @Nullable
    WebFile at(String path) {
        return path.startsWith(folder) ? files.get(path.substring(folder.length())) : null;
    }

    /**
     * A row of the list.
     *
     * @param plugin symbolic name of its bundle
     * @param version its bundle's version
     * @param title what the console calls it
     * @param frame path of its page
     */
    record Listed(String plugin, String version, String title, String frame) {}
}
