package io.hookline.console.internal;

import io.hookline.admin.web.WebContent;
import io.hookline.admin.web.WebFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The console's pages at {@code /}. They are read and compressed by the first request: most processes see none. */
@Component(property = WebContent.PREFIX + "=/")
public final class Console implements WebContent {

    private static final String FOLDER = "/web/";

    private final Bundle bundle;
    private volatile @Nullable ConsoleFiles files;

    @Activate
    public Console(BundleContext context) {
        bundle = context.getBundle();
    }

    @Override
    public @Nullable WebFile file(String path) {
        return files().at(path);
    }

    private ConsoleFiles files() {
        ConsoleFiles known = files;
        if (known == null) {
            synchronized (this) {
                known = files;
                if (known == null) {
                    known = ConsoleFiles.of(read());
                    files = known;
                }
            }
        }
        return known;
    }

    private Map<String, byte[]> read() {
        Map<String, byte[]> read = new TreeMap<>();
        for (URL entry : Collections.list(bundle.findEntries(FOLDER, "*", true))) {
            String path = entry.getPath();
            if (!path.endsWith("/")) {
                try (InputStream in = entry.openStream()) {
                    read.put(path.substring(path.indexOf(FOLDER) + FOLDER.length()), in.readAllBytes());
                } catch (IOException e) {
                    throw new UncheckedIOException("the console's " + path + " cannot be read", e);
                }
            }
        }
        return read;
    }
}
