package io.hookline.console.internal;

import io.hookline.admin.web.WebContent;
import io.hookline.admin.web.WebFile;
import io.hookline.common.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The panels of the bundles that run, at {@code /panels/}. A panel vanishes with its bundle. */
@Component(property = WebContent.PREFIX + "=/panels/")
public final class Panels implements WebContent, BundleTrackerCustomizer<Panel> {

    private static final Logger LOG = LoggerFactory.getLogger(Panels.class);
    private static final String LIST = "index.json";
    private static final int LARGEST_SCRIPT = 1024 * 1024;

    private final Bundle own;
    private final BundleTracker<Panel> panels;

    @Activate
    public Panels(BundleContext context) {
        own = context.getBundle();
        panels = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, this);
        panels.open();
    }

    @Deactivate
    void stop() {
        panels.close();
    }

    @Override
    public @Nullable WebFile file(String path) {
        List<Panel> all = List.copyOf(panels.getTracked().values());
        if (path.equals(LIST)) {
            List<Panel.Listed> listed = all.stream()
                    .map(Panel::listed)
                    .sorted(Comparator.comparing(Panel.Listed::frame))
                    .toList();
            return Contents.file(LIST, Json.of(listed).getBytes(StandardCharsets.UTF_8), false, false);
        }
        for (Panel panel : all) {
            WebFile file = panel.at(path);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    @Override
    public @Nullable Panel addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        String value = bundle.getHeaders("").get(PanelHeader.NAME);
        if (value == null) {
            return null;
        }
        try {
            PanelHeader header = PanelHeader.parse(value);
            return new Panel(
                    bundle.getSymbolicName(),
                    bundle.getVersion().toString(),
                    header,
                    read(bundle, header.script()),
                    Map.of("kit.js", read(own, "panel/kit.js"), "kit.css", read(own, "panel/kit.css")));
        } catch (IllegalArgumentException | IOException e) {
            LOG.warn(
                    "the panel of {} {} is not shown: its header {}: {}: {}",
                    bundle.getSymbolicName(),
                    bundle.getVersion(),
                    PanelHeader.NAME,
                    value,
                    e.getMessage());
            return null;
        }
    }

    private static byte[] read(Bundle bundle, String path) throws IOException {
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new IOException("the bundle has no " + path);
        }
        try (InputStream in = entry.openStream()) {
            byte[] read = in.readNBytes(LARGEST_SCRIPT + 1);
            if (read.length > LARGEST_SCRIPT) {
                throw new IOException(path + " is larger than " + LARGEST_SCRIPT + " bytes");
            }
            return read;
        }
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Panel panel) {}

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Panel panel) {}
}
